// Which situations occur: those that break no `assume`. Assumes that share contexts tie these into a group; groups are
// independent of each other, so that a question has to look only at the groups that it touches.

import { memo } from '../memo.ts';
import { all, type Condition } from './conditions.ts';
import { type Cube, type Cubes, cubesMeet, cubesOf } from './cubes.ts';
import type { Ground } from './world.ts';

export interface Tied {
  /** All assumes of the group at once. */
  readonly condition: Condition;
  readonly variables: ReadonlySet<number>;
  /** Nothing where there would be too many: then the group is the solver's. */
  readonly cubes?: Cubes;
}

/** The groups of contexts that the assumes tie. */
export const tiedIn: (ground: Ground) => readonly Tied[] = memo(ground => tied(ground.assumes.map(({ condition }) => condition)));

export function tied(assumes: readonly Condition[]): readonly Tied[] {
  const groups: { variables: Set<number>; parts: Condition[] }[] = [];
  for (const assume of assumes) {
    const variables = new Set(variablesOf(assume));
    const group = { variables, parts: [assume] };
    for (let i = groups.length - 1; i >= 0; i--) {
      if (![...variables].some(variable => groups[i]!.variables.has(variable))) continue;
      const [before] = groups.splice(i, 1);
      group.parts = [...before!.parts, ...group.parts];
      for (const variable of before!.variables) group.variables.add(variable);
    }
    groups.push(group);
  }
  return groups.map(({ variables, parts }) => {
    const condition = all(...parts);
    return { condition, variables, cubes: cubesOf(condition) };
  });
}

export function* variablesOf(condition: Condition): Generator<number> {
  switch (condition.kind) {
    case 'constant':
      return;
    case 'fact':
      yield condition.variable.index;
      return;
    case 'not':
      yield* variablesOf(condition.part);
      return;
    case 'all':
    case 'any':
      for (const part of condition.parts) yield* variablesOf(part);
  }
}

/** Does the cube name a context that an assume ties? Where it does not, all of its situations occur. */
export function touches(ground: Ground, cube: Cube): boolean {
  const groups = tiedIn(ground);
  return groups.length > 0 && cube.variables.some(({ index }) => groups.some(group => group.variables.has(index)));
}

/** Does a situation of the cube occur? Undefined where cubes cannot tell. */
export function occurs(ground: Ground, cube: Cube): boolean | undefined {
  let known: true | undefined = true;
  for (const group of tiedIn(ground)) {
    if (!cube.variables.some(({ index }) => group.variables.has(index))) continue;
    if (!group.cubes) known = undefined;
    else if (!group.cubes.some(possible => cubesMeet(possible, cube))) return false;
  }
  return known;
}
