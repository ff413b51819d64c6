// The run for machines: interfaces.md §1 in spirit, and `shapes.ts` here by the letter.

import { bindingText, type EvalScore } from '../../evaluation/score.ts';
import { type EvalFormat, type KeptRun, trialsWith } from './kept-run.ts';
import type { EvalJson, RunJson } from './shapes.ts';

export const json: EvalFormat = {
  name: 'json',
  write: function* (run) {
    const { evals, ...rest } = whole(run);
    const opening = JSON.stringify(rest, undefined, 2);
    yield `${opening.slice(0, opening.lastIndexOf('\n'))},\n  "evals": [`;
    let first = true;
    for (const score of run.summary.evals) {
      const text = JSON.stringify(evalJson(run, score), undefined, 2).replaceAll('\n', '\n    ');
      yield `${first ? '' : ','}\n    ${text}`;
      first = false;
    }
    yield evals.length === 0 && first ? ']\n}\n' : '\n  ]\n}\n';
  },
};

function whole({ head, end, summary }: KeptRun): RunJson {
  const { count, rate, notRun, reasons, agreement, calls } = summary;
  return {
    version: 1,
    run: head.id,
    started: head.started,
    finished: end !== undefined && !end.interrupted,
    text: head.text,
    models: head.models,
    judges: head.judges,
    count,
    rate: {
      passed: rate.passed,
      total: rate.total,
      low: rate.interval.low,
      high: rate.interval.high,
      effective: rate.effective,
      ...(rate.clusters !== undefined && { clusteredBy: rate.clusters }),
    },
    notRun: { runs: notRun, reasons: [...reasons] },
    ...(agreement !== undefined && { agreement }),
    calls,
    evals: [],
  };
}

function evalJson(run: KeptRun, score: EvalScore): EvalJson {
  const { eval: plan, model, status, cases, parity, rate } = score;
  return {
    id: plan.id,
    kind: plan.kind,
    title: plan.title,
    file: plan.at.file,
    line: plan.at.line,
    checks: plan.checks,
    model,
    status,
    repeat: plan.repeat,
    pass: plan.pass,
    rate: { passed: rate.passed, total: rate.total, low: rate.interval.low, high: rate.interval.high },
    cases: cases.map(one => ({ ...one, label: bindingText(one.binding) })),
    parity: [...parity],
    trials: [...trialsWith(run, score)].map(({ case: index, repeat, outcome, why, transcript, verdicts, calls }) => ({
      case: index,
      repeat,
      outcome,
      ...(why !== undefined && { why }),
      transcript,
      verdicts,
      calls,
    })),
  };
}
