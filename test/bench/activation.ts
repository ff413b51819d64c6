// How long the editor waits for the extension: its own account (Developer: Startup Performance) of a real VS Code, beside
// extensions of its own of the same kind, which start a language server too, in the same window.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { hostDir, hostFolder, isInstalled, root } from '../vscode/host/folder.ts';
import { type Benchmark, median, type Row } from './benchmark.ts';

const rounds = 5;
const peers = ['vscode.json-language-features', 'vscode.markdown-language-features'];

async function run(): Promise<Row[]> {
  const folder = hostFolder(hostDir());
  if (!isInstalled(folder)) throw new Error('There is no VS Code to measure in yet: `npm test` sets one up.');
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'polity-bench-'));
  try {
    const suite = path.join(scratch, 'suite.cjs');
    const entry = path.join(import.meta.dirname, 'inside', 'activation.ts');
    await build({ entryPoints: [entry], outfile: suite, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] });
    const workspace = path.join(scratch, 'clinic');
    cpSync(path.join(root, 'test', 'vscode', 'workspaces', 'clinic'), workspace, { recursive: true });
    const accounts = Array.from({ length: rounds }, () => accountOf(folder.launcher, { workspace, suite, scratch }));
    return (['load', 'both'] as const).map(part => rowOf(part, accounts));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Opening {
  readonly workspace: string;
  readonly suite: string;
  readonly scratch: string;
}

/** One opening of VS Code: the page in which it says what took how long. */
function accountOf(launcher: string, { workspace, suite, scratch }: Opening): string {
  const file = path.join(scratch, 'account.md');
  rmSync(file, { force: true });
  const words = [workspace, `--extensionDevelopmentPath=${root}`, `--extensionTestsPath=${suite}`];
  const env = { ...process.env, POLITY_BENCH_RESULT: file, POLITY_BENCH_PEERS: peers.join() };
  const { stdout, stderr } = spawnSync(launcher, words, { env, encoding: 'utf8' });
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`VS Code ended and gave no account:\n${stdout}\n${stderr}`);
  }
}

type Part = 'load' | 'both';
const titles: Record<Part, string> = { load: 'its code loaded', both: 'its code loaded and activated' };

function rowOf(part: Part, accounts: readonly string[]): Row {
  const medianOf = (id: string) => median(accounts.map(account => millisecondsOf(account, id)[part]));
  const [nearest] = peers.map(name => ({ name, figure: medianOf(name) })).sort((a, b) => a.figure - b.figure);
  return { what: titles[part], figure: medianOf('polity.polity'), unit: 'ms', peer: nearest!, ...(part === 'both' && { mark: '60 ms' }) };
}

/** A line of the table of extensions: name, eager, code loaded, activate called, activate finished, the event, by whom. */
function millisecondsOf(account: string, id: string): Record<Part, number> {
  const cells = account
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
    .find(line => line[1] === id);
  if (!cells) throw new Error(`The editor’s account does not name ${id}.`);
  const [load, call] = [Number(cells[3]), Number(cells[4])];
  return { load, both: load + call };
}

export const activating: Benchmark = { name: 'activation', title: 'The extension, activated in a real VS Code', run };
