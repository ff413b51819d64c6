// How long a text is for a model, near enough to plan with. No model's own tokenizer is asked: they differ, and are large.

import type { Message } from './call.ts';

/** Letters that are mostly a token each, or more: everything beyond Latin, Greek and Cyrillic. */
const dense = /[\u0590-\uffff]/g;

/** About how many tokens a text has; within a fifth for English prose. Shown with `≈`. */
export const estimatedTokens = (text: string): number => Math.ceil(tokenQuarters(text) / 4);

/** The same in quarters of a token, which add up. */
export function tokenQuarters(text: string): number {
  const heavy = text.match(dense)?.length ?? 0;
  return text.length - heavy + 4 * heavy;
}

/** As above for a whole request; every message costs a few tokens of its own. */
export function estimatedRequest(messages: readonly Message[]): number {
  return messages.reduce((sum, message) => sum + estimatedTokens(message.text) + 4, 3);
}
