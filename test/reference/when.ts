// What holds under given facts: what `polity when` answers. interfaces.md §1 and language.md §6.

import type { Expression } from '../../grammar/syntax.ts';
import { type ActionFact, actionFacts } from './actions.ts';
import { declared } from './documents.ts';
import { situationsWith } from './findings.ts';
import { appliesIn, type HeldNorm, type PrecedencePart, type World } from './norms.ts';
import { forceIn, type Leaning, leaningOf, type Status, statusOf } from './reading.ts';
import type { Situation } from './situations.ts';

export interface Holds {
  /** The situations that have the facts. */
  readonly situations: readonly Situation[];
  /** "Only norms that apply somewhere under the facts are listed; actions all are." */
  readonly norms: readonly HoldsNorm[];
  readonly actions: readonly HoldsAction[];
}

export interface HoldsNorm {
  readonly norm: HeldNorm;
  readonly applies: ReadonlySet<number>;
  readonly inForce: ReadonlySet<number>;
  readonly beatenBy: readonly { readonly norm: HeldNorm; readonly by: PrecedencePart; readonly where: Set<number> }[];
}

export interface HoldsAction {
  readonly action: ActionFact;
  readonly statuses: ReadonlyMap<Status, ReadonlySet<number>>;
  readonly leanings: ReadonlySet<Leaning>;
}

export function holdsWhen(world: World, facts: readonly Expression[]): Holds {
  const situations = situationsWith(world, facts);
  const numbers = (some: readonly Situation[]) => new Set(some.map(it => it.number));
  const norms = world.norms.flatMap((norm): HoldsNorm[] => {
    const applies = situations.filter(it => appliesIn(world, norm, it));
    const inForce = situations.filter(it => forceIn(world, it).inForce.has(norm));
    return applies.length === 0
      ? []
      : [{ norm, applies: numbers(applies), inForce: numbers(inForce), beatenBy: beatersOf(world, norm, situations) }];
  });
  const actions = heldActions(world).map((action): HoldsAction => {
    const statuses = new Map<Status, Set<number>>();
    for (const situation of situations) {
      const status = statusOf(world, action, situation);
      statuses.set(status, (statuses.get(status) ?? new Set()).add(situation.number));
    }
    return { action, statuses, leanings: new Set(situations.map(it => leaningOf(world, action, it))) };
  });
  return { situations, norms, actions };
}

function beatersOf(world: World, norm: HeldNorm, situations: readonly Situation[]): HoldsNorm['beatenBy'] {
  const found: { norm: HeldNorm; by: PrecedencePart; where: Set<number> }[] = [];
  for (const situation of situations) {
    for (const { winner, by } of forceIn(world, situation).beatenBy.get(norm) ?? []) {
      const known = found.find(it => it.norm === winner && it.by === by);
      if (known) known.where.add(situation.number);
      else found.push({ norm: winner, by, where: new Set([situation.number]) });
    }
  }
  return found;
}

/** The actions that hold: the document's own and the adopted ones. */
export function heldActions(world: World): ActionFact[] {
  const facts = actionFacts(world);
  return [...new Set(world.holding.files.flatMap(file => declared(world.documents, file, 'action').map(it => facts.get(it.id)!)))];
}
