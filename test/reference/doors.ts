// The engine's public doors, as the comparison uses them. Nothing else here knows the engine.

import type { Expression } from '../../grammar/syntax.ts';
import { check } from '../../server/analysis/check.ts';
import { usualEffort } from '../../server/analysis/norms/decide.ts';
import { differenceOf } from '../../server/analysis/norms/difference.ts';
import { landscapeOf } from '../../server/analysis/norms/landscape.ts';
import { whenFacts } from '../../server/analysis/norms/when.ts';
import { worldOf } from '../../server/analysis/norms/worlds.ts';
import { scopeOf } from '../../server/analysis/resolve.ts';
import type { Subject } from '../../server/analysis/rules/rule.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { loadSolver } from '../../server/host/solver.ts';
import type { Found } from './compare.ts';
import type { DiffAnswer, LandscapeAnswer, WhenAnswer } from './compare-answers.ts';

export interface Engine {
  readonly check: (file: string) => readonly Found[];
  /** What holds in a document under facts. */
  readonly when: (file: string, facts: readonly Expression[]) => WhenAnswer | undefined;
  readonly landscape: (file: string) => LandscapeAnswer | undefined;
  readonly subject: (file: string) => Subject;
}

const solver = await loadSolver();

export function engineFor(files: ReadonlyMap<string, string>): Engine {
  const workspace = withDocuments(
    { ...emptyWorkspace, settings: { ...emptyWorkspace.settings, solver } },
    [...files].map(([file, text]) => documentOf(file, text)),
  );
  const world = (file: string) => worldOf(scopeOf(workspace, file)!, solver);
  return {
    check: file => check(workspace, file),
    when: (file, facts) => whenFacts(world(file), facts),
    landscape: file => landscapeOf(world(file)),
    subject: file => ({ workspace, document: workspace.documents.get(file)!, scope: scopeOf(workspace, file)! }),
  };
}

export function engineDifference(before: Engine, after: Engine, { was, is }: { was: string; is: string }): DiffAnswer {
  return differenceOf(before.subject(was), after.subject(is));
}

/** Runs with a search that gives up at once, so that every question goes to the solver: in small specs none would. */
export function askingTheSolver<T>(run: () => T): T {
  const effort = usualEffort as { search: number };
  const usual = effort.search;
  effort.search = 0;
  try {
    return run();
  } finally {
    effort.search = usual;
  }
}
