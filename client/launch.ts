// The language client on the desktop and on remote machines. It is half of the extension's code, and nobody waits for it: it is
// loaded once the editor has the extension's commands.

import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Starting, withCrashes } from './crashes.ts';

/** Of a server that is a process of its own, by the path of its program. */
export function launched(module: string, starting: Starting): LanguageClient {
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6099'] } };
  return new LanguageClient('polity', 'Polity', { run, debug }, withCrashes(starting));
}
