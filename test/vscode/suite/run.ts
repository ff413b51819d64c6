// Runs inside the extension host: mocha over the tests of one scenario, the outcome written to the file that was asked for.

import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { scenarios } from './scenarios.ts';

export interface Outcome {
  readonly stats: { readonly passes: number; readonly failures: number; readonly pending: number; readonly duration: number };
  readonly tests: readonly { readonly title: string; readonly state: string; readonly error?: string }[];
}

/** Called by VS Code, which waits for it. The file decides what came of it, not what this returns. */
export async function run(): Promise<void> {
  const file = process.env.POLITY_TEST_RESULT;
  const scenario = scenarios.find(({ name }) => name === process.env.POLITY_TEST_SCENARIO);
  if (!file || !scenario) throw new Error('POLITY_TEST_RESULT and POLITY_TEST_SCENARIO say where to write and what to run.');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    // As in the window's suites: what is wrong is wrong three times.
    retries: 2,
    color: false,
    ...(process.env.POLITY_TEST_GREP && { grep: process.env.POLITY_TEST_GREP }),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await scenario.load();
  const tests: Outcome['tests'][number][] = [];
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', test => tests.push({ title: test.fullTitle(), state: 'passed' }));
    runner.on('pending', test => tests.push({ title: test.fullTitle(), state: 'pending' }));
    runner.on('fail', (test, error) => tests.push({ title: test.fullTitle(), state: 'failed', error: error.stack ?? error.message }));
    runner.on('end', () => {
      const { passes, failures, pending, duration } = runner.stats!;
      const outcome: Outcome = { stats: { passes, failures, pending, duration: duration ?? 0 }, tests };
      writeFileSync(file, JSON.stringify(outcome));
    });
  });
}
