// A witness: a few facts such that every situation that has them is one of those spoken of, and none of which can be left out
// (language.md §6).

import type { Witness } from '../finding.ts';
import { type Box, fact, type Literal, not, openBox, supportOf } from './circuit.ts';
import { preferredValue } from './classes.ts';
import { careFor, findIn, type Reading } from './reading.ts';
import { isFull, spanSet, type ValueSet } from './sets.ts';
import { fullOf, isLeaf, type Variable, valueAt } from './variables.ts';

/** A context with one exact value. */
export interface Fact {
  readonly variable: Variable;
  readonly value: number;
}

/** Facts for a situation in which the goal holds; undefined where there is none, or none was found. */
export function factsFor(reading: Reading, goal: Literal): readonly Fact[] | undefined {
  const found = preferredSituation(reading, goal);
  if (!found) return undefined;
  const facts: Fact[] = [];
  found.forEach((set, i) => {
    const variable = reading.circuit.variables[i]!;
    if (!isFull(set, variable.size)) facts.push({ variable, value: preferredValue(variable, set) });
  });
  return pruned(reading, goal, facts);
}

/** A box of situations, with leaves for the values of hierarchies wherever that will do. */
function preferredSituation(reading: Reading, goal: Literal): Box | undefined {
  const { circuit } = reading;
  const trees = supportOf(circuit, [goal, ...careFor(reading, [goal])]).filter(({ kind }) => kind === 'tree');
  const start = openBox(circuit);
  for (const tree of trees) start[tree.index] = leavesOf(tree);
  const all = findIn(reading, goal, start);
  if (all.kind === 'found') return all.box;
  if (trees.length === 0) return undefined;
  for (const tree of trees) start[tree.index] = fullOf(tree);
  let best = findIn(reading, goal);
  for (const tree of best.kind === 'found' ? trees : []) {
    const narrower = start.with(tree.index, leavesOf(tree));
    const found = findIn(reading, goal, narrower);
    if (found.kind !== 'found') continue;
    start[tree.index] = narrower[tree.index]!;
    best = found;
  }
  return best.kind === 'found' ? best.box : undefined;
}

function leavesOf(variable: Variable): ValueSet {
  const leaves: number[] = [];
  for (let value = 0; value < variable.size; value++) if (isLeaf(variable, value)) leaves.push(value);
  if (typeof fullOf(variable) === 'number') return leaves.reduce((mask, value) => mask | (1 << value), 0);
  return leaves.flatMap(value => [value, value + 1]);
}

/** The facts without those that can be left out, the last ones first. */
function pruned(reading: Reading, goal: Literal, facts: readonly Fact[]): readonly Fact[] {
  let kept = facts;
  for (const candidate of facts.toReversed()) {
    const rest = kept.filter(one => one !== candidate);
    if (findIn(reading, not(goal), boxOfFacts(reading, rest)).kind === 'none') kept = rest;
  }
  return kept;
}

/** All situations that have the facts. */
export function boxOfFacts(reading: Reading, facts: readonly Fact[]): Box {
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
