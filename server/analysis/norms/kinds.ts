// Which action is a kind of which, and which two cannot both be done, in the situations where that holds (language.md §4, §6).

import { memo } from '../memo.ts';
import { all, any, type Condition, everywhere, nowhere } from './conditions.ts';
import type { Act } from './world.ts';

/** What doing the action counts as, itself first, each with the situations in which it does. */
export const kindsAbove: (act: Act) => ReadonlyMap<Act, Condition> = memo(act => {
  const where = new Map<Act, Condition>([[act, everywhere]]);
  for (const from of towardsParents(act)) {
    const reached = where.get(from) ?? nowhere;
    for (const { act: parent, when } of from.parents) {
      if (parent === act) continue;
      where.set(parent, any(where.get(parent) ?? nowhere, all(reached, when)));
    }
  }
  return where;
});

/** Everything above an action, each after all that leads to it. A ring is a mistake that is reported as such; here it is cut. */
function towardsParents(act: Act): Act[] {
  const order: Act[] = [];
  const entered = new Set<Act>([act]);
  const pending: { act: Act; next: number }[] = [{ act, next: 0 }];
  for (let top = pending.at(-1); top; top = pending.at(-1)) {
    const parent = top.act.parents[top.next++]?.act;
    if (!parent) {
      order.push(top.act);
      pending.pop();
    } else if (!entered.has(parent)) {
      entered.add(parent);
      pending.push({ act: parent, next: 0 });
    }
  }
  return order.reverse();
}

const oppositions: (act: Act) => Map<Act, Condition> = memo(() => new Map());

/** Where the two cannot both be done: a kind of the one is declared to oppose a kind of the other. */
export function oppositionOf(a: Act, b: Act): Condition {
  const known = oppositions(a).get(b);
  if (known) return known;
  const ways: Condition[] = [];
  const above = kindsAbove(b);
  for (const [kind, where] of kindsAbove(a)) {
    for (const opposed of kind.opposed) {
      const there = above.get(opposed);
      if (there) ways.push(all(where, there));
    }
  }
  const result = any(...ways);
  oppositions(a).set(b, result);
  oppositions(b).set(a, result);
  return result;
}
