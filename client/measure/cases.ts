// The cases of a study in a document beside the spec; each becomes an eval at one keystroke.

import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  CodeLens,
  commands,
  type Diagnostic,
  Disposable,
  languages,
  Position,
  Range,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import * as z from 'zod';
import { type MeasureOutcome, type MeasureStudy, measureRequests } from '../../server/features/measure-protocol.ts';
import { answers } from '../answers.ts';
import { codeOf } from '../findings.ts';
import { specLanguages } from '../languages.ts';
import { editorRange, reveal } from '../places.ts';
import type { Session } from '../session.ts';
import { caseAt, casesText, type Told } from './text.ts';

const scheme = 'polity-cases';

const question = z.object({
  uri: z.string(),
  what: z.enum(['agreement', 'conflict']),
  principles: z.array(z.string()).min(1).max(2),
  /** Of this window: cases of which some are kept nowhere. */
  run: z.string().optional(),
});
type Question = z.infer<typeof question>;

export interface Cases extends Disposable {
  /** All that were tried in a run that has just ended. */
  readonly show: (study: Pick<MeasureStudy, 'uri' | 'what' | 'principles'>, outcome: MeasureOutcome) => Promise<void>;
}

interface Shown extends Told {
  /** Where each case begins. */
  readonly starts: readonly number[];
}

interface State {
  readonly session: Session;
  /** By the question, as the address of its document has it. */
  readonly shown: Map<string, Shown>;
  readonly ran: Map<string, Told>;
}

export function casesOf(session: Session): Cases {
  const state: State = { session, shown: new Map(), ran: new Map() };
  const documents = answers(session, scheme, async asked => authored(state, question.parse(asked)));
  const open = async (asked: Question) => {
    await documents.show(`Cases of ${asked.principles.join(' and ')}`, asked);
  };
  const registered = Disposable.from(
    documents,
    commands.registerCommand('polity.showCases', async (asked?: unknown) => {
      const read = question.safeParse(asked);
      if (read.success) await open(read.data);
    }),
    commands.registerCommand('polity.evalOfCase', (query?: unknown, index?: unknown) => evalOfCase(state, query, index)),
    languages.registerCodeLensProvider({ scheme }, { provideCodeLenses: ({ uri }) => lenses(state, uri) }),
    languages.registerCodeActionsProvider(
      specLanguages.map(language => ({ language })),
      showing,
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  );
  return {
    show: async ({ uri, what, principles }, { told, spent, cases }) => {
      const run = crypto.randomUUID();
      state.ran.set(run, { told: [told, spent], cases });
      await open({ uri, what, principles: [...principles], run });
    },
    dispose: () => registered.dispose(),
  };
}

const changed =
  'The text has changed since, so the finding is gone. These are the cases as they were; measure again to see whether it helped.';

async function authored({ session, shown, ran }: State, asked: Question) {
  const key = JSON.stringify(asked);
  const { uri, what, principles } = asked;
  const told = asked.run === undefined ? undefined : ran.get(asked.run);
  const kept = told ? undefined : await session.server.ask(measureRequests.cases, { uri, what, principles });
  const last = shown.get(key);
  // Who mends the text by the cases still reads them.
  const now: Told =
    told ??
    (kept?.kind === 'cases'
      ? { told: [kept.told], cases: kept.cases }
      : last && last.cases.length > 0
        ? { cases: last.cases, told: [changed] }
        : { told: [kept?.kind === 'gone' ? kept.message : ''], cases: [] });
  const { principles: known } = await session.server.ask(measureRequests.principles, { uri });
  const place = { uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  const named = principles.map(name => known.find(each => each.name === name) ?? { name, title: name, at: place });
  const writing = casesText(now, named, workspace.asRelativePath(Uri.parse(uri)));
  shown.set(key, { ...now, starts: writing.starts });
  return writing;
}

function lenses({ shown }: State, uri: Uri): CodeLens[] {
  const { starts = [] } = shown.get(keyOf(uri.query) ?? '') ?? {};
  return starts.map(
    (line, i) =>
      new CodeLens(new Range(line, 0, line, 0), {
        title: 'Make an eval of this case',
        tooltip: 'Ctrl+Enter (⌘Enter on a Mac) does so for the case at the cursor',
        command: 'polity.evalOfCase',
        arguments: [uri.query, i],
      }),
  );
}

/** Of a document of cases: its address holds the question. Undefined for any other. */
function keyOf(query: unknown): string | undefined {
  try {
    return JSON.stringify(question.parse(JSON.parse(String(query))));
  } catch {
    return undefined;
  }
}

/** The case that a lens names, else the one at the cursor of the document of cases. */
async function evalOfCase({ session, shown }: State, query: unknown, index: unknown): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const key = keyOf(query ?? (editor?.document.uri.scheme === scheme ? editor.document.uri.query : undefined));
  const known = key === undefined ? undefined : shown.get(key);
  if (key === undefined || !known) return undefined;
  const at = typeof index === 'number' ? index : caseAt(known.starts, editor?.selection.active.line ?? 0);
  const one = known.cases[at];
  if (!one) return undefined;
  const { uri, principles } = question.parse(JSON.parse(key));
  const made = await session.server.ask(measureRequests.toEval, { uri, principles, turns: one.said });
  if (made.kind === 'refused') {
    void window.showWarningMessage(made.message);
    return undefined;
  }
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const edit = new WorkspaceEdit();
  for (const { range, text } of made.edits) edit.replace(document.uri, editorRange(range), text);
  if (!(await workspace.applyEdit(edit))) return undefined;
  const start = document.getText().indexOf(`eval ${made.name} `);
  const { line, character } = start < 0 ? new Position(0, 0) : document.positionAt(start);
  await reveal({ uri, range: { start: { line, character }, end: { line, character } } });
  window.setStatusBarMessage(`The case is the eval ${made.name} now: run it, and make more precise what is expected.`, 6000);
  return made.name;
}

const measuredCodes: Readonly<Record<string, Question['what']>> = { 'vague/measured': 'agreement', 'conflict/observed': 'conflict' };

/** What the server sends with a finding. */
const data = z.object({ data: z.object({ principles: question.shape.principles }) });

/** *Show the cases*, in the light bulb and in the list of problems. */
const showing: CodeActionProvider = {
  provideCodeActions: ({ uri }, _range, { diagnostics }) =>
    diagnostics.flatMap((diagnostic: Diagnostic) => {
      const what = diagnostic.source === 'polity' ? measuredCodes[codeOf(diagnostic)] : undefined;
      const read = data.safeParse(diagnostic);
      if (!what || !read.success) return [];
      const action = new CodeAction('Show the cases', CodeActionKind.QuickFix);
      const asked: Question = { uri: uri.toString(), what, principles: read.data.data.principles };
      action.command = { title: 'Show the cases', command: 'polity.showCases', arguments: [asked] };
      action.diagnostics = [diagnostic];
      return [action];
    }),
};
