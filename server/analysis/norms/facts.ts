// Facts as evals, asserts and questions state them: expressions in which `agent is NAME` may stand.

import type * as syntax from '../../../grammar/syntax.ts';
import { lookup, nameIn } from '../resolve.ts';
import { all, type Condition, everywhere, not, nowhere } from './conditions.ts';
import { conditionOf, type Names } from './expressions.ts';
import { contextAt } from './grounds.ts';
import type { Variable } from './variables.ts';
import type { Ground, World } from './world.ts';

/** The facts as one condition; undefined where one of them cannot be read. */
export function readFacts(world: World, facts: readonly syntax.Expression[]): Condition | undefined {
  const parts = facts.map(expression => conditionOf(expression, namesIn(world)));
  return parts.some(part => part === undefined) ? undefined : all(...(parts as Condition[]));
}

/** Where an `assert` is meant to hold. */
export function readScopeOf(world: World, { when, unless }: Pick<syntax.Assert, 'when' | 'unless'>): Condition | undefined {
  const inside = when ? readFacts(world, [when]) : everywhere;
  const outside = unless ? readFacts(world, [unless]) : nowhere;
  return inside && outside && all(inside, not(outside));
}

function namesIn({ ground, scope }: World): Names {
  return {
    variable: ref => contextAt(scope, ref, entity => ground.variableOf.get(entity)) ?? (ref.text === 'agent' ? ground.agent : undefined),
    value: (variable, ref) => agentNamed({ ground, scope }, variable, ref),
  };
}

/** An agent of the document; where it declares none, a role by any name that it can be written with, or `none`. */
function agentNamed({ scope }: Pick<World, 'scope'> & { ground: Ground }, variable: Variable, ref: syntax.Ref): number | undefined {
  const at = variable.values.indexOf(ref.text);
  if (at >= 0 || scope.own.named.has('agent')) return at < 0 ? undefined : at;
  const found = lookup(scope, 'principle', ref);
  const name = found.kind === 'found' ? (nameIn(scope, found.entity) ?? found.entity.name) : undefined;
  const role = name === undefined ? -1 : variable.values.indexOf(name);
  return role < 0 ? undefined : role;
}
