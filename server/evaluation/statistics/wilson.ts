// The interval that goes with a pass rate.

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A rate with its 95% Wilson interval. `clusters` says over how many groups it was taken, where runs of one eval hang together. */
export interface Rate {
  readonly passed: number;
  readonly total: number;
  readonly interval: Interval;
  /** The number of independent runs that the interval stands for; below `total` where the runs of one eval resemble one another. */
  readonly effective: number;
  readonly clusters?: number;
}

/** The normal quantile for 95%, two-sided. */
const z95 = 1.959963984540054;

/** The score interval of Wilson (1927) for a proportion. `passed` and `total` need not be whole. Of nothing at all: 0 to 1. */
export function wilson(passed: number, total: number, z: number = z95): Interval {
  if (total <= 0) return { low: 0, high: 1 };
  const p = passed / total;
  const z2 = z * z;
  const middle = (p + z2 / (2 * total)) / (1 + z2 / total);
  const half = (z / (1 + z2 / total)) * Math.sqrt((p * (1 - p)) / total + z2 / (4 * total * total));
  return { low: passed <= 0 ? 0 : Math.max(0, middle - half), high: passed >= total ? 1 : Math.min(1, middle + half) };
}

export interface Cluster {
  readonly passed: number;
  readonly total: number;
}

/**
 * The rate over evals that were each run several times. Runs of one eval are not independent, so the interval is taken at the
 * effective number of runs: the total over the design effect (Kish 1965), which is the ratio of the cluster-robust variance to
 * that of independent runs, never below 1. With a single eval, or where all runs agree, it cannot be told, and is 1.
 */
export function clusteredRate(clusters: readonly Cluster[]): Rate {
  const filled = clusters.filter(cluster => cluster.total > 0);
  const total = sum(filled.map(cluster => cluster.total));
  const passed = sum(filled.map(cluster => cluster.passed));
  const repeated = filled.some(cluster => cluster.total > 1);
  if (!repeated || filled.length < 2) return { passed, total, interval: wilson(passed, total), effective: total };
  const effective = total / designEffect(filled, passed / total, total);
  return { passed, total, interval: wilson((passed / total) * effective, effective), effective, clusters: filled.length };
}

function designEffect(clusters: readonly Cluster[], p: number, total: number): number {
  const independent = (p * (1 - p)) / total;
  if (independent === 0) return 1;
  const small = clusters.length / (clusters.length - 1);
  const robust = (small * sum(clusters.map(cluster => (cluster.passed - p * cluster.total) ** 2))) / (total * total);
  return Math.max(1, robust / independent);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0);
