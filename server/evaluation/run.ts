// A whole run: every eval, case, model and repeat, so many at a time; each is put on record as soon as it has ended.

import { type AskingEffects, type AskingOptions, asking, type Replay, type Spent } from './asking.ts';
import type { Hash, Profile } from './call.ts';
import type { Case, EvalPlan } from './case.ts';
import { plannedEval, type RunEnd, type RunHead, type RunLine, type SpentRecord, type TrialRecord, trialRecord } from './record.ts';
import { addTrial, summaryOf, tallyOf } from './score.ts';
import { runTrial, type Trial } from './trial.ts';

/** What is to be run, and by whom. */
export interface RunPlan {
  readonly evals: readonly EvalPlan[];
  /** The models for an eval. */
  readonly modelsOf: (plan: EvalPlan) => readonly Profile[];
  readonly judges: readonly Profile[];
  readonly simulator: Profile;
  /** The documents whose evals these are, with what they import, and the hash of each text. */
  readonly documents: readonly { readonly file: string; readonly hash: string }[];
}

export interface RunEffects extends AskingEffects {
  /** Puts a line on record; ends when it is safe. */
  readonly keep: (line: RunLine) => void;
  /** Told of every trial that ended, and of what was spent so far. */
  readonly progress?: (trial: TrialRecord, spent: Spent) => void;
}

export interface RunOptions extends AskingOptions {
  readonly id: string;
  /** When it began, in ISO 8601; the same as `since`. */
  readonly started: string;
  /** How many calls may be under way; conversations under way are twice as many, so that no place is empty while one is put on record. */
  readonly concurrency: number;
}

export interface PlannedTrial {
  readonly plan: EvalPlan;
  readonly case: Case;
  readonly index: number;
  readonly model: Profile;
  readonly repeat: number;
}

/** In the order of the documents; repeats of one case stand together. */
export function* trialsOf({ evals, modelsOf }: RunPlan): Iterable<PlannedTrial> {
  for (const plan of evals)
    for (const model of modelsOf(plan))
      for (const [index, one] of plan.cases.entries())
        for (let repeat = 1; repeat <= plan.repeat; repeat++) yield { plan, case: one, index, model, repeat };
}

/** Never throws for what a model does, but for what cannot be kept; then nothing more is asked. Where the run is called off, what has ended is on record, and the end says so. */
export async function carryOut(plan: RunPlan, effects: RunEffects, options: RunOptions): Promise<RunEnd> {
  const { ask, spent } = asking(effects, options);
  const head = headOf(plan, options, effects.hash);
  const tally = tallyOf(head);
  effects.keep(head);
  const prompts = promptKeeper(effects);
  const trials = trialsOf(plan)[Symbol.iterator]();
  let broken = false;
  const worker = async () => {
    for (let next = trials.next(); !next.done && !effects.cancelled.aborted && !broken; next = trials.next()) {
      const planned = next.value;
      const setup = { case: planned.case, repeat: planned.repeat, model: planned.model, judges: plan.judges, simulator: plan.simulator };
      const trial = await runTrial(setup, { ask, hash: effects.hash });
      if (effects.cancelled.aborted && isIncomplete(trial)) return;
      const of = {
        eval: planned.plan.id,
        case: planned.index,
        repeat: planned.repeat,
        model: planned.model.name,
        prompt: prompts(planned.case.prompt),
      };
      const record = trialRecord(of, trial);
      effects.keep(record);
      addTrial(tally, record);
      effects.progress?.(record, spent);
    }
  };
  const stopping = (error: unknown) => {
    broken = true;
    throw error;
  };
  await Promise.all(Array.from({ length: options.concurrency * 2 }, () => worker().catch(stopping)));
  const end: RunEnd = {
    kind: 'end',
    milliseconds: effects.now() - options.since,
    interrupted: effects.cancelled.aborted,
    count: summaryOf(tally).count,
    spent: spentRecord(spent),
  };
  effects.keep(end);
  return end;
}

/** Something of it was called off, so that its verdicts may not be the ones that it would have had. */
const isIncomplete = ({ outcome, verdicts }: Trial): boolean =>
  outcome === 'not run' || verdicts.some(({ votes }) => votes.some(({ met }) => met === 'not run'));

export const spentRecord = ({ unpriced, sent, replayed, failed, input, output, costUSD }: Spent): SpentRecord => ({
  sent,
  replayed,
  failed,
  input,
  output,
  costUSD,
  unpriced: [...unpriced],
});

/** Many cases share a prompt; it is put on record once. */
function promptKeeper({ hash, keep }: RunEffects): (text: string) => string {
  const kept = new Map<string, string>();
  return text => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const name = hash(text);
    kept.set(text, name);
    keep({ kind: 'prompt', hash: name, text });
    return name;
  };
}

export function headOf(plan: RunPlan, options: Pick<RunOptions, 'id' | 'started' | 'replay'>, hash: Hash): RunHead {
  const evals = plan.evals.map(one =>
    plannedEval(
      one,
      plan.modelsOf(one).map(({ name }) => name),
    ),
  );
  const models = new Map(plan.evals.flatMap(one => plan.modelsOf(one)).map(profile => [profile.name, profile]));
  return {
    kind: 'run',
    version: 1,
    id: options.id,
    started: options.started,
    text: textHash(plan.documents, hash),
    documents: [...plan.documents],
    models: [...models.values()].map(({ name, provider, address, model, sampling }) => ({ name, provider, address, model, sampling })),
    judges: plan.judges.map(({ name }) => name),
    simulator: plan.simulator.name,
    replay: options.replay satisfies Replay,
    evals,
  };
}

/** Names a version of a spec: the same for the same files with the same texts. */
export function textHash(documents: RunPlan['documents'], hash: Hash): string {
  const lines = documents.map(({ file, hash: own }) => `${own} ${file}\n`).sort();
  return hash(lines.join(''));
}
