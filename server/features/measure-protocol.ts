// What the editor asks of the language server about measuring with models: shapes, and nothing else. Both ends read it.

import * as z from 'zod';
import { location, range } from './protocol.ts';

/** A text longer than this was not made here. */
const text = z.string().max(1_000_000);
const name = z.string().max(10_000);

/** Whether judges read one principle alike, or whether replies can keep two together. */
const what = z.enum(['agreement', 'conflict']);
export type Measured = z.infer<typeof what>;

const study = z.object({
  uri: z.string(),
  what,
  /** As the document writes them: one, or two. */
  principles: z.array(name).min(1).max(2),
  /** The model that was chosen, else what the configuration says. */
  model: z.string().optional(),
  /** How many cases to judge, or situations to try; left out, as many as are usual. */
  cases: z.int().min(1).max(100).optional(),
});
export type MeasureStudy = z.infer<typeof study>;

/** `next`: what helps, where the editor can offer it. */
const refused = z.object({ kind: z.literal('refused'), message: z.string(), next: z.literal('model').optional() });

/** Who would be asked, where it is, and how much. */
const asked = z.object({ name: z.string(), model: z.string(), address: z.string(), needsKey: z.boolean(), detail: z.string() });
const plan = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('plan'),
    cases: z.int(),
    calls: z.int(),
    /** USD; left out where no profile names a price. */
    cost: z.string().optional(),
    models: z.array(asked),
    /** What is good to know before, a sentence each. */
    notes: z.array(z.string()),
  }),
  refused,
]);
export type MeasurePlan = Extract<z.infer<typeof plan>, { kind: 'plan' }>;

const turn = z.object({ speaker: z.string(), text });
const verdict = z.object({ judge: z.string(), principle: z.string(), met: z.string(), reason: z.string(), cites: z.string().optional() });
const measuredCase = z.object({
  user: text,
  /** How it came out, in a sentence. */
  outcome: z.string(),
  /** The conversation up to the reply. */
  said: z.array(turn),
  /** `model` is empty where an author wrote the reply. */
  replies: z.array(z.object({ model: z.string(), text, verdicts: z.array(verdict) })),
});
export type ShownCase = z.infer<typeof measuredCase>;

const outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('measured'),
    /** Whether there is a finding now. */
    found: z.boolean(),
    /** What came of it, in words. */
    told: z.string(),
    spent: z.string(),
    cases: z.array(measuredCase),
  }),
  z.object({ kind: z.literal('cancelled'), message: z.string() }),
  refused,
]);
export type MeasureOutcome = Extract<z.infer<typeof outcome>, { kind: 'measured' }>;

/** A principle that can be picked; `relation` says what it has to do with the first of two. */
const principle = z.object({ name: z.string(), title: z.string(), own: z.boolean(), at: location, relation: z.string().optional() });
export type PickedPrinciple = z.infer<typeof principle>;

export const measureRequests = {
  /** The principles of a document in the order in which they are likely to be wanted; `standing` is the one at the position. */
  principles: {
    method: 'polity/measure/principles',
    params: z.object({ uri: z.string(), position: range.shape.start.optional(), beside: name.optional() }),
    result: z.object({ principles: z.array(principle), standing: z.string().optional() }),
  },
  plan: { method: 'polity/measure/plan', params: study, result: plan },
  /** What is done is told by `measureProgress`; a finding is kept under `.polity/findings`. Ends when all is done, or when the request is cancelled. */
  run: {
    method: 'polity/measure/run',
    params: study.extend({
      /** Names this run in what is told of it. */
      run: z.string(),
      /** By the address that they are meant for. They stay in the memory of this one run. */
      keys: z.record(z.string(), z.string()),
    }),
    result: outcome,
  },
  /** The cases of a finding that is kept and that speaks of the text as it is. */
  cases: {
    method: 'polity/measure/cases',
    params: study.omit({ model: true, cases: true }),
    result: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('cases'), told: z.string(), cases: z.array(measuredCase) }),
      z.object({ kind: z.literal('gone'), message: z.string() }),
    ]),
  },
  /** A conversation that was tried, as an eval of the document. */
  toEval: {
    method: 'polity/measure/eval',
    params: z.object({ uri: z.string(), principles: z.array(name).min(1).max(2), turns: z.array(turn).min(1).max(1000) }),
    result: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('eval'), name: z.string(), edits: z.array(z.object({ range, text })) }),
      z.object({ kind: z.literal('refused'), message: z.string() }),
    ]),
  },
} as const;

/** Server to client: so many calls of a run have come back. */
export const measureProgress = {
  method: 'polity/measure/progress',
  params: z.object({ run: z.string(), done: z.int(), of: z.int() }),
} as const;
