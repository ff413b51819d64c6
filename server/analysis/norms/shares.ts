// How much of the world: shares of all situations, exact while the contexts involved make at most a million combinations, else
// estimated from seeded samples (language.md §6).

import { and, type Circuit, type Literal } from './circuit.ts';
import { type Classes, classesFor } from './classes.ts';
import { combinations, emptyLanes, type Lanes, laneCount, readAll, readerFor } from './lanes.ts';

export interface Shares {
  /** For each question, from 0 to 1; undefined where no situations could be drawn. */
  readonly shares: readonly (number | undefined)[];
  readonly exact: boolean;
}

/** Up to here situations are counted, beyond they are sampled. */
export const mostCombinations = 1_000_000;
const samples = 100_000;
/** Draws of one tied group of contexts before it is given up. */
const tries = 2_000_000;

/**
 * The shares of the situations in which each of `questions` holds, among those in which all of `care` do. No two of `care`
 * speak of the same variable. Whole numbers count by the width of their range.
 */
export function sharesOf(circuit: Circuit, questions: readonly Literal[], care: readonly Literal[]): Shares {
  const classes = [...classesFor(circuit, [...questions, ...care]).values()];
  return combinations(classes) <= mostCombinations
    ? exactShares(circuit, { questions, care, classes })
    : sampledShares(circuit, { questions, care, classes });
}

interface Asked {
  readonly questions: readonly Literal[];
  readonly care: readonly Literal[];
  readonly classes: readonly Classes[];
}

function exactShares(circuit: Circuit, { questions, care, classes }: Asked): Shares {
  const possible = and(circuit, care);
  const roots = [...questions.map(question => and(circuit, [question, possible])), possible];
  const sums = new Float64Array(roots.length);
  readAll(circuit, roots, classes, (_, words, weights) => {
    for (let i = 0; i < sums.length; i++) sums[i]! += weightOf(words[i]!, weights);
  });
  const whole = sums.at(-1)!;
  return { shares: questions.map((_, i) => (whole > 0 ? sums[i]! / whole : 0)), exact: true };
}

function weightOf(word: number, weights: Float64Array): number {
  let sum = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) sum += weights[31 - Math.clz32(rest & -rest)]!;
  return sum;
}

/** Draws for one group of variables that are tied to each other: puts a combination of classes into `into`, or says that none was found. */
type Draw = (into: Int32Array) => boolean;

function sampledShares(circuit: Circuit, { questions, care, classes }: Asked): Shares {
  const random = randomFrom(0x9e3779b9);
  const draws = drawsFor(circuit, { questions, care, classes }, random);
  const read = readerFor(circuit, questions, classes);
  const lanes = emptyLanes(classes);
  const at = new Int32Array(classes.length);
  const counts = new Float64Array(questions.length);
  for (let done = 0; done < samples; done += laneCount) {
    for (const lane of lanes) lane.fill(0);
    for (let lane = 0; lane < laneCount; lane++) {
      if (!draws.every(draw => draw(at))) return { shares: questions.map(() => undefined), exact: false };
      setLane(lanes, lane, at);
    }
    const words = read(lanes);
    for (let i = 0; i < counts.length; i++) counts[i]! += bitCount(words[i]!);
  }
  return { shares: questions.map((_, i) => counts[i]! / samples), exact: false };
}

function setLane(lanes: Lanes, lane: number, at: Int32Array): void {
  for (let i = 0; i < at.length; i++) lanes[i]![at[i]!]! |= 1 << lane;
}

/** One draw for each group of `care`, and one for all variables that are free. */
function drawsFor(circuit: Circuit, asked: Asked, random: () => number): Draw[] {
  const place = new Map(asked.classes.map(({ variable }, i) => [variable.index, i]));
  const free = new Set(place.values());
  const draws = asked.care.map(group => {
    const tied = [...classesFor(circuit, [group]).keys()].map(index => place.get(index)!);
    for (const at of tied) free.delete(at);
    const classes = tied.map(at => asked.classes[at]!);
    return combinations(classes) <= mostCombinations
      ? drawFromTable(circuit, { group, tied, classes }, random)
      : drawAndTry(circuit, { group, tied, classes }, random);
  });
  const wheels = [...free].map(at => ({ at, spin: wheel(asked.classes[at]!.weights, random) }));
  draws.push(into => {
    for (const { at, spin } of wheels) into[at] = spin();
    return true;
  });
  return draws;
}

interface Group {
  readonly group: Literal;
  /** The places of its variables among all. */
  readonly tied: readonly number[];
  readonly classes: readonly Classes[];
}

function drawFromTable(circuit: Circuit, { group, tied, classes }: Group, random: () => number): Draw {
  const found: number[] = [];
  const weights: number[] = [];
  readAll(circuit, [group], classes, (first, words, laneWeights) => {
    for (let rest = words[0]!; rest !== 0; rest &= rest - 1) {
      const lane = 31 - Math.clz32(rest & -rest);
      found.push(first + lane);
      weights.push(laneWeights[lane]!);
    }
  });
  const spin = wheel(weights, random);
  return into => {
    if (found.length === 0) return false;
    let rest = found[spin()]!;
    tied.forEach((at, i) => {
      into[at] = rest % classes[i]!.sets.length;
      rest = Math.floor(rest / classes[i]!.sets.length);
    });
    return true;
  };
}

function drawAndTry(circuit: Circuit, { group, tied, classes }: Group, random: () => number): Draw {
  const spins = classes.map(({ weights }) => wheel(weights, random));
  const read = readerFor(circuit, [group], classes);
  const lanes = emptyLanes(classes);
  const drawn = Array.from({ length: laneCount }, () => new Int32Array(classes.length));
  let good = 0;
  let left = tries;
  return into => {
    while (good === 0) {
      if (left <= 0) return false;
      left -= laneCount;
      for (const lane of lanes) lane.fill(0);
      drawn.forEach((at, lane) => {
        for (let i = 0; i < at.length; i++) at[i] = spins[i]!();
        setLane(lanes, lane, at);
      });
      good = read(lanes)[0]!;
    }
    const lane = 31 - Math.clz32(good & -good);
    good &= good - 1;
    tied.forEach((at, i) => {
      into[at] = drawn[lane]![i]!;
    });
    return true;
  };
}

/** Draws an index with the probability of its weight (Vose's alias method: each place keeps a share, and lends the rest to one other). */
function wheel(weights: readonly number[], random: () => number): () => number {
  const count = weights.length;
  const sum = weights.reduce((a, b) => a + b, 0);
  const share = Float64Array.from(weights, weight => (weight * count) / sum);
  const other = Int32Array.from(weights, (_, i) => i);
  const short = [...share.keys()].filter(i => share[i]! < 1);
  const long = [...share.keys()].filter(i => share[i]! >= 1);
  while (short.length > 0 && long.length > 0) {
    const [poor, rich] = [short.pop()!, long.at(-1)!];
    other[poor] = rich;
    share[rich]! -= 1 - share[poor]!;
    if (share[rich]! < 1) short.push(long.pop()!);
  }
  return () => {
    const point = random() * count;
    const i = Math.floor(point);
    return point - i < share[i]! ? i : other[i]!;
  };
}

function bitCount(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Numbers from 0 to 1, always the same ones (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
