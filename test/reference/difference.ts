// What changed in meaning between two versions. language.md §6, "the difference".

import type { ActionFact } from './actions.ts';
import { type ContextFact, type ContextValue, contextFacts } from './contexts.ts';
import type { World } from './norms.ts';
import { type Status, statusOf } from './reading.ts';
import { contextsThatMatter, type Situation } from './situations.ts';
import { heldActions } from './when.ts';

export interface Difference {
  readonly verdict: 'stricter' | 'looser' | 'both' | 'same';
  /** "The situations that are possible in both." Contexts go by both versions' ids. */
  readonly situations: readonly Situation[];
  readonly changes: readonly Change[];
}

export interface Change {
  readonly before?: ActionFact;
  readonly after?: ActionFact;
  readonly from: Status;
  readonly to: Status;
  readonly where: ReadonlySet<number>;
  /** Of all situations that are possible in both. */
  readonly share: number;
}

interface Joint {
  readonly before: Situation;
  readonly after: Situation;
  readonly both: Situation;
}

export function differenceOf(before: World, after: World): Difference {
  const joint = jointSituations(before, after);
  const changes = pairsOf(before, after).flatMap(pair => changesOf(pair, { before, after, joint }));
  const bound = (it: Status) => it === 'required' || it === 'forbidden';
  const free = (it: Status) => it === 'open' || it === 'permitted';
  // "Stricter: open or permitted became required or forbidden; looser: the other way round; other changes are listed and give no direction."
  const stricter = changes.some(it => free(it.from) && bound(it.to));
  const looser = changes.some(it => bound(it.from) && free(it.to));
  return {
    verdict: stricter ? (looser ? 'both' : 'stricter') : looser ? 'looser' : 'same',
    situations: joint.map(it => it.both),
    changes,
  };
}

interface ActionPair {
  readonly before?: ActionFact;
  readonly after?: ActionFact;
}

function changesOf(action: ActionPair, { before, after, joint }: { before: World; after: World; joint: readonly Joint[] }): Change[] {
  const found = new Map<string, { from: Status; to: Status; where: Set<number> }>();
  for (const it of joint) {
    // "An action that one version lacks is open there."
    const from = action.before ? statusOf(before, action.before, it.before) : 'open';
    const to = action.after ? statusOf(after, action.after, it.after) : 'open';
    if (from === to) continue;
    const key = `${from} ${to}`;
    const change = found.get(key) ?? { from, to, where: new Set() };
    change.where.add(it.both.number);
    found.set(key, change);
  }
  return [...found.values()].map(it => ({ ...action, ...it, share: it.where.size / joint.length }));
}

/** The actions of both versions; one that is declared in the same file under the same name is the same. */
function pairsOf(before: World, after: World): ActionPair[] {
  const old = heldActions(before);
  const now = heldActions(after);
  const same = (a: ActionFact, b: ActionFact) => a.members.some(it => b.members.some(other => other.id === it.id));
  return [
    ...old.map(it => ({ before: it, after: now.find(other => same(it, other)) })),
    ...now.filter(it => !old.some(other => same(it, other))).map(it => ({ after: it })),
  ];
}

/** Pairs of situations that say the same of what both versions know. */
function jointSituations(before: World, after: World): Joint[] {
  const shared = contextsThatMatter(before).flatMap(context => {
    const other = sameContext(context, after);
    return other ? [[context, other] as const] : [];
  });
  const agents = before.situations[0]?.agent !== undefined && after.situations[0]?.agent !== undefined;
  const look = (situation: Situation, side: 0 | 1) => {
    const values: (ContextValue | undefined)[] = shared.map(pair => situation.values.get(pair[side].id));
    return JSON.stringify([values, agents ? [situation.agent!.name, situation.agent!.role] : []]);
  };
  const byLook = Map.groupBy(after.situations, it => look(it, 1));
  return before.situations
    .flatMap(old => (byLook.get(look(old, 0)) ?? []).map(now => ({ old, now })))
    .map(({ old, now }, number) => ({
      before: old,
      after: now,
      both: { number, values: new Map([...old.values, ...now.values]), agent: now.agent ?? old.agent },
    }));
}

function sameContext(context: ContextFact, after: World): ContextFact | undefined {
  return contextFacts(after.documents, after.file).get(context.id);
}
