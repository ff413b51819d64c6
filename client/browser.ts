// The extension on vscode.dev and github.dev: the server is a worker, and asks for its files.

import { type ExtensionContext, Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, State } from 'vscode-languageclient/browser';
import type { z } from 'zod';
import { solverRequest } from '../server/features/protocol.ts';
import { type Api, activateWith } from './activation.ts';
import { type Starting, withCrashes } from './crashes.ts';

type SolverAnswer = z.input<typeof solverRequest.result>;

export function activate(context: ExtensionContext): Api {
  return activateWith(context, async starting => clientOf(Uri.joinPath(context.extensionUri, 'dist'), starting));
}

function clientOf(assets: Uri, starting: Starting): LanguageClient {
  const script = Uri.joinPath(assets, 'server.browser.js');
  let worker: Worker | undefined;
  // Transports and not the worker itself: the client takes only what its own `Worker` made, and the editor has put another in its place.
  const connect = async () => {
    worker = await startWorker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  const client = new LanguageClient('polity', 'Polity', connect, withCrashes(starting));
  client.onRequest<SolverAnswer, void>(solverRequest.method, () => solverIn(assets));
  client.onDidChangeState(({ newState }) => newState === State.Stopped && worker?.terminate());
  return client;
}

/** For questions that the norm engine does not decide by its own search; a megabyte, read when the first of them comes up. */
async function solverIn(assets: Uri): Promise<SolverAnswer> {
  try {
    return { kind: 'program', bytes: new Uint8Array(await workspace.fs.readFile(Uri.joinPath(assets, 'cadical.wasm'))) };
  } catch (error) {
    return { kind: 'absent', message: `cadical.wasm cannot be read: ${error instanceof Error ? error.message : error}` };
  }
}

async function startWorker(script: Uri): Promise<Worker> {
  if (script.scheme !== 'vscode-remote') return new Worker(script.toString(true));
  // The web's extension host starts no worker from an address on a remote machine: it is handed the text.
  const text = new Blob([new Uint8Array(await workspace.fs.readFile(script))], { type: 'text/javascript' });
  return new Worker(URL.createObjectURL(text));
}
