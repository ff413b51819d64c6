// Asks first without the solver, and again with it where that was not enough: most documents never need it.

import type { Solver } from '../analysis/norms/solver.ts';
import type { Workspace } from '../analysis/workspace.ts';

let loading: Promise<Solver> | undefined;

/** The solver of this process, loaded at the first call. */
export function theSolver(): Promise<Solver> {
  loading ??= import('./solver.ts').then(({ loadSolver }) => loadSolver());
  return loading;
}

/** What `ask` makes of the workspace, with the solver in its settings if a question of the norm engine needs it. */
export async function decided<Result>(workspace: Workspace, ask: (workspace: Workspace) => Result): Promise<Result> {
  let wanted = false;
  const watching: Solver = () => {
    wanted = true;
    return { kind: 'unknown' };
  };
  const first = ask(withSolver(workspace, watching));
  return wanted ? ask(withSolver(workspace, await theSolver())) : first;
}

const withSolver = (workspace: Workspace, solver: Solver): Workspace => ({ ...workspace, settings: { ...workspace.settings, solver } });
