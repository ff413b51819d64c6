// A call that was wrong: one clear line, and exit status 2.

// Known to all bundles: a refusal may be thrown in another one than it is caught in.
const mark = Symbol.for('polity refusal');

/** To throw. The message stands after `polity: `; it says what is wrong and what to do. */
export function refusal(message: string): Error {
  return Object.assign(new Error(message), { [mark]: true });
}

export const isRefusal = (error: unknown): error is Error => error instanceof Error && mark in error;
