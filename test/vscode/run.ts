// Everything that runs in a real VS Code: node test/vscode/run.ts [--only NAME] [--grep TEXT] [--out FILE]
// Prints what passed and failed, writes it as JSON to FILE, and ends with 1 where anything failed or nothing passed.

import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import Mocha from 'mocha';
import { type Choice, choose } from './host/choice.ts';
import { root } from './host/folder.ts';
import type { Outcome } from './suite/run.ts';
import { type Scenario, scenarios } from './suite/scenarios.ts';
import { packageExtension } from './vsix.ts';

const work = join(root, '.vscode-test');
const suite = join(work, 'suite.cjs');

interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  /** Titles with their errors. */
  readonly failures: readonly { readonly title: string; readonly error: string }[];
  /** Why it was left out. */
  readonly leftOut?: string;
}

const { values } = parseArgs({ options: { only: { type: 'string' }, grep: { type: 'string' }, out: { type: 'string' } } });

async function bundleSuite(): Promise<void> {
  await build({
    entryPoints: [join(root, 'test', 'vscode', 'suite', 'run.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** One opening of VS Code, on a copy of the scenario's workspace. */
async function inHost(scenario: Scenario, choice: Choice): Promise<Result> {
  if (scenario.restricted && choice.kind === 'desktop') {
    return { ...nothing(scenario.name), leftOut: 'test-electron opens every folder as trusted' };
  }
  const scratch = mkdtempSync(join(tmpdir(), 'pw-'));
  const file = join(scratch, 'outcome.json');
  const [folder = ''] = scenario.workspace.split('/');
  cpSync(join(root, 'test', 'vscode', 'workspaces', folder), join(scratch, folder), { recursive: true });
  try {
    await runTests({
      ...(choice.kind === 'registry' && { vscodeExecutablePath: choice.folder.launcher }),
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      launchArgs: [join(scratch, scenario.workspace), ...(scenario.restricted ? ['--restricted-mode'] : [])],
      extensionTestsEnv: {
        POLITY_TEST_RESULT: file,
        POLITY_TEST_SCENARIO: scenario.name,
        ...(values.grep && { POLITY_TEST_GREP: values.grep }),
      },
    }).catch((error: unknown) => console.error(String(error)));
    return resultOf(scenario.name, file);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The packaged extension, driven from outside. */
async function inWindow(): Promise<Result> {
  process.env.POLITY_VSIX ??= await packageExtension(join(work, 'polity.vsix'));
  const results: Result[] = [];
  for (const file of globSync(join(root, 'test', 'vscode', 'ui', '*.test.ts')).toSorted()) results.push(await windowsOf(file));
  return {
    name: 'window',
    passed: sum(results, 'passed'),
    failed: sum(results, 'failed'),
    pending: sum(results, 'pending'),
    failures: results.flatMap(result => result.failures),
  };
}

/**
 * The tests of one file. A browser on a machine that is busy with other things misses a beat now and then; what is wrong is wrong three
 * times. Its tests follow one on another, so what is tried again is the whole file, with windows of its own. Who works on a few tests
 * wants to know at once.
 */
async function windowsOf(file: string): Promise<Result> {
  const mocha = new Mocha({ timeout: 180_000, ...(values.grep && { grep: values.grep }) });
  mocha.cleanReferencesAfterRun(false);
  mocha.addFile(file);
  await mocha.loadFilesAsync();
  for (let left = values.grep ? 0 : 2; ; left--) {
    // What follows on a failure would fail too, each after its whole timeout.
    for (const suite of mocha.suite.suites) suite.bail(left > 0);
    const result = await runMocha(mocha);
    if (result.failed === 0 || left === 0) {
      mocha.dispose();
      return result;
    }
    console.log(`\nNot everything in ${basename(file)} passed: it is tried again, ${left === 1 ? 'once more' : 'twice at most'}.`);
  }
}

async function runMocha(mocha: Mocha): Promise<Result> {
  const failures: { title: string; error: string }[] = [];
  const { passes, pending } = await new Promise<Mocha.Stats>(resolve => {
    const runner = mocha.run(() => resolve(runner.stats!));
    runner.on('fail', (test, error) => failures.push({ title: test.fullTitle(), error: error.stack ?? error.message }));
  });
  return { name: 'window', passed: passes, failed: failures.length, pending, failures };
}

/** A host that was killed ends as one that succeeded: only the file tells. */
function resultOf(name: string, file: string): Result {
  if (!existsSync(file)) {
    return { ...nothing(name), failed: 1, failures: [{ title: name, error: 'VS Code ended and no outcome was written.' }] };
  }
  const { stats, tests }: Outcome = JSON.parse(readFileSync(file, 'utf8'));
  const failures = tests.filter(test => test.state === 'failed').map(({ title, error }) => ({ title, error: error ?? '' }));
  return { name, passed: stats.passes, failed: stats.failures, pending: stats.pending, failures };
}

function sum(results: readonly Result[], key: 'passed' | 'failed' | 'pending'): number {
  return results.reduce((total, result) => total + result[key], 0);
}

function nothing(name: string): Result {
  return { name, passed: 0, failed: 0, pending: 0, failures: [] };
}

function report({ name, passed, failed, pending, failures, leftOut }: Result): void {
  console.log(
    leftOut ? `${name}: left out, ${leftOut}` : `${name}: ${passed} passed, ${failed} failed${pending ? `, ${pending} pending` : ''}`,
  );
  for (const { title, error } of failures) console.log(`\n  ${title}\n    ${error.split('\n').slice(0, 12).join('\n    ')}`);
}

mkdirSync(work, { recursive: true });
const choice = await choose(console.log);
await bundleSuite();
const results: Result[] = [];
for (const scenario of scenarios.filter(({ name }) => !values.only || name === values.only)) {
  const result = await inHost(scenario, choice);
  results.push(result);
  report(result);
}
if (!values.only || values.only === 'window') {
  const leftOut = choice.kind === 'desktop' && 'it needs the VS Code from the package registries: name its folder in VSCODE_HOST_DIR';
  const result = leftOut ? { ...nothing('window'), leftOut } : await inWindow();
  results.push(result);
  report(result);
}
const summary = {
  suite: 'vscode',
  passed: sum(results, 'passed'),
  failed: sum(results, 'failed'),
  pending: sum(results, 'pending'),
  results,
};
if (values.out) writeFileSync(values.out, JSON.stringify(summary, undefined, 2));
console.log(`${summary.passed} passed, ${summary.failed} failed`);
process.exitCode = summary.failed > 0 || summary.passed === 0 ? 1 : 0;
