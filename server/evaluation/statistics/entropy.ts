// How divided answers are, and how sure one can be of that.

import { seededRandom } from './random.ts';
import type { Interval } from './wilson.ts';

/**
 * The entropy of one case's answers, from 0 (all the same) to 1 (as divided as they can be). `options` is how many answers
 * there were to choose from; fewer answers than options cannot be divided over all of them, so the smaller of the two counts.
 */
export function normalisedEntropy(answers: readonly string[], options: number): number {
  const most = Math.min(answers.length, options);
  if (most < 2) return 0;
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / answers.length) * Math.log(count / answers.length);
  return Math.min(1, entropy / greatest(answers.length, most));
}

/** The entropy of `count` answers spread over `options` as evenly as whole numbers allow. */
function greatest(count: number, options: number): number {
  const least = Math.floor(count / options);
  const larger = count - least * options;
  const part = (size: number) => (size === 0 ? 0 : -(size / count) * Math.log(size / count));
  return larger * part(least + 1) + (options - larger) * part(least);
}

export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/** The mean of the values with a 95% percentile bootstrap interval (Efron 1979), over `rounds` resamples drawn from the seed. */
export function bootstrapMean(values: readonly number[], seed: number, rounds = 2000): Estimate | undefined {
  if (values.length === 0) return undefined;
  const random = seededRandom(seed);
  const mean = (pick: (i: number) => number) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += pick(i);
    return sum / values.length;
  };
  const means = Array.from({ length: rounds }, () => mean(() => values[Math.floor(random() * values.length)]!)).sort((a, b) => a - b);
  const quantile = (q: number) => means[Math.min(rounds - 1, Math.floor(q * rounds))]!;
  return { value: mean(i => values[i]!), interval: { low: quantile(0.025), high: quantile(0.975) } };
}
