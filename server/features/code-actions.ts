// The light bulb: what can be done about the findings at a place, each tried before it is offered.

import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver-types';
import type { Edit } from '../../grammar/reparse.ts';
import { check } from '../analysis/check.ts';
import type { Finding } from '../analysis/finding.ts';
import type { Feature, View } from './feature.ts';
import { always, fixers } from './fixes/all.ts';
import { afterEdits, type Fix, stands } from './fixes/fix.ts';
import { extractAction } from './fixes/rules.ts';
import { lineEdits } from './formatting.ts';
import { moved, offsetAt, rangeAt } from './positions.ts';

export interface CodeActionParams {
  readonly range: Range;
  readonly context: { readonly diagnostics: readonly Diagnostic[]; readonly only?: readonly string[] };
}

/** At most so many findings are looked at: a light bulb over the whole of a file is nobody's question. */
const mostFindings = 20;

/** The fixes of a finding that keep their promise. */
export function* fixesOf(view: View, finding: Finding): Iterable<Fix> {
  const seen = new Set<string>();
  for (const fixer of [...(fixers[finding.code] ?? []), ...always]) {
    for (const fix of fixer(view, finding)) {
      if (seen.has(fix.title) || fix.edits.length === 0 || !stands(view, finding, fix)) continue;
      seen.add(fix.title);
      yield fix;
    }
  }
}

export function codeActions(view: View, { range, context }: CodeActionParams): CodeAction[] {
  const { tree } = view.document;
  const [from, to] = [offsetAt(tree, range.start), offsetAt(tree, range.end)];
  const wanted = (kind: string) =>
    !context.only || context.only.some(only => kind === only || kind.startsWith(`${only}.`) || only.startsWith(`${kind}.`));
  const all = check(view.workspace, view.document.file);
  const here = all.filter(finding => finding.start <= to && finding.end >= from).slice(0, mostFindings);
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    for (const finding of here) actions.push(...[...fixesOf(view, finding)].map(fix => quickFix(view, { finding, fix, context })));
    for (const code of new Set(here.map(finding => finding.code))) actions.push(...fixAllOf(view, code, all));
  }
  if (context.only?.some(only => only.startsWith(CodeActionKind.SourceFixAll))) actions.push(...everythingFixed(view, all));
  if (wanted(CodeActionKind.RefactorExtract)) {
    for (const fix of extractAction(view, from))
      actions.push({ title: fix.title, kind: CodeActionKind.RefactorExtract, edit: edit(view, fix.edits) });
  }
  return actions;
}

interface Offered {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly context: CodeActionParams['context'];
}

function quickFix(view: View, { finding, fix, context }: Offered): CodeAction {
  const range = rangeAt(view.document.tree, finding);
  const mine = context.diagnostics.filter(
    ({ code, range: other }) =>
      code === finding.code && other.start.line === range.start.line && other.start.character === range.start.character,
  );
  return {
    title: fix.title,
    // Also where the finding stays: the list of problems offers what is a quick fix, and nothing else.
    kind: CodeActionKind.QuickFix,
    edit: edit(view, fix.edits),
    ...(mine.length > 0 ? { diagnostics: [...mine] } : {}),
    ...(fix.preferred ? { isPreferred: true } : {}),
  };
}

const edit = (view: View, edits: readonly Edit[]): CodeAction['edit'] => ({
  changes: {
    [view.uriOf(view.document.file)]: edits.map(({ start, end, text }) => ({
      range: rangeAt(view.document.tree, moved({ start, end }, 0)),
      newText: text,
    })),
  },
});

/** Where a code has a preferred fix and stands more than once. */
function fixAllOf(view: View, code: string, all: readonly Finding[]): CodeAction[] {
  if (all.filter(finding => finding.code === code).length < 2) return [];
  const { text, count } = allFixed(view, new Set([code]));
  if (count < 2) return [];
  return [
    {
      title: `Fix all of \`${code}\` in this file (${count})`,
      kind: CodeActionKind.QuickFix,
      edit: edit(view, lineEdits(view.document.tree.text, text)),
    },
  ];
}

function everythingFixed(view: View, all: readonly Finding[]): CodeAction[] {
  const { text, count } = allFixed(view, new Set(all.map(finding => finding.code)));
  return count === 0
    ? []
    : [
        {
          title: `Fix all that has one clear fix (${count})`,
          kind: `${CodeActionKind.SourceFixAll}.polity`,
          edit: edit(view, lineEdits(view.document.tree.text, text)),
        },
      ];
}

/** More fixes than this in one go are another day's work. */
const mostFixes = 200;

/** The text after every preferred fix of these codes, one after another, each tried on what the one before left. */
export function allFixed(view: View, codes: ReadonlySet<string>): { readonly text: string; readonly count: number } {
  let at = view;
  let count = 0;
  while (count < mostFixes) {
    const next = firstPreferred(at, codes);
    if (!next) break;
    at = afterEdits(at, next.edits);
    count++;
  }
  return { text: at.document.tree.text, count };
}

function firstPreferred(view: View, codes: ReadonlySet<string>): Fix | undefined {
  for (const finding of check(view.workspace, view.document.file)) {
    if (!codes.has(finding.code)) continue;
    for (const fix of fixesOf(view, finding)) if (fix.preferred) return fix;
  }
  return undefined;
}

export const codeActionsFeature: Feature<CodeActionParams, CodeAction[]> = {
  method: 'textDocument/codeAction',
  capability: {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, `${CodeActionKind.SourceFixAll}.polity`],
    },
  },
  provide: codeActions,
};
