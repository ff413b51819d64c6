// What a run would send, before anything is sent: the calls, their tokens and their cost.

import { likelyReplyTokens } from './asking.ts';
import { type Call, costOf, type Hash, keyOf, type Message, type Profile } from './call.ts';
import type { Case, Check, Said, Step } from './case.ts';
import { messagesOf } from './conversation.ts';
import { type PlannedTrial, type RunPlan, trialsOf } from './run.ts';
import { estimatedRequest, estimatedTokens } from './tokens.ts';

/** A call that a run would make. Its messages and key are there if they do not hang on replies that are yet to come. */
export interface PlannedCall {
  readonly eval: string;
  readonly case: number;
  readonly repeat: number;
  readonly for: 'reply' | 'judge' | 'simulator';
  readonly profile: Profile;
  readonly messages?: readonly Message[];
  readonly key?: string;
  /** About how many tokens go out and come back. */
  readonly input: number;
  readonly output: number;
}

/** Judges answer in a sentence or two. */
const likelyVerdictTokens = 100;
/** What a judge is told beside the conversation. */
const judgeOverhead = 350;

export function* plannedCalls(plan: RunPlan, hash: Hash): Iterable<PlannedCall> {
  for (const trial of trialsOf(plan)) yield* callsOf(trial, plan, hash);
}

function* callsOf(trial: PlannedTrial, plan: RunPlan, hash: Hash): Iterable<PlannedCall> {
  const { plan: one, case: own, index, repeat, model } = trial;
  const base = { eval: one.id, case: index, repeat };
  const state: Walk = { transcript: [], known: true, tokens: estimatedTokens(own.prompt) };
  for (const step of own.steps) {
    for (const planned of callsOfStep(step, state, { own, model, plan })) {
      const call: Call | undefined = planned.messages && { profile: planned.profile, messages: planned.messages, repeat };
      yield { ...base, ...planned, key: call && keyOf(call, hash) };
    }
  }
}

/** How far a conversation has got. */
interface Walk {
  readonly transcript: Said[];
  /** Whether all of it is known before the run. */
  known: boolean;
  tokens: number;
}

type Unnamed = Omit<PlannedCall, 'eval' | 'case' | 'repeat' | 'key'>;

interface Around {
  readonly own: Case;
  readonly model: Profile;
  readonly plan: RunPlan;
}

function* callsOfStep(step: Step, state: Walk, around: Around): Iterable<Unnamed> {
  switch (step.kind) {
    case 'said':
      state.transcript.push(step.said);
      state.tokens += estimatedTokens(step.said.text);
      return;
    case 'judged':
      yield* judging(step.checks, state, around);
      return;
    case 'reply':
      yield reply(state, around);
      yield* judging(step.checks, state, around);
      stand(step.stands, state);
      return;
    case 'simulated':
      for (let turn = 0; turn < step.turns; turn++) {
        state.known = false;
        yield { for: 'simulator', profile: around.plan.simulator, input: state.tokens, output: likelyReplyTokens };
        state.tokens += likelyReplyTokens;
        yield reply(state, around);
      }
      yield* judging(step.checks, state, around);
  }
}

function reply(state: Walk, { own, model }: Around): Unnamed {
  const messages = state.known ? messagesOf(own.prompt, state.transcript) : undefined;
  const input = messages ? estimatedRequest(messages) : state.tokens;
  state.tokens += likelyReplyTokens;
  const known = state.known;
  state.known = false;
  return { for: 'reply', profile: model, input, output: likelyReplyTokens, ...(known && { messages }) };
}

/** In an example an answer of the author's stands for the reply, so that the next call is known again. */
function stand(stands: Said | undefined, state: Walk): void {
  if (!stands) return;
  state.transcript.push(stands);
  state.known = true;
}

function* judging(checks: readonly Check[], state: Walk, { own, plan }: Around): Iterable<Unnamed> {
  const conversation = state.tokens - estimatedTokens(own.prompt) + judgeOverhead;
  for (const check of checks) {
    for (const profile of plan.judges) {
      const input = conversation + materialOf(check);
      for (let i = 0; i < asksOf(check); i++) yield { for: 'judge', profile, input, output: likelyVerdictTokens };
    }
  }
}

function materialOf(check: Check): number {
  return check.kind === 'compared'
    ? [...check.good, ...check.bad].reduce((sum, { text }) => sum + estimatedTokens(text), estimatedTokens(check.prose))
    : 40;
}

function asksOf({ kind }: Check): number {
  switch (kind) {
    case 'contains':
    case 'equals':
    case 'matches':
    case 'length':
      return 0;
    case 'compared':
      return 2;
    default:
      return 1;
  }
}

/** What the calls of one profile come to. */
export interface Estimate {
  readonly profile: Profile;
  readonly calls: number;
  readonly input: number;
  readonly output: number;
  /** Undefined where the profile names no price. */
  readonly costUSD?: number;
}

/** For each profile, in the order of its first call. `isRecorded` says which calls need not be sent. */
export function estimates(calls: Iterable<PlannedCall>, isRecorded: (key: string) => boolean = () => false): Estimate[] {
  const sums = new Map<Profile, { calls: number; input: number; output: number }>();
  for (const { profile, key, input, output } of calls) {
    if (key !== undefined && isRecorded(key)) continue;
    const sum = sums.get(profile) ?? { calls: 0, input: 0, output: 0 };
    sums.set(profile, { calls: sum.calls + 1, input: sum.input + input, output: sum.output + output });
  }
  return [...sums].map(([profile, sum]) => ({ profile, ...sum, costUSD: costOf(profile, sum) }));
}

/** USD, and the profiles that are not in it for want of a price. */
export function totalCost(parts: readonly Estimate[]): { costUSD: number; unpriced: string[] } {
  return {
    costUSD: parts.reduce((sum, { costUSD }) => sum + (costUSD ?? 0), 0),
    unpriced: parts.filter(({ costUSD }) => costUSD === undefined).map(({ profile }) => profile.name),
  };
}
