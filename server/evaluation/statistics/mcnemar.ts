// Two runs over the same evals: is what flipped more than chance?

/**
 * The exact two-sided McNemar test: of the pairs that differ, `gained` went from fail to pass and `lost` the other way. The
 * probability that a fair coin splits them as unevenly, or more.
 */
export function mcnemarExact(gained: number, lost: number): number {
  const n = gained + lost;
  const least = Math.min(gained, lost);
  if (n === 0) return 1;
  let tail = 0;
  let logCombinations = 0;
  for (let k = 0; k <= least; k++) {
    if (k > 0) logCombinations += Math.log((n - k + 1) / k);
    tail += Math.exp(logCombinations - n * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
