// A run of which nothing was asked: for reports that go to machines and pages, which have no other words for a plan.

import { type TrialRecord, trialRecord } from '../../evaluation/record.ts';
import { headOf, type PlannedTrial, type RunPlan, trialsOf } from '../../evaluation/run.ts';
import { addTrial, summaryOf, tallyOf } from '../../evaluation/score.ts';
import type { KeptRun } from '../../reporting/evals/kept-run.ts';
import { sha256 } from './suite.ts';

/** Kept nowhere, so it has no name. */
export function unaskedRun(plan: RunPlan, why: string): KeptRun {
  const head = headOf(plan, { id: '', started: new Date().toISOString(), replay: 'only' }, sha256);
  const tally = tallyOf(head);
  const trials = [...trialsOf(plan)].map(planned => unasked(planned, why));
  for (const trial of trials) addTrial(tally, trial);
  const byEval = Map.groupBy(trials, trial => trial.eval);
  return { head, summary: summaryOf(tally), trialsOf: id => byEval.get(id) ?? [], prompt: () => undefined };
}

function unasked({ plan, case: { unaskable }, index, repeat, model }: PlannedTrial, why: string): TrialRecord {
  const of = { eval: plan.id, case: index, repeat, model: model.name, prompt: '' };
  return trialRecord(of, { outcome: 'not run', why: unaskable ?? why, transcript: [], verdicts: [], calls: [] });
}
