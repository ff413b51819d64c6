// The queue of calls in this process.

import PQueue from 'p-queue';
import type { Queue } from '../../evaluation/asking.ts';

/** So many tasks at a time, in the order in which they came. */
export function processQueue(concurrency: number): Queue {
  const queue = new PQueue({ concurrency });
  return async task => queue.add(task);
}
