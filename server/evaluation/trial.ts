// One conversation of one case, once: led, judged, and put on record. Nothing of it is shared with another.

import type { Ask } from './asking.ts';
import { type Answered, type Call, costOf, type Failure, type FailureKind, type Hash, type Profile } from './call.ts';
import type { Case, Check, Said, Step, Verdict } from './case.ts';
import { messagesOf, simulatorMessages } from './conversation.ts';
import type { Subject } from './judgement.ts';
import { judged } from './judging.ts';
import { decideLength, decideText } from './textual.ts';

export interface Setup {
  readonly case: Case;
  /** Counted from 1. */
  readonly repeat: number;
  readonly model: Profile;
  readonly judges: readonly Profile[];
  /** Plays the user where the eval simulates one. */
  readonly simulator: Profile;
}

export interface TrialEffects {
  readonly ask: Ask;
  readonly hash: Hash;
  /** The reply as it comes, for those who watch. */
  readonly onText?: (piece: string) => void;
  /** What stands in the conversation now; ends the reply that came in pieces. */
  readonly onSaid?: (said: Said) => void;
  /** A verdict as soon as it is there. */
  readonly onVerdict?: (verdict: Verdict) => void;
}

/** `not run`: nothing is known, because a call failed or there was nothing to look for. Never counted as passed. */
export type Outcome = 'pass' | 'fail' | 'not run';

/** What a call was for and what it took. */
export interface CallMade {
  readonly for: 'reply' | 'judge' | 'simulator';
  readonly model: string;
  readonly key: string;
  readonly input: number;
  readonly output: number;
  /** Undefined where the profile names no price. */
  readonly costUSD?: number;
  readonly milliseconds: number;
  readonly recorded: boolean;
}

export interface Trial {
  readonly outcome: Outcome;
  /** Why it was not run. */
  readonly why?: string;
  /** What kind of failure that was, where it was one. */
  readonly failure?: FailureKind;
  readonly transcript: readonly Said[];
  readonly verdicts: readonly Verdict[];
  readonly calls: readonly CallMade[];
}

export async function runTrial(setup: Setup, effects: TrialEffects): Promise<Trial> {
  const { unaskable } = setup.case;
  if (unaskable !== undefined) return { outcome: 'not run', why: unaskable, transcript: [], verdicts: [], calls: [] };
  const state: State = { setup, effects, calls: [], transcript: [], record: [], judging: [] };
  let failure: Failure | undefined;
  for (const step of setup.case.steps) {
    if (state.standing) state.record.push(state.standing);
    state.standing = undefined;
    failure = await taken(step, state);
    if (failure) break;
  }
  const verdicts = (await Promise.all(state.judging)).flat();
  return { ...outcomeOf(verdicts, failure), transcript: state.record, verdicts, calls: state.calls };
}

interface State {
  readonly setup: Setup;
  readonly effects: TrialEffects;
  readonly calls: CallMade[];
  /** What the model is sent next, and judges see. */
  transcript: Said[];
  /** What is put on record: where an author's answer takes the place of a reply, both. */
  readonly record: Said[];
  /** An author's answer that has just taken the place of a reply; on record as soon as the conversation goes on from it. */
  standing?: Said;
  /** Judges do not hold up the conversation. */
  readonly judging: Promise<readonly Verdict[]>[];
}

/** Every call that is answered leaves its costs. */
function noted({ effects, calls }: State, purpose: CallMade['for']): Ask {
  return async (call, onText) => {
    const answer = await effects.ask(call, onText);
    if (answer.kind === 'reply') calls.push(made(call, answer.reply, purpose));
    return answer;
  };
}

function made(call: Call, { key, usage, milliseconds, recorded }: Answered, purpose: CallMade['for']): CallMade {
  const { input, output } = usage;
  return { for: purpose, model: call.profile.name, key, input, output, costUSD: costOf(call.profile, usage), milliseconds, recorded };
}

