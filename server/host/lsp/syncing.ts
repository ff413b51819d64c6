// Documents, files and folders, as the client tells of them. One thing after another, in the order in which they were told.

import { DidChangeWatchedFilesNotification, type WorkDoneProgressServerReporter } from 'vscode-languageserver';
import * as z from 'zod';
import { notifications } from '../../features/protocol.ts';
import { configName } from '../project.ts';
import { checked } from './params.ts';
import { readPreferences, watchPreferences } from './preferences.ts';
import { refresh } from './refresh.ts';
import type { Served } from './server.ts';
import { changeDocument, closeDocument, filesChanged, openDocument, setFolders } from './session.ts';

const listeners = new WeakMap<Served, Set<() => void>>();

/** Hears when something changed and has settled. */
export function onChange(served: Served, listener: () => void): void {
  const set = listeners.get(served) ?? new Set();
  listeners.set(served, set.add(listener));
}

/** Tells all who wait for a change, the client among them. */
export function tellChange(served: Served): void {
  for (const listener of listeners.get(served) ?? []) listener();
  refresh(served);
}

const queues = new WeakMap<Served, Promise<unknown>>();

/** Resolves when all that was told so far has been taken in. */
export const settled = (served: Served): Promise<unknown> => queues.get(served) ?? Promise.resolve();

/** A change runs at once where nothing is under way, so that what comes right behind it sees it. */
function enqueue(served: Served, work: () => Promise<void>): void {
  const done = async () => {
    try {
      await work();
    } catch (error) {
      served.health.fault('taking in a change', error);
    }
    served.health.tell(served.session);
    for (const listener of listeners.get(served) ?? []) listener();
  };
  queues.set(served, (queues.get(served) ?? Promise.resolve()).then(done));
}

/** Takes in a change of ours that the client cannot know of, in its turn, and has the client ask anew. */
export function takeIn(served: Served, work: () => Promise<void>): Promise<unknown> {
  enqueue(served, () => work().finally(() => refresh(served)));
  return settled(served);
}

export function serveSync(served: Served, folders: readonly string[]): void {
  const { connection, session } = served;
  let current = folders;
  const told = <Params>(method: string, take: (params: Params) => Promise<void>) => {
    connection.onNotification(method, (params: unknown) => {
      const read = checked<Params>(method, params);
      if (read.kind === 'fits') enqueue(served, () => take(read.params));
      else connection.console.warn(`${method} was malformed and is left aside: ${read.why}`);
    });
  };
  told('textDocument/didOpen', async ({ textDocument }: { textDocument: Parameters<typeof openDocument>[1] }) => {
    const before = session.folders.length;
    await openDocument(session, textDocument);
    if (session.folders.length > before) await readPreferences(served);
  });
  const asideFromEdits = (work: () => Promise<void>) => work().finally(() => refresh(served));
  // What a configuration says concerns documents that nobody has touched.
  const about = (uri: string, work: () => Promise<void>) => (uri.endsWith(`/${configName}`) ? asideFromEdits(work) : work());
  told('textDocument/didChange', ({ textDocument: { uri, version }, contentChanges }: Changed) =>
    about(uri, () => changeDocument(session, { uri, version: version ?? 0 }, contentChanges)),
  );
  told('textDocument/didClose', ({ textDocument: { uri } }: { textDocument: { uri: string } }) =>
    about(uri, () => closeDocument(session, uri)),
  );
  connection.onNotification('workspace/didChangeConfiguration', () => {
    enqueue(served, () => asideFromEdits(() => readPreferences(served)));
  });
  told('workspace/didChangeWatchedFiles', ({ changes }: { changes: { uri: string }[] }) =>
    asideFromEdits(() =>
      filesChanged(
        session,
        changes.map(change => change.uri),
      ),
    ),
  );
  told('workspace/didChangeWorkspaceFolders', async ({ event }: FoldersChanged) => {
    const removed = new Set(event.removed.map(folder => folder.uri));
    current = [...current.filter(uri => !removed.has(uri)), ...event.added.map(folder => folder.uri)];
    await setFolders(session, current, () => true);
    await asideFromEdits(() => readPreferences(served));
  });
  connection.onNotification(notifications.trust.method, (params: unknown) => {
    const read = z.object({ trusted: z.boolean() }).safeParse(params);
    if (read.success) served.client.trusted = read.data.trusted;
  });
  connection.onInitialized(() => {
    void watchFiles(served);
    void watchPreferences(served);
    enqueue(served, () => readFolders(served, current));
    enqueue(served, () => asideFromEdits(() => readPreferences(served)));
  });
}

interface Changed {
  readonly textDocument: { readonly uri: string; readonly version?: number | null };
  readonly contentChanges: Parameters<typeof changeDocument>[2];
}

interface FoldersChanged {
  readonly event: { readonly added: readonly { uri: string }[]; readonly removed: readonly { uri: string }[] };
}

async function readFolders(served: Served, folders: readonly string[]): Promise<void> {
  const shows = served.client.capabilities.window?.workDoneProgress === true && folders.length > 0;
  const reporter: WorkDoneProgressServerReporter | undefined = shows ? await served.connection.window.createWorkDoneProgress() : undefined;
  reporter?.begin('Polity', 0, 'reading specs', true);
  await setFolders(served.session, folders, (done, of) => {
    if (done % 20 === 0) reporter?.report(Math.round((100 * done) / Math.max(1, of)), `${done} of ${of} files`);
    return reporter?.token.isCancellationRequested !== true;
  });
  reporter?.done();
}

/** Changes outside of the editor are seen, where the client can tell of them. */
async function watchFiles({ connection, client }: Served): Promise<void> {
  if (client.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  const watchers = ['**/*.{constitution,modelspec}', '**/polity.config.json', '**/*.{md,markdown}', '**/.polity/findings/*.json'].map(
    globPattern => ({ globPattern }),
  );
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => undefined);
}
