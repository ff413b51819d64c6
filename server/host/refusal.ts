// What ends a command before its time, in one clear line.

// Registered, for the command is several bundles, each with a copy of this file.
const mark: unique symbol = Symbol.for('polity.refusal');

/** To throw: the call was wrong, status 2. The message stands after `polity: `; it says what is wrong and what to do. */
export const refusal = (message: string): Error => Object.assign(new Error(message), { [mark]: 2 });

/** To throw: what was asked cannot be had of this spec as it is, status 1. */
export const failure = (message: string): Error => Object.assign(new Error(message), { [mark]: 1 });

export const isRefusal = (error: unknown): error is Error & { readonly [mark]: 1 | 2 } => error instanceof Error && mark in error;

export const exitOf = (error: Error & { readonly [mark]: 1 | 2 }): 1 | 2 => error[mark];
