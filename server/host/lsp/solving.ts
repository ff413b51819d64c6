// The solver, loaded in the background when a question of the norm engine first needs it: most documents never do. Until it is
// there such a question is not decided; then the findings are told anew.

import type { Solver } from '../../analysis/norms/solver.ts';
import type { Served } from './server.ts';
import { tellChange } from './syncing.ts';

export function solving(served: () => Served, load: () => Promise<Solver>): Solver {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      load().then(
        solver => useSolver(served(), solver),
        error => served().health.fault('the solver', error),
      );
    }
    return { kind: 'unknown' };
  };
}

/** New settings everywhere, so that nothing that was decided without the solver is kept. */
function useSolver(served: Served, solver: Solver): void {
  const { session } = served;
  session.effects = { ...session.effects, solver };
  session.folders = session.folders.map(folder => ({
    ...folder,
    workspace: { ...folder.workspace, settings: { ...folder.workspace.settings, solver } },
  }));
  tellChange(served);
}
