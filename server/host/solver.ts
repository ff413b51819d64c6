// CaDiCaL, as the norm engine asks for it (server/analysis/norms/solver.ts). One megabyte and 17 ms to start, so it is loaded
// only when a question turns out to need it (deciding.ts). It asks synchronously, in one thread, and runs in browsers too.

import { Cadical, type CadicalModule, createModule } from 'cadical-wasm';
import type { Answer, Clause, Solver } from '../analysis/norms/solver.ts';

/** Decisions that are allowed for each conflict that is: a question that decides for ever and meets no conflict ends as well. */
const decisionsPerConflict = 100;

/** `wasm` is the address of cadical.wasm, where it does not lie beside the code: in a browser. Rejects where it cannot be read. */
export async function loadSolver(options: { readonly wasm?: string } = {}): Promise<Solver> {
  const { wasm } = options;
  const module = await createModule(wasm === undefined ? {} : { locateFile: () => wasm });
  return solverOn(module);
}

/** Questions about one array of clauses go to one solver, which keeps what it learned; it goes when another array comes. */
function solverOn(module: CadicalModule): Solver {
  let current: { readonly clauses: readonly Clause[]; readonly solver: Cadical } | undefined;
  return (clauses, effort, assumed = []) => {
    if (current?.clauses !== clauses) {
      current?.solver.dispose();
      current = { clauses, solver: new Cadical(module) };
      current.solver.addClauses(clauses);
    }
    return answerOf(current.solver, effort, assumed);
  };
}

function answerOf(solver: Cadical, effort: number, assumed: readonly number[]): Answer {
  const status = solver.solve({ assumptions: assumed, conflicts: effort, decisions: effort * decisionsPerConflict });
  if (status === 'unsatisfiable') return { kind: 'unsatisfiable' };
  if (status === 'unknown') return { kind: 'unknown' };
  const literals = solver.model().map((held, variable) => (held ? variable : -variable));
  return { kind: 'satisfiable', model: literals.slice(1) };
}
