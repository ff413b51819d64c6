// Sets up a VS Code from the package registries alone: the one inside the npm package code-server, the Node it asks for,
// and Debian's Chromium to open it in. Takes half a minute with an empty cache and nothing when it was done before.

import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findChromium, type HostFolder, isInstalled, nodePackage, onPath, root, versions } from './folder.ts';

const run = promisify(execFile);

export interface InstallOptions {
  /** Whether a Chromium is needed as well, to drive the editor with. */
  readonly browser: boolean;
  readonly say: (line: string) => void;
}

/** Makes the folder whole. Throws with the one command that is missing where it may not install it itself. */
export async function install(folder: HostFolder, { browser, say }: InstallOptions): Promise<void> {
  await systemPackages(browser, say);
  if (isInstalled(folder)) return;
  say(`Setting up VS Code in ${folder.dir}: once, about 750 MB, half a minute.`);
  // Only what is ours: VSCODE_HOST_DIR may name a folder that holds more.
  for (const part of ['node', 'code-server', 'installed.json']) rmSync(join(folder.dir, part), { recursive: true, force: true });
  mkdirSync(folder.dir, { recursive: true });
  await nodeOf(folder);
  await codeServer(folder);
  writeLauncher(folder);
  writeFileSync(folder.stamp, JSON.stringify(versions));
}

/** A browser to open the editor in, and what compiles its two native modules. */
async function systemPackages(browser: boolean, say: (line: string) => void): Promise<void> {
  const missing = [
    ...(!browser || findChromium() ? [] : ['chromium']),
    ...(onPath('g++', 'c++') ? [] : ['g++']),
    ...(onPath('make') ? [] : ['make']),
    ...(onPath('python3') ? [] : ['python3']),
  ];
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Error(
      `VS Code from the package registries needs ${missing.join(', ')}. Install with: sudo ${command}\nor name a Chromium in CHROMIUM_PATH.`,
    );
  }
  say(`Installing ${missing.join(', ')}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env, maxBuffer: 1e8 });
  await run('apt-get', command.split(' ').slice(1), { env, maxBuffer: 1e8 });
}

async function nodeOf(folder: HostFolder): Promise<void> {
  const prefix = join(folder.dir, 'node');
  mkdirSync(prefix, { recursive: true });
  await npm(['install', '--prefix', prefix, '--no-save', '--ignore-scripts', `${nodePackage}@${versions.node}`], folder, folder.dir);
}

async function codeServer(folder: HostFolder): Promise<void> {
  await npm(['pack', `code-server@${versions.codeServer}`, '--pack-destination', folder.dir], folder, folder.dir);
  const archive = readdirSync(folder.dir).find(name => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack code-server@${versions.codeServer} left no archive in ${folder.dir}.`);
  const target = join(folder.dir, 'code-server');
  mkdirSync(target, { recursive: true });
  await run('tar', ['-xzf', join(folder.dir, archive), '-C', target, '--strip-components=1']);
  rmSync(join(folder.dir, archive));
  // Not `npm ci`: the shrinkwrap lacks tslib.
  await npm(['install', '--omit=dev', '--ignore-scripts'], folder, folder.vscode);
  await npm(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], folder, folder.vscode);
}

/** npm under the folder's own Node, and with its headers: a user's `.npmrc` may point at another Node's. */
async function npm(args: readonly string[], folder: HostFolder, cwd: string): Promise<void> {
  const bin = dirname(folder.node);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_OPTIONS$/i.test(name)));
  try {
    await run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd,
      maxBuffer: 1e8,
      env: { ...env, PATH: `${bin}:${process.env.PATH}`, npm_config_nodedir: dirname(bin) },
    });
  } catch (error) {
    throw new Error(`Setting up VS Code failed at "npm ${args.join(' ')}": ${error instanceof Error ? error.message : error}`);
  }
}

/** A file that can stand where test-electron expects the VS Code program. */
function writeLauncher(folder: HostFolder): void {
  const launcher = join(root, 'test', 'vscode', 'host', 'launcher.ts');
  writeFileSync(folder.launcher, `#!/bin/sh\nexec "${folder.node}" "${launcher}" "$@"\n`);
  chmodSync(folder.launcher, 0o755);
}
