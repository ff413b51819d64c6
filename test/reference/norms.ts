// The norms that hold in a document, where they apply, how they clash and what decides. language.md §5 and §6.

import type { Modality, Norm, Principle, Ref } from '../../grammar/syntax.ts';
import { type ActionFact, actionFacts, kindsAbove, opposes } from './actions.ts';
import { adoptionsOf, type Declared, declared, lookup, remembered } from './documents.ts';
import { type Holding, holdingOf, partsOf, type Written } from './holding.ts';
import { holds, keyWithoutAgent, type Reading, type Situation, situationsOf } from './situations.ts';

export interface HeldNorm {
  /** The principle's id and the norm's number in it, prose norms too. */
  readonly id: string;
  readonly principle: Declared<Principle>;
  readonly index: number;
  readonly node: Norm;
  /** Offset in its file. */
  readonly start: number;
  readonly own: boolean;
  readonly entrenched: boolean;
  /** The place of its level in the checked document's list: 0 is the highest. */
  readonly rank: number;
  /** Ids of the values that it serves. */
  readonly serves: ReadonlySet<string>;
  /** Undefined for a prose norm. */
  readonly action?: ActionFact;
}

export type PrecedencePart = 'authority' | 'explicit' | 'tension' | 'force' | 'specificity';
export type ClashKind = 'contradiction' | 'duties' | 'permission' | 'tension';

/** "the default is `precedence authority, explicit, tension, force, specificity`" */
const defaultPrecedence: readonly string[] = ['authority', 'explicit', 'tension', 'force', 'specificity'];
/** "Left out: `platform > developer > user > guideline`." */
const defaultLevels: readonly string[] = ['platform', 'developer', 'user', 'guideline'];

export function levelsOf({ documents, file }: Reading): readonly string[] {
  return declared(documents, file, 'authority')[0]?.node.levels.map(it => it.text) ?? defaultLevels;
}

/** The place of a principle's level in the checked document's list. "`at LEVEL` is left out for the lowest level of the document's own list." */
export function rankOf(reading: Reading, principle: Declared<Principle>): number {
  const own = levelsOf({ documents: reading.documents, file: principle.file });
  return levelsOf(reading).indexOf(principle.node.level?.text ?? own.at(-1)!);
}

/** Everything of language.md §6 that does not change from one situation to the next. */
export interface World extends Reading {
  readonly holding: Holding;
  readonly situations: readonly Situation[];
  readonly norms: readonly HeldNorm[];
  readonly precedence: readonly string[];
  readonly explicit: readonly ExplicitStatement[];
  readonly tensions: readonly TensionStatement[];
  /** By norm and situation. */
  readonly applies: ReadonlyMap<HeldNorm, ReadonlySet<number>>;
  /** By norm: its region, leaving the agent aside. */
  readonly regions: ReadonlyMap<HeldNorm, ReadonlySet<string>>;
  readonly aboveOf: (action: ActionFact, situation: Situation) => ReadonlySet<ActionFact>;
}

/** `overrides` or `prefer`: one principle over another, where `when` holds. */
export interface ExplicitStatement {
  readonly file: string;
  /** Offset in its file. */
  readonly start: number;
  readonly winner: string;
  readonly loser: string;
  readonly when?: Written;
}

/** `tension V, W { … }`, or `V wiser than W when …`, which "counts as a `tension` that favors it there". */
export interface TensionStatement {
  readonly left: string;
  readonly right: string;
  /** "The lines are read in order, and the first whose `when` holds (or that has none) counts." */
  readonly lines: readonly { readonly favored: string; readonly when?: Written }[];
}

export function worldOf(reading: Reading): World {
  return remembered(reading.documents, `world ${reading.file}`, () => worldFresh(reading));
}

