// For a job's summary or a comment: what does not pass first, then the rest as far as GitHub takes it.

import type { EvalScore, Status } from '../../evaluation/score.ts';
import { cell } from '../markdown.ts';
import { agreementLine, callsLine, type EvalFormat, type KeptRun, rateLine, ratio, statuses, statusLine, trialsWith } from './kept-run.ts';

/** GitHub cuts comments at 65,536 characters; what does not fit is counted. */
const room = 60_000;

const signs: Readonly<Record<Status, string>> = { pass: '✅ pass', fail: '❌ fail', flaky: '⚠️ flaky', 'not run': '⏸️ not run' };

export const markdown: EvalFormat = {
  name: 'markdown',
  write: function* (run) {
    const { summary } = run;
    const lines = [rateLine(summary), agreementLine(summary), callsLine(summary)].filter(line => line !== undefined);
    yield `### Polity evals: ${statusLine(summary)}\n\n${lines.map(line => `- ${cell(line)}`).join('\n')}\n`;
    const worstFirst = (['fail', 'flaky', 'not run', 'pass'] as const).flatMap(status =>
      summary.evals.filter(score => score.status === status),
    );
    if (worstFirst.length === 0) return;
    yield '\n| | eval | runs | model | why |\n| --- | --- | --- | --- | --- |\n';
    let used = 0;
    for (const [i, score] of worstFirst.entries()) {
      const text = row(run, score);
      used += text.length;
      if (used > room) {
        yield `\n…and ${worstFirst.length - i} more, which have no room here: ${statuses.map(status => `${worstFirst.slice(i).filter(one => one.status === status).length} ${status}`).join(', ')}.\n`;
        return;
      }
      yield text;
    }
  },
};

function row(run: KeptRun, score: EvalScore): string {
  const { eval: plan, status, model } = score;
  return `| ${signs[status]} | ${cell(plan.id)} <br>${cell(`${plan.at.file}:${plan.at.line + 1}`)} | ${ratio(score)} | ${cell(model)} | ${status === 'pass' ? '' : cell(whyOf(run, score))} |\n`;
}

/** The first thing that went wrong. */
function whyOf(run: KeptRun, score: EvalScore): string {
  const parity = score.parity.find(({ met }) => met !== 'met');
  for (const { verdicts, why } of trialsWith(run, score)) {
    const verdict = verdicts.find(({ met, kind }) => met !== 'met' && kind !== 'parity');
    if (verdict) return `${verdict.label}: ${verdict.met}. ${verdict.reason}`.slice(0, 400);
    if (why !== undefined) return why.slice(0, 400);
  }
  return parity ? `${parity.label}: ${parity.met}. ${parity.reason}`.slice(0, 400) : '';
}
