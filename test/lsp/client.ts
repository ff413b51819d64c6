// A client of the language server, over a process's standard input and output or over streams in this process.

import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type MessageConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { diskSource } from '../../server/host/lsp/disk.ts';
import { machineAnswers } from '../../server/host/lsp/machine.ts';
import { serve } from '../../server/host/lsp/server.ts';

export interface Client {
  readonly connection: ProtocolConnection;
  /** The last that was pushed, by address. */
  readonly pushed: ReadonlyMap<string, PublishDiagnosticsParams>;
  /** All that the server sent of its own accord. */
  readonly sent: readonly { readonly method: string; readonly params: unknown }[];
  readonly close: () => Promise<void>;
}

const launcher = `import(${JSON.stringify(new URL('../../server/host/lsp.ts', import.meta.url).href)}).then(module => module.serveStdio())`;

/** A server that is a process of its own. */
export function processClient(): Client & { readonly process: ChildProcess } {
  const child = spawn(process.execPath, ['-e', launcher], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));
  const client = listening(connection, async () => {
    const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
    await connection.sendNotification('exit');
    await gone;
  });
  return { ...client, process: child };
}

/** A server in this process, for what takes tens of thousands of messages. */
export function streamClient(): Client {
  const [up, down] = [new PassThrough(), new PassThrough()];
  serve(createConnection(ProposedFeatures.all, up, down), { source: diskSource, answers: machineAnswers });
  // `exit` would end the process of the tests.
  return listening(createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up)), async () => {});
}

function listening(protocol: ProtocolConnection, leave: () => Promise<void>): Client {
  // Underneath is a connection that also hears what nobody asked for.
  const connection = protocol as unknown as MessageConnection;
  const pushed = new Map<string, PublishDiagnosticsParams>();
  const sent: { method: string; params: unknown }[] = [];
  connection.onNotification((method, params) => {
    sent.push({ method, params });
    if (method === 'textDocument/publishDiagnostics')
      pushed.set((params as PublishDiagnosticsParams).uri, params as PublishDiagnosticsParams);
  });
  connection.onRequest((method, params) => {
    sent.push({ method, params: params ?? null });
    return null;
  });
  connection.onUnhandledProgress(params => sent.push({ method: '$/progress', params }));
  connection.onClose(() => undefined);
  connection.onError(() => undefined);
  connection.listen();
  return {
    connection: protocol,
    pushed,
    sent,
    close: async () => {
      await connection.sendRequest('shutdown');
      await leave();
      connection.dispose();
    },
  };
}

export async function initialize({ connection }: Client, folders: readonly string[], capabilities: ClientCapabilities = {}) {
  const result = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: folders.map(uri => ({ uri, name: uri })),
  });
  await connection.sendNotification('initialized', {});
  return result as { capabilities: Record<string, unknown> };
}