function worldFresh(reading: Reading): World {
  const { documents, file } = reading;
  const holding = holdingOf(documents, file);
  const situations = situationsOf(reading);
  const norms = normsOf(reading, holding);
  const applies = new Map<HeldNorm, Set<number>>();
  const regions = new Map<HeldNorm, Set<string>>();
  for (const norm of norms) {
    const inside = situations.filter(situation => inRegion(reading, norm, situation));
    regions.set(norm, new Set(inside.map(keyWithoutAgent)));
    applies.set(norm, new Set(inside.filter(situation => playedBy(norm, situation)).map(it => it.number)));
  }
  const above = new Map<string, ReadonlySet<ActionFact>>();
  const aboveOf = (action: ActionFact, situation: Situation) => {
    const key = `${action.id} ${situation.number}`;
    const found = above.get(key) ?? kindsAbove(reading, action, situation);
    above.set(key, found);
    return found;
  };
  return {
    ...reading,
    holding,
    situations,
    norms,
    precedence: declared(documents, file, 'precedence')[0]?.node.parts.map(it => it.text) ?? defaultPrecedence,
    explicit: explicitOf(reading, holding),
    tensions: tensionsOf(reading, holding),
    applies,
    regions,
    aboveOf,
  };
}

function normsOf(reading: Reading, holding: Holding): HeldNorm[] {
  const actions = actionFacts(reading);
  return [...holding.principles.values()].flatMap(principle => {
    const nodes = principle.node.body.filter(it => it.kind === 'norm');
    const serves = new Set(
      principle.node.body.flatMap(it =>
        it.kind === 'serves'
          ? it.values.flatMap(ref => lookup(reading.documents, principle.file, 'value', partsOf(ref)).map(value => value.id))
          : [],
      ),
    );
    return nodes.map((node, index) => ({
      id: `${principle.id}#${index}`,
      principle,
      index,
      node,
      start: principle.base + node.start,
      own: principle.file === reading.file,
      entrenched: principle.node.entrenched !== undefined,
      rank: rankOf(reading, principle),
      serves,
      action: node.act.kind === 'ref' ? actions.get(actionIn(reading, principle.file, node.act)!) : undefined,
    }));
  });
}

/** The id of the action that a name means in a document. */
export function actionIn(reading: Reading, file: string, ref: Pick<Ref, 'parts'>): string | undefined {
  return lookup(reading.documents, file, 'action', partsOf(ref))[0]?.id;
}

/** "its region: head `when`, and its own `when`, and not its `unless`" */
export function inRegion(reading: Reading, norm: HeldNorm, situation: Situation): boolean {
  const { file, node } = norm.principle;
  const says = (expression: Written['expression']) => holds(reading, { file, expression }, situation);
  return (!node.when || says(node.when)) && (!norm.node.when || says(norm.node.when)) && !(norm.node.unless && says(norm.node.unless));
}

/** "and, for a role's norm, agents that play the role" */
function playedBy(norm: HeldNorm, situation: Situation): boolean {
  return !norm.principle.node.role || situation.agent!.plays.has(norm.principle.id);
}

function explicitOf(reading: Reading, holding: Holding): ExplicitStatement[] {
  const { documents } = reading;
  const principles = (from: string, ref: Ref) => lookup(documents, from, 'principle', partsOf(ref)).map(it => it.id);
  const found: ExplicitStatement[] = [];
  for (const principle of holding.principles.values()) {
    for (const it of principle.node.body) {
      if (it.kind !== 'overrides') continue;
      const when = it.when && { file: principle.file, expression: it.when };
      for (const loser of it.principles.flatMap(ref => principles(principle.file, ref))) {
        found.push({ file: principle.file, start: principle.base + it.start, winner: principle.id, loser, when });
      }
    }
  }
  for (const from of holding.files) {
    for (const { node, base } of declared(documents, from, 'prefer')) {
      const when = node.when && { file: from, expression: node.when };
      for (const winner of principles(from, node.winner)) {
        for (const loser of node.losers.flatMap(ref => principles(from, ref))) {
          found.push({ file: from, start: base + node.start, winner, loser, when });
        }
      }
    }
  }
  return found;
}

