// A connection and a session: requests come in, are checked, answered from the snapshot of the moment, or given up when the
// next keystroke outdates them. Nothing is thrown at a client: a fault in one feature is logged, told once, and the others go on.

import type { Connection, InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { TextDocumentSyncKind } from 'vscode-languageserver-protocol';
import type { Solver } from '../../analysis/norms/solver.ts';
import { features } from '../../features/all.ts';
import { initialization } from '../../features/protocol.ts';
import { serveFeatures } from './answering.ts';
import { capabilitiesOf } from './capabilities.ts';
import { serveDiagnostics } from './diagnosing.ts';
import { makeHealth } from './health.ts';
import { servePlans } from './preview-plan.ts';
import { type HostAnswers, serveQuestions } from './questions.ts';
import { type ReviewAnswers, serveReviews } from './review-questions.ts';
import { newSession, type Session } from './session.ts';
import { solving } from './solving.ts';
import { clientSource, type Source } from './sources.ts';
import { serveSync } from './syncing.ts';

/** What the host hands in: how files are read where the client does not ask to be asked, and the solver. */
export interface Doors {
  readonly source: Source;
  /** Asked for once, when a question first needs it. */
  readonly solver?: () => Promise<Solver>;
  readonly version?: string;
  /** What only this kind of host can answer. */
  readonly answers?: (session: () => Session, trusted: () => boolean) => HostAnswers;
  /** Asks models for previews. */
  readonly previews?: (served: Served) => void;
  /** Reads earlier versions, where there is git. */
  readonly reviews?: (served: Served) => ReviewAnswers;
}

/** The connection with all that hangs on it; the client's abilities are known once it is initialized. */
export interface Served {
  readonly connection: Connection;
  readonly session: Session;
  readonly client: { capabilities: InitializeParams['capabilities']; trusted: boolean };
  /** Says a fault of ours in the log and, once, in the status; what is wrong with a configuration as well. */
  readonly health: ReturnType<typeof makeHealth>;
}

export function serve(connection: Connection, { source, solver, version, answers, previews, reviews }: Doors): void {
  const health = makeHealth(connection);
  let chosen = source;
  const chosenSource: Source = {
    list: folder => chosen.list(folder),
    read: (uri, root) => chosen.read(uri, root),
    measured: folder => chosen.measured?.(folder) ?? [],
  };
  const session = newSession(chosenSource, { ...(solver ? { solver: solving(() => served, solver) } : {}), fault: health.fault });
  const served: Served = { connection, session, client: { capabilities: {}, trusted: true }, health };
  connection.onInitialize((params): InitializeResult => {
    served.client.capabilities = params.capabilities;
    const asked = initialization.safeParse(params.initializationOptions);
    if (asked.success) {
      served.client.trusted = asked.data.trusted;
      if (asked.data.files === 'client') chosen = clientSource(connection);
    }
    serveSync(served, foldersOf(params));
    return { capabilities: capabilities(params), serverInfo: { name: 'polity', ...(version ? { version } : {}) } };
  });
  serveFeatures(served);
  serveDiagnostics(served);
  serveQuestions(
    served,
    answers?.(
      () => session,
      () => served.client.trusted,
    ) ?? {},
  );
  servePlans(served);
  previews?.(served);
  serveReviews(served, reviews?.(served));
  connection.listen();
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(folder => folder.uri);
  return rootUri ? [rootUri] : [];
}

function capabilities(params: InitializeParams): ServerCapabilities {
  const pulls = params.capabilities.textDocument?.diagnostic !== undefined;
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
    ...capabilitiesOf(features),
    ...(pulls ? { diagnosticProvider: { identifier: 'polity', interFileDependencies: true, workspaceDiagnostics: true } } : {}),
  };
}
