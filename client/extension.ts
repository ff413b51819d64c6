// The extension on the desktop and on remote machines: the server is a process of its own.

import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Api, activateWith } from './activation.ts';

export function activate(context: ExtensionContext): Api {
  const module = path.join(context.extensionPath, 'dist', 'server.cjs');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6099'] } };
  return activateWith(context, options => new LanguageClient('polity', 'Polity', { run, debug }, options));
}
