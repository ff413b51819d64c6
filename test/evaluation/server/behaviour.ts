// What a script tells the server to do with a request.

export interface AskedMessage {
  readonly role: string;
  readonly text: string;
}

/** A request as both protocols have it in common. */
export interface Asked {
  readonly protocol: 'openai' | 'anthropic';
  readonly model: string;
  /** The system prompt; empty where there is none. */
  readonly system: string;
  readonly messages: readonly AskedMessage[];
  readonly stream: boolean;
  /** Whether a JSON reply was asked for, by response format or by a forced tool. */
  readonly json: boolean;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Counted from 0. */
  readonly index: number;
}

export type Behaviour =
  | {
      readonly kind: 'reply';
      readonly text: string;
      /** Milliseconds before the first byte. */
      readonly after?: number;
      /** Sizes in bytes of the pieces that go out one by one, over and over: SSE lines and characters are cut anywhere. */
      readonly pieces?: readonly number[];
      /** Milliseconds between pieces, or between words where there are no pieces. */
      readonly pause?: number;
      readonly finish?: 'stop' | 'length' | 'filter';
      readonly usage?: { readonly input: number; readonly output: number } | 'none';
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body: string;
      readonly type?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An error as the protocol words it. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly message: string;
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Sends this much of a reply, and then nothing more, forever. */
  | { readonly kind: 'stall'; readonly text: string }
  /** Sends this much of a reply, and then hangs up. */
  | { readonly kind: 'cut'; readonly text: string }
  | { readonly kind: 'raw'; readonly body: string; readonly type: string }
  | { readonly kind: 'huge'; readonly bytes: number };

export type Script = (asked: Asked) => Behaviour | Promise<Behaviour>;

export const says = (text: string, more: Partial<Extract<Behaviour, { kind: 'reply' }>> = {}): Behaviour => ({
  kind: 'reply',
  text,
  ...more,
});
