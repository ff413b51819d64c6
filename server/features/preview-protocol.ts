// What the editor's previews ask of the language server: shapes, and nothing else. Both ends read it, as with protocol.ts.

import * as z from 'zod';
import { location, range, whenResult } from './protocol.ts';

/** A prompt, a reply or a typed line longer than this was not made here. */
const longest = 4_000_000;
const longText = z.string().max(longest);

/** What somebody wants to see a model do with. */
const subject = z.discriminatedUnion('kind', [
  /** Whatever stands around this place: an eval, an example, a principle, else the whole spec. `to`: something is selected, up to there. */
  z.object({ kind: z.literal('at'), position: range.shape.start, to: range.shape.end.optional() }),
  /** An eval, a principle, or an example as `principle/title`. */
  z.object({ kind: z.literal('named'), name: z.string() }),
  /** The whole spec. */
  z.object({ kind: z.literal('document') }),
]);
export type PreviewSubject = z.infer<typeof subject>;

const question = z.object({
  uri: z.string(),
  subject,
  /** What the user says, instead of the conversation of the eval or example. */
  line: longText.optional(),
  /** Facts as on the command line; left out, those that the eval or example gives. */
  facts: z.string().max(100_000).optional(),
});
export type PreviewQuestion = z.infer<typeof question>;

export const previewSaid = z.object({ speaker: z.string(), label: z.string(), text: z.string(), generated: z.boolean() });
export type PreviewSaid = z.infer<typeof previewSaid>;

/** One line of the compiled prompt, with the declaration that it comes from. */
const promptLine = z.object({ text: z.string(), origin: z.string().optional(), at: location.optional() });

const expectation = z.object({ label: z.string(), at: location, derived: z.boolean() });

/** A model by the name of its profile. `sampling`: the editor's own models draw their answers as they like. */
const model = z.object({
  name: z.string(),
  model: z.string(),
  address: z.string(),
  needsKey: z.boolean(),
  sampling: z.literal('uncontrolled').optional(),
});

export const previewPlan = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('plan'),
    document: z.string(),
    what: z.enum(['eval', 'example', 'principle', 'document']),
    title: z.string(),
    /** As `subject` names it. */
    name: z.string(),
    /** What an eval that is made of this preview may be called. */
    evalName: z.string(),
    at: location,
    facts: z.string(),
    /** What the user says instead of the eval's or the example's own conversation: as it was asked for, or selected. */
    line: z.string().optional(),
    /** Up to the reply; empty where nothing is asked yet, and a line has to be typed. */
    conversation: z.array(previewSaid),
    prompt: z.array(promptLine),
    tokens: z.int(),
    /** What had to be left out for want of room, in words. */
    dropped: z.array(z.string()),
    /** Norms in force and beaten, and what every action is; nothing where the facts cannot be read. */
    when: whenResult,
    checks: z.array(expectation),
    models: z.array(model),
    /** The profile that the configuration names for previews. */
    preferred: z.string().optional(),
    judges: z.array(z.string()),
  }),
  /** There is nothing to show, and why. */
  z.object({ kind: z.literal('nothing'), message: z.string() }),
]);
export type PreviewPlan = z.infer<typeof previewPlan>;

/** `with` the spec as it is, `without` it, or as a `text` has it that the client brings: the main branch's. */
const spec = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('with') }),
  z.object({ kind: z.literal('without') }),
  z.object({ kind: z.literal('text'), text: longText }),
]);
export const previewColumn = z.object({ id: z.string(), spec, model: z.string() });

const runParams = question.extend({
  /** Names this run in what is told of it. */
  run: z.string(),
  columns: z.array(previewColumn).min(1).max(8),
  /** By the address that they are meant for. They stay in the memory of this one run. */
  keys: z.record(z.string(), z.string()),
  /** Ask again, whatever is recorded. */
  again: z.boolean(),
});
export type PreviewRun = z.infer<typeof runParams>;

const met = z.enum(['met', 'not met', 'unclear', 'not run']);
export const previewVerdict = z.object({
  label: z.string(),
  at: location,
  met,
  reason: z.string(),
  votes: z.array(z.object({ judge: z.string(), met, reason: z.string() })),
});

export const previewEnd = z.object({
  outcome: z.enum(['pass', 'fail', 'not run', 'shown']),
  why: z.string().optional(),
  input: z.number(),
  output: z.number(),
  /** USD; left out where a profile names no price. */
  cost: z.number().optional(),
  milliseconds: z.number(),
  /** All of it was kept from an earlier time. */
  recorded: z.boolean(),
  calls: z.number(),
});
export type PreviewEnd = z.infer<typeof previewEnd>;

