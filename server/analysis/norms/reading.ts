// A world as it is read for one question, or for one list of questions in a fixed order: its conditions in one circuit, and what
// was already asked. Never kept for longer: which witness is found follows from the circuit, and so from the question alone.

import { memo } from '../memo.ts';
import {
  always,
  and,
  type Box,
  type Circuit,
  continued,
  emptyCircuit,
  forget,
  type Literal,
  literalOf,
  not,
  supportOf,
} from './circuit.ts';
import type { Condition } from './conditions.ts';
import { decide, noPractice, type Practice } from './decide.ts';
import { type Tied, tiedIn } from './possible.ts';
import type { Found } from './search.ts';
import { isFull } from './sets.ts';
import type { Ground, World } from './world.ts';

export interface Reading {
  readonly world: World;
  readonly circuit: Circuit;
  /** What occurs: contexts that are tied, and how. */
  readonly groups: readonly Tied[];
  readonly asked: Map<Literal, Found>;
  readonly practice: Practice;
  /** What a fact of this world is in a circuit that it shares with another world. */
  readonly translate?: (fact: Condition & { kind: 'fact' }) => Condition;
}

export function readingOf(world: World): Reading {
  return { world, circuit: circuitOn(world.ground), groups: tiedIn(world.ground), asked: new Map(), practice: noPractice() };
}

/** A reading for one question that is asked and done with: its circuit is used again for the next one. */
export function inReading<Result>(world: World, ask: (reading: Reading) => Result): Result {
  const circuit = sharedCircuit(world.ground);
  const [keys, learned] = [circuit.keys.length, circuit.learned.length];
  try {
    return ask({ world, circuit, groups: tiedIn(world.ground), asked: new Map(), practice: noPractice() });
  } finally {
    forget(circuit, keys, learned);
  }
}

const sharedCircuit: (ground: Ground) => Circuit = memo(circuitOn);

/** A circuit in which what is assumed has its place already. */
export function circuitOn(ground: Ground): Circuit {
  return tiedIn(ground).length === 0 ? emptyCircuit(ground.variables) : continued(assumedIn(ground));
}

const assumedIn: (ground: Ground) => Circuit = memo(ground => {
  const circuit = emptyCircuit(ground.variables);
  for (const { condition } of tiedIn(ground)) literalOf(circuit, condition);
  return circuit;
});

export const literal = (reading: Reading, condition: Condition): Literal => literalOf(reading.circuit, condition, reading.translate);

/** What the assumes say of the contexts that the literals speak of: one literal for each group. */
export function careFor({ circuit, groups }: Reading, literals: readonly Literal[]): Literal[] {
  if (groups.length === 0) return [];
  const support = new Set(supportOf(circuit, literals).map(({ index }) => index));
  return groups.filter(group => meets(group.variables, support)).map(group => literalOf(circuit, group.condition));
}

/** A box of possible situations in which the literal holds. */
export function find(reading: Reading, goal: Literal): Found {
  const known = reading.asked.get(goal);
  if (known) return known;
  const found = findIn(reading, goal);
  reading.asked.set(goal, found);
  return found;
}

/** As `find`, inside a box; nothing is kept. */
export function findIn(reading: Reading, goal: Literal, start?: Box): Found {
  return decide(reading.circuit, [goal, ...careWithin(reading, goal, start)], {
    ...reading.world.oracle,
    practice: reading.practice,
    start,
  });
}

/** What the assumes say of the contexts that the goal speaks of, or that the box narrows. */
function careWithin(reading: Reading, goal: Literal, start: Box = []): Literal[] {
  const { circuit, groups } = reading;
  if (groups.length === 0) return [];
  const support = new Set(supportOf(circuit, [goal]).map(({ index }) => index));
  start.forEach((set, i) => {
    if (!isFull(set, circuit.variables[i]!.size)) support.add(i);
  });
  return groups.filter(({ variables }) => meets(variables, support)).map(group => literalOf(circuit, group.condition));
}

function meets(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const item of few) if (many.has(item)) return true;
  return false;
}

/** Does every possible situation of the first belong to the second? Undefined where it was not decided. */
export function implies(reading: Reading, premise: Literal, conclusion: Literal): boolean | undefined {
  const found = find(reading, and(reading.circuit, [premise, not(conclusion)]));
  return found.kind === 'unknown' ? undefined : found.kind === 'none';
}

/** Is it so in every possible situation, in none, or in some? */
export function extent(reading: Reading, goal: Literal, given: Literal = always): 'always' | 'never' | 'sometimes' | 'unknown' {
  const some = find(reading, and(reading.circuit, [given, goal]));
  if (some.kind === 'none') return 'never';
  const other = find(reading, and(reading.circuit, [given, not(goal)]));
  if (other.kind === 'none') return 'always';
  return some.kind === 'unknown' || other.kind === 'unknown' ? 'unknown' : 'sometimes';
}
