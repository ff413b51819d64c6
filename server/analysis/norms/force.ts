// Which norms are in force where: the grounded reading (language.md §6). Start from the norms that nobody beats, drop those
// that they beat, and repeat; what is left over, on or behind a ring of beating, is undecided.

import { entry, memo } from '../memo.ts';
import { and, type Literal, never, not, or } from './circuit.ts';
import { partnersOf, type Row } from './clashes.ts';
import type { Condition } from './conditions.ts';
import { clashOf, tableOf } from './conflicts.ts';
import { cubesOf, unionsMeet } from './cubes.ts';
import { decisionOf, outcomeOf } from './precedence.ts';
import { find, literal, type Reading } from './reading.ts';
import { ringsIn } from './rings.ts';
import type { Norm, Part } from './world.ts';

/** A norm that wins over the one in question. */
export interface Rival {
  readonly norm: Norm;
  readonly row: Row;
  readonly relation: Condition;
  /** Where it does: both apply and clash there. */
  readonly beats: Literal;
  readonly by: readonly { readonly part: Part; readonly where: Literal }[];
  /** Whether it does was not decided; it is taken not to. */
  readonly unknown: boolean;
}

export interface Standing {
  readonly applies: Literal;
  readonly inForce: Literal;
  /** By a norm in force. */
  readonly beaten: Literal;
  readonly undecided: Literal;
  /** Something that this rests on was not decided. */
  readonly unknown: boolean;
}

interface Memory {
  readonly rivals: Map<Norm, readonly Rival[]>;
  readonly standings: Map<Norm, Standing>;
}

const memoryOf: (reading: Reading) => Memory = memo(() => ({ rivals: new Map(), standings: new Map() }));

/** The norms that win over this one somewhere, by what precedence says of the two alone. */
export function rivalsOf(reading: Reading, norm: Norm): readonly Rival[] {
  return entry(memoryOf(reading).rivals, norm, () => [...findRivals(reading, norm)]);
}

function* findRivals(reading: Reading, norm: Norm): Generator<Rival> {
  if (!norm.act || norm.broken) return;
  const cubes = cubesOf(norm.region);
  for (const { rulings, relation, row } of partnersOf(tableOf(reading.world).book, norm.act, norm.modality)) {
    for (const other of rulings) {
      if (cubes && other.cubes && !unionsMeet(cubes, other.cubes)) continue;
      const rival = rivalOf(reading, norm, { norm: other.norm, relation, row });
      if (rival) yield rival;
    }
  }
}

function rivalOf(reading: Reading, norm: Norm, other: Pick<Rival, 'norm' | 'relation' | 'row'>): Rival | undefined {
  const outcome = outcomeOf(reading.world, norm, other.norm);
  if (outcome.kind === 'conflict' || (outcome.kind === 'wins' && outcome.winner === 'first')) return undefined;
  const clash = clashOf(reading, norm, other.norm, other.relation);
  if (clash === never) return undefined;
  if (outcome.kind === 'wins') return { ...other, beats: clash, by: [{ part: outcome.by, where: clash }], unknown: false };
  const { second, by, unknown } = decisionOf(reading, clash, { first: norm, second: other.norm });
  if (second === never && !unknown) return undefined;
  const parts = by.filter(said => said.second !== never).map(said => ({ part: said.part, where: said.second }));
  return { ...other, beats: second, by: parts, unknown };
}

export function standingOf(reading: Reading, norm: Norm): Standing {
  const { standings } = memoryOf(reading);
  if (!standings.has(norm)) {
    const rivals = (of: Norm) => rivalsOf(reading, of).map(rival => rival.norm);
    for (const ring of ringsIn(norm, rivals, of => standings.has(of))) {
      if (ring.length === 1) standings.set(ring[0]!, settled(reading, ring[0]!));
      else for (const [of, standing] of settledRing(reading, ring)) standings.set(of, standing);
    }
  }
  return standings.get(norm)!;
}

