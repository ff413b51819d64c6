// Own assumes that would make an adopted entrenched norm apply nowhere: a way round it that is none (language.md §6).

import { emptyCircuit, type Literal, literalOf } from './circuit.ts';
import { decide, noPractice } from './decide.ts';
import type { Assume, Norm, World } from './world.ts';

export interface Loophole {
  readonly assume: Assume;
  readonly norms: readonly Norm[];
}

/** The last of the document's own assumes that take an adopted entrenched norm all its situations, with the norms. */
export function loopholesIn(world: World): readonly Loophole[] {
  const own = world.ground.assumes.filter(assume => assume.own && assume.node);
  if (own.length === 0) return [];
  const found = new Map<Assume, Norm[]>();
  for (const norm of world.norms) {
    if (norm.principle.own || !norm.principle.entrenched || norm.broken) continue;
    const last = lastToClose(world, norm, own);
    if (!last) continue;
    const norms = found.get(last);
    if (norms) norms.push(norm);
    else found.set(last, [norm]);
  }
  return [...found].map(([assume, norms]) => ({ assume, norms }));
}

/** Of the assumes that together close off the norm, the last one that has a part in it. */
function lastToClose({ ground, oracle }: World, norm: Norm, own: readonly Assume[]): Assume | undefined {
  const circuit = emptyCircuit(ground.variables);
  const read = ({ condition }: { condition: Assume['condition'] }): Literal => literalOf(circuit, condition);
  const given = ground.assumes.filter(assume => !own.includes(assume)).map(read);
  const region = literalOf(circuit, norm.region);
  const closed = (assumes: readonly Assume[]) =>
    decide(circuit, [region, ...given, ...assumes.map(read)], { ...oracle, practice: noPractice() }).kind === 'none';
  if (closed([]) || !closed(own)) return undefined;
  return own.findLast((assume, i) => closed([assume]) || (closed(own.slice(0, i + 1)) && !closed(own.slice(0, i))));
}
