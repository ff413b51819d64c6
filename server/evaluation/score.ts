// What the conversations of a run add up to. One pass over them, in memory that grows with the evals and not with the runs.

import type { PlannedEval, RunHead, SpentRecord, TrialRecord } from './record.ts';
import { krippendorffAlpha } from './statistics/alpha.ts';
import { clusteredRate, type Rate } from './statistics/wilson.ts';

/** `flaky`: passes in some repeats, but not in as many as it must. Neither pass nor fail. */
export type Status = 'pass' | 'fail' | 'flaky' | 'not run';

export interface CaseScore {
  readonly binding: Readonly<Record<string, string>>;
  readonly status: Status;
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
}

export interface ParityScore {
  readonly label: string;
  readonly line: number;
  readonly met: 'met' | 'not met' | 'not run';
  readonly reason: string;
}

/** One eval with one model. */
export interface EvalScore {
  readonly eval: PlannedEval;
  readonly model: string;
  readonly status: Status;
  readonly cases: readonly CaseScore[];
  readonly parity: readonly ParityScore[];
  /** Of its runs; those that were not run left out. */
  readonly rate: Rate;
}

export interface Summary {
  readonly evals: readonly EvalScore[];
  readonly count: Readonly<Record<Status, number>>;
  /** Of all runs, clustered by eval where evals repeat. */
  readonly rate: Rate;
  readonly notRun: number;
  /** Why runs were not run, the most frequent first. */
  readonly reasons: readonly { readonly why: string; readonly count: number }[];
  /** Krippendorff's alpha over everything that several judges judged. */
  readonly agreement?: number;
  readonly calls: SpentRecord;
}

export interface Tally {
  readonly head: RunHead;
  readonly counts: Map<string, Count>;
  readonly reasons: Map<string, number>;
  /** How often judges answered together in which way: the codes of their answers, sorted, as a string. */
  readonly answers: Map<string, number>;
  readonly calls: SpentRecord;
}

interface Count {
  passed: number;
  failed: number;
  notRun: number;
  /** For each parity expectation, how often its criterion was met and how often judged. */
  readonly parity: Map<string, { met: number; total: number }>;
}

export function tallyOf(head: RunHead): Tally {
  const calls = { sent: 0, replayed: 0, failed: 0, input: 0, output: 0, costUSD: 0, unpriced: [] };
  return { head, counts: new Map(), reasons: new Map(), answers: new Map(), calls };
}

const keyOf = (id: string, index: number, model: string): string => `${id}\n${index}\n${model}`;

export function addTrial(tally: Tally, trial: TrialRecord): void {
  const key = keyOf(trial.eval, trial.case, trial.model);
  const count: Count = tally.counts.get(key) ?? { passed: 0, failed: 0, notRun: 0, parity: new Map() };
  tally.counts.set(key, count);
  if (trial.outcome === 'pass') count.passed++;
  else if (trial.outcome === 'fail') count.failed++;
  else {
    count.notRun++;
    bump(tally.reasons, trial.why ?? 'No reason was kept.');
  }
  for (const verdict of trial.verdicts) {
    if (verdict.kind === 'parity' && verdict.met !== 'not run') {
      const parity = count.parity.get(verdict.label) ?? { met: 0, total: 0 };
      count.parity.set(verdict.label, { met: parity.met + (verdict.met === 'met' ? 1 : 0), total: parity.total + 1 });
    }
    const codes = verdict.votes.flatMap(vote => (vote.met === 'not run' ? [] : (vote.score ?? answerCodes[vote.met])));
    if (codes.length > 1) bump(tally.answers, codes.sort((left, right) => left - right).join(' '));
  }
  addCalls(tally.calls, trial);
}

const answerCodes = { met: -1, 'not met': -2, unclear: -3 } as const;

function addCalls(calls: SpentRecord, trial: TrialRecord): void {
  if (trial.failure !== undefined && trial.failure !== 'not recorded') calls.failed++;
  for (const { recorded, input, output, costUSD, model } of trial.calls) {
    if (recorded) {
      calls.replayed++;
      continue;
    }
    calls.sent++;
    calls.input += input;
    calls.output += output;
    if (costUSD !== undefined) calls.costUSD += costUSD;
    else if (!calls.unpriced.includes(model)) calls.unpriced.push(model);
  }
}

const bump = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

