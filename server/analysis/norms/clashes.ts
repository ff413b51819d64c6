// Which norms clash, by the table of language.md §6. Norms are looked up by what they rule and how, so that only those are
// compared that can clash at all.

import { entry } from '../memo.ts';
import { type Condition, nowhere } from './conditions.ts';
import { type Cubes, cubesOf } from './cubes.ts';
import { kindsAbove, oppositionOf } from './kinds.ts';
import type { Act, Norm } from './world.ts';

/** A row of the table; the codes are `conflict/` and this. */
export type Row = 'contradiction' | 'duties' | 'permission' | 'tension';

/** A norm as it is compared: with the cubes of its region at hand. */
export interface Ruling {
  readonly norm: Norm;
  readonly cubes?: Cubes;
}

/** Norms that clash with a given one where all apply and `relation` holds. */
export interface Partners {
  readonly act: Act;
  readonly modality: Norm['modality'];
  readonly row: Row;
  readonly relation: Condition;
  readonly rulings: readonly Ruling[];
}

type ByModality = Readonly<Partial<Record<Norm['modality'], readonly Ruling[]>>>;

/** The norms of a world by action and modality; prose norms and those that cannot be read are passed over. */
export interface Rulebook {
  readonly rulings: ReadonlyMap<Act, ByModality>;
  /** By what they are a kind of, somewhere: the actions that are ruled on. */
  readonly below: ReadonlyMap<Act, readonly Act[]>;
  readonly partners: Map<Act, Map<Norm['modality'], readonly Partners[]>>;
}

export const noRulings: Rulebook = { rulings: new Map(), below: new Map(), partners: new Map() };

export interface Change {
  readonly gone: ReadonlySet<Norm>;
  readonly come: readonly Norm[];
  /** By norm, its place in the world: the lists are in this order. */
  readonly place: ReadonlyMap<Norm, number>;
}

/** The rulebook after a change; lists about actions that it does not concern are shared. */
export function rulebookAfter(before: Rulebook, { gone, come, place }: Change): Rulebook {
  const drafts = new Map<Act, Map<Norm['modality'], Ruling[]>>();
  const draftOf = (act: Act, modality: Norm['modality']) => {
    const of = entry(drafts, act, () => new Map<Norm['modality'], Ruling[]>());
    return entry(of, modality, () => (before.rulings.get(act)?.[modality] ?? []).filter(({ norm }) => !gone.has(norm)));
  };
  for (const norm of gone) if (isRuling(norm)) draftOf(norm.act, norm.modality);
  for (const norm of come) if (isRuling(norm)) draftOf(norm.act, norm.modality).push({ norm, cubes: cubesOf(norm.region) });
  for (const of of drafts.values()) for (const list of of.values()) list.sort((a, b) => place.get(a.norm)! - place.get(b.norm)!);
  const rulings = new Map(before.rulings);
  for (const [act, of] of drafts) rulings.set(act, { ...rulings.get(act), ...Object.fromEntries(of) });
  const isNew = [...drafts.keys()].some(act => !before.rulings.has(act));
  return { rulings, below: isNew ? belowOf(rulings.keys()) : before.below, partners: new Map() };
}

const isRuling = (norm: Norm): norm is Norm & { readonly act: Act } => norm.act !== undefined && !norm.broken;

function belowOf(acts: Iterable<Act>): ReadonlyMap<Act, readonly Act[]> {
  const below = new Map<Act, Act[]>();
  const sorted = [...acts].sort((a, b) => a.index - b.index);
  for (const act of sorted) for (const kind of kindsAbove(act).keys()) entry(below, kind, (): Act[] => []).push(act);
  return below;
}

/** All norms that can clash with one of this modality about this action, in lists that share a row and a relation. */
export function partnersOf(book: Rulebook, act: Act, modality: Norm['modality']): readonly Partners[] {
  const known = entry(book.partners, act, () => new Map<Norm['modality'], readonly Partners[]>());
  return entry(known, modality, () => [...findPartners(book, act, modality)]);
}

export const isNegative = (modality: Norm['modality']): boolean => modality === 'must not' || modality === 'should not';

function* findPartners(book: Rulebook, act: Act, modality: Norm['modality']): Generator<Partners> {
  if (isNegative(modality)) {
    for (const kind of book.below.get(act) ?? []) {
      yield* listed(book, kind, { against: modality, modalities: ['must', 'should', 'may'], relation: kindsAbove(kind).get(act)! });
    }
    return;
  }
  for (const [kind, relation] of kindsAbove(act)) {
    yield* listed(book, kind, { against: modality, modalities: ['must not', 'should not'], relation });
  }
  for (const other of opposedTo(book, act)) {
    yield* listed(book, other, { against: modality, modalities: ['must', 'should', 'may'], relation: oppositionOf(act, other) });
  }
}

interface Wanted {
  readonly against: Norm['modality'];
  readonly modalities: readonly Norm['modality'][];
  readonly relation: Condition;
}

function* listed(book: Rulebook, act: Act, { against, modalities, relation }: Wanted): Generator<Partners> {
  const of = book.rulings.get(act);
  if (!of || relation === nowhere) return;
  for (const modality of modalities) {
    const row = rowOf(against, modality);
    const rulings = of[modality];
    if (row && rulings && rulings.length > 0) yield { act, modality, row, relation, rulings };
  }
}

/** The row for two modalities, the one about a kind of what the other is about, or about what opposes it. */
export function rowOf(a: Norm['modality'], b: Norm['modality']): Row | undefined {
  if (a === 'may' || b === 'may') {
    const other = a === 'may' ? b : a;
    return other === 'must' || other === 'must not' ? 'permission' : undefined;
  }
  if (isNegative(a) && isNegative(b)) return undefined;
  if (a.startsWith('should') || b.startsWith('should')) return 'tension';
  return isNegative(a) || isNegative(b) ? 'contradiction' : 'duties';
}

/** The actions that are ruled on and that oppose this one somewhere; one that opposes itself is a mistake of its own. */
export function opposedTo(book: Rulebook, act: Act): Set<Act> {
  const found = new Set<Act>();
  for (const kind of kindsAbove(act).keys()) {
    for (const opposed of kind.opposed) for (const below of book.below.get(opposed) ?? []) if (below !== act) found.add(below);
  }
  return found;
}
