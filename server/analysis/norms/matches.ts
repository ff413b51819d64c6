// What is the same thing in two versions of a document: what the same file declares under the same name, else what the two
// documents write in the same way.

import { entry } from '../memo.ts';
import type { Entity } from '../names.ts';
import type { Variable } from './variables.ts';
import type { Act, Principle, World } from './world.ts';

/** From the newer version's to the older one's. */
export type Matches<Item> = ReadonlyMap<Item, Item>;

export const matchedVariables = (before: World, after: World): Matches<Variable> =>
  matched([before, after], ({ ground }) => ({ items: ground.variables, declared: ground.variableOf }));

/** An action of either version, with what it is in the other. */
export interface ActPair {
  readonly name: string;
  readonly old?: Act;
  readonly now?: Act;
}

/** Those of the newer version first. Where two agree in full they are one, so that one may be the match of two. */
export function pairedActs(before: World, after: World): readonly ActPair[] {
  const list = ({ ground }: World) => ({ items: ground.acts, declared: ground.actsBy });
  const matches = matched([before, after], list);
  const kept = new Set(matches.values());
  const oldBy = byKey(before);
  const nowBy = byKey(after);
  const twin = (by: ReadonlyMap<string, Act>, world: World, act: Act) =>
    [...world.ground.actsBy].flatMap(([entity, other]) => (other === act ? (by.get(keyOf(world, entity)) ?? []) : []))[0];
  return [
    ...after.ground.acts.map(now => ({ name: now.name, now, old: matches.get(now) ?? twin(oldBy, after, now) })),
    ...before.ground.acts.filter(old => !kept.has(old)).map(old => ({ name: old.name, old, now: twin(nowBy, before, old) })),
  ];
}

const byKey = (world: World): ReadonlyMap<string, Act> =>
  new Map([...world.ground.actsBy].map(([entity, act]) => [keyOf(world, entity), act]));

export const matchedPrinciples = (before: World, after: World): Matches<Principle> =>
  matched([before, after], ({ principles }) => ({
    items: principles,
    declared: new Map(principles.map(principle => [principle.entity, principle])),
  }));

interface Listed<Item> {
  readonly items: readonly Item[];
  /** By declaration; several may stand for one thing. */
  readonly declared: ReadonlyMap<Entity, Item>;
}

function matched<Item extends { readonly name: string }>(
  worlds: readonly [World, World],
  list: (world: World) => Listed<Item>,
): Matches<Item> {
  const [before, after] = worlds.map(world => {
    const { items, declared } = list(world);
    const keys = new Map<Item, string[]>();
    for (const [entity, item] of declared) entry(keys, item, (): string[] => []).push(keyOf(world, entity));
    return { items, keys };
  }) as [{ items: readonly Item[]; keys: Map<Item, string[]> }, { items: readonly Item[]; keys: Map<Item, string[]> }];
  const left = new Set(before.items);
  const found = new Map<Item, Item>();
  const match = (looks: (side: typeof before, item: Item) => readonly string[]) => {
    const known = new Map([...left].flatMap(item => looks(before, item).map(key => [key, item] as const)));
    for (const item of after.items) {
      const other = found.has(item)
        ? undefined
        : looks(after, item)
            .flatMap(key => known.get(key) ?? [])
            .find(one => left.has(one));
      if (!other) continue;
      found.set(item, other);
      left.delete(other);
    }
  };
  match(({ keys }, item) => keys.get(item) ?? []);
  match((_, item) => [item.name]);
  return found;
}

/** The document's own file may have another name in the other version. */
const keyOf = ({ scope }: World, { file, kind, name }: Entity): string => `${file === scope.document.file ? '' : file}#${kind} ${name}`;
