// The ground of a document's world, made from what it sees: contexts, actions, assumes, tensions, agents. It stays the same
// object for as long as nothing of this changed, so that what was computed of the norms on it stays valid too.

import type * as syntax from '../../../grammar/syntax.ts';
import { type Holding, heldIn } from '../holding.ts';
import { fixedOption } from '../linking.ts';
import { entry } from '../memo.ts';
import { type Declared, declarationsOf, type Entity, entityOf, type Named } from '../names.ts';
import { agreementKey, levelsOf, lookup, nameIn } from '../resolve.ts';
import { type Scope, scopeAt } from '../scope.ts';
import { actsIn } from './acts.ts';
import { type Condition, everywhere, fact } from './conditions.ts';
import { conditionOf, valueFor } from './expressions.ts';
import { spanSet } from './sets.ts';
import { agentVariable, variableFor } from './shapes.ts';
import type { Variable } from './variables.ts';
import type { Assume, Ground, Part, Tension, ValueOf } from './world.ts';

interface Kept {
  readonly inputs: readonly unknown[];
  readonly ground: Ground;
}

/** By the header's segment, which most edits leave alone: the newest few grounds. */
const kept = new WeakMap<object, readonly Kept[]>();

export function groundOf(scope: Scope): Ground {
  const inputs = inputsOf(scope);
  const key = scope.own.header?.segment ?? scope.document;
  const known = kept.get(key) ?? [];
  const same = known.find(other => other.inputs.length === inputs.length && other.inputs.every((input, i) => input === inputs[i]));
  if (same) return same.ground;
  const ground = makeGround(scope);
  kept.set(key, [{ inputs, ground }, ...known].slice(0, 2));
  return ground;
}

const groundKinds: ReadonlySet<string> = new Set<syntax.Declaration['kind']>([
  'precedence',
  'import',
  'adopt',
  'authority',
  'context',
  'option',
  'consent',
  'assume',
  'action',
  'dimension',
  'value',
  'tension',
  'agent',
]);

/** All that the ground of a scope is made from: other documents as a whole, of its own what is no norm, and the names of its roles. */
function inputsOf({ document, own, reach }: Scope): readonly unknown[] {
  const inputs: unknown[] = [document.file];
  const roles: string[] = [];
  for (const { node } of own.declarations) {
    if (groundKinds.has(node.kind)) inputs.push(node);
    else if (node.kind === 'principle' && node.role) roles.push(node.name.text);
  }
  for (const other of reach.values()) if (other.document !== document) inputs.push(other.document);
  inputs.push(roles.join());
  return inputs;
}

function makeGround(scope: Scope): Ground {
  const holding = heldIn(scope);
  const canonical = canonicalIn(scope, holding);
  const contexts = everywhereIn(scope, ['context', 'option', 'consent'], holding.contexts);
  const variableOf = variablesOf(scope, contexts, canonical);
  const variables = [...new Set(variableOf.values())];
  const agent = agentVariable(variables.length, agentsOf(scope, holding));
  variables.push(agent);
  const meant = (at: Scope) => ({ variable: (ref: syntax.Ref) => contextAt(at, ref, entity => variableOf.get(entity)) });
  const conditionAt = (at: Scope, expression: syntax.Expression | undefined) =>
    expression ? conditionOf(expression, meant(at)) : everywhere;
  const declared = everywhereIn(scope, ['action'], holding.actions) as Entity<syntax.Action>[];
  const { acts, actOf, actsBy } = actsIn({ scope, declared, canonical, variableOf, conditionAt });
  const { values, valuesBy } = valuesIn(scope, holding);
  return {
    variables,
    agent,
    variableOf,
    assumes: assumesIn(scope, holding, { variableOf, conditionAt }),
    acts,
    actOf,
    actsBy,
    precedence: precedenceOf(scope),
    levels: levelsOf(scope),
    tensions: tensionsIn(holding, { valuesBy, conditionAt }),
    values,
    valuesBy,
    dimensions: holding.dimensions.map(held => ({ entity: entityOf(held), name: nameIn(scope, entityOf(held)) ?? held.node.name.text })),
  };
}

type ConditionAt = (at: Scope, expression: syntax.Expression | undefined) => Condition | undefined;

/** The context, option or consent that a reference means. */
export function contextAt<Meaning>(at: Scope, ref: syntax.Ref, meaning: (entity: Entity) => Meaning | undefined): Meaning | undefined {
  const found = lookup(at, 'context', ref);
  return found.kind === 'found' ? meaning(found.entity) : undefined;
}

/** Of declarations that agree in full, the one that stands for all. */
function canonicalIn(scope: Scope, holding: Holding): (entity: Entity) => Entity {
  const first = new Map<string, Entity>();
  return entity => {
    const held = holding.same(entity);
    return entry(first, `${entity.kind} ${entity.name} ${agreementKey(scope, held)}`, () => held);
  };
}

/** What holds comes first, then what is imported and can be named. */
function everywhereIn(scope: Scope, kinds: readonly syntax.Declaration['kind'][], held: readonly Declared[]): Entity[] {
  const found = new Set(held.map(declared => entityOf(declared as Declared<Named>)));
  for (const { own } of scope.reach.values()) {
    const repeated = new Set(own.repeated.map(({ entity }) => entity));
    for (const declared of own.declarations) {
      const entity = kinds.includes(declared.node.kind) ? entityOf(declared as Declared<Named>) : undefined;
      if (entity && !repeated.has(entity)) found.add(entity);
    }
  }
  return [...found];
}

