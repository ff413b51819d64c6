// All conflicts of a world: pairs of norms that clash somewhere with nothing that says who wins. An edit compares only the
// norms that it touched; the rest is taken over from the world before.

import { and, type Literal } from './circuit.ts';
import { isNegative, noRulings, type Partners, partnersOf, type Row, type Rulebook, type Ruling, rulebookAfter } from './clashes.ts';
import { type Condition, everywhere } from './conditions.ts';
import { type Cube, type Cubes, cubesOf, meetOf, unionsMeet } from './cubes.ts';
import { occurs, touches } from './possible.ts';
import { decisionOf, outcomeOf } from './precedence.ts';
import { find, inReading, literal, type Reading } from './reading.ts';
import type { Solver } from './solver.ts';
import type { Explicit, Ground, Norm, Principle, World } from './world.ts';

export interface Conflict {
  /** In the order of the world: the second is the later one. */
  readonly first: Norm;
  readonly second: Norm;
  readonly row: Row;
  /** Where the one action is a kind of the other, or opposes it. */
  readonly relation: Condition;
  /** False where the question was given up. */
  readonly decided: boolean;
}

export interface Table {
  readonly norms: readonly Norm[];
  readonly explicit: World['explicit'];
  readonly book: Rulebook;
  /** By the later norm, then by the earlier. */
  readonly conflicts: readonly Conflict[];
  /** By norm, its place in the world. */
  readonly place: ReadonlyMap<Norm, number>;
  /** How many pairs were looked at to make this table out of the one before. */
  readonly compared: number;
}

const tables = new WeakMap<World, Table>();
/** By ground, the table that was made last, and the solver that had decided it. */
const newest = new WeakMap<Ground, { readonly solver: Solver | undefined; readonly table: Table }>();
const empty: Table = { norms: [], explicit: new Map(), book: noRulings, conflicts: [], place: new Map(), compared: 0 };

/** The same for the same world, whatever was asked before. */
export function tableOf(world: World): Table {
  const known = tables.get(world);
  if (known) return known;
  const before = newest.get(world.ground);
  const { solver } = world.oracle;
  const table = tableAfter(before && before.solver === solver ? before.table : empty, world);
  tables.set(world, table);
  newest.set(world.ground, { solver, table });
  return table;
}

function tableAfter(before: Table, world: World): Table {
  const { gone, come } = changes(before, world);
  const place = samePlaces(before, world) ? before.place : placesOf(world.norms);
  const book = rulebookAfter(before.book, { gone, come, place });
  const judge: Judge = {
    world,
    place,
    conflicts: before.conflicts.filter(({ first, second }) => !gone.has(first) && !gone.has(second)),
    compared: 0,
  };
  const kept = judge.conflicts.length;
  if (before === empty) compareAll(judge, book);
  else compareSome(judge, book, come);
  if (judge.conflicts.length > kept)
    judge.conflicts.sort((a, b) => place.get(a.second)! - place.get(b.second)! || place.get(a.first)! - place.get(b.first)!);
  return { norms: world.norms, explicit: world.explicit, book, conflicts: judge.conflicts, place, compared: judge.compared };
}

const placesOf = (norms: readonly Norm[]): ReadonlyMap<Norm, number> => new Map(norms.map((norm, i) => [norm, i]));

function samePlaces(before: Table, { norms }: World): boolean {
  return before.norms.length === norms.length && norms.every((norm, i) => norm === before.norms[i]);
}

/** Norms that went and came; one between whose principles something else is said now does both. */
function changes(before: Table, world: World): { gone: ReadonlySet<Norm>; come: readonly Norm[] } {
  const [old, now] = [before.norms, world.norms];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const oldMiddle = new Set(old.slice(start, old.length - end));
  const newMiddle = new Set(now.slice(start, now.length - end));
  const spoken = spokenAnew(before, world);
  const gone = new Set([...oldMiddle].filter(norm => !newMiddle.has(norm)));
  const come = new Set([...newMiddle].filter(norm => !oldMiddle.has(norm)));
  if (spoken.size > 0) {
    for (const norm of old) if (spoken.has(norm.principle)) gone.add(norm);
    for (const norm of now) if (spoken.has(norm.principle)) come.add(norm);
  }
  return { gone, come: [...come] };
}

/** Principles of which another one is said to win, or to lose, than before. */
function spokenAnew(before: Table, world: World): Set<Principle> {
  const found = new Set<Principle>();
  const compare = (some: World['explicit'], others: World['explicit']) => {
    for (const [principle, against] of some) {
      for (const [other, statements] of against) {
        if (!sameStatements(statements, others.get(principle)?.get(other))) found.add(principle).add(other);
      }
    }
  };
  compare(before.explicit, world.explicit);
  compare(world.explicit, before.explicit);
  return found;
}

