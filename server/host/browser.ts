// The language server in a web worker: the same features; its files, and the solver's program, are asked from the client.

import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { solverRequest } from '../features/protocol.ts';
import { serve } from './lsp/server.ts';
import { clientSource } from './lsp/sources.ts';
import { solverOf } from './solver.ts';

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(worker), new BrowserMessageWriter(worker));

async function solverFromClient() {
  const answer = solverRequest.result.parse(await connection.sendRequest(solverRequest.method, {}));
  if (answer.kind === 'absent') throw new Error(answer.message);
  return solverOf(answer.bytes as Uint8Array<ArrayBuffer>);
}

serve(connection, { source: clientSource(connection), solver: solverFromClient });
