// Whether a call is sent, replayed, or neither. Every reply is kept before anything else happens with it.

import {
  type Answer,
  type Answered,
  type Call,
  costOf,
  type Failure,
  failed,
  type Hash,
  isLasting,
  isPassing,
  keyOf,
  type Outcome,
  type Profile,
  type Reply,
} from './call.ts';
import { estimatedRequest } from './tokens.ts';

/** Something that can be called off; an AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
}

/**
 * Sends one call, once. Ends with a reply or a failure and never throws for anything that a server, a network or a config can
 * do. `onText` gets the reply as it comes, piece by piece.
 */
export type Send = (call: Call, onText?: (piece: string) => void) => Promise<Outcome<Reply>>;

/** Runs tasks, so many at a time. In-process now; another engine can take its place. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>;

/** Where replies are kept. `write` ends when the reply is safe. */
export interface Recordings {
  readonly read: (key: string) => Promise<Answered | undefined>;
  readonly write: (call: Call, reply: Answered) => Promise<void>;
}

/** `only`: no call is sent. `prefer`: what is recorded is not asked again. `off`: only what was recorded since this run began is not. */
export type Replay = 'only' | 'prefer' | 'off';

export interface AskingEffects {
  readonly send: Send;
  readonly queue: Queue;
  readonly recordings: Recordings;
  readonly hash: Hash;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends after so many milliseconds, or when the run is called off. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly cancelled: Cancellation;
}

export interface AskingOptions {
  readonly replay: Replay;
  /** When this run began: with `off`, recordings from before do not count. */
  readonly since: number;
  readonly budgetUSD?: number;
  /** How often a call is sent at most. */
  readonly attempts?: number;
}

export interface Spent {
  sent: number;
  replayed: number;
  failed: number;
  input: number;
  output: number;
  costUSD: number;
  /** Profiles whose calls are not in `costUSD`, for want of a price. */
  readonly unpriced: Set<string>;
}

export type Ask = (call: Call, onText?: (piece: string) => void) => Promise<Answer>;

export interface Asking {
  readonly ask: Ask;
  readonly spent: Spent;
}

export function asking(effects: AskingEffects, options: AskingOptions): Asking {
  const state: State = {
    effects,
    options,
    spent: { sent: 0, replayed: 0, failed: 0, input: 0, output: 0, costUSD: 0, unpriced: new Set() },
    underWay: new Map(),
    gone: new Map(),
    reserved: 0,
  };
  return { spent: state.spent, ask: (call, onText) => shared(state, call, onText) };
}

interface State {
  readonly effects: AskingEffects;
  readonly options: AskingOptions;
  readonly spent: Spent;
  /** Calls that are on their way, by key: the same question is asked once. */
  readonly underWay: Map<string, Promise<Answer>>;
  /** Models that cannot be had, by provider, address and model. */
  readonly gone: Map<string, Failure>;
  /** USD that calls under way may yet cost. */
  reserved: number;
}

function shared(state: State, call: Call, onText: ((piece: string) => void) | undefined): Promise<Answer> {
  const key = keyOf(call, state.effects.hash);
  const already = state.underWay.get(key);
  if (already) return already;
  const answer = answered(state, { call, key, onText }).finally(() => state.underWay.delete(key));
  state.underWay.set(key, answer);
  return answer;
}

interface Keyed {
  readonly call: Call;
  readonly key: string;
  readonly onText: ((piece: string) => void) | undefined;
}

async function answered(state: State, keyed: Keyed): Promise<Answer> {
  const { effects, options, spent } = state;
  const kept = await effects.recordings.read(keyed.key);
  if (kept && (options.replay !== 'off' || kept.at >= options.since)) {
    spent.replayed++;
    keyed.onText?.(kept.text);
    return { kind: 'reply', reply: kept };
  }
  if (options.replay === 'only') return failed(notRecorded(keyed.call.profile));
  // The place in the queue is given back only when the reply is safe: a kill loses no more calls than there are places.
  const answer = await effects.queue(() => sent(state, keyed));
  if (answer.kind === 'failed' && answer.failure.kind !== 'cancelled') spent.failed++;
  return answer;
}