const sameStatements = (a: readonly Explicit[], b: readonly Explicit[] | undefined): boolean =>
  b !== undefined && a.length === b.length && a.every((statement, i) => statement === b[i]);

interface Judge {
  readonly world: World;
  readonly place: ReadonlyMap<Norm, number>;
  readonly conflicts: Conflict[];
  compared: number;
}

/** Every pair once: from the side that is no prohibition; of two such, from the action with the smaller number. */
function compareAll(judge: Judge, book: Rulebook): void {
  for (const [act, of] of book.rulings) {
    for (const modality of ['must', 'should', 'may'] as const) {
      const rulings = of[modality];
      if (!rulings || rulings.length === 0) continue;
      for (const partners of partnersOf(book, act, modality)) {
        if (!isNegative(partners.modality) && partners.act.index < act.index) continue;
        for (const ruling of rulings) compareWith(judge, ruling, partners);
      }
    }
  }
}

function compareSome(judge: Judge, book: Rulebook, come: readonly Norm[]): void {
  const fresh = new Set(come);
  for (const norm of come) {
    if (!norm.act || norm.broken) continue;
    const ruling = { norm, cubes: cubesOf(norm.region) };
    for (const partners of partnersOf(book, norm.act, norm.modality)) {
      // Of two new norms that meet, the later one compares.
      const rulings = partners.rulings.filter(other => !fresh.has(other.norm) || judge.place.get(other.norm)! < judge.place.get(norm)!);
      compareWith(judge, ruling, { ...partners, rulings });
    }
  }
}

/** The innermost loop: most pairs end at the levels or at the first cubes. */
function compareWith(judge: Judge, ruling: Ruling, { rulings, relation, row }: Partners): void {
  const { norm, cubes } = ruling;
  const byLevel = judge.world.ground.precedence[0] === 'authority';
  const { entrenched, rank } = norm.principle;
  judge.compared += rulings.length;
  for (let i = 0; i < rulings.length; i++) {
    const other = rulings[i]!;
    const principle = other.norm.principle;
    if (byLevel && (entrenched !== principle.entrenched || (!entrenched && rank !== principle.rank))) continue;
    if (cubes && other.cubes && !unionsMeet(cubes, other.cubes)) continue;
    const found = judged(judge.world, { ruling, other, relation });
    if (found === 'none') continue;
    const [first, second] = judge.place.get(norm)! < judge.place.get(other.norm)! ? [norm, other.norm] : [other.norm, norm];
    judge.conflicts.push({ first, second, row, relation, decided: found === 'conflict' });
  }
}

interface Meeting {
  readonly ruling: Ruling;
  readonly other: Ruling;
  readonly relation: Condition;
}

function judged(world: World, meeting: Meeting): 'conflict' | 'none' | 'unknown' {
  const { ruling, other, relation } = meeting;
  const outcome = outcomeOf(world, ruling.norm, other.norm);
  if (outcome.kind === 'wins') return 'none';
  const meets = meetsOf(meeting);
  if (outcome.kind === 'conflict' && meets) {
    const known = meets.map(cube => !touches(world.ground, cube) || occurs(world.ground, cube));
    if (known.includes(true)) return 'conflict';
    if (!known.includes(undefined)) return 'none';
  }
  const kind = inReading(world, reading => {
    const clash = clashOf(reading, ruling.norm, other.norm, relation);
    return find(
      reading,
      outcome.kind === 'conflict' ? clash : decisionOf(reading, clash, { first: ruling.norm, second: other.norm }).conflict,
    ).kind;
  });
  if (kind === 'none') return 'none';
  return kind === 'unknown' || outcome.kind === 'unknown' ? 'unknown' : 'conflict';
}

/** The cubes in which both apply and the relation holds; undefined where there are too many. */
function meetsOf({ ruling, other, relation }: Meeting): Cubes | undefined {
  const related = cubesOf(relation);
  if (!ruling.cubes || !other.cubes || !related) return undefined;
  const found: Cube[] = [];
  for (const a of ruling.cubes) {
    for (const b of other.cubes) {
      const both = meetOf(a, b);
      if (!both) continue;
      for (const c of related) {
        const met = meetOf(both, c);
        if (met) found.push(met);
      }
    }
  }
  return found;
}

/** Where both norms apply and their actions are related so that they clash. */
export function clashOf(reading: Reading, first: Norm, second: Norm, relation: Condition = everywhere): Literal {
  return and(reading.circuit, [literal(reading, first.region), literal(reading, second.region), literal(reading, relation)]);
}

/** Where a conflict is one: the clash, but for the situations in which somebody wins. */
export function conflictLiteral(reading: Reading, { first, second, relation }: Conflict): Literal {
  return decisionOf(reading, clashOf(reading, first, second, relation), { first, second }).conflict;
}
