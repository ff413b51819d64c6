// What changed in meaning between two versions of a document: for each action, where its status is another one (language.md §6).

import type { Witness } from '../finding.ts';
import { entry } from '../memo.ts';
import type { Subject } from '../rules/rule.ts';
import { always, and, type Literal, literalOf, never, or } from './circuit.ts';
import { classesFor } from './classes.ts';
import { type ReportedConflict, type Reporting, reportedConflicts } from './conflict-findings.ts';
import { describe } from './cover.ts';
import { type Joint, jointOf } from './joint.ts';
import { combinations } from './lanes.ts';
import { type Matches, matchedPrinciples, pairedActs } from './matches.ts';
import { type PrincipleChange, principleChanges, unrecorded } from './principle-changes.ts';
import { possibilityOf } from './proofs.ts';
import { careFor, find, findIn, type Reading } from './reading.ts';
import { mostCombinations, sharesOf } from './shares.ts';
import { type Status, statuses, statusesOf } from './status.ts';
import { actsOf } from './when.ts';
import { factsFor, witnessOf } from './witness.ts';
import type { Act, Principle, World } from './world.ts';
import { worldOf } from './worlds.ts';

export interface Difference {
  readonly version: 1;
  readonly verdict: 'stricter' | 'looser' | 'both' | 'same';
  readonly actions: readonly { readonly action: string; readonly changes: readonly StatusChange[]; readonly notDecided?: true }[];
  readonly conflicts: { readonly introduced: readonly ReportedConflict[]; readonly resolved: readonly ReportedConflict[] };
  readonly principles: readonly PrincipleChange[];
  /** Principles that changed and that no ratified amendment names, where the document knows votes at all. */
  readonly unrecorded: readonly string[];
  /** Why nothing could be compared: the assumes of one version leave no situation that the other knows. */
  readonly notCompared?: string;
}

export interface StatusChange {
  readonly from: Status;
  readonly to: Status;
  /** An expression; `partial` if it says only a part of the situations. */
  readonly when: string;
  readonly partial?: true;
  readonly witness: Witness;
  /** Of all situations that are possible in both, 0 to 1; absent where none could be drawn. */
  readonly share?: number;
  /** From samples: shown with ≈. */
  readonly estimated?: true;
}

/** The difference from one version to the next. One of the two may be missing: then it ruled nothing. */
export function differenceOf(before: Subject | undefined, after: Subject | undefined): Difference {
  const worlds = worldsOf(before, after);
  const joint = worlds && jointOf(worlds.before, worlds.after);
  const compared = joint && isPossible(joint);
  const actions = compared ? changedActions(joint) : [];
  const matches = worlds ? matchedPrinciples(worlds.before, worlds.after) : new Map<Principle, Principle>();
  const principles = worlds ? principleChanges(worlds.before, worlds.after, matches) : [];
  return {
    version: 1,
    verdict: verdictOf(actions.flatMap(({ changes }) => changes)),
    actions,
    conflicts: changedConflicts(before, after, { principles, matches }),
    principles,
    unrecorded: after ? unrecorded(before?.scope, after.scope, principles) : [],
    ...(compared === false ? { notCompared: 'No situation is possible in both versions: their assumes exclude each other.' } : {}),
  };
}

function worldsOf(before: Subject | undefined, after: Subject | undefined): { before: World; after: World } | undefined {
  const read = (subject: Subject | undefined) => subject && worldOf(subject.scope, subject.workspace.settings.solver);
  const [old, now] = [read(before), read(after)];
  if (!old && !now) return undefined;
  return { before: old ?? silentLike(now!), after: now ?? silentLike(old!) };
}

/** The same contexts, and nothing ruled or assumed. */
function silentLike(world: World): World {
  return {
    ...world,
    ground: { ...world.ground, assumes: [], acts: [], actsBy: new Map() },
    norms: [],
    principles: [],
    explicit: new Map(),
    statements: [],
  };
}

function isPossible({ before, after, circuit, groups }: Joint): boolean {
  if (possibilityOf(before.world) === 'impossible' || possibilityOf(after.world) === 'impossible') return false;
  return groups.every(({ condition }) => find(after, literalOf(circuit, condition)).kind !== 'none');
}

/** What an action may do in one version, and nothing is said of it in the other: it is open there. */
type Standing = Readonly<Record<Status, Literal>> & { readonly unknown: boolean };

const silent: Standing = { forbidden: never, required: never, permitted: never, open: always, conflicted: never, unknown: false };

interface Changed {
  readonly action: string;
  readonly goals: readonly { readonly from: Status; readonly to: Status; readonly goal: Literal }[];
  readonly decided: boolean;
}

