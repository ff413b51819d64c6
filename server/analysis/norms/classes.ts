// The values of a context that a question cannot tell apart form a class: where only `age < 13` is asked, a range of 120
// numbers has two. Counting, tables and clauses go by classes, not by values.

import { type Circuit, type Literal, nodesBelow } from './circuit.ts';
import { hasValue, runsOf, type ValueSet } from './sets.ts';
import { fullOf, isLeaf, type Variable } from './variables.ts';

export interface Classes {
  readonly variable: Variable;
  /** Disjoint, and together all values; in the order of their first ones. */
  readonly sets: readonly ValueSet[];
  /** Of each, the value that stands for it: in a hierarchy a leaf, where it has one. */
  readonly values: readonly number[];
  /** Of each, how many values it has. */
  readonly weights: readonly number[];
}

/** Beyond this many comparisons, values are told apart only by where the compared sets begin and end. */
const worthMerging = 400_000;

/** The classes of each variable that the literals speak of, by the index of the variable. */
export function classesFor(circuit: Circuit, literals: readonly Literal[]): ReadonlyMap<number, Classes> {
  const sets = new Map<number, ValueSet[]>();
  for (const node of nodesBelow(circuit, literals)) {
    const about = circuit.about[node]!;
    if (about < 0) continue;
    const known = sets.get(about);
    if (known) known.push(circuit.sets[node]!);
    else sets.set(about, [circuit.sets[node]!]);
  }
  return new Map([...sets].sort(([a], [b]) => a - b).map(([about, compared]) => [about, cut(circuit.variables[about]!, compared)]));
}

function cut(variable: Variable, compared: readonly ValueSet[]): Classes {
  const bounds = new Set([0]);
  for (const set of compared) for (const bound of runsOf(set)) if (bound < variable.size) bounds.add(bound);
  const starts = [...bounds].sort((a, b) => a - b);
  const merge = starts.length * compared.length <= worthMerging;
  const byLook = new Map<string, number[]>();
  starts.forEach((start, i) => {
    const look = merge ? compared.map(set => (hasValue(set, start) ? '1' : '0')).join('') : String(i);
    const runs = byLook.get(look) ?? [];
    const end = starts[i + 1] ?? variable.size;
    if (runs.at(-1) === start) runs[runs.length - 1] = end;
    else runs.push(start, end);
    byLook.set(look, runs);
  });
  const classes = [...byLook.values()];
  return {
    variable,
    sets: classes.map(runs => setOfRuns(variable, runs)),
    values: classes.map(runs => representative(variable, runs)),
    weights: classes.map(runs => runs.reduce((sum, bound, i) => sum + (i % 2 ? bound : -bound), 0)),
  };
}

function setOfRuns(variable: Variable, runs: readonly number[]): ValueSet {
  if (typeof fullOf(variable) !== 'number') return runs;
  let mask = 0;
  for (let i = 0; i < runs.length; i += 2) for (let value = runs[i]!; value < runs[i + 1]!; value++) mask |= 1 << value;
  return mask;
}

function representative(variable: Variable, runs: readonly number[]): number {
  if (variable.kind !== 'tree') return runs[0]!;
  for (let i = 0; i < runs.length; i += 2) {
    for (let value = runs[i]!; value < runs[i + 1]!; value++) if (isLeaf(variable, value)) return value;
  }
  return runs[0]!;
}
