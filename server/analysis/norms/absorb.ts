// What a question says outright about single contexts goes into the box that it is asked in; mostly nothing else is left of it.

import { always, type Box, type Circuit, type Literal, never, not, openBox, setOf } from './circuit.ts';
import { disjoint, isEmpty, meet, type ValueSet, within } from './sets.ts';

/** The goals that are left, and the box in which they are asked; undefined where nothing is. */
export function absorbed(
  circuit: Circuit,
  goals: readonly Literal[],
  start?: Box,
): { readonly roots: readonly Literal[]; readonly box: Box } | undefined {
  const box: ValueSet[] = start ? [...start] : openBox(circuit);
  let roots = goals;
  for (let before = -1; before !== roots.length; ) {
    before = roots.length;
    const left: Literal[] = [];
    const pending = roots.toReversed();
    let narrowed = false;
    for (let goal = pending.pop(); goal !== undefined; goal = pending.pop()) {
      if (goal === always) continue;
      if (goal === never) return undefined;
      const said = saying(circuit, goal, box);
      if (said.kind === 'parts') pending.push(...said.parts);
      else if (said.kind === 'open') left.push(goal);
      else if (said.kind === 'fact') {
        const about = circuit.about[said.fact >> 1]!;
        box[about] = meet(box[about]!, setOf(circuit, said.fact));
        if (isEmpty(box[about]!)) return undefined;
        narrowed = true;
      }
    }
    roots = left;
    if (narrowed) before = -1;
    if (left.length === 0) break;
  }
  return { roots, box };
}

type Said =
  | { readonly kind: 'fact'; readonly fact: Literal }
  | { readonly kind: 'parts'; readonly parts: readonly Literal[] }
  /** It holds in the whole box. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'open' };

/** More parts than this are left to the search. */
const few = 64;

function saying(circuit: Circuit, goal: Literal, box: Box): Said {
  if (circuit.about[goal >> 1]! >= 0) return { kind: 'fact', fact: goal };
  const parts = circuit.parts[goal >> 1]!;
  if (parts.length > few) return { kind: 'open' };
  if (!(goal & 1)) return { kind: 'parts', parts };
  let open: Literal | undefined;
  let opens = 0;
  for (const part of parts) {
    const about = circuit.about[part >> 1]!;
    const set = about >= 0 ? setOf(circuit, part) : undefined;
    if (set !== undefined && disjoint(box[about]!, set)) return { kind: 'nothing' };
    if (set !== undefined && within(box[about]!, set)) continue;
    opens++;
    open = set === undefined ? undefined : part;
  }
  return opens === 1 && open !== undefined ? { kind: 'fact', fact: not(open) } : { kind: 'open' };
}
