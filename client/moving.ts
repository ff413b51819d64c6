// Where a document went that a page shows: to another name, or, when it was not saved yet, to its first file.

import { Disposable, type TextDocument, Uri, workspace } from 'vscode';
import { isSpec } from './languages.ts';

/** Calls with the address that the document has now. */
export function onMoved(shown: () => Uri, moved: (to: Uri) => void): Disposable {
  const isShown = ({ uri }: TextDocument) => uri.toString() === shown().toString();
  /** What was not saved yet said when the last document was opened, its file perhaps: by the time it is closed it says nothing any more. */
  let unsaved: string | undefined;
  return Disposable.from(
    workspace.onDidRenameFiles(({ files }) => {
      const to = files.map(({ oldUri, newUri }) => movedWith(shown(), oldUri, newUri)).find(each => each !== undefined);
      if (to) moved(to);
    }),
    workspace.onDidOpenTextDocument(() => {
      const document = workspace.textDocuments.find(each => each.isUntitled && isShown(each));
      unsaved = document && bare(document);
    }),
    workspace.onDidCloseTextDocument(document => {
      const to = unsaved !== undefined && document.isUntitled && isShown(document) ? fileOf(unsaved) : undefined;
      if (to) moved(to);
    }),
  );
}

/** A folder takes what is in it along. */
function movedWith(shown: Uri, from: Uri, to: Uri): Uri | undefined {
  const [before, address] = [from.toString(), shown.toString()];
  if (address === before) return to;
  return address.startsWith(`${before}/`) ? Uri.parse(`${to}${address.slice(before.length)}`) : undefined;
}

/** The file with this text. */
function fileOf(text: string): Uri | undefined {
  return workspace.textDocuments.find(document => isSpec(document) && !document.isUntitled && bare(document) === text)?.uri;
}

/** But for what saving lays out anew. */
const bare = (document: TextDocument): string => document.getText().replaceAll(/\s/g, '');