function tensionsOf({ documents }: Reading, holding: Holding): TensionStatement[] {
  const found: TensionStatement[] = [];
  for (const from of holding.files) {
    const value = (ref: Ref) => lookup(documents, from, 'value', partsOf(ref))[0]?.id ?? '';
    for (const { node } of declared(documents, from, 'tension')) {
      const lines = node.lines.map(it => ({ favored: value(it.value), when: it.when && { file: from, expression: it.when } }));
      found.push({ left: value(node.left), right: value(node.right), lines });
    }
    for (const { node, id } of declared(documents, from, 'value')) {
      for (const it of node.body) {
        if (it.kind !== 'wiser') continue;
        found.push({ left: id, right: value(it.than), lines: [{ favored: id, when: it.when && { file: from, expression: it.when } }] });
      }
    }
  }
  return found;
}

const requires = (it: Modality) => it === 'must' || it === 'should';
const forbids = (it: Modality) => it === 'must not' || it === 'should not';
const strong = (it: Modality) => it === 'must' || it === 'must not';

/** Do two different norms that both apply clash in the situation, and by which row of the table? */
export function clash(world: World, a: HeldNorm, b: HeldNorm, situation: Situation): ClashKind | undefined {
  return clashOneWay(world, a, b, situation) ?? clashOneWay(world, b, a, situation);
}

function clashOneWay(world: World, a: HeldNorm, b: HeldNorm, situation: Situation): ClashKind | undefined {
  if (a === b || !a.action || !b.action) return undefined;
  const [one, two] = [a.node.modality, b.node.modality];
  const aIsKindOfB = () => world.aboveOf(a.action!, situation).has(b.action!);
  const opposed = () => opposes(world.aboveOf(a.action!, situation), world.aboveOf(b.action!, situation));
  // "contradiction: `must A` and `must not B`, A a kind of B"; "tension: … with a `should` or `should not` on at least one side"
  if (requires(one) && forbids(two) && aIsKindOfB()) return strong(one) && strong(two) ? 'contradiction' : 'tension';
  // "incompatible duties: `must A` and `must B`, A opposes B"
  if (requires(one) && requires(two) && opposed()) return strong(one) && strong(two) ? 'duties' : 'tension';
  // "empty permission: `may A` and `must not B`, A a kind of B; or `may A` and `must B`, A opposes B"
  if (one === 'may' && two === 'must not' && aIsKindOfB()) return 'permission';
  if (one === 'may' && two === 'must' && opposed()) return 'permission';
  return undefined;
}

export interface Decision {
  readonly winner: HeldNorm;
  readonly by: PrecedencePart;
}

/** "Precedence decides a clash, by the first of these that speaks." Undefined where none does, or where two say opposite things: a conflict. */
export function decide(world: World, a: HeldNorm, b: HeldNorm, situation: Situation): Decision | undefined {
  // "`entrenched` is above all levels, and wins whatever the list says. Of two entrenched norms the one that is adopted wins over the
  // document's own; else they are at one level."
  if (a.entrenched !== b.entrenched) return { winner: a.entrenched ? a : b, by: 'authority' };
  if (a.entrenched && a.own !== b.own) return { winner: a.own ? b : a, by: 'authority' };
  for (const part of world.precedence) {
    const winners = speaks(world, part, { a, b, situation });
    if (winners.size === 1) return { winner: [...winners][0]!, by: part as PrecedencePart };
    if (winners.size > 1) return undefined;
  }
  return undefined;
}

interface Pair {
  readonly a: HeldNorm;
  readonly b: HeldNorm;
  readonly situation: Situation;
}

