// How far judges agree beyond chance.

export type Metric = 'nominal' | 'ordinal' | 'interval';

/**
 * Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"). `units[i]` are the answers that one
 * unit got, in any order, those that are missing left out. Nominal answers may be any numbers; ordinal and interval ones are
 * read as such. `times[i]` is how often the unit i occurred, once where it is left out. 1 is full agreement, 0 is chance. `undefined` where no unit has two answers, or all answers are the same one.
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  metric: Metric = 'nominal',
  times?: readonly number[],
): number | undefined {
  const totals = new Map<number, number>();
  const paired = units.map((unit, i) => ({ unit, count: times?.[i] ?? 1 })).filter(({ unit }) => unit.length > 1);
  for (const { unit, count } of paired) for (const value of unit) totals.set(value, (totals.get(value) ?? 0) + count);
  const values = [...totals.keys()].sort((left, right) => left - right);
  const distance = distances(metric, values, totals);
  let n = 0;
  let observed = 0;
  for (const { unit, count } of paired) {
    n += unit.length * count;
    observed += (count * pairs(countsOf(unit), distance)) / (unit.length - 1);
  }
  const expected = pairs(totals, distance) / (n - 1);
  return n < 2 || expected === 0 ? undefined : 1 - observed / expected;
}

type Distance = (left: number, right: number) => number;

function countsOf(unit: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of unit) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The sum of distances over all ordered pairs of two answers. */
function pairs(counts: ReadonlyMap<number, number>, distance: Distance): number {
  let sum = 0;
  for (const [left, many] of counts) for (const [right, others] of counts) if (left !== right) sum += many * others * distance(left, right);
  return sum;
}

function distances(metric: Metric, values: readonly number[], totals: ReadonlyMap<number, number>): Distance {
  switch (metric) {
    case 'nominal':
      return () => 1;
    case 'interval':
      return (left, right) => (left - right) ** 2;
    case 'ordinal':
      return (left, right) => {
        const [low, high] = left < right ? [left, right] : [right, left];
        const between = values.filter(value => value >= low && value <= high).reduce((sum, value) => sum + totals.get(value)!, 0);
        return (between - (totals.get(low)! + totals.get(high)!) / 2) ** 2;
      };
  }
}
