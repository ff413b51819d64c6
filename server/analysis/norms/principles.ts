// The principles of a world with their norms, names looked up. Each is the same object for as long as its text and the ground
// stay, so that what was found out about its norms can be kept.

import type * as syntax from '../../../grammar/syntax.ts';
import type { Held } from '../holding.ts';
import { memo } from '../memo.ts';
import { type Entity, entityOf } from '../names.ts';
import { levelsOf, lookup, nameIn } from '../resolve.ts';
import type { Scope } from '../scope.ts';
import { all, type Condition, everywhere, fact, not, nowhere } from './conditions.ts';
import { conditionOf } from './expressions.ts';
import { contextAt } from './grounds.ts';
import type { ValueSet } from './sets.ts';
import { agentSet } from './shapes.ts';
import type { Ground, Norm, Principle } from './world.ts';

const known: (ground: Ground) => WeakMap<syntax.Principle, Principle> = memo(() => new WeakMap());

/** `scope` is that of the checked document. */
export function principleOf(ground: Ground, scope: Scope, held: Held<syntax.Principle>): Principle {
  const before = known(ground).get(held.node);
  if (before) return before;
  const made = makePrinciple(ground, scope, held);
  known(ground).set(held.node, made);
  return made;
}

function makePrinciple(ground: Ground, scope: Scope, held: Held<syntax.Principle>): Principle {
  const { node, own, ways, file, segment } = held;
  const entity = entityOf(held);
  const level = node.level?.text || (levelsOf(held.scope).at(-1) ?? '');
  const at = ground.levels.indexOf(level);
  const norms: Norm[] = [];
  const principle: Principle = {
    own,
    ways,
    file,
    segment,
    entity,
    node,
    name: nameIn(scope, entity) ?? entity.name,
    level,
    // A level that nobody declared is a mistake of its own; it counts as the lowest.
    rank: at < 0 ? Math.max(ground.levels.length - 1, 0) : at,
    entrenched: node.entrenched !== undefined,
    serves: servedBy(ground, held),
    norms,
  };
  const players = node.role ? playersOf(ground, scope, entity) : undefined;
  const head = readIn(ground, held.scope, node.when);
  for (const statement of node.body) {
    if (statement.kind === 'norm') norms.push(makeNorm({ ground, scope: held.scope, principle, players, head }, statement));
  }
  return principle;
}

/** The values that a principle serves, each once. */
function servedBy(ground: Ground, { node, scope }: Held<syntax.Principle>): Principle['serves'] {
  const refs = node.body.flatMap(statement => (statement.kind === 'serves' ? statement.values : []));
  const values = refs.map(ref => {
    const found = lookup(scope, 'value', ref);
    return found.kind === 'found' ? ground.valuesBy.get(found.entity) : undefined;
  });
  return [...new Set(values.filter(value => value !== undefined))];
}

/** The agents that play a role. */
function playersOf({ agent }: Ground, scope: Scope, role: Entity): ValueSet {
  const own = scope.own.named.get('agent');
  if (!own) return agentSet(agent, name => name === (nameIn(scope, role) ?? role.name));
  return agentSet(agent, name => {
    const node = own.get(name)!.node as syntax.Agent;
    return node.body.some(statement => statement.kind === 'plays' && statement.roles.some(ref => means(scope, ref, role)));
  });
}

function means(scope: Scope, ref: syntax.Ref, entity: Entity): boolean {
  const found = lookup(scope, 'principle', ref);
  return found.kind === 'found' && found.entity === entity;
}

/** An expression as a document reads it; everywhere where there is none. */
export function readIn(ground: Ground, at: Scope, expression: syntax.Expression | undefined): Condition | undefined {
  if (!expression) return everywhere;
  return conditionOf(expression, { variable: ref => contextAt(at, ref, entity => ground.variableOf.get(entity)) });
}

interface Making {
  readonly ground: Ground;
  readonly scope: Scope;
  readonly principle: Principle;
  readonly players?: ValueSet;
  readonly head?: Condition;
}

function makeNorm({ ground, scope, principle, players, head }: Making, node: syntax.Norm): Norm {
  const when = readIn(ground, scope, node.when);
  const unless = node.unless ? readIn(ground, scope, node.unless) : nowhere;
  const found = node.act.kind === 'ref' ? lookup(scope, 'action', node.act) : undefined;
  const act = found?.kind === 'found' ? ground.actOf(found.entity) : undefined;
  const broken = !head || !when || !unless || (node.act.kind === 'ref' && !act);
  const condition = broken ? nowhere : all(head, when, not(unless));
  const region = players === undefined ? condition : all(condition, fact(ground.agent, players));
  return { principle, node, index: principle.norms.length, modality: node.modality, act, condition, players, region, broken };
}
