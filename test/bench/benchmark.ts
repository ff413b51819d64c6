// What a benchmark is, and how to measure.

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<readonly Row[]>;
}

export interface Row {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** A peer, measured in the same run: `figure` is compared with it. */
  readonly peer?: { readonly name: string; readonly figure: number };
  /** What speed.md asks for, in words. */
  readonly mark?: string;
}

export const median = (figures: readonly number[]): number => percentile(figures, 0.5);

export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds of each of `times` calls, after `warm` calls that do not count. */
export function timings(act: () => unknown, { times, warm = 3 }: { times: number; warm?: number }): number[] {
  for (let i = 0; i < warm; i++) act();
  return Array.from({ length: times }, () => {
    const began = performance.now();
    act();
    return performance.now() - began;
  });
}

/**
 * Megabytes of heap that what `read` makes of `text` keeps alive, beside the text itself. A small text goes first, so that what
 * a parser keeps for itself does not count. Needs `--expose-gc`.
 */
export function heapKept(read: (text: string) => unknown, text: string): number {
  const collect = () => {
    for (let i = 0; i < 3; i++) (globalThis as { gc?: () => void }).gc?.();
    return process.memoryUsage().heapUsed;
  };
  read('constitution small\n');
  const before = collect();
  const kept = read(text);
  const after = collect();
  return kept === undefined ? Number.NaN : (after - before) / 1024 / 1024;
}
