// Conditions as unions of cubes. A cube says for each context that it names which of its values will do; two cubes meet if
// they agree on every context that both name. This is what makes comparing a million pairs of norms cheap.

import type { Condition } from './conditions.ts';
import { complement, disjoint, isEmpty, isFull, join, meet, sameSet, type ValueSet, within } from './sets.ts';
import type { Variable } from './variables.ts';

/** Sorted by the variables' index; no set is empty, none is full. */
export interface Cube {
  readonly variables: readonly Variable[];
  readonly sets: readonly ValueSet[];
}

/** A union of cubes, none inside another: empty for *never*, one cube that names nothing for *always*. */
export type Cubes = readonly Cube[];

/** More cubes than this are no longer compared one by one: the question goes to the search and the solver. */
const cap = 48;

const everything: Cube = { variables: [], sets: [] };
const always: Cubes = [everything];
const never: Cubes = [];
const known = new WeakMap<Condition, { cubes?: Cubes }>();
const knownNegated = new WeakMap<Condition, { cubes?: Cubes }>();

/** The cubes of a condition, or undefined where there would be too many. */
export function cubesOf(condition: Condition): Cubes | undefined {
  return remembered(known, condition, true);
}

function remembered(memory: WeakMap<Condition, { cubes?: Cubes }>, condition: Condition, wanted: boolean): Cubes | undefined {
  let entry = memory.get(condition);
  if (!entry) {
    entry = { cubes: expanded(condition, wanted) };
    memory.set(condition, entry);
  }
  return entry.cubes;
}

function expanded(condition: Condition, wanted: boolean): Cubes | undefined {
  switch (condition.kind) {
    case 'constant':
      return condition.value === wanted ? always : never;
    case 'fact': {
      const { variable, set } = condition;
      return [{ variables: [variable], sets: [wanted ? set : complement(set, variable.size)] }];
    }
    case 'not':
      return remembered(wanted ? knownNegated : known, condition.part, !wanted);
    case 'all':
    case 'any': {
      const parts: Cubes[] = [];
      for (const part of condition.parts) {
        const cubes = remembered(wanted ? known : knownNegated, part, wanted);
        if (!cubes) return undefined;
        parts.push(cubes);
      }
      return (condition.kind === 'all') === wanted ? product(parts) : union(parts);
    }
  }
}

/** Where all of them hold. */
function product(parts: readonly Cubes[]): Cubes | undefined {
  let result: Cubes = always;
  // Short ones first: what they cut away is not multiplied.
  for (const part of parts.toSorted((a, b) => a.length - b.length)) {
    const next: Cube[] = [];
    for (const a of result) {
      for (const b of part) {
        const both = meetOf(a, b);
        if (both) next.push(both);
        if (next.length > cap * cap) return undefined;
      }
    }
    result = merged(next);
    if (result.length > cap) return undefined;
  }
  return result;
}

/** Where one of them holds. */
function union(parts: readonly Cubes[]): Cubes | undefined {
  const cubes = parts.flat();
  if (cubes.length > cap * cap) return undefined;
  const result = merged(cubes);
  return result.length > cap ? undefined : result;
}

/** The same union with fewer cubes: what lies inside another goes, and two that differ in one context alone become one. */
function merged(cubes: readonly Cube[]): Cubes {
  let rest = [...cubes];
  for (let changed = rest.length > 1; changed; ) {
    changed = false;
    const kept: Cube[] = [];
    for (const cube of rest) {
      const at = kept.findIndex(other => joined(other, cube) !== undefined);
      if (at < 0) kept.push(cube);
      else {
        kept[at] = joined(kept[at]!, cube)!;
        changed = true;
      }
    }
    rest = kept;
  }
  return rest;
}

/** The union of two cubes where it is a cube. */
function joined(a: Cube, b: Cube): Cube | undefined {
  if (insideCube(b, a)) return a;
  if (insideCube(a, b)) return b;
  if (a.variables.length !== b.variables.length) return undefined;
  let differs = -1;
  for (let i = 0; i < a.variables.length; i++) {
    if (a.variables[i] !== b.variables[i]) return undefined;
    if (sameSet(a.sets[i]!, b.sets[i]!)) continue;
    if (differs >= 0) return undefined;
    differs = i;
  }
  const both = join(a.sets[differs]!, b.sets[differs]!, a.variables[differs]!.size);
  if (!isFull(both, a.variables[differs]!.size)) return { variables: a.variables, sets: a.sets.with(differs, both) };
  return { variables: a.variables.toSpliced(differs, 1), sets: a.sets.toSpliced(differs, 1) };
}

export function cubesMeet(a: Cube, b: Cube): boolean {
  const left = a.variables;
  const right = b.variables;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const order = left[i]!.index - right[j]!.index;
    if (order === 0) {
      if (disjoint(a.sets[i]!, b.sets[j]!)) return false;
      i++;
      j++;
    } else if (order < 0) i++;
    else j++;
  }
  return true;
}

/** The cube where both hold, or undefined where they do not meet. */
export function meetOf(a: Cube, b: Cube): Cube | undefined {
  if (a.variables.length === 0) return b;
  if (b.variables.length === 0) return a;
  const variables: Variable[] = [];
  const sets: ValueSet[] = [];
  let i = 0;
  let j = 0;
  while (i < a.variables.length || j < b.variables.length) {
    const order = (a.variables[i]?.index ?? Infinity) - (b.variables[j]?.index ?? Infinity);
    const both = order === 0 ? meet(a.sets[i]!, b.sets[j]!) : order < 0 ? a.sets[i]! : b.sets[j]!;
    if (isEmpty(both)) return undefined;
    variables.push(order <= 0 ? a.variables[i]! : b.variables[j]!);
    sets.push(both);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return { variables, sets };
}

/** Does every situation of `inner` belong to `outer`? */
export function insideCube(inner: Cube, outer: Cube): boolean {
  let i = 0;
  for (let j = 0; j < outer.variables.length; j++) {
    const index = outer.variables[j]!.index;
    while (i < inner.variables.length && inner.variables[i]!.index < index) i++;
    if (i >= inner.variables.length || inner.variables[i]!.index !== index) return false;
    if (!within(inner.sets[i]!, outer.sets[j]!)) return false;
  }
  return true;
}

export function unionsMeet(a: Cubes, b: Cubes): boolean {
  for (const left of a) for (const right of b) if (cubesMeet(left, right)) return true;
  return false;
}
