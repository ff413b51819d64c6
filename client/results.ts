// What the last run came to, at the end of the first line of each eval and example. Can be switched off: `polity.evals.showResults`.

import {
  type DecorationOptions,
  Disposable,
  Position,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { ListedEval, ShownScore } from '../server/features/preview-protocol.ts';

export interface Results extends Disposable {
  /** An eval has ended, that was run on this text of its file; left out where nobody could read it. */
  readonly ended: (uri: Uri, score: ShownScore, text: string | undefined) => void;
  /** These stand in the file now, and nothing else. */
  readonly listed: (uri: Uri, evals: readonly ListedEval[]) => void;
}

interface Known {
  readonly score: ShownScore;
  readonly text: string | undefined;
}

interface File {
  evals: readonly ListedEval[];
  readonly known: Map<string, Known>;
}

const setting = 'polity.evals.showResults';
const colours = {
  pass: 'charts.green',
  fail: 'editorError.foreground',
  flaky: 'editorWarning.foreground',
  'not run': 'descriptionForeground',
} as const;
type Status = keyof typeof colours;

export function results(): Results {
  const files = new Map<string, File>();
  const fileOf = (uri: Uri): File => {
    const file = files.get(uri.toString()) ?? { evals: [], known: new Map() };
    files.set(uri.toString(), file);
    return file;
  };
  const types = Object.fromEntries(
    Object.entries(colours).map(([status, colour]) => [
      status,
      window.createTextEditorDecorationType({ after: { margin: '0 0 0 2em', color: new ThemeColor(colour) } }),
    ]),
  ) as Record<Status, TextEditorDecorationType>;
  const draw = (editor: TextEditor) => {
    const file = files.get(editor.document.uri.toString());
    const shown = workspace.getConfiguration().get(setting, true);
    for (const status of Object.keys(types) as Status[])
      editor.setDecorations(types[status], file && shown ? decorations(editor, file, status) : []);
  };
  const drawAll = (uri?: Uri) => {
    for (const editor of window.visibleTextEditors) if (!uri || editor.document.uri.toString() === uri.toString()) draw(editor);
  };
  const registered = Disposable.from(
    ...Object.values(types),
    window.onDidChangeVisibleTextEditors(() => drawAll()),
    workspace.onDidChangeConfiguration(change => change.affectsConfiguration(setting) && drawAll()),
  );
  return {
    ended: (uri, score, text) => {
      fileOf(uri).known.set(score.id, { score, text: text && inLines(text) });
      drawAll(uri);
    },
    listed: (uri, evals) => {
      fileOf(uri).evals = evals;
      drawAll(uri);
    },
    dispose: () => registered.dispose(),
  };
}

function decorations({ document }: TextEditor, { evals, known }: File, status: Status): DecorationOptions[] {
  const text = inLines(document.getText());
  return evals.flatMap(({ id, at }) => {
    const last = known.get(id);
    const { line } = at.range.start;
    if (last?.score.status !== status || line >= document.lineCount) return [];
    const end = new Position(line, document.lineAt(line).text.length);
    const older = last.text === undefined || last.text === text ? '' : ' (before the last change)';
    return [{ range: new Range(end, end), renderOptions: { after: { contentText: `${wordsFor(last.score)}${older}` } } }];
  });
}

/** A file may end its lines otherwise than the editor does when it has it open. */
const inLines = (text: string): string => text.replaceAll('\r\n', '\n');

const percent = (share: number): string => `${Math.round(share * 100)}%`;

function wordsFor({ status, passed, total, low, high, why }: ShownScore): string {
  const ratio = total > 1 ? `, ${passed} of ${total}` : '';
  switch (status) {
    case 'pass':
      return `✓ passed${ratio}`;
    case 'fail':
      return `✗ failed${ratio}`;
    case 'flaky':
      return `flaky, ${passed} of ${total} passed (95% between ${percent(low)} and ${percent(high)})`;
    case 'not run':
      return `not run${why === undefined ? '' : `: ${why.length > 80 ? `${why.slice(0, 80)}…` : why}`}`;
  }
}
