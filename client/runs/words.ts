// A run in a few words, as lists and documents say it.

import type { ListedRun } from '../../server/features/runs-protocol.ts';

/** In the reader's own time. */
export const dateOf = (started: string): string =>
  new Date(started).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `passed`, `failed`, and the two that are neither. */
export const statusWords = { pass: 'passed', fail: 'failed', flaky: 'flaky', 'not run': 'not run' } as const;

/** `3 passed, 1 failed` */
export function countsOf({ count, state }: ListedRun): string {
  if (!count) return 'still going on, or killed';
  const parts = (Object.keys(statusWords) as (keyof typeof statusWords)[])
    .filter(status => count[status] > 0)
    .map(status => `${count[status]} ${statusWords[status]}`);
  const all = parts.length > 0 ? parts.join(', ') : 'nothing was decided';
  return state === 'ended' ? all : state === 'interrupted' ? `${all} (cancelled)` : `${all} so far (it goes on, or was killed)`;
}

export const modelsOf = ({ models }: ListedRun): string =>
  models.map(({ name, sampling }) => (sampling ? `${name}, sampling uncontrolled` : name)).join(', ');

/** Undefined while nothing is known of it. */
export function costOf({ cost, unpriced }: ListedRun): string | undefined {
  if (cost === undefined) return undefined;
  const money = cost === 0 ? 'no cost' : `$${cost < 0.01 ? cost.toFixed(5) : cost.toFixed(2)}`;
  if (unpriced.length === 0) return money;
  const missing = `${unpriced.join(', ')} ${unpriced.length === 1 ? 'names' : 'name'} no price`;
  return cost === 0 ? `cost not known: ${missing}` : `${money}, and what is not known: ${missing}`;
}
