// From picked values to facts as an author writes them.

import type { FactsResult } from '../../server/features/protocol.ts';

export type FactContext = FactsResult['contexts'][number];
export type FactChoice = FactContext['choices'][number];

export interface Picked {
  readonly context: FactContext;
  /** None for a range, which has a typed number instead. */
  readonly choice?: FactChoice;
  /** What was typed for a range: `14`, `< 18`, `>= 65`. */
  readonly typed?: string;
}

/** Several values of one context are alternatives; all values of one say nothing. */
export function factsOf(picked: readonly Picked[]): string {
  const byContext = Map.groupBy(picked, ({ context }) => context);
  return [...byContext].flatMap(([context, picks]) => factOf(context, picks)).join(', ');
}

function factOf(context: FactContext, picks: readonly Picked[]): string[] {
  if (context.kind === 'range') return picks.flatMap(({ typed }) => (typed ? [rangeFact(context.name, typed)] : []));
  const choices = picks.flatMap(({ choice }) => (choice ? [choice] : []));
  if (choices.length === 0 || choices.length === context.choices.length) return [];
  if (choices.length === 1) return [choices[0]!.fact];
  return [`(${choices.map(({ fact }) => fact).join(' or ')})`];
}

function rangeFact(name: string, typed: string): string {
  const text = typed.trim();
  return /^[<>]/.test(text) ? `${name} ${text}` : `${name} is ${text.replace(/^is\s+/, '')}`;
}

/** What is wrong with what was typed for a range, or nothing. */
export function rangeTrouble(
  { name, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY }: FactContext,
  typed: string,
): string | undefined {
  const number = /^(?:is\s+|[<>]=?\s*)?(\d+)$/.exec(typed.trim())?.[1];
  if (number === undefined) return 'Write a whole number, or a comparison such as “< 18” or “>= 65”.';
  if (Number(number) < low || Number(number) > high) return `${name} goes from ${low} to ${high}.`;
  return undefined;
}
