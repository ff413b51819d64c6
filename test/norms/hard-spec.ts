// A spec of which only the solver can say whether any situation is left.

import { diceOf } from '../grammar/random-spec.ts';

/** Assumes that tie three contexts each, about as many as can hold together: at random, but always the same, and more than a search gets through. */
export function hardSpec(): string {
  const dice = diceOf(3);
  const count = 120;
  const fact = () => `${dice.chance(0.5) ? 'not ' : ''}x${dice.below(count)}`;
  const contexts = Array.from({ length: count }, (_, i) => `context x${i}: boolean`);
  const assumes = Array.from({ length: count * 4 }, () => `assume ${fact()} or ${fact()} or ${fact()}`);
  return [
    'constitution hard "Hard"',
    'action a "A"',
    ...contexts,
    ...assumes,
    'principle p "P" { must a when x0 }',
    'principle q "Q" { must not a when x1 and x2 }',
    '',
  ].join('\n');
}
