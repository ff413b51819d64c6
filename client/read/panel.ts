// Read: the spec in words, beside the text and scrolling with it.

import { type Disposable, Range, type TextEditor, TextEditorRevealType, window, workspace } from 'vscode';
import { requests } from '../../server/features/protocol.ts';
import type { FromPage } from '../page/messages.ts';
import { type OpenPanel, panelSurface } from '../panel.ts';
import type { Surface } from '../session.ts';

export const read: Surface = session =>
  panelSurface(session, {
    name: 'read',
    command: 'polity.read',
    title: 'Read',
    ask: ({ server }, uri) => server.ask(requests.read, { uri }),
    extend: followText,
    received: leadText,
  });

function together(): boolean {
  return workspace.getConfiguration('polity').get('read.scrollTogether', true);
}

function editorsOf(open: OpenPanel): TextEditor[] {
  return window.visibleTextEditors.filter(({ document }) => document.uri.toString() === open.uri.toString());
}

/** When each side last moved the other: what comes back from it at once is its echo. */
const moved = new WeakMap<OpenPanel, number>();
const echo = 400;

function followText(open: OpenPanel): Disposable {
  return window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
    const top = visibleRanges[0]?.start.line;
    if (top === undefined || !together() || !editorsOf(open).includes(textEditor)) return;
    if (Date.now() - (moved.get(open) ?? 0) < echo) return;
    void open.panel.webview.postMessage({ kind: 'scroll', line: top });
  });
}

function leadText(open: OpenPanel, message: FromPage): void {
  if (message.kind !== 'scrolled' || !together()) return;
  moved.set(open, Date.now());
  const line = Math.floor(message.line);
  for (const editor of editorsOf(open)) editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.AtTop);
}
