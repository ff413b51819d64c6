// A run as reports get it, and what a format of eval reports is.

import type { RunEnd, RunHead, TrialRecord } from '../../evaluation/record.ts';
import type { EvalScore, Status, Summary } from '../../evaluation/score.ts';
import type { Look } from '../report.ts';

export interface KeptRun {
  readonly head: RunHead;
  /** Nothing while it runs, or where it was killed. */
  readonly end?: RunEnd;
  readonly summary: Summary;
  /** The conversations of an eval, in the order in which they ended; read anew at each asking. */
  readonly trialsOf: (id: string) => Iterable<TrialRecord>;
  /** The system prompt of a conversation, by the hash that it names. */
  readonly prompt: (hash: string) => string | undefined;
}

/** `write` gives the report in pieces; together they end with a line end. */
export interface EvalFormat {
  readonly name: string;
  readonly write: (run: KeptRun, look: Look) => Iterable<string>;
}

/** The conversations of one eval with one model. */
export function* trialsWith(run: KeptRun, { eval: plan, model }: EvalScore): Iterable<TrialRecord> {
  for (const trial of run.trialsOf(plan.id)) if (trial.model === model) yield trial;
}

export const statuses: readonly Status[] = ['pass', 'fail', 'flaky', 'not run'];

/** `12 pass, 1 fail`; those that there are none of are left out. */
export function statusLine({ count }: Summary): string {
  const parts = statuses.filter(status => count[status] > 0).map(status => `${count[status]} ${status}`);
  return parts.length > 0 ? parts.join(', ') : 'no evals';
}

/** Passed runs of all that were run, over all cases. */
export function ratio({ cases }: EvalScore): string {
  const passed = cases.reduce((sum, one) => sum + one.passed, 0);
  return `${passed}/${cases.reduce((sum, one) => sum + one.passed + one.failed + one.notRun, 0)}`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1).replace(/\.0$/, '')}%`;

/** `38 of 40 runs pass: 95% (95% Wilson interval 83.5% to 98.6%, clustered by 8 evals)` */
export function rateLine({ rate }: Pick<Summary, 'rate'>): string {
  const { passed, total, interval, effective, clusters } = rate;
  if (total === 0) return 'no run was carried out';
  const kind = clusters === undefined ? '' : `, clustered by ${clusters} evals: worth ${effective.toFixed(0)} independent runs`;
  return `${passed} of ${total} runs pass: ${percent(passed / total)} (95% Wilson interval ${percent(interval.low)} to ${percent(interval.high)}${kind})`;
}

/** A small amount with as many places as it takes to tell it from nothing. */
export const dollars = (usd: number): string => `$${usd < 0.01 && usd > 0 ? usd.toFixed(placesOf(usd)) : usd.toFixed(2)}`;
const placesOf = (usd: number): number => Math.min(12, Math.max(4, 1 - Math.floor(Math.log10(usd))));
export const thousands = (count: number): string => count.toLocaleString('en');

/** What the run asked of models, and what that cost. */
export function callsLine({ calls }: Summary): string {
  const { sent, replayed, failed, input, output, costUSD, unpriced } = calls;
  const parts = [`${thousands(sent)} sent`, `${thousands(replayed)} replayed`, ...(failed > 0 ? [`${thousands(failed)} failed`] : [])];
  const cost = sent === 0 ? '' : `; ${thousands(input)} tokens out and ${thousands(output)} back, ${dollars(costUSD)}`;
  const missing = unpriced.length > 0 ? ` without ${unpriced.join(', ')}, which name no price` : '';
  return `Calls: ${parts.join(', ')}${cost}${missing}`;
}

export function agreementLine({ agreement }: Summary): string | undefined {
  return agreement === undefined
    ? undefined
    : `Judges agree: Krippendorff's alpha ${agreement.toFixed(2)} (1 is full agreement, 0 is chance)`;
}