const placeOf = ({ provider, address, model }: Profile): string => `${provider} ${address} ${model}`;

async function sent(state: State, keyed: Keyed): Promise<Answer> {
  const { effects, options } = state;
  const { call, key } = keyed;
  const refusal = refused(state, call);
  if (refusal) return failed(refusal);
  const reserve = likelyCost(call);
  state.reserved += reserve;
  try {
    for (let attempt = 1; ; attempt++) {
      const result = await effects.send(call, keyed.onText);
      if (result.kind === 'reply') return { kind: 'reply', reply: await kept(state, keyed, result.reply) };
      if (effects.cancelled.aborted) return failed(cancelledFailure);
      const { failure } = result;
      if (isLasting(failure.kind)) state.gone.set(placeOf(call.profile), failure);
      const last = attempt >= (options.attempts ?? 4);
      if (!isPassing(failure.kind) || last) return failed(attempt > 1 ? afterAttempts(failure, attempt) : failure);
      await effects.sleep(waitBefore(attempt, failure, key));
      if (effects.cancelled.aborted) return failed(cancelledFailure);
    }
  } finally {
    state.reserved -= reserve;
  }
}

/** Why this call must not be sent at all. */
function refused(state: State, call: Call): Failure | undefined {
  if (state.effects.cancelled.aborted) return cancelledFailure;
  return state.gone.get(placeOf(call.profile)) ?? tooLong(call) ?? overBudget(state, call);
}

async function kept(state: State, { call, key }: Keyed, reply: Reply): Promise<Answered> {
  const { effects, spent } = state;
  const answer: Answered = { ...reply, at: effects.now(), recorded: false, key };
  await effects.recordings.write(call, answer);
  const cost = costOf(call.profile, reply.usage);
  if (cost === undefined) spent.unpriced.add(call.profile.name);
  spent.sent++;
  spent.input += reply.usage.input;
  spent.output += reply.usage.output;
  spent.costUSD += cost ?? 0;
  return answer;
}

/** What the server asked for, else longer each time, from half a second, a little apart for each call. Milliseconds. */
function waitBefore(attempt: number, failure: Failure, key: string): number {
  if (failure.retryAfter !== undefined) return Math.min(failure.retryAfter, longestWait);
  return 500 * 2 ** (attempt - 1) * (1 + Number.parseInt(key.slice(0, 2), 16) / 512);
}

/** No server may hold a run for longer than this at a time. */
const longestWait = 120_000;

/** What a reply is taken to cost before it is there: its length is not known. */
export const likelyReplyTokens = 400;

function likelyCost(call: Call): number {
  const output = call.profile.parameters.maxTokens ?? likelyReplyTokens;
  return costOf(call.profile, { input: estimatedRequest(call.messages), output: Math.min(output, likelyReplyTokens) }) ?? 0;
}

function overBudget(state: State, call: Call): Failure | undefined {
  const budget = state.options.budgetUSD;
  const cost = likelyCost(call);
  if (budget === undefined || cost === 0 || state.spent.costUSD + state.reserved + cost <= budget) return undefined;
  const message = `The budget of $${budget} is used up; this call was not sent. What is done is kept: raise the budget and run again to go on from here.`;
  return { kind: 'budget', message };
}

function tooLong(call: Call): Failure | undefined {
  const { contextWindow, model, name } = call.profile;
  if (contextWindow === undefined) return undefined;
  const tokens = estimatedRequest(call.messages);
  if (tokens < contextWindow) return undefined;
  const counts = `The conversation has about ${thousands(tokens)} tokens, and ${model} (profile ${name}) reads at most ${thousands(contextWindow)}.`;
  return { kind: 'context', message: `${counts} Take a model with a larger context window, or split the spec.` };
}

const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

function notRecorded({ model, name }: Profile): Failure {
  const message = `No reply of ${model} (profile ${name}) to this is recorded, and --replay only sends nothing. Run once without it, and commit .polity/recordings.`;
  return { kind: 'not recorded', message };
}

const cancelledFailure: Failure = { kind: 'cancelled', message: 'Called off before the reply was there.' };

const afterAttempts = (failure: Failure, attempts: number): Failure => ({
  ...failure,
  message: `${failure.message} (asked ${attempts} times)`,
});
