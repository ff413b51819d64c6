// What a quick fix is, and the trial that each has to stand: applied, its finding is gone and no other has come.

import type { Edit } from '../../../grammar/reparse.ts';
import { check } from '../../analysis/check.ts';
import type { Finding } from '../../analysis/finding.ts';
import { scopeOf } from '../../analysis/resolve.ts';
import { edited, withDocuments } from '../../analysis/workspace.ts';
import type { View } from '../feature.ts';

/** Edits are counted in the document as it is, and do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The one that an author nearly always wants; *fix all* takes it. */
  readonly preferred?: boolean;
  /** Does not take the finding away, but does something with it. */
  readonly keeps?: boolean;
}

/** What can be done about a finding of the document. */
export type Fixer = (view: View, finding: Finding) => Iterable<Fix>;

/** The view after the edits. */
export function afterEdits(view: View, edits: readonly Edit[]): View {
  // From the last to the first, so that each is counted in the text that it was made for.
  const document = edited(
    view.document,
    [...edits].sort((a, b) => b.start - a.start || b.end - a.end),
  );
  const workspace = withDocuments(view.workspace, [document]);
  return { ...view, workspace, document, scope: scopeOf(workspace, document.file)! };
}

const keyOf = ({ code, message }: Finding): string => `${code} ${message.replace(/\d+(?:\.\d+)?%?/g, '#')}`;

// That nothing uses a name any more is no fault that a fix brought in: it says what may go next.
const harmless = 'name/unused';

/** The finding is gone (unless the fix keeps it), and there is none that was not there before. */
export function stands(view: View, finding: Finding, fix: Fix): boolean {
  const [before, after] = trial(view, fix.edits);
  if (!isClean(before, after)) return false;
  return fix.keeps === true || (after.get(keyOf(finding)) ?? 0) < (before.get(keyOf(finding)) ?? 0);
}

/** After the edits there is no finding that was not there before. */
export const bringsNothing = (view: View, edits: readonly Edit[]): boolean => isClean(...trial(view, edits));

type Counts = ReadonlyMap<string, number>;

function trial(view: View, edits: readonly Edit[]): [before: Counts, after: Counts] {
  const next = afterEdits(view, edits);
  return [countsOf(check(view.workspace, view.document.file)), countsOf(check(next.workspace, next.document.file))];
}

const isClean = (before: Counts, after: Counts): boolean =>
  [...after].every(([key, count]) => count <= (before.get(key) ?? 0) || key.startsWith(harmless));

function countsOf(findings: readonly Finding[]): Counts {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}
