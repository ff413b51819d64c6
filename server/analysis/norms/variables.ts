// What a context is to the engine: a variable that every situation gives one of `size` values, numbered from 0.

import { fullSet, spanSet, type ValueSet } from './sets.ts';

/**
 * A context, option or consent of the checked document's world, or the agent. Two contexts that agree in full are one
 * variable (language.md §3).
 */
export interface Variable {
  readonly kind: 'boolean' | 'flat' | 'ordered' | 'tree' | 'range' | 'agent';
  /** Its place in the list that it belongs to. */
  readonly index: number;
  /** As the checked document would write it. */
  readonly name: string;
  readonly size: number;
  /** The names of the values; a hierarchy's in the order of reading, parents first. Of a range none. */
  readonly values: readonly string[];
  /** What tells the values apart in another version of the document, where it is not their names: which role an agent plays. */
  readonly keys?: readonly string[];
  /** Of a hierarchy: value `i` and everything under it are the values from `i` to before `ends[i]`. */
  readonly ends: readonly number[];
  /** Of a range: the number that value 0 stands for. */
  readonly low: number;
}

/** Can its values be compared with `<`? */
export const isOrdered = ({ kind }: Variable): boolean => kind === 'ordered' || kind === 'range';

export const fullOf = (variable: Variable): ValueSet => fullSet(variable.size);

export const keysOf = ({ keys, values }: Variable): readonly string[] => keys ?? values;

/** What `is V` holds for: the value, and in a hierarchy everything under it. */
export function branchOf(variable: Variable, value: number): ValueSet {
  return spanSet(variable.size, value, variable.kind === 'tree' ? variable.ends[value]! : value + 1);
}

export const isLeaf = (variable: Variable, value: number): boolean => variable.kind !== 'tree' || variable.ends[value] === value + 1;

/** A value as a witness gives it. */
export function valueAt(variable: Variable, value: number): string | number | boolean {
  if (variable.kind === 'boolean') return value === 1;
  if (variable.kind === 'range') return variable.low + value;
  return variable.values[value]!;
}
