// One question to one model, and what comes back.

export type Role = 'system' | 'user' | 'assistant';

export interface Message {
  readonly role: Role;
  readonly text: string;
}

/** What a model is asked with, beside the messages. All of it is part of a call's key. */
export interface Parameters {
  readonly temperature?: number;
  /** The most tokens that a reply may have. */
  readonly maxTokens?: number;
}

/** USD for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** A model as a config names it, without any secret. */
export interface Profile {
  /** As the author calls it. */
  readonly name: string;
  /** The provider's kind: `openai-compatible`, `anthropic`, `vscode`. */
  readonly provider: string;
  /** Where it is reached, without credentials; empty for models that the editor holds. */
  readonly address: string;
  readonly model: string;
  readonly parameters: Parameters;
  /** Tokens that prompt and reply may have together. */
  readonly contextWindow?: number;
  readonly price?: Price;
  /** The editor's own models do not let us choose how they draw their answers; recordings say so. */
  readonly sampling?: 'uncontrolled';
}

/** The shape that a reply must have, as a JSON schema: an object of strings, numbers and choices. */
export interface ReplySchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly profile: Profile;
  readonly messages: readonly Message[];
  readonly schema?: ReplySchema;
  /** Counted from 1. */
  readonly repeat: number;
}

export interface Usage {
  readonly input: number;
  readonly output: number;
  /** True where the server did not count and the numbers are ours. */
  readonly estimated?: boolean;
}

export interface Reply {
  readonly text: string;
  /** `length`: cut off at the most tokens that were allowed. `filter`: the provider held it back. */
  readonly finish: 'stop' | 'length' | 'filter' | 'other';
  readonly usage: Usage;
  /** From sending to the last character, without waiting for a place in the queue. */
  readonly milliseconds: number;
  /** The model that the server says has answered. */
  readonly answeredBy?: string;
}

/** When a reply came, in milliseconds since 1970, and whether it was kept from an earlier time. */
export interface Answered extends Reply {
  readonly at: number;
  readonly recorded: boolean;
  readonly key: string;
}

export type FailureKind =
  /** Nothing listens there. */
  | 'no server'
  | 'wrong key'
  | 'no model'
  /** The account has no money or allowance left. */
  | 'quota'
  /** The messages are longer than the model can read. */
  | 'context'
  /** 429: asked too often. */
  | 'busy'
  /** 5xx. */
  | 'server'
  /** The connection ended in the middle. */
  | 'cut'
  | 'timeout'
  /** What came back is no reply: HTML, broken JSON, the wrong shape, too much. */
  | 'garbled'
  /** The server understood, and will not. */
  | 'refused'
  | 'budget'
  | 'not recorded'
  | 'cancelled';

export interface Failure {
  readonly kind: FailureKind;
  /** For the author: what, where, what to do next. Holds no key. */
  readonly message: string;
  /** What the server asked us to wait, in milliseconds. */
  readonly retryAfter?: number;
}

/** Every further call to the same model would end the same way. */
export const isLasting = (kind: FailureKind): boolean =>
  kind === 'no server' || kind === 'wrong key' || kind === 'no model' || kind === 'quota';

/** Worth asking again after a while. */
export const isPassing = (kind: FailureKind): boolean => kind === 'busy' || kind === 'server' || kind === 'cut';

export type Outcome<R> = { readonly kind: 'reply'; readonly reply: R } | { readonly kind: 'failed'; readonly failure: Failure };
export type Answer = Outcome<Answered>;

export const failed = (failure: Failure): Outcome<never> => ({ kind: 'failed', failure });

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
export type Hash = (text: string) => string;

/**
 * The name of a call: the same for the same provider, address, model, parameters, messages and repeat, whatever the profile is
 * called and whatever it costs.
 */
export function keyOf(call: Call, hash: Hash): string {
  const { provider, address, model, parameters } = call.profile;
  const messages = call.messages.map(message => [message.role, message.text]);
  const asked = [provider, address, model, parameters.temperature ?? null, parameters.maxTokens ?? null, call.schema?.schema ?? null];
  return hash(JSON.stringify(['polity call 1', ...asked, call.repeat, messages]));
}

/** USD, or undefined where the profile names no price. Servers on this machine cost nothing. */
export function costOf(profile: Profile, usage: Usage): number | undefined {
  const price = profile.price ?? (isLocal(profile.address) ? { input: 0, output: 0 } : undefined);
  return price && (usage.input * price.input + usage.output * price.output) / 1_000_000;
}

/** Whether an address stays on this machine. */
export function isLocal(address: string): boolean {
  return /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$)/.test(address);
}
