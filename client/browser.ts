// The extension on vscode.dev and github.dev: the server is a worker, and asks for its files.

import { type ExtensionContext, Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, State } from 'vscode-languageclient/browser';
import { type Api, activateWith } from './activation.ts';
import { type Starting, withCrashes } from './crashes.ts';

export function activate(context: ExtensionContext): Api {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js');
  return activateWith(context, async starting => clientOf(script, starting));
}

function clientOf(script: Uri, starting: Starting): LanguageClient {
  let worker: Worker | undefined;
  // Transports and not the worker itself: the client takes only what its own `Worker` made, and the editor has put another in its place.
  const connect = async () => {
    worker = await startWorker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  const client = new LanguageClient('polity', 'Polity', connect, withCrashes(starting));
  client.onDidChangeState(({ newState }) => newState === State.Stopped && worker?.terminate());
  return client;
}

async function startWorker(script: Uri): Promise<Worker> {
  if (script.scheme !== 'vscode-remote') return new Worker(script.toString(true));
  // The web's extension host starts no worker from an address on a remote machine: it is handed the text.
  const text = new Blob([new Uint8Array(await workspace.fs.readFile(script))], { type: 'text/javascript' });
  return new Worker(URL.createObjectURL(text));
}