/** The standing of a norm whose rivals have theirs. */
function settled(reading: Reading, norm: Norm): Standing {
  const { circuit } = reading;
  const applies = norm.broken ? never : literal(reading, norm.region);
  const rivals = rivalsOf(reading, norm).map(rival => ({ ...rival, standing: memoryOf(reading).standings.get(rival.norm)! }));
  const unknown = rivals.some(rival => rival.unknown || rival.standing.unknown);
  const beaten = or(
    circuit,
    rivals.map(({ beats, standing }) => and(circuit, [beats, standing.inForce])),
  );
  if (rivals.every(({ standing }) => standing.undecided === never)) {
    return { applies, inForce: and(circuit, [applies, not(beaten)]), beaten, undecided: never, unknown };
  }
  const safe = rivals.map(({ beats, standing }) => not(and(circuit, [beats, not(standing.beaten)])));
  const inForce = and(circuit, [applies, ...safe]);
  return { applies, inForce, beaten, undecided: and(circuit, [applies, not(inForce), not(beaten)]), unknown };
}

/** Rounds times rivals: beyond, what stands on the ring is not decided. */
const mostSteps = 60_000;

/** Norms that may beat each other in a ring: round after round, until nothing changes any more. */
function settledRing(reading: Reading, ring: readonly Norm[]): Map<Norm, Standing> {
  const { circuit } = reading;
  const steps = ring.reduce((sum, norm) => sum + rivalsOf(reading, norm).length, 0);
  const outer = memoryOf(reading).standings;
  let standings = new Map<Norm, Standing>();
  for (const norm of ring) {
    const rivals = rivalsOf(reading, norm);
    const unknown = rivals.some(rival => rival.unknown || outer.get(rival.norm)?.unknown);
    standings.set(norm, { applies: literal(reading, norm.region), inForce: never, beaten: never, undecided: never, unknown });
  }
  let settledAll = false;
  for (let round = 0; round <= ring.length && round * steps <= mostSteps && !settledAll; round++) {
    const beaten = new Map(ring.map(norm => [norm, { ...standings.get(norm)!, beaten: beatenBy(reading, norm, standings, outer) }]));
    const next = new Map(ring.map(norm => [norm, { ...beaten.get(norm)!, inForce: safeFrom(reading, norm, beaten, outer) }]));
    settledAll = ring.every(norm => next.get(norm)!.inForce === standings.get(norm)!.inForce);
    if (!settledAll && round >= 2) settledAll = nothingNew(reading, { ring, standings, next });
    standings = next;
  }
  const unknown = !settledAll || [...standings.values()].some(standing => standing.unknown);
  for (const [norm, { applies, inForce, beaten }] of standings) {
    standings.set(norm, { applies, inForce, beaten, undecided: and(circuit, [applies, not(inForce), not(beaten)]), unknown });
  }
  return standings;
}

type Standings = ReadonlyMap<Norm, Standing>;

/** Where a norm that is known to be in force beats it. */
function beatenBy(reading: Reading, norm: Norm, ring: Standings, outer: Standings): Literal {
  const { circuit } = reading;
  const ways = rivalsOf(reading, norm).map(rival => and(circuit, [rival.beats, (ring.get(rival.norm) ?? outer.get(rival.norm)!).inForce]));
  return or(circuit, ways);
}

/** Where it applies and all that would beat it is beaten. */
function safeFrom(reading: Reading, norm: Norm, ring: Standings, outer: Standings): Literal {
  const { circuit } = reading;
  const safe = rivalsOf(reading, norm).map(rival =>
    not(and(circuit, [rival.beats, not((ring.get(rival.norm) ?? outer.get(rival.norm)!).beaten)])),
  );
  return and(circuit, [ring.get(norm)!.applies, ...safe]);
}

interface Rounds {
  readonly ring: readonly Norm[];
  readonly standings: ReadonlyMap<Norm, Standing>;
  readonly next: ReadonlyMap<Norm, Standing>;
}

/** What is in force only grows; has it stopped growing, though it is written differently? */
function nothingNew(reading: Reading, { ring, standings, next }: Rounds): boolean {
  const { circuit } = reading;
  const grown = ring.map(norm => and(circuit, [next.get(norm)!.inForce, not(standings.get(norm)!.inForce)]));
  return find(reading, or(circuit, grown)).kind === 'none';
}
