// Random questions for the engine's lower floors: a few variables of every kind, and conditions over them.

import fc from 'fast-check';
import { all, any, type Condition, fact, not } from '../../server/analysis/norms/conditions.ts';
import { spanSet, type ValueSet } from '../../server/analysis/norms/sets.ts';
import type { Variable } from '../../server/analysis/norms/variables.ts';

const plain = { values: [], ends: [], low: 0 };

/** A boolean, a flat, an ordered and a hierarchical context, a range, one of forty values, and the agent. */
export const variables: readonly Variable[] = [
  { ...plain, kind: 'boolean', index: 0, name: 'urgent', size: 2, values: ['false', 'true'] },
  { ...plain, kind: 'flat', index: 1, name: 'audience', size: 3, values: ['adult', 'minor', 'unknown'] },
  { ...plain, kind: 'ordered', index: 2, name: 'stakes', size: 4, values: ['low', 'moderate', 'high', 'grave'] },
  {
    ...plain,
    kind: 'tree',
    index: 3,
    name: 'topic',
    size: 5,
    values: ['health', 'mental', 'crisis', 'dental', 'legal'],
    ends: [4, 3, 3, 4, 5],
  },
  { ...plain, kind: 'range', index: 4, name: 'age', size: 100, low: 3 },
  { ...plain, kind: 'flat', index: 5, name: 'town', size: 40, values: Array.from({ length: 40 }, (_, i) => `t${i}`) },
  { ...plain, kind: 'agent', index: 6, name: 'agent', size: 2, values: ['day', 'night'] },
];

/** A set that is neither empty nor full, of few runs where there are many values. */
const setOf = (variable: Variable): fc.Arbitrary<ValueSet> =>
  variable.size <= 31
    ? fc.integer({ min: 1, max: 2 ** variable.size - 2 })
    : fc
        .uniqueArray(fc.integer({ min: 0, max: variable.size }), { minLength: 2, maxLength: 4 })
        .map(bounds => bounds.slice(0, bounds.length & ~1).sort((a, b) => a - b))
        .map(bounds =>
          bounds[0] === 0 && bounds[1] === variable.size && bounds.length === 2 ? spanSet(variable.size, 1, 2) : apart(bounds),
        );

/** Runs that touch become one. */
function apart(bounds: readonly number[]): number[] {
  const runs: number[] = [];
  for (const bound of bounds) {
    if (runs.at(-1) === bound) runs.pop();
    else runs.push(bound);
  }
  return runs;
}

export const factOver = (some: readonly Variable[]): fc.Arbitrary<Condition> =>
  fc.constantFrom(...some).chain(variable => setOf(variable).map(set => fact(variable, set)));

export const conditionOver = (some: readonly Variable[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ node: Condition }>(tie => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      factOver(some),
      fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map(parts => all(...parts)),
      fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map(parts => any(...parts)),
      tie('node').map(not),
    ),
  })).node;

/** Does the condition hold where the variables have these values? Written down once more, as plainly as can be. */
export function holds(condition: Condition, values: readonly number[]): boolean {
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'fact': {
      const value = values[condition.variable.index]!;
      const { set } = condition;
      return typeof set === 'number' ? ((set >> value) & 1) === 1 : set.filter(bound => bound <= value).length % 2 === 1;
    }
    case 'not':
      return !holds(condition.part, values);
    case 'all':
      return condition.parts.every(part => holds(part, values));
    case 'any':
      return condition.parts.some(part => holds(part, values));
  }
}

/** All combinations of values. */
export function* situations(some: readonly Variable[]): Generator<number[]> {
  const [first, ...rest] = some;
  if (!first) {
    yield [];
    return;
  }
  for (const values of situations(rest)) for (let value = 0; value < first.size; value++) yield [value, ...values];
}
