// Norms that never apply, and norms that apply and are never in force (language.md §6).

import { and, type Literal, not, or } from './circuit.ts';
import { cubesOf } from './cubes.ts';
import { type Rival, rivalsOf, standingOf } from './force.ts';
import { occurs } from './possible.ts';
import { find, literal, type Reading } from './reading.ts';
import type { Norm } from './world.ts';

/** Does the norm apply anywhere? */
export function appliesSomewhere(reading: Reading, norm: Norm): boolean | undefined {
  const known = cubesOf(norm.region)?.some(cube => occurs(reading.world.ground, cube) === true);
  return known || findsAny(reading, literal(reading, norm.region));
}

export function findsAny(reading: Reading, goal: Literal): boolean | undefined {
  const { kind } = find(reading, goal);
  return kind === 'unknown' ? undefined : kind === 'found';
}

/** Of a norm that applies somewhere: is it in force anywhere? */
export function inForceSomewhere(reading: Reading, norm: Norm): boolean | undefined {
  const rivals = rivalsOf(reading, norm);
  if (rivals.length === 0) return true;
  const { circuit } = reading;
  // Mostly there is a place where no rival applies; then nobody has to ask what beats the rivals.
  const alone = and(circuit, [
    literal(reading, norm.region),
    not(
      or(
        circuit,
        rivals.map(({ beats }) => beats),
      ),
    ),
  ]);
  if (!rivals.some(({ unknown }) => unknown) && findsAny(reading, alone)) return true;
  const standing = standingOf(reading, norm);
  return standing.unknown ? undefined : findsAny(reading, standing.inForce);
}

/** The norms that beat it somewhere, being in force themselves; on a ring nobody does, and all that would are given. */
export function beatersOf(reading: Reading, norm: Norm): readonly Rival[] {
  const rivals = rivalsOf(reading, norm);
  const inForce = rivals.filter(({ norm: other, beats }) =>
    findsAny(reading, and(reading.circuit, [beats, standingOf(reading, other).inForce])),
  );
  return inForce.length > 0 ? inForce : rivals.filter(({ beats }) => findsAny(reading, beats));
}
