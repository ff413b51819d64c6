// Read-only documents that answer a question: text whose names are links. The address of such a document holds the question,
// so that it can be asked again when the specs change, and after the window was loaded again.

import { Disposable, DocumentLink, EventEmitter, languages, Position, Range, type TextDocument, Uri, window, workspace } from 'vscode';
import { onQuiet } from './changes.ts';
import { besideText, placeLink } from './places.ts';
import type { Session } from './session.ts';
import type { Writing } from './writing.ts';

/** Answers whose links are kept. */
const kept = 50;

export interface Answers extends Disposable {
  /** Shows the answer beside the text, as it is now; the title stands on its tab. */
  readonly show: (title: string, question: unknown) => Promise<TextDocument>;
}

/** `shown`: somebody wants to see it now; else it follows the specs, or the window was loaded again. */
type Author = (question: unknown, shown: boolean) => Promise<Writing>;

/** Documents with addresses `SCHEME:/TITLE?QUESTION`, each written by `author` from the question as it stands there, and anew when the specs change where it `follows` them. */
export function answers(session: Session, scheme: string, author: Author, follows = true): Answers {
  const changed = new EventEmitter<Uri>();
  const written = new Map<string, Writing>();
  const shown = new Set<string>();
  const write = async (uri: Uri): Promise<string> => {
    const failed = (error: unknown): Writing => ({ text: `${error instanceof Error ? error.message : error}\n`, links: [] });
    const writing = await author(JSON.parse(uri.query), shown.delete(uri.toString())).catch(failed);
    written.delete(uri.toString());
    written.set(uri.toString(), writing);
    // Not when a document closes: giving it its language closes and opens it.
    for (const oldest of [...written.keys()].slice(0, -kept)) written.delete(oldest);
    return writing.text;
  };
  const registered = Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(scheme, { onDidChange: changed.event, provideTextDocumentContent: write }),
    languages.registerDocumentLinkProvider(
      { scheme },
      { provideDocumentLinks: document => linksOf(document, written.get(document.uri.toString())) },
    ),
    onQuiet(session, () => {
      if (follows) for (const { uri } of workspace.textDocuments) if (uri.scheme === scheme) changed.fire(uri);
    }),
  );
  const show = async (title: string, question: unknown) => {
    const uri = Uri.from({ scheme, path: `/${title.replaceAll('/', '∕')}`, query: JSON.stringify(question) });
    shown.add(uri.toString());
    // The editor hands out what is open already as it was.
    if (workspace.textDocuments.some(open => open.uri.toString() === uri.toString())) changed.fire(uri);
    const document = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), 'polity-answer');
    await window.showTextDocument(document, { viewColumn: besideText(), preview: true });
    return document;
  };
  return { show, dispose: () => registered.dispose() };
}

/** Links of a text that has changed since are left out until it is drawn anew. */
function linksOf(document: TextDocument, writing: Writing | undefined): DocumentLink[] {
  if (writing?.text !== document.getText()) return [];
  return writing.links.map(({ line, start, end, at }) => {
    const link = new DocumentLink(new Range(new Position(line, start), new Position(line, end)), placeLink(at));
    link.tooltip = 'Go to its place in the spec';
    return link;
  });
}
