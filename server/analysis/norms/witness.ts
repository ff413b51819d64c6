// A witness: a few facts such that every situation that has them is one of those spoken of, and none of which can be left out
// (language.md §6).

import type { Witness } from '../finding.ts';
import { memo } from '../memo.ts';
import { type Box, fact, type Literal, not, openBox, supportOf } from './circuit.ts';
import { findIn, type Reading } from './reading.ts';
import { countValues, disjoint, firstValue, meet, runsOf, spanSet, type ValueSet } from './sets.ts';
import { fullOf, isLeaf, type Variable, valueAt } from './variables.ts';

/** A context with one exact value. */
export interface Fact {
  readonly variable: Variable;
  readonly value: number;
}

/**
 * Facts for a situation in which the goal holds; undefined where there is none, or none was found. They are the same whatever
 * was asked before: of each context in turn the first value that will do, leaves first, then what can be left out is.
 */
export function factsFor(reading: Reading, goal: Literal): readonly Fact[] | undefined {
  const known = knownFacts(reading);
  if (!known.has(goal)) {
    const facts = situationFor(reading, goal);
    known.set(goal, facts && leafier(reading, goal, pruned(reading, goal, facts)));
  }
  return known.get(goal);
}

/** What was found is asked for again: for the words of a change, then for its witness. */
const knownFacts: (reading: Reading) => Map<Literal, readonly Fact[] | undefined> = memo(() => new Map());

/** A situation in which the goal holds, as far as the goal, and what else is named, speaks of it. */
export function situationFor(reading: Reading, goal: Literal, named: readonly Literal[] = []): readonly Fact[] | undefined {
  const found = findIn(reading, goal);
  if (found.kind !== 'found') return undefined;
  const own = supportOf(reading.circuit, [goal]);
  const other = supportOf(reading.circuit, named).filter(variable => !own.includes(variable));
  const walk: Walk = { reading, goal, box: openBox(reading.circuit), known: found.box() };
  const facts = own.map(variable => factAt(walk, variable));
  // What is assumed of other contexts was no part of the question yet.
  walk.known = undefined;
  return [...facts, ...other.map(variable => factAt(walk, variable))];
}

/** Context by context, each given its first value that will do. */
interface Walk {
  readonly reading: Reading;
  readonly goal: Literal;
  /** The values that were given, and everything of the contexts that are to come. */
  readonly box: ValueSet[];
  /** Situations inside `box`, all of which reach the goal. */
  known: Box | undefined;
}

function factAt(walk: Walk, variable: Variable): Fact {
  const value = firstThatDoes(walk, variable);
  const set = spanSet(variable.size, value, value + 1);
  walk.box[variable.index] = set;
  walk.known = walk.known?.with(variable.index, set);
  return { variable, value };
}

/** The first value with which a situation in the box still reaches the goal; there is one. */
function firstThatDoes(walk: Walk, variable: Variable): number {
  const leaves = variable.kind === 'tree' ? leavesOf(variable) : undefined;
  let set = leaves !== undefined && does(walk, variable, leaves) ? leaves : fullOf(variable);
  while (countValues(set) > 1) {
    const [lower, upper] = halves(variable, set);
    set = does(walk, variable, lower) ? lower : upper;
  }
  return firstValue(set);
}

function does(walk: Walk, { index }: Variable, set: ValueSet): boolean {
  if (walk.known && !disjoint(walk.known[index]!, set)) return true;
  const found = findIn(walk.reading, walk.goal, walk.box.with(index, set));
  if (found.kind !== 'found') return false;
  if (walk.known) walk.known = found.box();
  return true;
}

function halves({ size }: Variable, set: ValueSet): [ValueSet, ValueSet] {
  let left = Math.floor(countValues(set) / 2);
  const runs = runsOf(set);
  for (let i = 0; ; i += 2) {
    const length = runs[i + 1]! - runs[i]!;
    if (length >= left) return [meet(set, spanSet(size, 0, runs[i]! + left)), meet(set, spanSet(size, runs[i]! + left, size))];
    left -= length;
  }
}

function leavesOf(variable: Variable): ValueSet {
  const leaves: number[] = [];
  for (let value = 0; value < variable.size; value++) if (isLeaf(variable, value)) leaves.push(value);
  if (typeof fullOf(variable) === 'number') return leaves.reduce((mask, value) => mask | (1 << value), 0);
  return runsOfValues(leaves);
}

function runsOfValues(values: readonly number[]): number[] {
  const runs: number[] = [];
  for (const value of values) {
    if (runs.at(-1) === value) runs[runs.length - 1] = value + 1;
    else runs.push(value, value + 1);
  }
  return runs;
}

/** The facts without those that can be left out, the last ones first. */
function pruned(reading: Reading, goal: Literal, facts: readonly Fact[]): readonly Fact[] {
  let kept = facts;
  for (const candidate of facts.toReversed()) {
    const rest = kept.filter(one => one !== candidate);
    if (isWitness(reading, goal, rest)) kept = rest;
  }
  return kept;
}

/** Does every situation that has the facts reach the goal? There is one that has them. */
const isWitness = (reading: Reading, goal: Literal, facts: readonly Fact[]): boolean =>
  findIn(reading, not(goal), boxOfFacts(reading, facts)).kind === 'none';

/** With what was left out free again, a leaf may do where none did before. */
function leafier(reading: Reading, goal: Literal, facts: readonly Fact[]): readonly Fact[] {
  for (const one of facts) {
    const { variable, value } = one;
    if (isLeaf(variable, value)) continue;
    for (let leaf = 0; leaf < Math.min(variable.size, mostLeaves); leaf++) {
      if (!isLeaf(variable, leaf)) continue;
      const changed = facts.map(other => (other === one ? { variable, value: leaf } : other));
      if (findIn(reading, goal, boxOfFacts(reading, changed)).kind !== 'found' || !isWitness(reading, goal, changed)) continue;
      return leafier(reading, goal, pruned(reading, goal, changed));
    }
  }
  return facts;
}

const mostLeaves = 64;

/** All situations that have the facts. */
export function boxOfFacts(reading: Reading, facts: readonly Fact[]): ValueSet[] {
  const box = openBox(reading.circuit);
  for (const { variable, value } of facts) box[variable.index] = spanSet(variable.size, value, value + 1);
  return box;
}

export const factLiteral = (reading: Reading, { variable, value }: Fact): Literal =>
  fact(reading.circuit, variable, spanSet(variable.size, value, value + 1));

/** The facts as a report gives them. */
export function witnessOf(facts: readonly Fact[]): Witness {
  return Object.fromEntries(facts.map(({ variable, value }) => [variable.name, valueAt(variable, value)]));
}