/** Those that a part of precedence names the winner: none, one, or both by opposite statements. */
function speaks(world: World, part: string, { a, b, situation }: Pair): Set<HeldNorm> {
  const winners = new Set<HeldNorm>();
  switch (part) {
    case 'authority':
      // "the higher level wins"
      if (!oneLevel(a, b)) winners.add(a.rank < b.rank ? a : b);
      break;
    case 'explicit':
      for (const it of world.explicit) {
        if (it.when && !holds(world, it.when, situation)) continue;
        for (const [winner, loser] of [[a, b] as const, [b, a] as const]) {
          // "never inside one principle, never against an entrenched one, not transitive"
          if (winner.principle.id === loser.principle.id || loser.entrenched) continue;
          if (it.winner === winner.principle.id && it.loser === loser.principle.id) winners.add(winner);
        }
      }
      break;
    case 'tension':
      // "between norms of one level"
      if (!oneLevel(a, b)) break;
      for (const it of world.tensions) {
        const winner = favors(world, it, { a, b, situation });
        if (winner) winners.add(winner);
      }
      break;
    case 'force': {
      // "`must` and `must not` win over `should` and `should not`. `may` is not ranked."
      const [one, two] = [a.node.modality, b.node.modality];
      if (one !== 'may' && two !== 'may' && strong(one) !== strong(two)) winners.add(strong(one) ? a : b);
      break;
    }
    case 'specificity': {
      // "the norm whose region lies strictly inside the other's wins, over possible situations and leaving the agent aside"
      const [one, two] = [world.regions.get(a)!, world.regions.get(b)!];
      if (one.size < two.size && [...one].every(it => two.has(it))) winners.add(a);
      if (two.size < one.size && [...two].every(it => one.has(it))) winners.add(b);
      break;
    }
  }
  return winners;
}

function oneLevel(a: HeldNorm, b: HeldNorm): boolean {
  return (a.entrenched && b.entrenched) || a.rank === b.rank;
}

/**
 * "a `tension` between a value that one serves and a value that the other serves. One that would speak for both sides is silent."
 * "Where norms that serve V and norms that serve W clash at one level, those of the favored value win."
 */
function favors(world: World, tension: TensionStatement, { a, b, situation }: Pair): HeldNorm | undefined {
  const line = tension.lines.find(it => !it.when || holds(world, it.when, situation));
  if (!line) return undefined;
  const other = line.favored === tension.left ? tension.right : tension.left;
  const forA = a.serves.has(line.favored) && b.serves.has(other);
  const forB = b.serves.has(line.favored) && a.serves.has(other);
  return forA === forB ? undefined : forA ? a : b;
}

export function appliesIn(world: World, norm: HeldNorm, situation: Situation): boolean {
  return world.applies.get(norm)!.has(situation.number);
}

/** A pair of norms that conflicts. */
export interface Conflict {
  readonly a: HeldNorm;
  readonly b: HeldNorm;
  readonly kind: ClashKind;
  /** Numbers of the situations in which they conflict. */
  readonly where: ReadonlySet<number>;
}

/** "A clash is a conflict in the situations where none speaks, or where two explicit statements (or two tensions) say opposite things." */
export function conflictsOf(world: World): Conflict[] {
  return remembered(world.documents, `conflicts ${world.file}`, () => conflictsFresh(world));
}

function conflictsFresh(world: World): Conflict[] {
  const found: Conflict[] = [];
  world.norms.forEach((a, i) => {
    for (const b of world.norms.slice(i + 1)) {
      let kind: ClashKind | undefined;
      const where = new Set<number>();
      for (const situation of world.situations) {
        if (!appliesIn(world, a, situation) || !appliesIn(world, b, situation)) continue;
        const here = clash(world, a, b, situation);
        if (!here || decide(world, a, b, situation)) continue;
        kind ??= here;
        where.add(situation.number);
      }
      if (kind) found.push({ a, b, kind, where });
    }
  });
  return found;
}

/**
 * The number of the `adopt` at which a pair of two adopted norms is reported: "of which both are adopted at the later `adopt`, and not at all
 * if both come through one import and conflict there already". Undefined for the last.
 */
export function adoptionOf(world: World, { a, b }: Conflict): number | undefined {
  const ways = (norm: HeldNorm) => world.holding.ways.get(norm.principle.id)!;
  const adoptions = adoptionsOf(world.documents, world.file);
  for (const number of ways(a)) {
    if (!ways(b).includes(number)) continue;
    const there = conflictsOf(worldOf({ documents: world.documents, file: adoptions[number]!.from }));
    if (there.some(it => (it.a.id === a.id && it.b.id === b.id) || (it.a.id === b.id && it.b.id === a.id))) return undefined;
  }
  return Math.max(Math.min(...ways(a)), Math.min(...ways(b)));
}
