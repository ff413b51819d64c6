// The engine's public doors, as the comparison uses them. Nothing else here knows the engine.

import { check } from '../../server/analysis/check.ts';
import { documentOf, emptyWorkspace, type Workspace, withDocuments } from '../../server/analysis/workspace.ts';
import type { Found } from './compare.ts';
import type { DiffAnswer, LandscapeAnswer, WhenAnswer } from './compare-answers.ts';

export interface Engine {
  readonly workspace: Workspace;
  readonly check: (file: string) => readonly Found[];
  readonly when: (file: string, facts: string) => WhenAnswer;
  readonly landscape: (file: string) => LandscapeAnswer;
  readonly difference: (before: Engine, file: string) => DiffAnswer;
}

export function engineFor(files: ReadonlyMap<string, string>): Engine {
  const workspace = withDocuments(
    emptyWorkspace,
    [...files].map(([file, text]) => documentOf(file, text)),
  );
  const soon = (): never => {
    throw new Error('the engine has no such door yet');
  };
  return { workspace, check: file => check(workspace, file), when: soon, landscape: soon, difference: soon };
}
