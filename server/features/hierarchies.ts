// Who rules an action, as a call hierarchy; what is a kind of what, and what is wiser than what, as type hierarchies.

import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind,
  type TypeHierarchyItem,
} from 'vscode-languageserver-types';
import { printNode } from '../../grammar/print.ts';
import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { heldIn } from '../analysis/holding.ts';
import { type Declared, type Entity, entityOf, type Named } from '../analysis/names.ts';
import { startOf } from '../analysis/places.ts';
import { lookup, nameIn, scopeOf } from '../analysis/resolve.ts';
import { type Scope, scopeAt } from '../analysis/scope.ts';
import type { At, Feature, Snapshot, View } from './feature.ts';
import { locationOf, mentionAt } from './places.ts';
import { moved, rangeAt } from './positions.ts';

type Item = CallHierarchyItem & TypeHierarchyItem;

/** An item carries what finds it again: the file, the kind and the name of its entity. */
interface ItemData {
  readonly file: string;
  readonly kind: 'action' | 'principle' | 'value';
  readonly name: string;
}

function itemOf(snapshot: Snapshot, scope: Scope, entity: Entity): Item {
  const document = snapshot.workspace.documents.get(entity.file)!;
  const base = startOf(document.tree, entity.segment);
  const { node } = entity;
  const title = 'title' in node && node.title ? textOf(node.title) : '';
  const data: ItemData = { file: entity.file, kind: entity.kind as ItemData['kind'], name: entity.name };
  return {
    name: nameIn(scope, entity) ?? entity.name,
    kind: entity.kind === 'action' ? SymbolKind.Function : entity.kind === 'principle' ? SymbolKind.Class : SymbolKind.Interface,
    detail: title,
    uri: snapshot.uriOf(entity.file),
    range: rangeAt(document.tree, moved(node, base)),
    selectionRange: rangeAt(document.tree, moved(node.name, base)),
    data,
  };
}

/** The entity at a place, or of an item that was handed out before. */
function entityAt(view: View, position: At['position']): Entity | undefined {
  const target = mentionAt(view, position)?.target;
  return target?.kind === 'entity' ? target.entity : undefined;
}

function entityOfItem(view: View, { data }: { readonly data?: unknown }): Entity | undefined {
  const { file, kind, name } = (data ?? {}) as Partial<ItemData>;
  const scope = file === undefined ? undefined : scopeOf(view.workspace, file);
  return kind && name ? scope?.own.named.get(kind)?.get(name) : undefined;
}

export function prepareCalls(view: View, { position }: At): CallHierarchyItem[] | undefined {
  const entity = entityAt(view, position);
  return entity && (entity.kind === 'action' || entity.kind === 'principle') ? [itemOf(view, view.scope, entity)] : undefined;
}

interface Ruling {
  readonly principle: Declared<syntax.Principle>;
  readonly scope: Scope;
  readonly norm: syntax.Norm;
  readonly action: Entity;
}

/** Every norm with an action, of every document of the workspace. */
function* rulings(snapshot: Snapshot): Iterable<Ruling> {
  for (const file of snapshot.workspace.documents.keys()) {
    const scope = scopeOf(snapshot.workspace, file);
    for (const declared of scope?.own.declarations ?? []) {
      if (declared.node.kind !== 'principle') continue;
      for (const norm of declared.node.body) {
        if (norm.kind !== 'norm' || norm.act.kind !== 'ref') continue;
        const found = lookup(scope!, 'action', norm.act);
        if (found.kind === 'found') yield { principle: declared as Declared<syntax.Principle>, scope: scope!, norm, action: found.entity };
      }
    }
  }
}

/** The principles whose norms rule an action, directly or through a kind that it is. */
export function incomingCalls(view: View, { item }: { readonly item: CallHierarchyItem }): CallHierarchyIncomingCall[] {
  const action = entityOfItem(view, item);
  if (action?.kind !== 'action') return [];
  const reached = new Set([action, ...kindsAbove(view, action)]);
  const calls = new Map<syntax.Principle, CallHierarchyIncomingCall>();
  for (const { principle, norm, action: ruled } of rulings(view)) {
    if (!reached.has(ruled)) continue;
    const range = locationOf(view, { ...principle, span: norm })!.range;
    const known = calls.get(principle.node);
    if (known) known.fromRanges.push(range);
    else {
      const from = itemOf(view, view.scope, entityOf(principle as Declared<Named>));
      calls.set(principle.node, { from: { ...from, detail: printNode(norm) }, fromRanges: [range] });
    }
  }
  return [...calls.values()];
}