export function summaryOf(tally: Tally): Summary {
  const evals = tally.head.evals.flatMap(plan => plan.models.map(model => scoreOf(plan, model, tally)));
  const count = { pass: 0, fail: 0, flaky: 0, 'not run': 0 };
  for (const { status } of evals) count[status]++;
  const reasons = [...tally.reasons].map(([why, count]) => ({ why, count })).sort((left, right) => right.count - left.count);
  const byPlan = Map.groupBy(evals, score => score.eval);
  const clusters = tally.head.evals.map(plan => totals((byPlan.get(plan) ?? []).flatMap(({ cases }) => cases)));
  return {
    evals,
    count,
    rate: clusteredRate(clusters),
    notRun: evals.reduce((sum, { cases }) => sum + cases.reduce((inner, { notRun }) => inner + notRun, 0), 0),
    reasons,
    agreement: agreementOf(tally.answers),
    calls: tally.calls,
  };
}

function totals(cases: readonly CaseScore[]): { passed: number; total: number } {
  const passed = cases.reduce((sum, one) => sum + one.passed, 0);
  return { passed, total: passed + cases.reduce((sum, one) => sum + one.failed, 0) };
}

function agreementOf(answers: ReadonlyMap<string, number>): number | undefined {
  const units = [...answers.keys()].map(key => key.split(' ').map(Number));
  return units.length === 0 ? undefined : krippendorffAlpha(units, 'nominal', [...answers.values()]);
}

function scoreOf(plan: PlannedEval, model: string, tally: Tally): EvalScore {
  const counts = plan.cases.map((_, index) => tally.counts.get(keyOf(plan.id, index, model)));
  const cases = plan.cases.map((binding, index) => caseScore(plan, binding, counts[index]));
  const parity = plan.parity.map(({ label, at, within }) => ({
    label,
    line: at.line,
    ...parityOf(
      counts.map(count => count?.parity.get(label)),
      within,
      plan,
    ),
  }));
  const { passed, total } = totals(cases);
  return {
    eval: plan,
    model,
    status: together([...cases.map(({ status }) => status), ...parity.map(parityStatus)]),
    cases,
    parity,
    rate: clusteredRate([{ passed, total }]),
  };
}

function caseScore(plan: PlannedEval, binding: CaseScore['binding'], count: Count | undefined): CaseScore {
  const { passed, failed } = count ?? { passed: 0, failed: 0 };
  const notRun = Math.max(0, plan.repeat - passed - failed);
  return { binding, passed, failed, notRun, status: statusOf({ passed, notRun }, plan) };
}

function statusOf({ passed, notRun }: { passed: number; notRun: number }, { pass }: PlannedEval): Status {
  if (passed >= pass && passed > 0) return 'pass';
  if (passed + notRun >= pass && notRun > 0) return 'not run';
  return passed > 0 ? 'flaky' : 'fail';
}

const parityStatus = ({ met }: Pick<ParityScore, 'met'>): Status =>
  ({ met: 'pass', 'not met': 'fail', 'not run': 'not run' })[met] as Status;

function together(statuses: readonly Status[]): Status {
  return (['fail', 'flaky', 'not run'] as const).find(status => statuses.includes(status)) ?? 'pass';
}

type Judged = { readonly met: number; readonly total: number } | undefined;

/** The pass rates of the criterion over what varies: how far apart are the best and the worst? */
function parityOf(judged: readonly Judged[], within: number, plan: PlannedEval): Pick<ParityScore, 'met' | 'reason'> {
  const rates = judged.map(one => (one && one.total > 0 ? one.met / one.total : undefined));
  const open = rates.indexOf(undefined);
  if (open >= 0) return { met: 'not run', reason: `${bindingText(plan.cases[open]!)} was not judged.` };
  const known = rates as number[];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const at = (rate: number) => `${percent(rate)} with ${bindingText(plan.cases[known.indexOf(rate)]!)}`;
  const reason = high === low ? `${percent(high)} throughout.` : `${at(high)}, ${at(low)}; ${percent(within)} apart is allowed.`;
  return { met: high - low <= within + 1e-9 ? 'met' : 'not met', reason };
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** `who: my son`; empty where nothing varies. */
export const bindingText = (binding: Readonly<Record<string, string>>): string =>
  Object.entries(binding)
    .map(([name, value]) => `${name}: ${value.replace(/\s+/g, ' ')}`)
    .join(', ');
