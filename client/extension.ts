// The extension on the desktop and on remote machines: the server is a process of its own.

import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { type Api, activateWith } from './activation.ts';

export function activate(context: ExtensionContext): Api {
  const program = path.join(context.extensionPath, 'dist', 'server.cjs');
  return activateWith(context, async starting => {
    // Other extensions that were to be activated come first.
    await new Promise(resolve => setImmediate(resolve));
    const { launched } = await import('./launch.ts');
    return launched(program, starting);
  });
}
