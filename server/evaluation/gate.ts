// The lines of a gate against what was found and what was run (language.md §7).

import type * as syntax from '../../grammar/syntax.ts';
import { nameOf } from './naming.ts';
import type { EvalScore, Summary } from './score.ts';
import { clusteredRate } from './statistics/wilson.ts';

/** What a line asks for, names looked up. */
export interface Requirement {
  /** As the author wrote it. */
  readonly text: string;
  readonly metric: 'conflicts' | 'vague' | 'coverage' | 'evals' | 'regressions';
  readonly operator: syntax.Require['operator'];
  /** A count, or a share from 0 to 1. */
  readonly bound: number;
  /** The ids of the evals that the line is about; nothing for all. */
  readonly evals?: ReadonlySet<string>;
  /** The revision of `regressions since`. */
  readonly since?: string;
}

export interface LineResult {
  readonly text: string;
  readonly holds: boolean;
  /** The count or share that was compared. */
  readonly value?: number;
  /** What was found, for the author. */
  readonly why: string;
}

type Scores = Pick<Summary, 'evals'>;

const compares = (value: number, operator: Requirement['operator'], bound: number): boolean =>
  operator === 'is' ? value === bound : operator === '<=' ? value <= bound : value >= bound;

export function counted({ text, operator, bound }: Requirement, count: number, what: string): LineResult {
  return { text, holds: compares(count, operator, bound), value: count, why: `${count} ${what}.` };
}

const percent = (share: number): string => `${(100 * share).toFixed(1).replace(/\.0$/, '')}%`;

/** `names` are the principles that nothing checks. */
export function coverage({ text, operator, bound }: Requirement, total: number, uncovered: readonly string[]): LineResult {
  const share = total === 0 ? 1 : (total - uncovered.length) / total;
  const missing =
    uncovered.length === 0
      ? ''
      : ` Nothing checks ${uncovered.slice(0, 5).join(', ')}${uncovered.length > 5 ? ` and ${uncovered.length - 5} more` : ''}.`;
  return {
    text,
    holds: compares(share, operator, bound),
    value: share,
    why: `${total - uncovered.length} of ${total} principles with norms are checked: ${percent(share)}.${missing}`,
  };
}

/** By the lower end of the interval; `is 100%` by every run. What was not run, or is not equal over what varies, fails the line. */
export function passRate(requirement: Requirement, { evals }: Summary): LineResult {
  const { text, operator, bound } = requirement;
  const own = evals.filter(score => !requirement.evals || requirement.evals.has(score.eval.id));
  if (own.length === 0) return { text, holds: false, why: 'There is no eval that this is about.' };
  const notRun = own.reduce((sum, { cases }) => sum + cases.reduce((inner, one) => inner + one.notRun, 0), 0);
  const unequal = own.find(({ parity }) => parity.some(({ met }) => met !== 'met'));
  const rate = clusteredRate(clustersOf(own));
  const figures = `${rate.passed} of ${rate.total} runs pass: ${percent(rate.total === 0 ? 0 : rate.passed / rate.total)}, 95% interval from ${percent(rate.interval.low)} to ${percent(rate.interval.high)}.`;
  if (notRun > 0)
    return { text, holds: false, value: rate.interval.low, why: `${figures} ${notRun} ${notRun === 1 ? 'was' : 'were'} not run.` };
  if (unequal)
    return {
      text,
      holds: false,
      value: rate.interval.low,
      why: `${figures} ${unequal.eval.id}: ${unequal.parity.find(({ met }) => met !== 'met')!.reason}`,
    };
  if (bound >= 1 && operator === 'is') return { text, holds: rate.passed === rate.total, value: rate.passed / rate.total, why: figures };
  if (operator === '<=') return { text, holds: rate.interval.high <= bound, value: rate.interval.high, why: figures };
  const more =
    rate.interval.low < bound && rate.passed === rate.total
      ? ' All pass, but there are too few runs to be sure: raise `repeat`, or add evals.'
      : '';
  return { text, holds: rate.interval.low >= bound, value: rate.interval.low, why: figures + more };
}

function clustersOf(scores: readonly EvalScore[]): { passed: number; total: number }[] {
  return [...new Set(scores.map(score => score.eval.id))].map(id => {
    const cases = scores.filter(score => score.eval.id === id).flatMap(score => score.cases);
    return { passed: cases.reduce((sum, one) => sum + one.passed, 0), total: cases.reduce((sum, one) => sum + one.passed + one.failed, 0) };
  });
}

/** Evals of one document that passed before and do not now, whatever the model, and whatever was run beside them. */
export function regressions({ text, operator, bound, since }: Requirement, before: Scores, now: Scores): LineResult {
  const passing = ({ evals }: Scores) => {
    const byName = Map.groupBy(evals, score => nameOf(score.eval));
    return new Set([...byName].filter(([, scores]) => scores.every(({ status }) => status === 'pass')).map(([name]) => name));
  };
  const still = passing(now);
  const lost = [...passing(before)].filter(id => !still.has(id));
  const names = lost.length === 0 ? '' : `: ${lost.slice(0, 8).join(', ')}${lost.length > 8 ? ' …' : ''}`;
  return {
    text,
    holds: compares(lost.length, operator, bound),
    value: lost.length,
    why: `${lost.length} evals that passed at ${since} do not pass now${names}.`,
  };
}
