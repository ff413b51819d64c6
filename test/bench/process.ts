// `polity check` on one small file, a whole process, beside a Node that does nothing.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Benchmark, median, type Row } from './benchmark.ts';
import { generatedSpec } from './generated.ts';

const bin = path.join(import.meta.dirname, '..', '..', 'dist', 'polity.cjs');
const rounds = 25;

async function run(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'polity-bench-'));
  try {
    writeFileSync(path.join(folder, 'small.constitution'), generatedSpec({ characters: 3000 }));
    const empty: number[] = [];
    const named: number[] = [];
    const searched: number[] = [];
    // By turns, so that a busy moment of the machine meets all of them.
    for (let i = 0; i < rounds; i++) {
      empty.push(lasting(['-e', '0'], folder));
      named.push(lasting([bin, 'check', 'small.constitution'], folder));
      searched.push(lasting([bin, 'check'], folder));
    }
    const peer = { name: 'an empty node', figure: median(empty) };
    return [
      { what: 'polity check FILE', figure: median(named), unit: 'ms', peer, mark: '90 ms, or 2.2 times an empty node' },
      { what: 'polity check (finds the file)', figure: median(searched), unit: 'ms', peer },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lasting(words: readonly string[], cwd: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...words], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

export const starting: Benchmark = { name: 'process', title: 'A process from start to end', run };
