// A circuit read in 32 situations at once: a bit of a word for each. Tables, exact shares and samples are made of this.

import { type Circuit, type Literal, nodesBelow } from './circuit.ts';
import type { Classes } from './classes.ts';
import { hasValue } from './sets.ts';

export const laneCount = 32;

/** By the place of a variable in the list of classes, then by class: the lanes in which the variable has it. */
export type Lanes = readonly Int32Array[];

/** Words for the roots, in their order, from the lanes of a block. The array is used again for the next block. */
export type Reader = (lanes: Lanes) => Int32Array;

export const emptyLanes = (classes: readonly Classes[]): Lanes => classes.map(({ sets }) => new Int32Array(sets.length));

interface Step {
  readonly slot: number;
  /** Of a fact: the place of its variable, and the classes for which it holds. */
  readonly at: number;
  readonly inside: readonly number[];
  /** Of a gate: the slots of its parts, twice, and one more where negated. */
  readonly parts: readonly number[];
}

export function readerFor(circuit: Circuit, roots: readonly Literal[], classes: readonly Classes[]): Reader {
  const place = new Map(classes.map(({ variable }, i) => [variable.index, i]));
  const order = nodesBelow(circuit, roots);
  const slots = new Map(order.map((node, i) => [node, i]));
  const steps = order.map((node, slot): Step => {
    const about = circuit.about[node]!;
    if (about < 0) return { slot, at: -1, inside: [], parts: circuit.parts[node]!.map(part => 2 * slots.get(part >> 1)! + (part & 1)) };
    const at = place.get(about)!;
    const inside = classes[at]!.values.flatMap((value, i) => (hasValue(circuit.sets[node]!, value) ? [i] : []));
    return { slot, at, inside, parts: [] };
  });
  const words = new Int32Array(order.length);
  const result = new Int32Array(roots.length);
  const ends = roots.map(root => 2 * slots.get(root >> 1)! + (root & 1));
  return lanes => {
    for (const step of steps) words[step.slot] = step.at < 0 ? gateWord(words, step.parts) : factWord(lanes[step.at]!, step.inside);
    ends.forEach((end, i) => {
      result[i] = words[end >> 1]! ^ -(end & 1);
    });
    return result;
  };
}

function gateWord(words: Int32Array, parts: readonly number[]): number {
  let word = -1;
  for (let i = 0; i < parts.length && word !== 0; i++) word &= words[parts[i]! >> 1]! ^ -(parts[i]! & 1);
  return word;
}

function factWord(lanes: Int32Array, inside: readonly number[]): number {
  let word = 0;
  for (let i = 0; i < inside.length; i++) word |= lanes[inside[i]!]!;
  return word;
}

/** How many combinations the classes make; Infinity is possible. */
export const combinations = (classes: Iterable<Classes>): number => {
  let product = 1;
  for (const { sets } of classes) product *= sets.length;
  return product;
};

/**
 * Reads every combination of classes, the first variable changing fastest: `visit` gets the number of the block's first
 * combination, the words of the roots with lanes beyond the last combination cleared, and the weight of each lane.
 */
export function readAll(
  circuit: Circuit,
  roots: readonly Literal[],
  classes: readonly Classes[],
  visit: (first: number, words: Int32Array, weights: Float64Array) => void,
): void {
  const total = combinations(classes);
  const read = readerFor(circuit, roots, classes);
  const lanes = emptyLanes(classes);
  const at = new Int32Array(classes.length);
  const weights = new Float64Array(laneCount);
  for (let first = 0; first < total; first += laneCount) {
    for (const lane of lanes) lane.fill(0);
    const used = Math.min(laneCount, total - first);
    for (let lane = 0; lane < used; lane++) {
      let weight = 1;
      for (let i = 0; i < at.length; i++) {
        lanes[i]![at[i]!]! |= 1 << lane;
        weight *= classes[i]!.weights[at[i]!]!;
      }
      weights[lane] = weight;
      advance(at, classes);
    }
    const words = read(lanes);
    if (used < laneCount) for (let i = 0; i < words.length; i++) words[i]! &= (1 << used) - 1;
    visit(first, words, weights);
  }
}

function advance(at: Int32Array, classes: readonly Classes[]): void {
  for (let i = 0; i < at.length; i++) {
    at[i]!++;
    if (at[i]! < classes[i]!.sets.length) return;
    at[i] = 0;
  }
}
