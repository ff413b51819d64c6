// Two worlds over one set of variables, so that what they say of an action can be compared situation by situation. A situation is possible in both if each context has a value that both know, and no assume of either is broken.

import { type Circuit, emptyCircuit } from './circuit.ts';
import { all, any, type Condition, fact, not } from './conditions.ts';
import { noPractice } from './decide.ts';
import { matchedVariables } from './matches.ts';
import { type Tied, tied } from './possible.ts';
import type { Reading } from './reading.ts';
import { join, spanSet, type ValueSet, valuesOf } from './sets.ts';
import { keysOf, type Variable } from './variables.ts';
import type { World } from './world.ts';

export interface Joint {
  readonly circuit: Circuit;
  readonly groups: readonly Tied[];
  readonly before: Reading;
  readonly after: Reading;
}

/** What a variable of one world is in both. */
interface Place {
  readonly variable: Variable;
  readonly set: (set: ValueSet) => ValueSet;
}

type Fact = Condition & { readonly kind: 'fact' };

export function jointOf(before: World, after: World): Joint {
  const variables: Variable[] = [];
  const places = new Map<Variable, Place>();
  const matches = matchedVariables(before, after);
  const left = new Set(before.ground.variables);
  for (const variable of after.ground.variables) {
    const other = matches.get(variable);
    const named = variable.kind !== 'agent' || (hasRoles(before) && hasRoles(after));
    const common = other && named ? commonOf(other, variable, variables.length) : undefined;
    if (other && common) {
      left.delete(other);
      variables.push(common);
      for (const one of [other, variable]) places.set(one, { variable: common, set: mapping(one, common) });
    } else variables.push(moved(variable, variables.length, places));
  }
  for (const variable of left) variables.push(moved(variable, variables.length, places));
  const translate = ({ variable, set }: Fact) => fact(places.get(variable)!.variable, places.get(variable)!.set(set));
  const circuit = emptyCircuit(variables);
  const assumes = [...before.ground.assumes, ...after.ground.assumes].map(({ condition }) => translated(condition, translate));
  const groups = tied(assumes);
  const read = (world: World): Reading => ({ world, circuit, groups, asked: new Map(), practice: noPractice(), translate });
  return { circuit, groups, before: read(before), after: read(after) };
}

/** Where no role holds, situations do not name the agent: such a world says nothing of agents that the other knows. */
const hasRoles = ({ norms, principles }: World): boolean =>
  norms.some(({ players }) => players !== undefined) || principles.some(({ node }) => node.role);

/** A variable that only one of the two has. */
function moved(variable: Variable, index: number, places: Map<Variable, Place>): Variable {
  const own = { ...variable, index };
  places.set(variable, { variable: own, set: set => set });
  return own;
}

/** The variable of the values that both know; nothing where they have none in common, or are of different kinds. */
function commonOf(a: Variable, b: Variable, index: number): Variable | undefined {
  const named = (variable: Variable) => variable.kind !== 'boolean' && variable.kind !== 'range';
  if (a.kind === 'range' && b.kind === 'range') {
    const low = Math.max(a.low, b.low);
    const size = Math.min(a.low + a.size, b.low + b.size) - low;
    return size > 0 ? { ...b, index, low, size } : undefined;
  }
  if (a.kind === 'boolean' && b.kind === 'boolean') return { ...b, index };
  if (!named(a) || !named(b) || (a.kind === 'agent') !== (b.kind === 'agent')) return undefined;
  const common = new Set(keysOf(a));
  const kept = keysOf(b).flatMap((key, i) => (common.has(key) ? [i] : []));
  if (kept.length === 0) return undefined;
  const [values, keys] = [kept.map(i => b.values[i]!), kept.map(i => keysOf(b)[i]!)];
  const same = keysOf(a).join() === keysOf(b).join();
  if (same && a.kind === b.kind && a.ends.join() === b.ends.join()) return { ...b, index };
  const inOrder = a.kind === 'ordered' && b.kind === 'ordered' && a.values.filter(value => values.includes(value)).join() === values.join();
  return { ...b, index, kind: b.kind === 'agent' ? 'agent' : inOrder ? 'ordered' : 'flat', ends: [], values, keys, size: values.length };
}

/** The values of a set that the common variable has, by its numbers. */
function mapping(from: Variable, to: Variable): (set: ValueSet) => ValueSet {
  if (from.kind === 'range') {
    const shift = from.low - to.low;
    return set => shifted(set, shift, to.size);
  }
  if (from.size === to.size && keysOf(from).join() === keysOf(to).join()) return set => set;
  const numbers = keysOf(from).map(key => keysOf(to).indexOf(key));
  return set => {
    let result: ValueSet = spanSet(to.size, 0, 0);
    for (const value of valuesOf(set)) {
      const at = numbers[value]!;
      if (at >= 0) result = join(result, spanSet(to.size, at, at + 1), to.size);
    }
    return result;
  };
}

function shifted(set: ValueSet, by: number, size: number): ValueSet {
  let result: ValueSet = spanSet(size, 0, 0);
  const runs = typeof set === 'number' ? [...valuesOf(set)].flatMap(value => [value, value + 1]) : set;
  for (let i = 0; i < runs.length; i += 2) result = join(result, spanSet(size, runs[i]! + by, runs[i + 1]! + by), size);
  return result;
}

function translated(condition: Condition, translate: (fact: Fact) => Condition): Condition {
  switch (condition.kind) {
    case 'constant':
      return condition;
    case 'fact':
      return translate(condition);
    case 'not':
      return not(translated(condition.part, translate));
    case 'all':
      return all(...condition.parts.map(part => translated(part, translate)));
    case 'any':
      return any(...condition.parts.map(part => translated(part, translate)));
  }
}
