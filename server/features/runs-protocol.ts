// What the editor's history of runs asks of the language server: shapes, and nothing else. Both ends read it, as with protocol.ts.

import * as z from 'zod';
import { location } from './protocol.ts';

const status = z.enum(['pass', 'fail', 'flaky', 'not run']);
const count = z.object({ pass: z.int(), fail: z.int(), flaky: z.int(), 'not run': z.int() });

const model = z.object({ name: z.string(), model: z.string(), sampling: z.literal('uncontrolled').optional() });

/** A run as a list shows it. */
const keptRun = z.object({
  id: z.string(),
  /** ISO 8601. */
  started: z.string(),
  models: z.array(model),
  judges: z.array(z.string()),
  /** Those whose evals were run. */
  files: z.array(z.string()),
  evals: z.int(),
  /** `open`: it goes on, or was killed. */
  state: z.enum(['ended', 'interrupted', 'open']),
  /** Of evals, one with each of its models. Left out in a list while the run is open. */
  count: count.optional(),
  /** USD, without what `unpriced` names. */
  cost: z.number().optional(),
  unpriced: z.array(z.string()),
});
export type ListedRun = z.infer<typeof keptRun>;

const folderRuns = z.object({
  /** The folder's address, as `compare` and `show` want it. */
  folder: z.string(),
  name: z.string(),
  /** The newest first. */
  runs: z.array(keptRun),
  /** Older ones that are not listed. */
  more: z.int(),
  /** Files that are no runs, or are broken in their first line. */
  unreadable: z.array(z.string()),
});
export type FolderRuns = z.infer<typeof folderRuns>;

/** An eval or example of a run. */
const named = z.object({
  eval: z.string(),
  title: z.string(),
  /** Where it stands in the text now; left out where it stands there no longer. */
  at: location.optional(),
  /** `who: my son`; empty where nothing varies. */
  binding: z.string(),
  model: z.string(),
});
export type NamedCase = z.infer<typeof named>;

/** An expectation that was not met, once however often. `at` is left out where the text is another one by now. */
const shortfall = z.object({ label: z.string(), at: location.optional(), met: z.string(), reason: z.string(), times: z.int() });
export type RunShortfall = z.infer<typeof shortfall>;

/** `ratio`: `1/3`, those that passed of those that were run. */
const tried = z.object({ status, ratio: z.string() });

const flip = named.extend({
  before: tried,
  after: tried,
  /** What was not met in the run that did worse, and why it was not run. */
  shortfalls: z.array(shortfall),
});
export type RunFlip = z.infer<typeof flip>;

const comparison = z.object({
  kind: z.literal('comparison'),
  before: keptRun,
  after: keptRun,
  /** Both were run on the same text of the spec. */
  sameText: z.boolean(),
  /** Cases that both runs decided. */
  pairs: z.int(),
  flips: z.array(flip),
  gained: z.int(),
  lost: z.int(),
  /** Exact two-sided McNemar. */
  p: z.number(),
  onlyBefore: z.array(named),
  onlyAfter: z.array(named),
  undecided: z.array(named.extend({ in: z.enum(['before', 'after', 'both']) })),
});
export type RunComparison = z.infer<typeof comparison>;

const shown = z.object({
  kind: z.literal('run'),
  run: keptRun,
  /** Over all conversations, with the 95% Wilson interval, 0 to 1. */
  rate: z.object({ passed: z.int(), total: z.int(), low: z.number(), high: z.number() }),
  evals: z.array(named.omit({ binding: true }).extend({ tried, shortfalls: z.array(shortfall) })),
  /** Why conversations were not run, the most frequent first. */
  notRun: z.array(z.object({ why: z.string(), count: z.int() })),
});
export type ShownRun = z.infer<typeof shown>;

const refused = z.object({ kind: z.literal('refused'), message: z.string() });

export const runRequests = {
  list: { method: 'polity/runs/list', params: z.object({}), result: z.object({ folders: z.array(folderRuns) }) },
  /** The older one is compared with the newer one, in whichever order they are named. */
  compare: {
    method: 'polity/runs/compare',
    params: z.object({ folder: z.string(), runs: z.tuple([z.string(), z.string()]) }),
    result: z.discriminatedUnion('kind', [comparison, refused]),
  },
  show: {
    method: 'polity/runs/show',
    params: z.object({ folder: z.string(), run: z.string() }),
    result: z.discriminatedUnion('kind', [shown, refused]),
  },
} as const;
