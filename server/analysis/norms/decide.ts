// Is there a situation like this? First the search, for a moment; then the solver, if the host handed one in; else the answer is
// that it was not decided, and whoever asked says so.

import { memo } from '../memo.ts';
import { absorbed } from './absorb.ts';
import type { Box, Circuit, Literal } from './circuit.ts';
import { type Encoding, encodingOf } from './clauses.ts';
import { type Found, search } from './search.ts';
import { isFull, meet } from './sets.ts';
import type { Solver } from './solver.ts';

/** How hard a question may be: looks at nodes for the search, conflicts for the solver. Counted, not timed: the same text gives the same answer. */
export interface Effort {
  readonly search: number;
  readonly solver: number;
}

export const usualEffort: Effort = { search: 60_000, solver: 4_000 };

export interface Oracle {
  readonly solver?: Solver;
  readonly effort: Effort;
}

/** What is remembered between questions to one circuit: clauses for the solver, and goals that the search gave up on. */
export interface Practice {
  readonly encodings: Map<string, Encoding>;
  readonly hard: Set<string>;
}

export const noPractice = (): Practice => ({ encodings: new Map(), hard: new Set() });

export interface Asking extends Oracle {
  readonly practice: Practice;
  readonly start?: Box;
}

/** A box of situations inside `start` in all of which every goal holds. Whether there is one is certain; which one is found is not. */
export function decide(circuit: Circuit, goals: readonly Literal[], asking: Asking): Found {
  const left = absorbed(circuit, goals, asking.start);
  if (left === undefined) return { kind: 'none' };
  const { roots, box } = left;
  if (roots.length === 0) return { kind: 'found', box: () => box };
  const { effort, solver } = asking;
  // What is only assumed is asked about over and over: what was learned of it is kept for all readings.
  const isAssumed = circuit.base !== undefined && roots.every(root => root >> 1 < circuit.base!.about.length);
  const practice = isAssumed ? practiceOn(circuit.base!) : asking.practice;
  const key = roots.join();
  if (isAssumed && solver && circuit.base!.about.length > muchAssumed)
    return solved(circuit, roots, { effort, solver, start: box, practice, key });
  // Where the search gave up once, it is asked only in passing: with the facts of the moment the question may be easy.
  const quick = search(circuit, roots, { effort: solver && practice.hard.has(key) ? effort.search / 40 : effort.search, start: box });
  if (quick.kind !== 'unknown') return quick;
  practice.hard.add(key);
  return solver ? solved(circuit, roots, { effort, solver, start: box, practice, key }) : quick;
}

/** Nodes: what is assumed beyond this is asked of the solver at once, which has all of it at hand from the first question on. */
const muchAssumed = 1500;

const practiceOn: (base: Circuit) => Practice = memo(noPractice);

interface Solving extends Asking {
  readonly solver: Solver;
  readonly start: Box;
  readonly key: string;
}

function solved(circuit: Circuit, roots: readonly Literal[], { solver, effort, start, practice, key }: Solving): Found {
  const encoding = encodingFor(circuit, roots, { practice, key });
  const assumed = roots.map(encoding.literal);
  start.forEach((set, i) => {
    if (!isFull(set, circuit.variables[i]!.size)) for (const name of encoding.outside(i, set)) assumed.push(-name);
  });
  const answer = solver(encoding.clauses, effort.solver, assumed);
  if (answer.kind === 'unsatisfiable') return { kind: 'none' };
  if (answer.kind === 'unknown') return { kind: 'unknown' };
  return { kind: 'found', box: () => encoding.boxOf(answer.model()).map((set, i) => meet(set, start[i]!)) };
}

/** The same object for the same goals, which are asked again and again in narrower boxes: the solver goes on with what it learned. */
function encodingFor(
  circuit: Circuit,
  roots: readonly Literal[],
  { practice, key }: { readonly practice: Practice; readonly key: string },
): Encoding {
  const kept = practice.encodings;
  const encoding = kept.get(key) ?? encodingOf(circuit, roots);
  kept.delete(key);
  kept.set(key, encoding);
  if (kept.size > 4) kept.delete(kept.keys().next().value!);
  return encoding;
}
