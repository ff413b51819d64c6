// The extension on vscode.dev and github.dev: the server is a worker, and asks for its files.

import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Api, activateWith } from './activation.ts';

export function activate(context: ExtensionContext): Api {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js').toString(true);
  return activateWith(context, options => new LanguageClient('polity', 'Polity', async () => new Worker(script), options));
}
