// Is there a situation like this? First the search, for a moment; then the solver, if the host handed one in; else the answer is
// that it was not decided, and whoever asked says so.

import { memo } from '../memo.ts';
import { always, type Box, type Circuit, type Literal, never } from './circuit.ts';
import { type Encoding, encodingOf } from './clauses.ts';
import { type Found, search } from './search.ts';
import { isFull } from './sets.ts';
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

/** A box of situations inside `start` in all of which every goal holds. */
export function decide(circuit: Circuit, goals: readonly Literal[], options: Oracle & { readonly start?: Box }): Found {
  const { effort, solver, start } = options;
  const quick = search(circuit, goals, { effort: effort.search, start });
  return quick.kind === 'unknown' && solver ? solved(circuit, goals, { effort, solver, start }) : quick;
}

function solved(
  circuit: Circuit,
  goals: readonly Literal[],
  { solver, effort, start = [] }: Oracle & { readonly solver: Solver; readonly start?: Box },
): Found {
  const roots = goals.filter(goal => goal !== always);
  if (roots.includes(never)) return { kind: 'none' };
  const encoding = encodingFor(circuit, roots);
  const assumed = roots.map(encoding.literal);
  start.forEach((set, i) => {
    if (!isFull(set, circuit.variables[i]!.size)) for (const name of encoding.outside(i, set)) assumed.push(-name);
  });
  const answer = solver(encoding.clauses, effort.solver, assumed);
  if (answer.kind === 'unsatisfiable') return { kind: 'none' };
  return answer.kind === 'unknown' ? { kind: 'unknown' } : { kind: 'found', box: encoding.boxOf(answer.model) };
}

const encodings: (circuit: Circuit) => Map<string, Encoding> = memo(() => new Map());

/** The same object for the same goals, which are asked again and again in narrower boxes: the solver goes on with what it learned. */
function encodingFor(circuit: Circuit, roots: readonly Literal[]): Encoding {
  const kept = encodings(circuit);
  const key = roots.join();
  const encoding = kept.get(key) ?? encodingOf(circuit, roots);
  kept.delete(key);
  kept.set(key, encoding);
  if (kept.size > 4) kept.delete(kept.keys().next().value!);
  return encoding;
}
