// Where things lie in the folder of a registry-borne VS Code, and which versions it holds.

import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The project's root. */
export const root = join(import.meta.dirname, '..', '..', '..');

/** What the folder is made of; a change here makes the next run set it up again. */
export const versions = { codeServer: '4.139.1', node: '24.21.0' };

export interface HostFolder {
  readonly dir: string;
  /** The Node that runs the VS Code server: it refuses those that it was not built for. */
  readonly node: string;
  /** VS Code itself, as the npm package holds it. */
  readonly vscode: string;
  readonly serverMain: string;
  /** The command line that `runTests({ vscodeExecutablePath })` can be handed. */
  readonly launcher: string;
  readonly stamp: string;
}

export const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

export function hostFolder(dir: string): HostFolder {
  const vscode = join(dir, 'code-server', 'lib', 'vscode');
  return {
    dir,
    node: join(dir, 'node', 'node_modules', nodePackage, 'bin', 'node'),
    vscode,
    serverMain: join(vscode, 'out', 'server-main.js'),
    launcher: join(dir, 'code'),
    stamp: join(dir, 'installed.json'),
  };
}

/** `VSCODE_HOST_DIR`, else `.vscode-host/` in the project. */
export function hostDir(): string {
  return process.env.VSCODE_HOST_DIR || join(root, '.vscode-host');
}

/** Whether the folder holds a whole host of just these versions; a set-up that broke off leaves no stamp. */
export function isInstalled(folder: HostFolder): boolean {
  if (!existsSync(folder.stamp)) return false;
  const stamp: unknown = JSON.parse(readFileSync(folder.stamp, 'utf8'));
  return JSON.stringify(stamp) === JSON.stringify(versions);
}

/** The path of a program, looked for as a shell would. */
export function onPath(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(existsSync);
}

export function findChromium(): string | undefined {
  return process.env.CHROMIUM_PATH || onPath('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome');
}
