// What every surface of the extension is handed.

import type { Disposable, ExtensionContext, LogOutputChannel } from 'vscode';
import type { Server } from './server.ts';

export interface Session {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly server: Server;
}

/** Contributes commands, views and panels; what it returns is undone when the extension ends. */
export type Surface = (session: Session) => Disposable;
