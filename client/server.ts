// The language server as the surfaces see it: a state to show, and questions to ask.

import { type Disposable, type Event, EventEmitter, type LogOutputChannel, workspace } from 'vscode';
import type { BaseLanguageClient, CancellationToken, DocumentSelector, LanguageClientOptions } from 'vscode-languageclient';
import type { z } from 'zod';
import { measureProgress } from '../server/features/measure-protocol.ts';
import { evalEnded, previewEvents } from '../server/features/preview-protocol.ts';
import { clientCommands, type Health, notifications } from '../server/features/protocol.ts';
import type { Starting } from './crashes.ts';
import { answerFileRequests } from './files.ts';
import { withFilling } from './filling.ts';
import { documentsOfServer } from './languages.ts';
import { type LifeState, live } from './life.ts';
import { answerModelRequests, withoutKeys } from './models.ts';
import { inPlainWords } from './plain.ts';

export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly health: Health }
  /** `why` and `todo` are shown to the user. */
  | { readonly kind: 'stopped'; readonly why: string; readonly todo: string };

export interface Question<P extends z.ZodType, R extends z.ZodType> {
  readonly method: string;
  readonly params: P;
  readonly result: R;
}

export interface Server extends Disposable {
  readonly state: () => ServerState;
  readonly onDidChange: Event<ServerState>;
  /** Waits for a server that is starting; throws where there is none, or where its answer has not the shape that was agreed. */
  readonly ask: <P extends z.ZodType, R extends z.ZodType>(
    question: Question<P, R>,
    params: z.input<P>,
    token?: CancellationToken,
  ) => Promise<z.output<R>>;
  readonly restart: () => Promise<void>;
  /** What the server tells of a preview that runs. */
  readonly onPreview: Event<PreviewNews>;
  /** An eval has ended, of a run that this window started. */
  readonly onEvalEnded: Event<EvalNews>;
  /** Calls have come back, of a study that this window started. */
  readonly onMeasured: Event<MeasureNews>;
}

export type MeasureNews = z.infer<typeof measureProgress.params>;
export type EvalNews = z.infer<typeof evalEnded.params>;
export type PreviewNews = z.infer<typeof previewEvents.params>;

/** Makes a client that is not started yet: of a process on the desktop, of a worker on the web. */
export type Launch = (starting: Starting) => Promise<BaseLanguageClient>;

export interface ServerOptions {
  readonly launch: Launch;
  readonly log: LogOutputChannel;
  /** Who reads the files of the workspace. */
  readonly files: 'server' | 'client';
}

const todo = 'Restart it, or look at the log and report what it says.';

export function startServer(options: ServerOptions): Server {
  const changed = new EventEmitter<ServerState>();
  const previews = new EventEmitter<PreviewNews>();
  const evals = new EventEmitter<EvalNews>();
  const studies = new EventEmitter<MeasureNews>();
  let health: Health = { problems: [], documents: 0 };
  let state: ServerState = { kind: 'starting' };
  const become = (next: ServerState) => {
    state = next;
    changed.fire(next);
  };
  const heard = (news: Health) => {
    health = news;
    if (state.kind === 'running') become({ kind: 'running', health });
  };
  const life = live<BaseLanguageClient>({
    start: crashed =>
      startClient(options, crashed, {
        heard,
        previewed: news => previews.fire(news),
        ended: news => evals.fire(news),
        measured: news => studies.fire(news),
      }),
    stop: client => client.dispose(2000),
    report: news => {
      options.log.info(`The language server is ${news}.`);
      become(stateOf(news, health));
    },
  });
  const trust = workspace.onDidGrantWorkspaceTrust(async () => {
    const client = await life.current();
    await client.sendNotification(notifications.trust.method, { trusted: true });
  });
  return {
    state: () => state,
    onDidChange: changed.event,
    onPreview: previews.event,
    onEvalEnded: evals.event,
    onMeasured: studies.event,
    restart: life.restart,
    ask: async (question, params, token) => {
      const client = await life.current().catch((error: unknown) => {
        options.log.error(String(error));
        throw new Error('Polity’s language server is not running. “Polity: Restart Server” starts it.');
      });
      return question.result.parse(await client.sendRequest(question.method, params, token).catch(inPlainWords));
    },
    dispose: () => {
      trust.dispose();
      changed.dispose();
      previews.dispose();
      evals.dispose();
      studies.dispose();
      void life.end();
    },
  };
}

function stateOf(news: LifeState, health: Health): ServerState {
  switch (news) {
    case 'starting':
      return { kind: 'starting' };
    case 'running':
      return { kind: 'running', health };
    case 'failed':
      return { kind: 'stopped', why: 'Polity’s language server did not start.', todo };
    case 'given up':
      return { kind: 'stopped', why: 'Polity’s language server keeps stopping.', todo };
  }
}

interface Listeners {
  readonly heard: (health: Health) => void;
  readonly previewed: (news: PreviewNews) => void;
  readonly ended: (news: EvalNews) => void;
  readonly measured: (news: MeasureNews) => void;
}

async function startClient(
  options: ServerOptions,
  crashed: () => void,
  { heard, previewed, ended, measured }: Listeners,
): Promise<BaseLanguageClient> {
  const client = await options.launch({ options: clientOptions(options), crashed });
  client.onNotification(notifications.health.method, (message: unknown) => {
    const read = notifications.health.params.safeParse(message);
    if (read.success) heard(read.data);
    else options.log.warn('The server said how it is in words that the client does not know.', read.error.message);
  });
  client.onNotification(previewEvents.method, (message: unknown) => {
    const read = previewEvents.params.safeParse(message);
    if (read.success) previewed(read.data);
  });
  client.onNotification(evalEnded.method, (message: unknown) => {
    const read = evalEnded.params.safeParse(message);
    if (read.success) ended(read.data);
  });
  client.onNotification(measureProgress.method, (message: unknown) => {
    const read = measureProgress.params.safeParse(message);
    if (read.success) measured(read.data);
  });
  answerFileRequests(client);
  answerModelRequests(client);
  await client.start();
  return client;
}

function clientOptions({ log, files }: ServerOptions): LanguageClientOptions {
  return {
    // The editor's own type has one more kind of pattern than the protocol's, which we do not use.
    documentSelector: documentsOfServer() as DocumentSelector,
    outputChannel: log,
    traceOutputChannel: withoutKeys(log),
    diagnosticCollectionName: 'polity',
    initializationOptions: { trusted: workspace.isTrusted, files },
    middleware: {
      provideCodeActions: async (...[document, range, context, token, next]) =>
        withFilling((await next(document, range, context, token)) ?? []),
    },
    // Prose in a hover may come from anyone: it may link to commands that look, not to those that run a model.
    markdown: { isTrusted: { enabledCommands: [clientCommands.when, clientCommands.showConflicts, clientCommands.reveal] } },
  };
}
