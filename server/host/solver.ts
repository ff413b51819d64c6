// CaDiCaL, as the norm engine asks for it (server/analysis/norms/solver.ts). One megabyte and 17 ms to start, so it is loaded
// only when a question turns out to need it (deciding.ts). It asks synchronously, in one thread, and runs in browsers too.

import { Cadical, type CadicalModule, createModule } from 'cadical-wasm';
import type { Answer, Clause, Solver } from '../analysis/norms/solver.ts';

/** Decisions that are allowed for each conflict that is: a question that decides for ever and meets no conflict ends as well. */
const decisionsPerConflict = 100;

/** Rejects where cadical.wasm, which lies beside the code, cannot be read. */
export async function loadSolver(): Promise<Solver> {
  return solverOn(await createModule());
}

/** Of what cadical.wasm holds, where nothing lies beside the code: in a browser. Rejects where it is no program. */
export async function solverOf(program: BufferSource): Promise<Solver> {
  const compiled = await WebAssembly.compile(program);
  const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) =>
    done(new WebAssembly.Instance(compiled, imports));
  return solverOn(await createModule({ instantiateWasm }));
}

/** Solvers that are kept, each with an array of clauses. */
const most = 4;

/** Questions about one array of clauses go to one solver, which keeps what it learned; the one that was asked longest ago goes. */
function solverOn(module: CadicalModule): Solver {
  const kept = new Map<readonly Clause[], Cadical>();
  return (clauses, effort, assumed = []) => {
    const solver = kept.get(clauses) ?? loaded(module, clauses);
    kept.delete(clauses);
    kept.set(clauses, solver);
    const [oldest] = kept;
    if (kept.size > most && oldest) {
      kept.delete(oldest[0]);
      oldest[1].dispose();
    }
    return answerOf(solver, effort, assumed);
  };
}

function loaded(module: CadicalModule, clauses: readonly Clause[]): Cadical {
  const solver = new Cadical(module);
  solver.addClauses(clauses);
  return solver;
}

function answerOf(solver: Cadical, effort: number, assumed: readonly number[]): Answer {
  const status = solver.solve({ assumptions: assumed, conflicts: effort, decisions: effort * decisionsPerConflict });
  if (status === 'unsatisfiable') return { kind: 'unsatisfiable' };
  if (status === 'unknown') return { kind: 'unknown' };
  const model = () =>
    solver
      .model()
      .map((held, variable) => (held ? variable : -variable))
      .slice(1);
  return { kind: 'satisfiable', model };
}