/** Ends with the failure that stops the conversation. */
function taken(step: Step, state: State): Promise<Failure | undefined> | undefined {
  switch (step.kind) {
    case 'said':
      say(step.said, state);
      return undefined;
    case 'judged':
      judge(step.checks, state, false);
      return undefined;
    case 'reply':
      return replied(step, state);
    case 'simulated':
      return simulated(step, state);
  }
}

function say(said: Said, { transcript, record, effects }: State): void {
  transcript.push(said);
  record.push(said);
  effects.onSaid?.(said);
}

async function replied(step: Extract<Step, { kind: 'reply' }>, state: State): Promise<Failure | undefined> {
  const failure = await reply(state);
  if (failure) return failure;
  judge(step.checks, state, false);
  if (step.stands) state.transcript = [...state.transcript.slice(0, -1), step.stands];
  state.standing = step.stands;
  return undefined;
}

async function reply(state: State): Promise<Failure | undefined> {
  const { setup, effects, transcript } = state;
  const messages = messagesOf(setup.case.prompt, transcript);
  const answer = await noted(state, 'reply')({ profile: setup.model, messages, repeat: setup.repeat }, effects.onText);
  if (answer.kind === 'failed') return answer.failure;
  say({ speaker: 'assistant', text: answer.reply.text, generated: 'reply' }, state);
  return undefined;
}

async function simulated(step: Extract<Step, { kind: 'simulated' }>, state: State): Promise<Failure | undefined> {
  const { setup, transcript } = state;
  for (let turn = 0; turn < step.turns; turn++) {
    const answer = await noted(
      state,
      'simulator',
    )({ profile: setup.simulator, messages: simulatorMessages(step.who, transcript), repeat: setup.repeat });
    if (answer.kind === 'failed') return answer.failure;
    say({ speaker: 'user', text: answer.reply.text, generated: 'simulated' }, state);
    const failure = await reply(state);
    if (failure) return failure;
  }
  judge(step.checks, state, true);
  return undefined;
}

function judge(checks: readonly Check[], state: State, whole: boolean): void {
  const { setup, effects, transcript, judging } = state;
  const subject = { transcript: [...transcript], whole };
  const bench = { judges: setup.judges, repeat: setup.repeat };
  const judgingEffects = { ask: noted(state, 'judge'), hash: effects.hash };
  const told = async (check: Check) => {
    const verdict = await verdictOn(check, subject, { bench, effects: judgingEffects });
    effects.onVerdict?.(verdict);
    return verdict;
  };
  judging.push(Promise.all(checks.map(told)));
}

type Judging = { readonly bench: Parameters<typeof judged>[2]; readonly effects: Parameters<typeof judged>[3] };

async function verdictOn(check: Check, subject: Subject, { bench, effects }: Judging): Promise<Verdict> {
  switch (check.kind) {
    case 'contains':
    case 'equals':
    case 'matches':
      return { check, votes: [], ...decideText(check, textOf(subject)) };
    case 'length':
      return { check, votes: [], ...decideLength(check, textOf(subject)) };
    default:
      return judged(check, subject, bench, effects);
  }
}

/** The last reply, or everything that the model said. */
function textOf({ transcript, whole }: Subject): string {
  if (!whole) return transcript.at(-1)?.text ?? '';
  return transcript
    .filter(({ generated }) => generated === 'reply')
    .map(({ text }) => text)
    .join('\n\n');
}

/** One expectation that is not met decides, whatever else is not known. Parity is decided over all cases, not here. */
function outcomeOf(verdicts: readonly Verdict[], failure: Failure | undefined): Pick<Trial, 'outcome' | 'why' | 'failure'> {
  const own = verdicts.filter(({ check }) => check.kind !== 'parity');
  if (own.some(({ met }) => met === 'not met' || met === 'unclear')) return { outcome: 'fail' };
  if (failure) return { outcome: 'not run', why: failure.message, failure: failure.kind };
  const open = verdicts.find(({ met }) => met === 'not run');
  if (open) return { outcome: 'not run', why: open.reason };
  return verdicts.length > 0 ? { outcome: 'pass' } : { outcome: 'not run', why: 'Nothing is expected here.' };
}
