// Diagnostics: pulled by document and by workspace, and pushed to clients that cannot pull.

import type { CancellationToken } from 'vscode-languageserver';
import { answering } from './answering.ts';
import { checkedFiles, type Report, reportOf } from './diagnostics.ts';
import type { Served } from './server.ts';
import { isOwn, placeOf } from './session.ts';
import { onChange } from './syncing.ts';

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
  readonly previousResultId?: string;
}

interface WorkspaceParams {
  readonly previousResultIds: readonly { readonly uri: string; readonly value: string }[];
}

export function serveDiagnostics(served: Served): void {
  answering(served, 'textDocument/diagnostic', ({ textDocument, previousResultId }: DocumentParams) => {
    const place = placeOf(served.session, textDocument.uri);
    const report = place && reportOf(place.folder, place.file);
    return report ? told(report, previousResultId) : { kind: 'full', items: [] };
  });
  answering(served, 'workspace/diagnostic', (params: WorkspaceParams, token) => wholeWorkspace(served, params, token));
  onChange(served, () => {
    if (!pulls(served)) schedulePush(served);
  });
}

const pulls = ({ client }: Served): boolean => client.capabilities.textDocument?.diagnostic !== undefined;

const told = (report: Report, previous: string | undefined): unknown =>
  report.resultId === previous
    ? { kind: 'unchanged', resultId: previous }
    : { kind: 'full', resultId: report.resultId, items: report.items() };

/** All reports; those of files that are gone are emptied. Between two files the server listens, so that it can be stopped. */
async function wholeWorkspace(served: Served, { previousResultIds }: WorkspaceParams, token: CancellationToken): Promise<unknown> {
  const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  const items: unknown[] = [];
  let since = 0;
  for (const folder of served.session.folders) {
    for (const file of checkedFiles(folder)) {
      if (++since % 16 === 0) await new Promise(resolve => setTimeout(resolve, 0));
      if (token.isCancellationRequested) return { items };
      const report = reportOf(folder, file);
      if (!report || !isOwn(served.session, folder, report.uri)) continue;
      const version = served.session.opened.get(report.uri)?.version ?? null;
      items.push({ uri: report.uri, version, ...(told(report, previous.get(report.uri)) as object) });
      previous.delete(report.uri);
    }
  }
  for (const uri of previous.keys()) items.push({ uri, version: null, kind: 'full', items: [] });
  return { items };
}

// What was pushed last, by document.
const pushed = new WeakMap<Served, Map<string, string>>();
const scheduled = new WeakSet<Served>();

/** Once for all that was told in one go. */
function schedulePush(served: Served): void {
  if (scheduled.has(served)) return;
  scheduled.add(served);
  setTimeout(() => {
    scheduled.delete(served);
    try {
      push(served);
    } catch (error) {
      served.health.fault('checking', error);
    }
    served.health.tell(served.session);
  }, 0);
}

function push(served: Served): void {
  const last = pushed.get(served) ?? new Map<string, string>();
  pushed.set(served, last);
  const seen = new Set<string>();
  for (const folder of served.session.folders) {
    for (const file of checkedFiles(folder)) {
      const report = reportOf(folder, file);
      if (!report || !isOwn(served.session, folder, report.uri)) continue;
      seen.add(report.uri);
      if (last.get(report.uri) === report.resultId) continue;
      last.set(report.uri, report.resultId);
      const version = served.session.opened.get(report.uri)?.version;
      void served.connection.sendDiagnostics({
        uri: report.uri,
        ...(version === undefined ? {} : { version }),
        diagnostics: report.items(),
      });
    }
  }
  for (const uri of last.keys()) {
    if (seen.has(uri)) continue;
    last.delete(uri);
    void served.connection.sendDiagnostics({ uri, diagnostics: [] });
  }
}
