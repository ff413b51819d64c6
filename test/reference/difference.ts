// What changed in meaning between two versions. language.md §6, "the difference".

import { type ActionFact, actionFacts } from './actions.ts';
import { type ContextFact, type ContextValue, contextFacts } from './contexts.ts';
import type { World } from './norms.ts';
import { type Status, statusOf } from './reading.ts';
import { contextsThatMatter, type Situation } from './situations.ts';
import { heldActions } from './when.ts';

export interface Difference {
  /** "The situations that are possible in both." Contexts go by both versions' ids. */
  readonly situations: readonly Situation[];
  readonly changes: readonly Change[];
}

export interface Change {
  readonly before?: ActionFact;
  readonly after?: ActionFact;
  /** It is declared here or adopted. One that is merely imported can be ruled, and the page does not say whether it is listed. */
  readonly held: boolean;
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
  return { situations: joint.map(it => it.both), changes };
}

/**
 * "Stricter: open or permitted became required or forbidden; looser: the other way round; other changes are listed and give no direction. The
 * verdict is stricter, looser, both or same."
 */
export function verdictOf(changes: readonly { readonly from: string; readonly to: string }[]): 'stricter' | 'looser' | 'both' | 'same' {
  const bound = (it: string) => it === 'required' || it === 'forbidden';
  const free = (it: string) => it === 'open' || it === 'permitted';
  const stricter = changes.some(it => free(it.from) && bound(it.to));
  const looser = changes.some(it => bound(it.from) && free(it.to));
  return stricter ? (looser ? 'both' : 'stricter') : looser ? 'looser' : 'same';
}

interface ActionPair {
  readonly before?: ActionFact;
  readonly after?: ActionFact;
  readonly held: boolean;
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
  const all = (world: World) => [...new Set(actionFacts(world).values())];
  const held = new Set([...heldActions(before), ...heldActions(after)]);
  const same = (a: ActionFact, b: ActionFact) => a.members.some(it => b.members.some(other => other.id === it.id));
  const old = all(before).map(it => ({ before: it, after: all(after).find(other => same(it, other)) }));
  const added = all(after).filter(it => !all(before).some(other => same(it, other)));
  const pairs: Omit<ActionPair, 'held'>[] = [...old, ...added.map(it => ({ after: it }))];
  return pairs.map(it => ({ ...it, held: [it.before, it.after].some(side => side && held.has(side)) }));
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
