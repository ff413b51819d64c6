// The graph of actions: what is a kind of what, what opposes what (language.md §6), conditions left aside. For rules about
// the declarations themselves; where kinds hold only in some situations, the norm engine knows.

import type * as syntax from '../../grammar/syntax.ts';
import { heldIn } from './holding.ts';
import { memo } from './memo.ts';
import { type Declared, declarationsOf, type Entity, entityOf } from './names.ts';
import { agree, lookup } from './resolve.ts';
import { type Scope, scopeAt } from './scope.ts';

/** The action that a reference means, with all that agree with it as one. */
type Meaning = (scope: Scope, ref: syntax.Ref) => Entity | undefined;

interface Graph {
  readonly same: (entity: Entity) => Entity;
  readonly parents: (action: Entity) => readonly Entity[];
  readonly opposites: (action: Entity) => readonly Entity[];
}

const graphOf: (scope: Scope) => Graph = memo(scope => {
  const { same } = heldIn(scope);
  const meaning: Meaning = (at, ref) => {
    const found = lookup(at, 'action', ref);
    return found.kind === 'found' ? same(found.entity) : undefined;
  };
  const named = (action: Entity, refs: readonly syntax.Ref[]) =>
    refs.map(ref => meaning(scopeAt(scope, action), ref)).filter(found => found !== undefined);
  const nodeOf = (action: Entity) => action.node as syntax.Action;
  return {
    same,
    parents: memo(action =>
      named(
        action,
        nodeOf(action).kinds.flatMap(kind => kind.parents),
      ),
    ),
    opposites: memo(action => named(action, nodeOf(action).opposes)),
  };
});

/** An action with everything that it is a kind of, itself first. */
function ancestors(graph: Graph, action: Entity): ReadonlySet<Entity> {
  const found = new Set([action]);
  for (const next of found) for (const parent of graph.parents(next)) found.add(parent);
  return found;
}

export interface Ring {
  readonly declared: Declared<syntax.Action>;
  /** The first `is` of the action that lies on a ring. */
  readonly ref: syntax.Ref;
  /** From the action over its kinds back to it. */
  readonly way: readonly string[];
}

/** The document's own actions that are kinds of themselves. */
export function* kindRings(scope: Scope): Iterable<Ring> {
  const graph = graphOf(scope);
  for (const declared of declarationsOf(scope.own, 'action')) {
    const action = graph.same(entityOf(declared));
    for (const ref of declared.node.kinds.flatMap(kind => kind.parents)) {
      const found = lookup(scope, 'action', ref);
      const way = found.kind === 'found' ? wayBetween(graph, graph.same(found.entity), action) : undefined;
      if (!way) continue;
      yield { declared, ref, way: [action.name, ...way] };
      break;
    }
  }
}

function wayBetween(graph: Graph, from: Entity, to: Entity): readonly string[] | undefined {
  const cameFrom = new Map<Entity, Entity | undefined>([[from, undefined]]);
  for (const next of cameFrom.keys()) {
    if (next === to) {
      const way: string[] = [];
      for (let at: Entity | undefined = next; at; at = cameFrom.get(at)) way.unshift(at.name);
      return way;
    }
    for (const parent of graph.parents(next)) if (!cameFrom.has(parent)) cameFrom.set(parent, next);
  }
  return undefined;
}

/** The document's own actions that come to oppose themselves, each with the two of its kinds that oppose each other. */
export function* selfOpposed(scope: Scope): Iterable<{ declared: Declared<syntax.Action>; one: Entity; other: Entity }> {
  const graph = graphOf(scope);
  for (const declared of declarationsOf(scope.own, 'action')) {
    const kinds = ancestors(graph, graph.same(entityOf(declared)));
    const pair = opposedWithin(graph, kinds);
    if (pair) yield { declared, ...pair };
  }
}

function opposedWithin(graph: Graph, kinds: ReadonlySet<Entity>): { one: Entity; other: Entity } | undefined {
  for (const one of kinds) for (const other of graph.opposites(one)) if (kinds.has(other)) return { one, other };
  return undefined;
}

/** Contexts and actions that hold here under one name and differ, each own or later one with the first. */
export function* differing(scope: Scope): Iterable<{ readonly later: Entity; readonly earlier: Entity; readonly ways: readonly number[] }> {
  const holding = heldIn(scope);
  const first = new Map<string, Entity>();
  for (const held of [...holding.contexts, ...holding.actions]) {
    if (held.node.kind === 'consent' || held.node.name.text === '') continue;
    const entity = entityOf(held as Declared<syntax.Action | syntax.Context | syntax.Option>);
    const key = `${entity.kind} ${entity.name}`;
    const earlier = first.get(key);
    if (!earlier) first.set(key, entity);
    else if (!sameIn(scope, earlier, entity)) yield { later: entity, earlier, ways: held.ways };
  }
}

function sameIn(scope: Scope, a: Entity, b: Entity): boolean {
  return agree(scope, a, b);
}
