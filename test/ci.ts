// All that must hold, one after the other, whatever the one before said; ends with the totals in one line.
//   node test/ci.ts            everything
//   node test/ci.ts NAME …     only these stages

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const at = (...parts: string[]) => path.join(root, ...parts);
const program = (...parts: string[]) => at('node_modules', ...parts);
const polity = `node "${at('dist', 'polity.cjs')}"`;
const sharedCases = at('..', 'shared', 'conformance', 'run.mjs');

interface Stage {
  readonly name: string;
  /** A script of Node and its arguments. */
  readonly run: readonly string[];
  /** How many cases passed and failed, from what it printed; without it the stage is one case. */
  readonly totals?: (output: string) => Totals | undefined;
  /** Why it is left out here, if it is. */
  readonly absent?: string | false;
}

interface Totals {
  readonly passed: number;
  readonly failed: number;
}

const numberBefore = (word: string, output: string) => Number([...output.matchAll(new RegExp(`^ *(\\d+) ${word}`, 'gm'))].at(-1)?.[1] ?? 0);

function mochaTotals(output: string): Totals | undefined {
  if (!/^ *\d+ passing/m.test(output)) return undefined;
  return { passed: numberBefore('passing', output), failed: numberBefore('failing', output) };
}

function lineTotals(output: string): Totals | undefined {
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return line && { passed: Number(line[1]), failed: Number(line[2]) };
}

const missing = (file: string, why: string): string | false => !existsSync(file) && why;

const stages: readonly Stage[] = [
  { name: 'lint', run: [program('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'] },
  { name: 'types', run: [program('typescript', 'bin', 'tsc'), '-b'] },
  { name: 'unused', run: [program('knip', 'bin', 'knip.js')] },
  { name: 'build', run: [at('esbuild.mjs')] },
  { name: 'tests', run: [program('mocha', 'bin', 'mocha.js'), '--reporter', 'dot', 'test/**/*.test.ts'], totals: mochaTotals },
  {
    name: 'conformance',
    run: [sharedCases, '--polity', polity, '--jobs', '2'],
    totals: lineTotals,
    absent: missing(sharedCases, 'the shared cases are not beside this checkout'),
  },
  {
    name: 'own-cases',
    run: [sharedCases, '--polity', polity, '--jobs', '2', '--dir', at('test', 'conformance')],
    totals: lineTotals,
    absent: missing(sharedCases, 'their runner is not beside this checkout'),
  },
  {
    name: 'vscode',
    run: [at('test', 'vscode', 'run.ts')],
    totals: lineTotals,
  },
];

/** Of all lines only our own last one gives totals at its beginning. */
const indented = (text: string) => text.replace(/^(?=\d+ passed)/gm, '  ');

/** Runs a stage, its output passed on as it comes. */
function outcome({ run }: Stage): Promise<{ status: number; output: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [...run], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const [stream, to] of [[child.stdout, process.stdout] as const, [child.stderr, process.stderr] as const]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        to.write(indented(text));
      });
    }
    child.on('close', status => resolve({ status: status ?? 1, output }));
    child.on('error', error => resolve({ status: 1, output: String(error) }));
  });
}

async function totalsOf(stage: Stage): Promise<Totals> {
  const began = performance.now();
  console.log(`\n── ${stage.name}`);
  if (stage.absent) {
    console.log(`left out: ${stage.absent}`);
    return { passed: 0, failed: 0 };
  }
  const { status, output } = await outcome(stage);
  // One that was to count its cases and did not has ended before them.
  const counted = stage.totals ? (stage.totals(output) ?? { passed: 0, failed: 1 }) : { passed: status === 0 ? 1 : 0, failed: 0 };
  // A stage that ends badly has failed, whatever it counted.
  const totals = status !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  console.log(`── ${stage.name}: ${totals.passed} passed, ${totals.failed} failed (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return totals;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !stages.some(stage => stage.name === name));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const sum = { passed: 0, failed: 0 };
const broken: string[] = [];
for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { passed, failed } = await totalsOf(stage);
  sum.passed += passed;
  sum.failed += failed;
  if (failed > 0) broken.push(stage.name);
}
console.log(broken.length > 0 ? `\nFailed: ${broken.join(', ')}` : '');
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;
