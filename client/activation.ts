// What the desktop and the web have in common: the server, then every surface.

import { commands, Disposable, type ExtensionContext, window, workspace } from 'vscode';
import { surfaces } from './all.ts';
import { isSpec, specFiles } from './languages.ts';
import { locationFrom, reveal } from './places.ts';
import { type Launch, startServer } from './server.ts';
import type { Session } from './session.ts';

/** What `activate` hands to other extensions, and to the tests. */
export interface Api {
  readonly state: Session['server']['state'];
  readonly onDidChange: Session['server']['onDidChange'];
}

export function activateWith(context: ExtensionContext, launch: Launch): Api {
  const log = window.createOutputChannel('Polity', { log: true });
  const onDisk = (workspace.workspaceFolders ?? []).every(({ uri }) => uri.scheme === 'file');
  const server = startServer({ launch, log, files: onDisk && globalThis.process?.versions?.node ? 'server' : 'client' });
  const session: Session = { context, log, server };
  context.subscriptions.push(
    log,
    server,
    commands.registerCommand('polity.restartServer', () => server.restart()),
    commands.registerCommand('polity.reveal', async argument => {
      const place = locationFrom(argument);
      if (place) await reveal(place);
    }),
    commands.registerCommand('polity.showLog', () => log.show()),
    ...surfaces.map(surface => surface(session)),
    noteSpecs(),
  );
  return { state: server.state, onDidChange: server.onDidChange };
}

/** Lets views and menus know whether there is a spec, in a file or in an editor, saved or not; specs come and go. */
function noteSpecs(): Disposable {
  const note = async () => {
    const open = workspace.textDocuments.some(document => isSpec(document) && !document.isClosed);
    const found = open || (await workspace.findFiles(specFiles, '**/node_modules/**', 1)).length > 0;
    await commands.executeCommand('setContext', 'polity.hasSpecs', found);
  };
  const files = workspace.createFileSystemWatcher(specFiles, false, true, false);
  void note();
  return Disposable.from(
    files,
    files.onDidCreate(note),
    files.onDidDelete(note),
    workspace.onDidOpenTextDocument(document => isSpec(document) && note()),
    workspace.onDidCloseTextDocument(document => isSpec(document) && note()),
    workspace.onDidChangeWorkspaceFolders(note),
  );
}
