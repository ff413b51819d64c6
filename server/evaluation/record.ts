// The lines of a run's file: what was to be run, then every conversation as it ended, in JSON Lines. Read back as data from a
// stranger: the file may be cut off anywhere, and may have been edited.

import * as z from 'zod';
import type { EvalPlan, Said, Verdict } from './case.ts';
import type { Trial } from './trial.ts';

const spot = z.object({ file: z.string(), line: z.int().min(0), character: z.int().min(0) });
const met = z.enum(['met', 'not met', 'unclear', 'not run']);

const planned = z.object({
  id: z.string(),
  kind: z.enum(['eval', 'example']),
  title: z.string(),
  at: spot,
  checks: z.array(z.string()),
  tags: z.array(z.string()),
  repeat: z.int().min(1),
  pass: z.int().min(0),
  /** What varies, for each case. */
  cases: z.array(z.record(z.string(), z.string())),
  parity: z.array(z.object({ label: z.string(), at: spot, within: z.number() })),
  /** The profiles that it is run with. */
  models: z.array(z.string()),
});

export const modelShape = z.object({
  name: z.string(),
  provider: z.string(),
  address: z.string(),
  model: z.string(),
  sampling: z.literal('uncontrolled').optional(),
});

const head = z.object({
  kind: z.literal('run'),
  version: z.literal(1),
  id: z.string(),
  started: z.iso.datetime(),
  /** SHA-256 over the text of all documents, which names the version of the spec. */
  text: z.string(),
  documents: z.array(z.object({ file: z.string(), hash: z.string() })),
  models: z.array(modelShape),
  judges: z.array(z.string()),
  simulator: z.string(),
  replay: z.enum(['only', 'prefer', 'off']),
  evals: z.array(planned),
});

const promptLine = z.object({ kind: z.literal('prompt'), hash: z.string(), text: z.string() });

export const saidShape = z.object({
  speaker: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'settings']),
  text: z.string(),
  to: z.string().optional(),
  from: z.string().optional(),
  generated: z.enum(['reply', 'simulated']).optional(),
});

const vote = z.object({ judge: z.string(), met, reason: z.string(), score: z.number().optional() });
export const verdictShape = z.object({ label: z.string(), kind: z.string(), at: spot, met, reason: z.string(), votes: z.array(vote) });

export const callMadeShape = z.object({
  for: z.enum(['reply', 'judge', 'simulator']),
  model: z.string(),
  key: z.string(),
  input: z.number(),
  output: z.number(),
  costUSD: z.number().optional(),
  milliseconds: z.number(),
  recorded: z.boolean(),
});

const trial = z.object({
  kind: z.literal('trial'),
  eval: z.string(),
  /** Index into the eval's cases. */
  case: z.int().min(0),
  repeat: z.int().min(1),
  model: z.string(),
  outcome: z.enum(['pass', 'fail', 'not run']),
  why: z.string().optional(),
  failure: z.string().optional(),
  /** The hash of the system prompt, which stands in a line of its own before the first use. */
  prompt: z.string(),
  transcript: z.array(saidShape),
  verdicts: z.array(verdictShape),
  calls: z.array(callMadeShape),
});

export const spentShape = z.object({
  sent: z.number(),
  replayed: z.number(),
  failed: z.number(),
  input: z.number(),
  output: z.number(),
  costUSD: z.number(),
  unpriced: z.array(z.string()),
});

/** Of evals, one with each of its models. */
const countShape = z.object({ pass: z.int(), fail: z.int(), flaky: z.int(), 'not run': z.int() });

const end = z.object({ kind: z.literal('end'), milliseconds: z.number(), interrupted: z.boolean(), count: countShape, spent: spentShape });

export const runLine = z.discriminatedUnion('kind', [head, promptLine, trial, end]);

export type RunHead = z.infer<typeof head>;
export type PlannedEval = z.infer<typeof planned>;
export type TrialRecord = z.infer<typeof trial>;
export type VerdictRecord = z.infer<typeof verdictShape>;
export type RunEnd = z.infer<typeof end>;
export type SpentRecord = z.infer<typeof spentShape>;
export type RunLine = z.infer<typeof runLine>;

/** A line of a run's file; undefined where it is none, as the last one of a run that was killed. */
export function readRunLine(line: string): RunLine | undefined {
  try {
    const result = runLine.safeParse(JSON.parse(line));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

export function plannedEval(plan: EvalPlan, models: readonly string[]): PlannedEval {
  const { id, kind, title, at, checks, tags, repeat, pass, cases, parity } = plan;
  return {
    id,
    kind,
    title,
    at,
    checks: [...checks],
    tags: [...tags],
    repeat,
    pass,
    cases: cases.map(({ binding }) => binding),
    parity: parity.map(({ label, at, within }) => ({ label, at, within })),
    models: [...models],
  };
}

export interface TrialOf {
  readonly eval: string;
  readonly case: number;
  readonly repeat: number;
  readonly model: string;
  readonly prompt: string;
}

export function trialRecord(of: TrialOf, { outcome, why, failure, transcript, verdicts, calls }: Trial): TrialRecord {
  return {
    kind: 'trial',
    eval: of.eval,
    case: of.case,
    repeat: of.repeat,
    model: of.model,
    outcome,
    why,
    failure,
    prompt: of.prompt,
    transcript: transcript.map(({ speaker, text, to, from, generated }: Said) => ({ speaker, text, to, from, generated })),
    verdicts: verdicts.map(({ check, met, reason, votes }: Verdict) => ({
      label: check.label,
      kind: check.kind,
      at: check.at,
      met,
      reason,
      votes: [...votes],
    })),
    calls: [...calls],
  };
}
