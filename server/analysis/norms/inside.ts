// Does the region of one norm lie inside another's, over the situations that occur and leaving the agent aside? Specificity
// rests on it.

import { entry, memo } from '../memo.ts';
import { type Cube, cubesOf, insideCube, meetOf } from './cubes.ts';
import { type Tied, tiedIn } from './possible.ts';
import { implies, inReading, literal } from './reading.ts';
import { within } from './sets.ts';
import type { Ground, Norm, World } from './world.ts';

/** Undefined where it was not decided. Both norms apply somewhere. */
export function strictlyInside(world: World, inner: Norm, outer: Norm): boolean | undefined {
  const known = answers(world).get(inner)?.get(outer);
  if (known !== undefined) return known;
  const answer = findStrictlyInside(world, inner, outer);
  const hard = answer !== undefined && tiedIn(world.ground).length > 0;
  if (hard) entry(answers(world), inner, () => new Map<Norm, boolean>()).set(outer, answer);
  return answer;
}

/** Where assumes have to be asked, what they answered. */
const answers: (world: World) => Map<Norm, Map<Norm, boolean>> = memo(() => new Map());

function findStrictlyInside(world: World, inner: Norm, outer: Norm): boolean | undefined {
  const forth = inside(world, inner, outer);
  if (forth !== true) return forth;
  const back = inside(world, outer, inner);
  return back === undefined ? undefined : !back;
}

function inside(world: World, inner: Norm, outer: Norm): boolean | undefined {
  if (inner.condition === outer.condition) return true;
  const [parts, wholes] = [cubesOf(inner.condition), cubesOf(outer.condition)];
  if (parts && wholes) {
    const [whole] = wholes;
    if (parts.every(part => wholes.some(cube => insideCube(part, cube)))) return true;
    if (whole && wholes.length === 1 && parts.length === 1) {
      const known = cubeInside(world.ground, parts[0]!, whole);
      if (known !== undefined) return known;
    }
  }
  return inReading(world, reading => implies(reading, literal(reading, inner.condition), literal(reading, outer.condition)));
}

/** Of two cubes, each of which has situations that occur: group by group of the contexts that assumes tie. */
function cubeInside(ground: Ground, inner: Cube, outer: Cube): boolean | undefined {
  const groups = tiedIn(ground);
  let unknown = false;
  for (let j = 0; j < outer.variables.length; j++) {
    const variable = outer.variables[j]!;
    const i = inner.variables.indexOf(variable);
    if (i >= 0 && within(inner.sets[i]!, outer.sets[j]!)) continue;
    const group = groups.find(({ variables }) => variables.has(variable.index));
    if (!group) return false;
    if (!group.cubes) unknown = true;
    else if (!insideGroup(group, inner, { variables: [variable], sets: [outer.sets[j]!] })) return false;
  }
  return unknown ? undefined : true;
}

function insideGroup(group: Tied, inner: Cube, outer: Cube): boolean {
  const part = partOf(inner, group.variables);
  for (const possible of group.cubes!) {
    const both = meetOf(possible, part);
    if (both && !insideCube(both, outer)) return false;
  }
  return true;
}

function partOf(cube: Cube, variables: ReadonlySet<number>): Cube {
  const kept = cube.variables.flatMap(({ index }, i) => (variables.has(index) ? [i] : []));
  return { variables: kept.map(i => cube.variables[i]!), sets: kept.map(i => cube.sets[i]!) };
}
