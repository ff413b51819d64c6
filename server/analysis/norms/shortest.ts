// Of the sets of values that would all do, the one that reads shortest.

import { firstValue, isFull, join, runsOf, spanSet, type ValueSet, within } from './sets.ts';
import { branchOf, fullOf, isOrdered, type Variable } from './variables.ts';
import { lengthOf } from './wording.ts';

/** One letter is nothing won: `is 12` says more than `< 13`. */
const slight = 1;

/**
 * All of `needed`, and of `spare` what makes it shorter; of two that are as short, the one with less to spare. So values that cannot be
 * are named only where it would take longer without them.
 */
export function shortest(variable: Variable, needed: readonly ValueSet[], spare: readonly ValueSet[]): ValueSet {
  const joined = (sets: readonly ValueSet[]) => sets.reduce((a, b) => join(a, b, variable.size));
  const least = joined(needed);
  if (spare.length === 0) return least;
  const all = joined([...needed, ...spare]);
  if (isFull(all, variable.size)) return all;
  const read = (some: readonly ValueSet[]): Choice => {
    const set = joined([...needed, ...some]);
    return { set, spare: some, length: lengthOf({ variable, set }) };
  };
  const bare = read([]);
  let best: Choice = { ...bare, length: bare.length - slight };
  for (const span of spansAround(variable, least)) {
    const choice = pruned(read(spare.filter(set => within(set, span))), read);
    if (choice.length < best.length) best = choice;
  }
  return best.set;
}

interface Choice {
  readonly set: ValueSet;
  readonly spare: readonly ValueSet[];
  readonly length: number;
}

/** Without what does not make it shorter. */
function pruned(choice: Choice, read: (spare: readonly ValueSet[]) => Choice): Choice {
  let best = choice;
  for (const set of choice.spare) {
    const without = read(best.spare.filter(other => other !== set));
    if (without.length <= best.length) best = without;
  }
  return best === choice ? best : pruned(best, read);
}

/** Stretches of values with a name of their own: up to the last one, from the first on, a branch; and all there are. */
function* spansAround(variable: Variable, set: ValueSet): Generator<ValueSet> {
  const { size } = variable;
  if (isOrdered(variable)) {
    const [first, end] = [firstValue(set), runsOf(set).at(-1)!];
    yield spanSet(size, first, end);
    yield spanSet(size, 0, end);
    yield spanSet(size, first, size);
  } else if (variable.kind === 'tree') {
    for (let value = firstValue(set); value >= 0; value--) if (within(set, branchOf(variable, value))) yield branchOf(variable, value);
  }
  yield fullOf(variable);
}
