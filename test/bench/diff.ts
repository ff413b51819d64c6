// `polity diff HEAD~1` in a repository of 2,000 specs and 5,000 commits, a whole process, beside what git itself takes to list them.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Benchmark, median, type Row } from './benchmark.ts';
import { generatedSpec } from './generated.ts';

const bin = path.join(import.meta.dirname, '..', '..', 'dist', 'polity.cjs');
const [files, commits, rounds] = [2000, 5000, 7];

async function run(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'polity-bench-'));
  try {
    execFileSync('git', ['init', '-q', '-b', 'main', folder]);
    execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: history(), maxBuffer: 1024 * 1024 });
    execFileSync('git', ['reset', '-q', '--hard'], { cwd: folder });
    const took = (words: readonly string[]) => median(Array.from({ length: rounds }, () => lasting(words, folder)));
    const peer = { name: 'git ls-tree, twice', figure: 2 * took(['git', 'ls-tree', '-r', 'HEAD']) };
    return [
      { what: 'polity diff HEAD~1', figure: took([process.execPath, bin, 'diff', 'HEAD~1']), unit: 'ms', peer, mark: '2 s' },
      { what: 'polity diff HEAD~1 HEAD', figure: took([process.execPath, bin, 'diff', 'HEAD~1', 'HEAD']), unit: 'ms', peer, mark: '2 s' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A stream for `git fast-import`: all files, then a commit after the other that changes one of them; every tenth file adopts the next. */
function history(): Buffer {
  const texts = Array.from({ length: files }, (_, i) => {
    const text = generatedSpec({ characters: 2000, seed: i + 1 }).replaceAll('\nconstitution generated', `\nconstitution s_${i}`);
    return i % 10 === 0 ? text.replace('\n', `\n\nimport next from "./s${(i + 1) % files}.constitution"\nadopt next\n`) : text;
  });
  const parts: string[] = [];
  const blob = (name: string, text: string) => `M 100644 inline ${name}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  for (let i = 0; i < commits; i++) {
    const message = `commit ${i}`;
    parts.push(`commit refs/heads/main\ncommitter A <a@example.org> ${1_700_000_000 + i} +0000\ndata ${message.length}\n${message}\n`);
    if (i === 0) parts.push(...texts.map((text, n) => blob(`specs/s${n}.constitution`, text)));
    else {
      const n = (i * 7) % files;
      const action = `act_${i}`;
      texts[n] += `\naction ${action} "Act ${i}"\nprinciple p_${i} "Rule ${i}" {\n  must not ${action}\n}\n`;
      parts.push(blob(`specs/s${n}.constitution`, texts[n]!));
    }
  }
  return Buffer.from(parts.join(''));
}

function lasting([command, ...words]: readonly string[], cwd: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(command!, words, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

export const differing: Benchmark = { name: 'diff', title: 'What changed since the commit before', run };