function changedActions(joint: Joint): Difference['actions'] {
  const { before, after } = joint;
  const shown = new Set([...actsOf(before.world), ...actsOf(after.world)]);
  const standing = (reading: Reading, act: Act | undefined): Standing => (act ? statusesOf(reading, act) : silent);
  const changed = pairedActs(before.world, after.world)
    .filter(({ old, now }) => (old && shown.has(old)) || (now && shown.has(now)))
    .map(({ name, old, now }) => changesOf(joint, name, [standing(before, old), standing(after, now)]))
    .filter(({ goals, decided }) => goals.length > 0 || !decided);
  const shares = sharesFor(joint, changed);
  return changed.map(({ action, goals, decided }) => ({
    action,
    changes: goals.map(one => changeOf(joint, one, shares)),
    ...(decided ? {} : { notDecided: true as const }),
  }));
}

/** The pairs of statuses that some situation has, one in each version. */
function changesOf({ circuit, after }: Joint, action: string, [old, now]: readonly [Standing, Standing]): Changed {
  const open = statuses.flatMap(from =>
    statuses.flatMap(to => {
      const goal = from === to ? never : and(circuit, [old[from], now[to]]);
      return goal === never ? [] : [{ from, to, goal }];
    }),
  );
  const seen = new Set<Literal>();
  let decided = !old.unknown && !now.unknown;
  for (;;) {
    const left = open.filter(({ goal }) => !seen.has(goal));
    const found = find(
      after,
      or(
        circuit,
        left.map(({ goal }) => goal),
      ),
    );
    if (found.kind === 'unknown') decided = false;
    if (found.kind !== 'found') break;
    const box = found.box();
    for (const { goal } of left) if (findIn(after, goal, box).kind === 'found') seen.add(goal);
  }
  return { action, goals: open.filter(({ goal }) => seen.has(goal)), decided };
}

/** The share of each goal; what is too much to be counted is sampled at once. */
function sharesFor(
  { circuit, after }: Joint,
  changed: readonly Changed[],
): ReadonlyMap<Literal, { share: number | undefined; exact: boolean }> {
  const shares = new Map<Literal, { share: number | undefined; exact: boolean }>();
  const measure = (goals: readonly Literal[]) => {
    const found = sharesOf(circuit, goals, careFor(after, goals));
    for (const [i, goal] of goals.entries()) shares.set(goal, { share: found.shares[i], exact: found.exact });
  };
  const countable = (goals: readonly Literal[]) =>
    combinations(classesFor(circuit, [...goals, ...careFor(after, goals)]).values()) <= mostCombinations;
  const left: Literal[] = [];
  for (const { goals } of changed) {
    const all = goals.map(({ goal }) => goal);
    if (countable(all)) measure(all);
    else for (const goal of all) countable([goal]) ? measure([goal]) : left.push(goal);
  }
  if (left.length > 0) measure(left);
  return shares;
}

function changeOf(joint: Joint, { from, to, goal }: Changed['goals'][number], shares: ReturnType<typeof sharesFor>): StatusChange {
  const where = describe(joint.after, goal);
  const { share, exact } = shares.get(goal)!;
  return {
    from,
    to,
    when: where.text,
    ...(where.whole ? {} : { partial: true }),
    witness: witnessOf(factsFor(joint.after, goal) ?? []),
    ...(share === undefined ? {} : { share }),
    ...(exact ? {} : { estimated: true }),
  };
}

const isFree = (status: Status): boolean => status === 'open' || status === 'permitted';
const isBound = (status: Status): boolean => status === 'required' || status === 'forbidden';

function verdictOf(changes: readonly StatusChange[]): Difference['verdict'] {
  const stricter = changes.some(({ from, to }) => isFree(from) && isBound(to));
  const looser = changes.some(({ from, to }) => isBound(from) && isFree(to));
  if (stricter && looser) return 'both';
  return stricter ? 'stricter' : looser ? 'looser' : 'same';
}

interface Renaming {
  readonly principles: readonly PrincipleChange[];
  readonly matches: Matches<Principle>;
}

/** Conflicts that only one version has: the same two principles, under their new names, about the same in the same way, are the same. */
function changedConflicts(
  before: Subject | undefined,
  after: Subject | undefined,
  { principles, matches }: Renaming,
): Difference['conflicts'] {
  const renamed = new Map([...matches].map(([now, old]) => [old.name, now.name]));
  for (const { name, from } of principles) if (from !== undefined) renamed.set(from, name);
  const old = conflictsBy(before, name => renamed.get(name) ?? name);
  const now = conflictsBy(after, name => name);
  const only = (some: typeof old, others: typeof old) =>
    [...some].flatMap(([key, conflicts]) => conflicts.slice(others.get(key)?.length ?? 0));
  return { introduced: only(now, old).map(report => report('advised')), resolved: only(old, now).map(report => report('gone')) };
}

function conflictsBy(subject: Subject | undefined, rename: (name: string) => string): Map<string, Reporting['report'][]> {
  const found = new Map<string, Reporting['report'][]>();
  for (const { conflict, report } of subject ? reportedConflicts(subject) : []) {
    const said = [conflict.first, conflict.second].map(norm => `${rename(norm.principle.name)} ${norm.modality} ${norm.act?.entity.name}`);
    entry(found, `${conflict.row} ${said.sort().join(' ')}`, () => []).push(report);
  }
  return found;
}