const event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('said'), said: previewSaid }),
  z.object({ kind: z.literal('verdict'), verdict: previewVerdict }),
  z.object({ kind: z.literal('end'), end: previewEnd }),
]);
export type PreviewEvent = z.infer<typeof event>;

const runResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), cancelled: z.boolean() }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
]);

/** Models that could be chosen: profiles, and what answers on this machine. */
const offer = model.extend({ from: z.enum(['profile', 'local']), detail: z.string() });

/** An eval or example as the Test Explorer lists it. */
const listed = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['eval', 'example']),
  at: location,
  checks: z.array(z.string()),
  tags: z.array(z.string()),
  /** Why nothing can be asked of it. */
  left: z.string().optional(),
});
export type ListedEval = z.infer<typeof listed>;

/** A principle of the document, as `checks` names it. */
const listedPrinciple = z.object({ name: z.string(), at: location });
export type ListedPrinciple = z.infer<typeof listedPrinciple>;

/** One run, kept as one: the documents lie in one folder of the workspace. */
const evalRun = z.object({
  run: z.string(),
  /** Evals and examples by document. */
  documents: z.array(z.object({ uri: z.string(), ids: z.array(z.string()).min(1) })).min(1),
  /** The profile that was chosen, else what the configuration says. */
  model: z.string().optional(),
  /** By the address that they are meant for. */
  keys: z.record(z.string(), z.string()),
  again: z.boolean(),
});
export type EvalRun = z.infer<typeof evalRun>;

/** An expectation that was not met, with the reply that failed it. */
const shortfall = z.object({ label: z.string(), at: location, met, reason: z.string(), reply: z.string(), binding: z.string() });
const evalScore = z.object({
  id: z.string(),
  status: z.enum(['pass', 'fail', 'flaky', 'not run']),
  passed: z.int(),
  /** Those that were run. */
  total: z.int(),
  /** 95% Wilson, 0 to 1. */
  low: z.number(),
  high: z.number(),
  why: z.string().optional(),
  shortfalls: z.array(shortfall),
  milliseconds: z.number(),
});
export type ShownScore = z.infer<typeof evalScore>;

/** Server to client: an eval of a run has ended, with all its cases and repeats. */
export const evalEnded = {
  method: 'polity/evals/ended',
  params: z.object({ run: z.string(), uri: z.string(), score: evalScore }),
} as const;

export const previewRequests = {
  evals: {
    method: 'polity/evals/list',
    params: z.object({ uri: z.string() }),
    result: z.object({ evals: z.array(listed), principles: z.array(listedPrinciple) }),
  },
  /** What ends is told by `evalEnded`; the run is kept under `.polity/runs`. */
  runEvals: { method: 'polity/evals/run', params: evalRun, result: runResult },
  plan: { method: 'polity/preview/plan', params: question, result: previewPlan },
  /** What comes is told by `previewEvents`; ends when all columns have, or when the request is cancelled. */
  run: { method: 'polity/preview/run', params: runParams, result: runResult },
  models: {
    method: 'polity/preview/models',
    /** `local`: model servers on this machine are looked for too. */
    params: z.object({ uri: z.string().optional(), local: z.boolean() }),
    result: z.object({ models: z.array(offer) }),
  },
} as const;
export type ModelOffer = z.infer<typeof offer>;

/** Server to client. */
export const previewEvents = {
  method: 'polity/preview/event',
  params: z.object({ run: z.string(), column: z.string(), event }),
} as const;

/** Server to client: one call to one of the editor's own models. */
export const editorModel = {
  method: 'polity/preview/editor-model',
  params: z.object({
    model: z.string(),
    messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), text: z.string() })),
    /** Names the call in `editorPieces` and `editorCancel`. */
    call: z.string(),
  }),
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('reply'), text: z.string(), answeredBy: z.string().optional() }),
    z.object({ kind: z.literal('failed'), why: z.enum(['no model', 'refused', 'quota', 'cancelled']), message: z.string() }),
  ]),
} as const;

/** Client to server: a piece of the reply of one of the editor's own models. */
export const editorPieces = { method: 'polity/preview/editor-piece', params: z.object({ call: z.string(), text: z.string() }) } as const;
