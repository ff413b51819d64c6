// Sets of a context's values, numbered from 0. A context of at most 31 values has a bit for each; a wider one, and a range of
// whole numbers, has runs: [from, to, from, to, …], each from the first value to before the last, sorted and never touching.

export type ValueSet = number | Runs;
type Runs = readonly number[];

const narrow = 31;
const noRuns: Runs = [];

export const fullSet = (size: number): ValueSet => (size > narrow ? [0, size] : size === narrow ? 0x7fffffff : (1 << size) - 1);

/** The values from `from` to before `to` of a context with `size` values. */
export function spanSet(size: number, from: number, to: number): ValueSet {
  const low = Math.max(from, 0);
  const high = Math.min(to, size);
  if (size > narrow) return low < high ? [low, high] : noRuns;
  let mask = 0;
  for (let value = low; value < high; value++) mask |= 1 << value;
  return mask;
}

export const isEmpty = (set: ValueSet): boolean => (typeof set === 'number' ? set === 0 : set.length === 0);

export function isFull(set: ValueSet, size: number): boolean {
  return typeof set === 'number' ? set === fullSet(size) : set.length === 2 && set[0] === 0 && set[1] === size;
}

export function hasValue(set: ValueSet, value: number): boolean {
  if (typeof set === 'number') return ((set >> value) & 1) === 1;
  for (let i = 0; i < set.length; i += 2) if (value >= set[i]! && value < set[i + 1]!) return true;
  return false;
}

/** The smallest value; the set is not empty. */
export const firstValue = (set: ValueSet): number => (typeof set === 'number' ? 31 - Math.clz32(set & -set) : set[0]!);

export function countValues(set: ValueSet): number {
  let count = 0;
  if (typeof set === 'number') for (let rest = set; rest; rest &= rest - 1) count++;
  else for (let i = 0; i < set.length; i += 2) count += set[i + 1]! - set[i]!;
  return count;
}

export function meet(a: ValueSet, b: ValueSet): ValueSet {
  return typeof a === 'number' ? a & (b as number) : meetRuns(a, b as Runs);
}

export function disjoint(a: ValueSet, b: ValueSet): boolean {
  return typeof a === 'number' ? (a & (b as number)) === 0 : disjointRuns(a, b as Runs);
}

export function complement(set: ValueSet, size: number): ValueSet {
  return typeof set === 'number' ? ~set & (fullSet(size) as number) : complementRuns(set, size);
}

export function join(a: ValueSet, b: ValueSet, size: number): ValueSet {
  return typeof a === 'number'
    ? a | (b as number)
    : complementRuns(meetRuns(complementRuns(a, size), complementRuns(b as Runs, size)), size);
}

/** Is every value of `a` one of `b`? */
export function within(a: ValueSet, b: ValueSet): boolean {
  if (typeof a === 'number') return (a & ~(b as number)) === 0;
  const outer = b as Runs;
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    while (j < outer.length && outer[j + 1]! < a[i + 1]!) j += 2;
    if (j >= outer.length || outer[j]! > a[i]!) return false;
  }
  return true;
}

export function sameSet(a: ValueSet, b: ValueSet): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a.length === b.length && a.every((bound, i) => bound === b[i]);
}

/** Every value, in order. Only for sets that are known to be small, or to be listed anyway. */
export function* valuesOf(set: ValueSet): Generator<number> {
  if (typeof set === 'number') {
    for (let rest = set; rest; rest &= rest - 1) yield firstValue(rest);
  } else {
    for (let i = 0; i < set.length; i += 2) for (let value = set[i]!; value < set[i + 1]!; value++) yield value;
  }
}

/** As runs, however the set is kept: for cutting and for words. */
export function runsOf(set: ValueSet): readonly number[] {
  if (typeof set !== 'number') return set;
  const runs: number[] = [];
  for (const value of valuesOf(set)) {
    if (runs.at(-1) === value) runs[runs.length - 1] = value + 1;
    else runs.push(value, value + 1);
  }
  return runs;
}

function meetRuns(a: Runs, b: Runs): Runs {
  const result: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const from = Math.max(a[i]!, b[j]!);
    const to = Math.min(a[i + 1]!, b[j + 1]!);
    if (from < to) result.push(from, to);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return result;
}

function disjointRuns(a: Runs, b: Runs): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (Math.max(a[i]!, b[j]!) < Math.min(a[i + 1]!, b[j + 1]!)) return false;
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return true;
}

function complementRuns(runs: Runs, size: number): Runs {
  const result: number[] = [];
  let from = 0;
  for (let i = 0; i < runs.length; i += 2) {
    if (runs[i]! > from) result.push(from, runs[i]!);
    from = runs[i + 1]!;
  }
  if (from < size) result.push(from, size);
  return result;
}
