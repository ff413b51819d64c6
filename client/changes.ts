// When what the surfaces show may have changed.

import { Disposable, languages, workspace } from 'vscode';
import { isSpec, specFiles } from './languages.ts';
import type { Session } from './session.ts';

/** Calls after the last of a row of changes: keystrokes in specs, findings that come, files, a server that came back. */
export function onQuiet(session: Session, changed: () => void, milliseconds = 300): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, milliseconds);
  };
  const files = workspace.createFileSystemWatcher(specFiles);
  return Disposable.from(
    files,
    files.onDidCreate(soon),
    files.onDidChange(soon),
    files.onDidDelete(soon),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (isSpec(document) && contentChanges.length > 0) soon();
    }),
    languages.onDidChangeDiagnostics(soon),
    workspace.onDidChangeWorkspaceFolders(soon),
    session.server.onDidChange(({ kind }) => kind === 'running' && soon()),
    new Disposable(() => clearTimeout(timer)),
  );
}
