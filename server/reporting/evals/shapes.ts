// `polity eval --format json`: a contract. The writer takes its types from here, and readers validate with it.

import * as z from 'zod';
import { callMadeShape, modelShape, saidShape, spentShape, verdictShape } from '../../evaluation/record.ts';

const count = z.int().nonnegative();
const status = z.enum(['pass', 'fail', 'flaky', 'not run']);
const share = z.number().min(0).max(1);

export const evalShape = z.object({
  id: z.string(),
  kind: z.enum(['eval', 'example']),
  title: z.string(),
  file: z.string(),
  line: count,
  checks: z.array(z.string()),
  model: z.string(),
  status,
  repeat: count,
  pass: count,
  rate: z.object({ passed: count, total: count, low: share, high: share }),
  cases: z.array(
    z.object({ binding: z.record(z.string(), z.string()), label: z.string(), status, passed: count, failed: count, notRun: count }),
  ),
  parity: z.array(z.object({ label: z.string(), line: count, met: z.enum(['met', 'not met', 'not run']), reason: z.string() })),
  trials: z.array(
    z.object({
      case: count,
      repeat: count,
      outcome: z.enum(['pass', 'fail', 'not run']),
      why: z.string().optional(),
      transcript: z.array(saidShape),
      verdicts: z.array(verdictShape),
      calls: z.array(callMadeShape),
    }),
  ),
});

export const runShape = z.object({
  version: z.literal(1),
  run: z.string(),
  started: z.string(),
  /** False for a run that was interrupted or killed. */
  finished: z.boolean(),
  /** SHA-256 that names the version of the spec. */
  text: z.string(),
  models: z.array(modelShape),
  judges: z.array(z.string()),
  count: z.object({ pass: count, fail: count, flaky: count, 'not run': count }),
  /** Over all runs, with the 95% Wilson interval. `effective` is below `total` where the runs of one eval resemble one another. */
  rate: z.object({ passed: count, total: count, low: share, high: share, effective: z.number(), clusteredBy: count.optional() }),
  notRun: z.object({ runs: count, reasons: z.array(z.object({ why: z.string(), count })) }),
  agreement: z.number().optional(),
  calls: spentShape,
  evals: z.array(evalShape),
});

export type EvalJson = z.infer<typeof evalShape>;
export type RunJson = z.infer<typeof runShape>;
