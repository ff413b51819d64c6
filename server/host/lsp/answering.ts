// Requests to features: checked, answered from one snapshot, given up when outdated or cancelled.

import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { CompletionItem } from 'vscode-languageserver-types';
import { features, wideFeatures } from '../../features/all.ts';
import { resolveCompletion } from '../../features/completion.ts';
import type { Feature, WideFeature } from '../../features/feature.ts';
import { semanticTokens, tokenDelta } from '../../features/semantic-tokens.ts';
import { checked } from './params.ts';
import type { Served } from './server.ts';
import { snapshotOf, viewOf } from './session.ts';
import { settled } from './syncing.ts';

interface About {
  readonly textDocument?: { readonly uri: string };
  readonly item?: { readonly uri: string };
}

type Answer = (params: never, token: CancellationToken) => unknown;

/** Answers one method: what comes out of `answer`, or the reason why nothing does. A fault of ours is said and answered with nothing. */
export function answering(served: Served, method: string, answer: Answer): void {
  served.connection.onRequest(method, async (params: unknown, token: CancellationToken) => {
    const read = checked<About>(method, params);
    if (read.kind === 'malformed') return new ResponseError(ErrorCodes.InvalidParams, `${method}: ${read.why}`);
    const uri = read.params.textDocument?.uri ?? read.params.item?.uri;
    await settled(served);
    const version = uri === undefined ? undefined : served.session.opened.get(uri)?.version;
    // Lets a cancellation, or the keystroke that outdates this, come in first.
    await new Promise(resolve => setTimeout(resolve, 0));
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (uri !== undefined && version !== served.session.opened.get(uri)?.version)
      return new ResponseError(LSPErrorCodes.ContentModified, 'the document has changed since');
    try {
      return (await answer(read.params as never, token)) ?? null;
    } catch (error) {
      if (error instanceof ResponseError) return error;
      served.health.fault(method, error);
      served.health.tell(served.session);
      return null;
    }
  });
}

export function serveFeatures(served: Served): void {
  for (const feature of features) answering(served, feature.method, (params: About) => answerFeature(served, feature, params));
  for (const feature of wideFeatures) answering(served, feature.method, params => answerWide(served, feature, params));
  answering(served, 'textDocument/semanticTokens/full', params => tokensFull(served, params));
  answering(served, 'textDocument/semanticTokens/full/delta', params => tokensDelta(served, params));
  served.connection.onCompletionResolve((item: CompletionItem) => {
    const view = viewOf(served.session, (item.data as { uri?: string } | undefined)?.uri ?? '');
    return view ? resolveCompletion(view, item) : item;
  });
}

function answerFeature({ session }: Served, feature: Feature, params: About): unknown {
  const uri = params.textDocument?.uri ?? params.item?.uri;
  const view = uri === undefined ? undefined : viewOf(session, uri);
  const result = view && feature.provide(view, params as never);
  if (refused(result)) return new ResponseError(LSPErrorCodes.RequestFailed, result.refused);
  // The item's documentation is asked for later, with nothing but the item.
  if (feature.method === 'textDocument/completion')
    return (result as CompletionItem[] | undefined)?.map(item => (item.data ? { ...item, data: { ...item.data, uri } } : item));
  return result;
}

const refused = (result: unknown): result is { refused: string } => typeof result === 'object' && result !== null && 'refused' in result;

/** Each folder answers for itself; lists are joined, edits merged. */
function answerWide({ session }: Served, feature: WideFeature, params: unknown): unknown {
  const results = session.folders
    .map(folder => feature.provideWide(snapshotOf(folder), params as never))
    .filter(result => result !== undefined);
  if (results.every(Array.isArray)) return distinct(results.flat());
  const changes = Object.assign({}, ...results.map(result => (result as { changes?: object }).changes ?? {}));
  return Object.keys(changes).length > 0 ? { changes } : null;
}

/** Where workspace folders lie within each other, two of them answer for the same file. */
const distinct = (items: readonly unknown[]): unknown[] => [...new Map(items.map(item => [JSON.stringify(item), item])).values()];

// The tokens that a client has, by document, so that a change can be told as a change.
const sent = new WeakMap<Served, Map<string, { id: string; data: number[] }>>();
let lastTokens = 0;

function tokensFull(served: Served, { textDocument: { uri } }: { textDocument: { uri: string } }): unknown {
  const view = viewOf(served.session, uri);
  if (!view) return null;
  const data = semanticTokens(view);
  return { resultId: keepTokens(served, uri, data), data };
}

function tokensDelta(
  served: Served,
  { textDocument: { uri }, previousResultId }: { textDocument: { uri: string }; previousResultId: string },
): unknown {
  const view = viewOf(served.session, uri);
  if (!view) return null;
  const known = sent.get(served)?.get(uri);
  const data = semanticTokens(view);
  const resultId = keepTokens(served, uri, data);
  return known?.id === previousResultId ? { resultId, edits: tokenDelta(known.data, data) } : { resultId, data };
}

function keepTokens(served: Served, uri: string, data: number[]): string {
  const kept = sent.get(served) ?? new Map();
  sent.set(served, kept);
  const id = String(++lastTokens);
  kept.set(uri, { id, data });
  // Documents that were closed need no memory of what was sent.
  for (const other of kept.keys()) if (!served.session.opened.has(other)) kept.delete(other);
  return id;
}
