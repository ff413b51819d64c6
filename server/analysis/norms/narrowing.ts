// What of a document can matter where some facts hold, for a prompt that is compiled for them: what cannot apply is left out,
// and so is what is beaten in every situation with these facts, while what beats it is kept.

import type * as syntax from '../../../grammar/syntax.ts';
import { and, not } from './circuit.ts';
import { readFacts } from './facts.ts';
import { rivalsOf, standingOf } from './force.ts';
import { findsAny } from './life.ts';
import { possibilityOf } from './proofs.ts';
import { literal, type Reading, readingOf } from './reading.ts';
import type { Norm, World } from './world.ts';

export interface Narrowing {
  /** Those that may count under the facts, in the order of the world; what was not decided is kept. */
  readonly kept: readonly Norm[];
  /** Those that apply in no situation with the facts. */
  readonly apart: readonly Norm[];
  /** Those that apply and are beaten in every situation with the facts in which they do. */
  readonly beaten: readonly { readonly norm: Norm; readonly by: readonly Norm[] }[];
}

/** Undefined where a fact cannot be read, or no situation has them all. */
export function narrowed(world: World, facts: readonly syntax.Expression[]): Narrowing | undefined {
  const condition = readFacts(world, facts);
  if (!condition || possibilityOf(world) === 'impossible') return undefined;
  const reading = readingOf(world);
  const where = literal(reading, condition);
  if (findsAny(reading, where) === false) return undefined;
  const kept: Norm[] = [];
  const apart: Norm[] = [];
  const beaten: { norm: Norm; by: readonly Norm[] }[] = [];
  for (const norm of world.norms) {
    if (norm.broken) kept.push(norm);
    else if (findsAny(reading, and(reading.circuit, [where, literal(reading, norm.region)])) === false) apart.push(norm);
    else if (isBeaten(reading, norm, where)) beaten.push({ norm, by: winnersOver(reading, norm, where) });
    else kept.push(norm);
  }
  return { kept, apart, beaten };
}

function isBeaten(reading: Reading, norm: Norm, where: number): boolean {
  if (!norm.act || rivalsOf(reading, norm).length === 0) return false;
  const { applies, beaten, unknown } = standingOf(reading, norm);
  return !unknown && findsAny(reading, and(reading.circuit, [where, applies, not(beaten)])) === false;
}

const winnersOver = (reading: Reading, norm: Norm, where: number): readonly Norm[] =>
  rivalsOf(reading, norm)
    .filter(rival => findsAny(reading, and(reading.circuit, [where, rival.beats, standingOf(reading, rival.norm).inForce])))
    .map(rival => rival.norm);