function variablesOf(scope: Scope, contexts: readonly Entity[], canonical: (entity: Entity) => Entity): Map<Entity, Variable> {
  const variableOf = new Map<Entity, Variable>();
  let next = 0;
  for (const entity of contexts) {
    const stands = canonical(entity);
    let variable = variableOf.get(stands);
    if (!variable) {
      variable = variableFor(stands, next, nameIn(scope, stands) ?? stands.name);
      if (!variable) continue;
      next++;
      variableOf.set(stands, variable);
    }
    variableOf.set(entity, variable);
  }
  return variableOf;
}

/** The document's own agents; where it declares none, `none` and one for each role that holds. */
function agentsOf(scope: Scope, holding: Holding): readonly { readonly name: string; readonly key: string }[] {
  const own = scope.own.named.get('agent');
  if (own) return [...own.keys()].map(name => ({ name, key: name }));
  const roles = holding.principles.filter(({ node }) => node.role).map(held => entityOf(held));
  const keyOf = ({ file, name }: Entity) => `${file === scope.document.file ? '' : file}#${name}`;
  return [{ name: 'none', key: 'none' }, ...roles.map(role => ({ name: nameIn(scope, role) ?? role.name, key: keyOf(role) }))];
}

interface Meanings {
  readonly variableOf: ReadonlyMap<Entity, Variable>;
  readonly conditionAt: ConditionAt;
}

/** Adopted ones first; then what adopters fixed; then the document's own. */
function assumesIn(scope: Scope, holding: Holding, { variableOf, conditionAt }: Meanings): Assume[] {
  const stated = holding.assumes.flatMap((held): Assume[] => {
    const condition = conditionAt(held.scope, held.node.condition);
    return condition ? [{ own: held.own, ways: held.ways, file: held.file, segment: held.segment, node: held.node, condition }] : [];
  });
  const fixed = holding.fixes.flatMap((fix): Assume[] => {
    const found = fixedOption(fix.scope, fix.alias, fix.option);
    const variable = found.kind === 'found' ? variableOf.get(found.entity) : undefined;
    const value = variable && valueFor(variable, fix.value);
    if (!variable || value === undefined) return [];
    const condition = fact(variable, spanSet(variable.size, value, value + 1));
    return [{ own: fix.file === scope.document.file, ways: [], file: fix.file, segment: fix.segment, condition }];
  });
  return [...stated.filter(({ own }) => !own), ...fixed, ...stated.filter(({ own }) => own)];
}

const allParts: readonly Part[] = ['authority', 'explicit', 'tension', 'force', 'specificity'];

function precedenceOf(scope: Scope): readonly Part[] {
  for (const { node } of declarationsOf(scope.own, 'precedence')) {
    const listed = node.parts.flatMap(({ text }) => allParts.filter(part => part === text));
    return listed.length > 0 ? [...new Set(listed)] : allParts;
  }
  return allParts;
}

function valuesIn(scope: Scope, holding: Holding): { values: ValueOf[]; valuesBy: Map<Entity, ValueOf> } {
  const held = new Map(holding.values.map(value => [entityOf(value), value]));
  const valuesBy = new Map<Entity, ValueOf>();
  for (const entity of everywhereIn(scope, ['value'], holding.values) as Entity<syntax.ValueDeclaration>[]) {
    const { own = false, ways = [] } = held.get(entity) ?? {};
    const { file, segment, node } = entity;
    const at = scopeAt(scope, entity);
    const refs = node.body.flatMap(statement => (statement.kind === 'nourishes' ? statement.dimensions : []));
    const nourishes = refs.flatMap(ref => {
      const found = lookup(at, 'dimension', ref);
      return found.kind === 'found' ? [found.entity] : [];
    });
    valuesBy.set(entity, { own, ways, file, segment, entity, name: nameIn(scope, entity) ?? entity.name, nourishes });
  }
  return { values: holding.values.map(value => valuesBy.get(entityOf(value))!), valuesBy };
}

interface ValueMeanings {
  readonly valuesBy: ReadonlyMap<Entity, ValueOf>;
  readonly conditionAt: ConditionAt;
}

function tensionsIn(holding: Holding, { valuesBy, conditionAt }: ValueMeanings): Tension[] {
  const value = (at: Scope, ref: syntax.Ref) => {
    const found = lookup(at, 'value', ref);
    return found.kind === 'found' ? valuesBy.get(found.entity) : undefined;
  };
  const tensions: Tension[] = [];
  for (const { node, scope } of holding.tensions) {
    const [left, right] = [value(scope, node.left), value(scope, node.right)];
    if (!left || !right) continue;
    const lines = node.lines.map(line => {
      const favored = value(scope, line.value);
      return {
        favors: favored === left ? ('left' as const) : favored === right ? ('right' as const) : undefined,
        when: conditionAt(scope, line.when),
      };
    });
    if (lines.every(({ when }) => when !== undefined)) tensions.push({ left, right, lines: lines as Tension['lines'] });
  }
  for (const held of holding.values) {
    for (const statement of held.node.body) {
      if (statement.kind !== 'wiser') continue;
      const [left, right] = [valuesBy.get(entityOf(held)), value(held.scope, statement.than)];
      const when = conditionAt(held.scope, statement.when);
      if (left && right && when) tensions.push({ left, right, lines: [{ favors: 'left', when }] });
    }
  }
  return tensions;
}
