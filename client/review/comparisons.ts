// Which documents are compared with what, and what came of it. Every surface of a review shows the same answer.

import { type CancellationToken, CancellationTokenSource, Disposable, type Event, EventEmitter, type Uri, window, workspace } from 'vscode';
import { type ReviewResult, reviewRequests } from '../../server/features/review-protocol.ts';
import { onQuiet } from '../changes.ts';
import { isSpec } from '../languages.ts';
import type { Session } from '../session.ts';

export interface Comparisons extends Disposable {
  /** The document is compared with this revision from now on. */
  readonly start: (uri: Uri, revision: string) => void;
  /** Nothing is compared any more, until it is asked for anew. */
  readonly stop: () => void;
  /** Asks anew; throws, with the reason, where there is nothing to show. */
  readonly ask: (uri: Uri) => Promise<ReviewResult>;
  /** What was compared last. `asked`: by the user, and not only for the lines above principles. */
  readonly of: (uri: Uri) => { readonly review: ReviewResult; readonly asked: boolean } | undefined;
  /** The documents that the user compares. */
  readonly asked: () => readonly Uri[];
  readonly onDidChange: Event<Uri>;
}

interface Comparison {
  readonly uri: Uri;
  /** Undefined: the main branch, for the lenses alone. */
  readonly revision?: string;
  review?: ReviewResult;
  /** `texts` tells which ones it was asked about. */
  running?: { readonly source: CancellationTokenSource; readonly texts: string; readonly answer: Promise<ReviewResult> };
}

/** What takes longer is not asked after every pause in typing, unless the user asked for it: when the file is saved is often enough. */
const slow = 400;
const keptUnder = 'polity.review';

/** All that is compared, by the document's address. */
interface State {
  readonly session: Session;
  readonly all: Map<string, Comparison>;
  readonly changed: EventEmitter<Uri>;
  /** The user wants to see nothing of other versions for now. */
  stopped: boolean;
}

export function startComparisons(session: Session): Comparisons {
  const state: State = { session, all: new Map(), changed: new EventEmitter(), stopped: false };
  const { all, changed } = state;
  const watching = watch(state);
  lookAround(state, true);
  return {
    start: (uri, revision) => start(state, uri, revision),
    stop: () => {
      state.stopped = true;
      for (const one of [...all.values()]) forget(state, one);
      keep(state);
    },
    ask: async uri => {
      const known = all.get(uri.toString());
      if (known?.revision !== undefined) return refresh(state, known);
      // A page that came back after the window was loaded again.
      const revision = session.context.workspaceState.get<Record<string, unknown>>(keptUnder)?.[uri.toString()];
      if (typeof revision !== 'string') throw new Error('Nothing is compared here. “Polity: Compare with Branch…” starts it.');
      return refresh(state, start(state, uri, revision));
    },
    of: uri => {
      const one = all.get(uri.toString());
      return one?.review && { review: one.review, asked: one.revision !== undefined };
    },
    asked: () => [...all.values()].flatMap(({ uri, revision }) => (revision === undefined ? [] : [uri])),
    onDidChange: changed.event,
    dispose: () => {
      for (const { running } of all.values()) running?.source.cancel();
      watching.dispose();
    },
  };
}

function start(state: State, uri: Uri, revision: string): Comparison {
  const one: Comparison = { uri, revision };
  state.stopped = false;
  state.all.get(uri.toString())?.running?.source.cancel();
  state.all.set(uri.toString(), one);
  keep(state);
  return one;
}

/** What the user compares is known again after the window was loaded again. */
function keep({ all, session }: State): void {
  const asked = [...all.values()].flatMap(({ uri, revision }) => (revision === undefined ? [] : [[uri.toString(), revision]]));
  void session.context.workspaceState.update(keptUnder, Object.fromEntries(asked));
}

function forget({ all, changed }: State, one: Comparison): void {
  one.running?.source.cancel();
  all.delete(one.uri.toString());
  changed.fire(one.uri);
}

/** Who asks about the same text waits for the same answer; what an edit has outdated is given up. */
function refresh(state: State, one: Comparison): Promise<ReviewResult> {
  const texts = textsNow();
  if (one.running?.texts === texts) return one.running.answer;
  one.running?.source.cancel();
  const source = new CancellationTokenSource();
  const answer = answered(state, one, source.token).finally(() => {
    if (one.running?.source === source) one.running = undefined;
    source.dispose();
  });
  one.running = { source, texts, answer };
  return answer;
}

async function answered({ session, all, changed }: State, one: Comparison, token: CancellationToken): Promise<ReviewResult> {
  const params = { uri: one.uri.toString(), ...(one.revision === undefined ? {} : { revision: one.revision }) };
  const answer = await session.server.ask(reviewRequests.review, params, token);
  if (token.isCancellationRequested) return one.review ?? outdated();
  one.review = answer.kind === 'review' ? answer : undefined;
  if (all.get(one.uri.toString()) === one) changed.fire(one.uri);
  if (answer.kind === 'refused') throw new Error(answer.message);
  return answer;
}

function outdated(): never {
  throw new Error('One moment…');
}

function watch(state: State): Disposable {
  const { session, all, changed } = state;
  return Disposable.from(
    changed,
    onQuiet(session, () => lookAround(state, false), 500),
    workspace.onDidSaveTextDocument(document => isSpec(document) && lookAround(state, true)),
    workspace.onDidCloseTextDocument(({ uri }) => {
      const one = all.get(uri.toString());
      if (one && one.revision === undefined) forget(state, one);
    }),
    workspace.onDidChangeConfiguration(event => {
      if (!event.affectsConfiguration('polity.review')) return;
      for (const one of [...all.values()]) if (one.revision === undefined) forget(state, one);
      lookAround(state, true);
    }),
    workspace.onDidGrantWorkspaceTrust(() => lookAround(state, true)),
    // Another branch may have been checked out, or a commit made, while another window was in front.
    window.onDidChangeWindowState(({ focused }) => focused && lookAround(state, true)),
    window.onDidChangeActiveTextEditor(editor => editor && isSpec(editor.document) && lookAround(state, false)),
  );
}

/** Asks anew about all that is compared, and about the specs on the screen. `calm`: nobody is typing, so what is slow, or had no answer, is asked too. */
function lookAround(state: State, calm: boolean): void {
  const { all, session, stopped } = state;
  const ask = (one: Comparison) => void refresh(state, one).catch((error: unknown) => session.log.debug('No review.', String(error)));
  for (const one of [...all.values()]) if (one.revision !== undefined || calm || (one.review && one.review.milliseconds < slow)) ask(one);
  for (const uri of stopped ? [] : withLenses()) {
    if (all.has(uri.toString())) continue;
    const one: Comparison = { uri };
    all.set(uri.toString(), one);
    ask(one);
  }
}

const textsNow = (): string =>
  workspace.textDocuments
    .filter(isSpec)
    .map(({ uri, version }) => `${uri} ${version}`)
    .join();

/** The specs on the screen, where the user wants to see what changed since the main branch; nothing is asked in a folder that is not trusted. */
function withLenses(): Uri[] {
  if (!workspace.isTrusted) return [];
  return window.visibleTextEditors
    .map(({ document }) => document)
    .filter(document => isSpec(document) && document.uri.scheme === 'file')
    .filter(document => workspace.getConfiguration('polity', document).get('review.lens', true))
    .map(({ uri }) => uri);
}
