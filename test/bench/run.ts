// npm run bench [NAME …]: each benchmark in a process of its own, so that none inherits another's heap; tables to read, and
// bench-results.json for machines.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { benchmarks } from './all.ts';
import type { Row } from './benchmark.ts';

const root = path.join(import.meta.dirname, '..', '..');
const only = '--only';

const round = (figure: number): string => (figure >= 100 ? figure.toFixed(0) : figure >= 10 ? figure.toFixed(1) : figure.toFixed(2));

function line({ what, figure, unit, peer, mark }: Row): string[] {
  const times = peer
    ? figure < peer.figure
      ? `${round(peer.figure / figure)} times less`
      : `${round(figure / peer.figure)} times as much`
    : '';
  return [
    what,
    `${round(figure)} ${unit}`,
    peer ? `${peer.name} ${round(peer.figure)} ${unit}` : '',
    times,
    mark ? `to reach: ${mark}` : '',
  ];
}

function table(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows
    .map(
      row =>
        `  ${row
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}`,
    )
    .join('\n');
}

/** In a child: one benchmark, its rows as JSON in the last line. */
async function measure(name: string): Promise<void> {
  const benchmark = benchmarks.find(candidate => candidate.name === name)!;
  console.log(JSON.stringify(await benchmark.run()));
}

function inChild(name: string): Row[] {
  const words = ['--expose-gc', '--max-old-space-size=6144', import.meta.filename, only, name];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`The benchmark ${name} ended with ${status}.`);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Row[];
}

function runAll(wanted: readonly string[]): void {
  const unknown = wanted.filter(name => !benchmarks.some(benchmark => benchmark.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${benchmarks.map(({ name }) => name).join(', ')}.`);
  spawnSync(process.execPath, [path.join(root, 'esbuild.mjs'), '--quiet'], { stdio: 'inherit' });
  const machine = `${os.cpus()[0]?.model ?? 'unknown'} × ${os.availableParallelism()}, Node ${process.versions.node}, ${os.platform()}`;
  console.log(`${machine}; figures are medians unless they say otherwise\n`);
  const results = benchmarks
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    .map(({ name, title }) => {
      const rows = inChild(name);
      console.log(`${title}\n${table(rows.map(line))}\n`);
      return { name, title, rows };
    });
  writeFileSync(
    path.join(root, 'bench-results.json'),
    `${JSON.stringify({ version: 1, machine, date: new Date().toISOString(), results }, undefined, 2)}\n`,
  );
}

const words = process.argv.slice(2);
if (words[0] === only) await measure(words[1]!);
else runAll(words);
