// Is there a situation like this? First the search, for a moment; then the solver, if the host handed one in; else the answer is
// that it was not decided, and whoever asked says so.

import { always, and, type Box, boxLiteral, type Circuit, type Literal, never, openBox } from './circuit.ts';
import { encodingOf } from './clauses.ts';
import { type Found, search } from './search.ts';
import { isFull } from './sets.ts';
import type { Solver } from './solver.ts';

/** How hard a question may be: looks at nodes for the search, conflicts for the solver. Counted, not timed: the same text gives the same answer. */
export interface Effort {
  readonly search: number;
  readonly solver: number;
}

export const usualEffort: Effort = { search: 30_000, solver: 4_000 };

export interface Oracle {
  readonly solver?: Solver;
  readonly effort: Effort;
}

/** A box of situations inside `start` that all reach the goal. */
export function decide(circuit: Circuit, goal: Literal, options: Oracle & { readonly start?: Box }): Found {
  const quick = search(circuit, goal, { effort: options.effort.search, start: options.start });
  if (quick.kind !== 'unknown' || !options.solver) return quick;
  return solved(circuit, goal, options as Oracle & { solver: Solver; start?: Box });
}

function solved(circuit: Circuit, goal: Literal, options: Oracle & { readonly solver: Solver; readonly start?: Box }): Found {
  const start = options.start ?? openBox(circuit);
  const root = start.every((set, i) => isFull(set, circuit.variables[i]!.size)) ? goal : and(circuit, [goal, boxLiteral(circuit, start)]);
  if (root === never) return { kind: 'none' };
  if (root === always) return { kind: 'found', box: start };
  const encoding = encodingOf(circuit, [root]);
  const answer = options.solver(encoding.clauses, options.effort.solver, [encoding.literal(root)]);
  if (answer.kind === 'unsatisfiable') return { kind: 'none' };
  return answer.kind === 'unknown' ? { kind: 'unknown' } : { kind: 'found', box: encoding.boxOf(answer.model) };
}
