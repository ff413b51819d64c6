// Models, recordings and a clock that do what a test says, without a network.

import { createHash } from 'node:crypto';
import { type Asking, type AskingEffects, type AskingOptions, asking } from '../../server/evaluation/asking.ts';
import type { Answered, Call, Failure, Hash, Outcome, Profile, Reply } from '../../server/evaluation/call.ts';

export const hash: Hash = text => createHash('sha256').update(text).digest('hex');

export const profile = (name: string, more: Partial<Profile> = {}): Profile => ({
  name,
  provider: 'openai-compatible',
  address: 'http://127.0.0.1:1/v1',
  model: `${name}-model`,
  parameters: {},
  ...more,
});

export const reply = (text: string, more: Partial<Reply> = {}): Outcome<Reply> => ({
  kind: 'reply',
  reply: { text, finish: 'stop', usage: { input: 10, output: 5 }, milliseconds: 1, ...more },
});
export const failure = (kind: Failure['kind'], more: Partial<Failure> = {}): Outcome<Reply> => ({
  kind: 'failed',
  failure: { kind, message: `it was ${kind}`, ...more },
});

/** What a model says to a call; a text is a reply. */
export type Says = (call: Call, nth: number) => string | Outcome<Reply> | Promise<string | Outcome<Reply>>;

export interface StandIn extends Asking {
  /** Every call that was sent. */
  readonly sent: Call[];
  readonly kept: Map<string, Answered>;
  /** Milliseconds that were waited, in order. */
  readonly waits: number[];
  readonly effects: AskingEffects;
  readonly cancel: () => void;
}

export interface StandInOptions extends Partial<AskingOptions> {
  readonly kept?: Map<string, Answered>;
  readonly now?: number;
}

export function standIn(says: Says, { kept = new Map(), now = 1000, ...options }: StandInOptions = {}): StandIn {
  const sent: Call[] = [];
  const waits: number[] = [];
  const cancelled = { aborted: false };
  const effects: AskingEffects = {
    send: async call => {
      sent.push(call);
      const said = await says(call, sent.length - 1);
      return typeof said === 'string' ? reply(said) : said;
    },
    queue: task => task(),
    recordings: {
      read: async key => {
        const found = kept.get(key);
        return found && { ...found, recorded: true };
      },
      write: async (_call, answer) => void kept.set(answer.key, answer),
    },
    hash,
    now: () => now,
    sleep: async milliseconds => void waits.push(milliseconds),
    cancelled,
  };
  return {
    ...asking(effects, { replay: 'prefer', since: 500, ...options }),
    sent,
    kept,
    waits,
    effects,
    cancel: () => {
      cancelled.aborted = true;
    },
  };
}
