// The norms whose meaning changed, in the text: a sign in the gutter and on the ruler, and a comment that nobody can answer.

import {
  type Comment,
  CommentMode,
  type CommentThread,
  CommentThreadCollapsibleState,
  comments,
  Disposable,
  MarkdownString,
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  Uri,
  window,
} from 'vscode';
import type { ReviewMark, Sign } from '../../server/features/review-protocol.ts';
import { editorRange } from '../places.ts';
import type { Session } from '../session.ts';
import type { Comparisons } from './comparisons.ts';

const colours: Readonly<Record<Sign, string>> = {
  stricter: 'editorOverviewRuler.warningForeground',
  looser: 'editorOverviewRuler.addedForeground',
  conflict: 'editorOverviewRuler.errorForeground',
  other: 'editorOverviewRuler.modifiedForeground',
};
const signs = Object.keys(colours) as Sign[];

export function reviewMarks({ context }: Session, comparisons: Comparisons): Disposable {
  const kinds = new Map(signs.map(sign => [sign, decorationFor(context.extensionUri, sign)]));
  const told = window.createTextEditorDecorationType({});
  const controller = comments.createCommentController('polity.review', 'Polity: Review');
  const threads = new Map<string, ReadonlyMap<string, CommentThread>>();
  const marksAt = (uri: Uri) =>
    comparisons.asked().flatMap(compared => comparisons.of(compared)?.review.marks.filter(({ at }) => at.uri === uri.toString()) ?? []);
  const decorate = (editor: TextEditor) => {
    const marks = marksAt(editor.document.uri);
    // A norm that is wrapped has one sign, at its beginning.
    for (const [sign, kind] of kinds)
      editor.setDecorations(
        kind,
        marks.filter(mark => mark.sign === sign).map(({ at }) => new Range(editorRange(at.range).start, editorRange(at.range).start)),
      );
    editor.setDecorations(
      told,
      marks.map(mark => ({ range: editorRange(mark.at.range), hoverMessage: hover(mark) })),
    );
  };
  const draw = (compared: Uri) => {
    for (const editor of window.visibleTextEditors) decorate(editor);
    const known = comparisons.of(compared);
    const key = compared.toString();
    const marks = known?.asked ? known.review.marks : [];
    threads.set(
      key,
      redrawn(threads.get(key), marks, mark => threadFor(controller, mark)),
    );
  };
  return Disposable.from(
    controller,
    ...kinds.values(),
    told,
    comparisons.onDidChange(draw),
    window.onDidChangeVisibleTextEditors(editors => {
      for (const editor of editors) decorate(editor);
    }),
  );
}

function decorationFor(root: Uri, sign: Sign): TextEditorDecorationType {
  const icon = (theme: string) => Uri.joinPath(root, 'client', 'assets', 'icons', `review-${sign}-${theme}.svg`);
  return window.createTextEditorDecorationType({
    light: { gutterIconPath: icon('light') },
    dark: { gutterIconPath: icon('dark') },
    gutterIconSize: 'contain',
    overviewRulerColor: new ThemeColor(colours[sign]),
    overviewRulerLane: OverviewRulerLane.Left,
  });
}

/** A thread that is told of again stays as it is, open or closed, and moves with its norm. */
function redrawn(
  known: ReadonlyMap<string, CommentThread> | undefined,
  marks: readonly ReviewMark[],
  make: (mark: ReviewMark) => CommentThread,
): ReadonlyMap<string, CommentThread> {
  const drawn = new Map<string, CommentThread>();
  for (const mark of marks) {
    const at = `${mark.at.uri} ${mark.principle} ${mark.title} ${mark.lines.join('\n')}`;
    let key = at;
    for (let i = 2; drawn.has(key); i++) key = `${at} ${i}`;
    const thread = known?.get(key) ?? make(mark);
    const range = editorRange(mark.at.range);
    if (!thread.range?.isEqual(range)) thread.range = range;
    drawn.set(key, thread);
  }
  for (const [key, thread] of known ?? []) if (!drawn.has(key)) thread.dispose();
  return drawn;
}

function threadFor(controller: ReturnType<typeof comments.createCommentController>, mark: ReviewMark): CommentThread {
  const thread = controller.createCommentThread(Uri.parse(mark.at.uri), editorRange(mark.at.range), [commentOf(mark)]);
  thread.canReply = false;
  thread.collapsibleState = CommentThreadCollapsibleState.Collapsed;
  thread.label = upper(mark.title);
  return thread;
}

const commentOf = (mark: ReviewMark): Comment => ({
  author: { name: 'Polity' },
  body: text(mark.lines),
  mode: CommentMode.Preview,
});

const hover = (mark: ReviewMark): MarkdownString => text([`${upper(mark.title)}.`, ...mark.lines]);

/** What stands in specs is text: no link, no picture, no command of an author's. (`appendText` would join all words of a line.) */
const text = (lines: readonly string[]): MarkdownString =>
  new MarkdownString(lines.map(line => line.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&')).join('\n\n'));

const upper = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);