/** The actions that a principle rules. */
export function outgoingCalls(view: View, { item }: { readonly item: CallHierarchyItem }): CallHierarchyOutgoingCall[] {
  const principle = entityOfItem(view, item);
  if (principle?.node.kind !== 'principle') return [];
  const calls = new Map<Entity, CallHierarchyOutgoingCall>();
  for (const { principle: ruling, norm, action } of rulings(view)) {
    if (ruling.node !== principle.node) continue;
    const range = locationOf(view, { ...ruling, span: norm.act })!.range;
    const known = calls.get(action);
    if (known) known.fromRanges.push(range);
    else calls.set(action, { to: itemOf(view, view.scope, action), fromRanges: [range] });
  }
  return [...calls.values()];
}

// Kinds of actions, and values by wisdom

export function prepareTypes(view: View, { position }: At): TypeHierarchyItem[] | undefined {
  const entity = entityAt(view, position);
  return entity && (entity.kind === 'action' || entity.kind === 'value') ? [itemOf(view, view.scope, entity)] : undefined;
}

function parentsOf(view: View, { node, file, kind }: Entity): readonly Entity[] {
  const scope = scopeOf(view.workspace, file) ?? scopeAt(view.scope, { file });
  const refs =
    node.kind === 'action'
      ? node.kinds.flatMap(each => each.parents)
      : node.kind === 'value'
        ? node.body.flatMap(each => (each.kind === 'wiser' ? [each.than] : []))
        : [];
  return refs.flatMap(ref => {
    const found = lookup(scope, kind, ref);
    return found.kind === 'found' ? [found.entity] : [];
  });
}

function kindsAbove(view: View, action: Entity): readonly Entity[] {
  const above = new Set<Entity>(parentsOf(view, action));
  for (const next of above) for (const parent of parentsOf(view, next)) above.add(parent);
  return [...above];
}

/** An action's kinds are above it; a value that another is wiser than stands below that one. */
export function supertypes(view: View, { item }: { readonly item: TypeHierarchyItem }): TypeHierarchyItem[] {
  const entity = entityOfItem(view, item);
  if (!entity) return [];
  return (entity.kind === 'value' ? below(view, entity) : [...parentsOf(view, entity)]).map(each => itemOf(view, view.scope, each));
}

export function subtypes(view: View, { item }: { readonly item: TypeHierarchyItem }): TypeHierarchyItem[] {
  const entity = entityOfItem(view, item);
  if (!entity) return [];
  return (entity.kind === 'value' ? [...parentsOf(view, entity)] : below(view, entity)).map(each => itemOf(view, view.scope, each));
}

/** The entities of the workspace that name this one as their parent. */
function below(view: View, entity: Entity): Entity[] {
  const found = new Set<Entity>();
  for (const file of view.workspace.documents.keys()) {
    const scope = scopeOf(view.workspace, file);
    if (!scope?.reach.has(entity.file)) continue;
    for (const held of entity.kind === 'action' ? heldIn(scope).actions : heldIn(scope).values) {
      const other = entityOf(held as Declared<Named>);
      if (parentsOf(view, other).includes(entity)) found.add(other);
    }
  }
  return [...found];
}

export const hierarchyFeatures: readonly Feature[] = [
  {
    method: 'textDocument/prepareCallHierarchy',
    capability: { callHierarchyProvider: true },
    provide: prepareCalls,
  } satisfies Feature<At> as Feature,
  { method: 'callHierarchy/incomingCalls', capability: {}, provide: incomingCalls } satisfies Feature<{
    item: CallHierarchyItem;
  }> as Feature,
  { method: 'callHierarchy/outgoingCalls', capability: {}, provide: outgoingCalls } satisfies Feature<{
    item: CallHierarchyItem;
  }> as Feature,
  {
    method: 'textDocument/prepareTypeHierarchy',
    capability: { typeHierarchyProvider: true },
    provide: prepareTypes,
  } satisfies Feature<At> as Feature,
  { method: 'typeHierarchy/supertypes', capability: {}, provide: supertypes } satisfies Feature<{ item: TypeHierarchyItem }> as Feature,
  { method: 'typeHierarchy/subtypes', capability: {}, provide: subtypes } satisfies Feature<{ item: TypeHierarchyItem }> as Feature,
];
