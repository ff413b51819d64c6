// JUnit's XML: a suite for each file, a case for each eval, example and model. Flaky ones have failed; what was not run is an error.

import { bindingText, type EvalScore } from '../../evaluation/score.ts';
import { xml } from '../junit.ts';
import { type EvalFormat, type KeptRun, ratio, trialsWith } from './kept-run.ts';

export const junit: EvalFormat = {
  name: 'junit',
  write: function* (run) {
    const { evals } = run.summary;
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="polity eval" ${totals(evals)}>\n`;
    for (const file of new Set(evals.map(score => score.eval.at.file))) {
      const own = evals.filter(score => score.eval.at.file === file);
      yield `  <testsuite name="${xml(file)}" ${totals(own)}>\n`;
      for (const score of own) yield testCase(run, score);
      yield '  </testsuite>\n';
    }
    yield '</testsuites>\n';
  },
};

function totals(evals: readonly EvalScore[]): string {
  const count = (wanted: readonly string[]) => evals.filter(({ status }) => wanted.includes(status)).length;
  return `tests="${evals.length}" failures="${count(['fail', 'flaky'])}" errors="${count(['not run'])}" skipped="0"`;
}

function testCase(run: KeptRun, score: EvalScore): string {
  const { eval: plan, model, status } = score;
  const trials = [...trialsWith(run, score)];
  const seconds =
    trials.reduce((sum, { calls }) => sum + calls.reduce((inner, call) => inner + (call.recorded ? 0 : call.milliseconds), 0), 0) / 1000;
  const open = `    <testcase classname="${xml(plan.at.file)}" name="${xml(`${plan.id} (${model})`)}" time="${seconds.toFixed(3)}" file="${xml(plan.at.file)}" line="${plan.at.line + 1}"`;
  if (status === 'pass') return `${open}/>\n`;
  const verdicts = trials.flatMap(({ case: index, verdicts }) =>
    verdicts
      .filter(({ met }) => met !== 'met')
      .map(
        ({ label, at, met, reason }) =>
          `${at.file}:${at.line + 1}: ${label}: ${met}${suffix(bindingText(plan.cases[index] ?? {}))}\n  ${reason}`,
      ),
  );
  const whys = trials.flatMap(({ why }) => (why === undefined ? [] : [`not run: ${why}`]));
  const parity = score.parity.filter(({ met }) => met !== 'met').map(({ label, met, reason }) => `${label}: ${met}. ${reason}`);
  const text = [...new Set([...verdicts, ...parity, ...whys])].join('\n');
  const message = xml(
    `${status}: ${ratio(score)} runs pass, ${plan.pass} of ${plan.repeat} needed${plan.cases.length > 1 ? ' in each case' : ''}`,
  );
  const element = status === 'not run' ? 'error' : 'failure';
  return `${open}>\n      <${element} type="${status}" message="${message}">${xml(text)}</${element}>\n    </testcase>\n`;
}

const suffix = (text: string): string => (text === '' ? '' : ` (${text})`);
