// The VS Code server of a registry-borne host, in a process group and in folders of its own.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HostFolder } from './folder.ts';

export interface ServerOptions {
  /** Asks for trust in a workspace, as a user's VS Code does. */
  readonly restricted?: boolean;
  /** User settings beside those that keep the host quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What a browser has to know to be let in; without it, everyone on this machine is. */
  readonly token?: string;
  /** Packaged extensions to install before it starts. */
  readonly vsix?: string | readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Server {
  readonly port: number;
  /** A folder of this run alone, removed at `stop`. */
  readonly scratch: string;
  /** Resolves when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
  readonly output: () => string;
}

const quiet = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
};

export async function startServer(folder: HostFolder, options: ServerOptions): Promise<Server> {
  // Short, for the sockets in it: their paths may have a hundred characters.
  const scratch = mkdtempSync(join(tmpdir(), 'pv-'));
  mkdirSync(join(scratch, 'data', 'User'), { recursive: true });
  writeFileSync(join(scratch, 'data', 'User', 'settings.json'), JSON.stringify({ ...quiet, ...options.settings }));
  const env = environment(scratch, options.env);
  const folders = ['--server-data-dir', scratch, '--user-data-dir', join(scratch, 'data'), '--extensions-dir', join(scratch, 'exts')];
  const installed = [options.vsix ?? []].flat().flatMap(vsix => ['--install-extension', vsix]);
  if (installed.length > 0) await promisify(execFile)(folder.node, [folder.serverMain, ...folders, ...installed], { env });
  const args = ['--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms', '--telemetry-level', 'off'];
  args.push(...(options.token ? ['--connection-token', options.token] : ['--without-connection-token']));
  if (!options.restricted) args.push('--disable-workspace-trust');
  const child = spawn(folder.node, [folder.serverMain, ...args, ...folders], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  return running(child, scratch);
}

/** The parent's environment without what would make the server take itself for a part of another VS Code or npm. */
function environment(scratch: string, extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/i.test(name));
  const own = { TMPDIR: scratch, XDG_RUNTIME_DIR: scratch, EXTENSIONS_GALLERY: '{}' };
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...own, ...extra };
}

async function running(child: ChildProcess, scratch: string): Promise<Server> {
  let output = '';
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The VS Code server did not start within a minute:\n${output}`)), 60_000);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /Extension host agent listening on (\d+)/.exec(output);
      if (!ready) return;
      clearTimeout(timer);
      resolve(Number(ready[1]));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', () => reject(new Error(`The VS Code server ended before it was ready:\n${output}`)));
  });
  const stop = async () => {
    endGroup(child, 'SIGTERM');
    const timer = setTimeout(() => endGroup(child, 'SIGKILL'), 3000);
    await ended;
    clearTimeout(timer);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { port, scratch, ended, stop, output: () => output };
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
