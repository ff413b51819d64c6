// Keeps something running that can end at any time: starts it, starts it again after a crash, later each time, and gives up
// in the end. Knows neither an editor nor a server.

import { afterCrash } from './backoff.ts';

export interface Life<T> {
  /** What is running; waits while it starts, and rejects where it does not run. */
  readonly current: () => Promise<T>;
  readonly restart: () => Promise<void>;
  readonly end: () => Promise<void>;
}

export type LifeState = 'starting' | 'running' | 'failed' | 'given up';

export interface LifeOptions<T> {
  /** Starts a new one; it calls `crashed` when it ends by itself. */
  readonly start: (crashed: () => void) => Promise<T>;
  readonly stop: (running: T) => Promise<void>;
  readonly report: (state: LifeState) => void;
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

export function live<T>(options: LifeOptions<T>): Life<T> {
  const { start, stop, report, now = Date.now, wait = sleep } = options;
  let crashes: number[] = [];
  /** Counts the starts, so that what an older one says no longer matters. */
  let era = 0;
  let current: Promise<T> = Promise.reject(new Error('not started'));
  current.catch(() => undefined);

  const begin = (delay: number) => {
    const mine = ++era;
    report('starting');
    current = (delay > 0 ? wait(delay) : Promise.resolve()).then(async () => {
      if (mine !== era) throw new Error('It was stopped before it had started.');
      return start(() => mine === era && crashed());
    });
    current.then(
      () => mine === era && report('running'),
      () => mine === era && report('failed'),
    );
  };

  const crashed = () => {
    crashes = [...crashes, now()];
    const next = afterCrash(crashes);
    if (next.kind === 'wait') return begin(next.milliseconds);
    era++;
    current = Promise.reject(new Error('It keeps stopping.'));
    current.catch(() => undefined);
    report('given up');
  };

  const end = async () => {
    era++;
    const last = current;
    await last.then(stop).catch(() => undefined);
  };

  begin(0);
  return {
    current: () => current,
    restart: async () => {
      crashes = [];
      await end();
      begin(0);
      await current;
    },
    end,
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
