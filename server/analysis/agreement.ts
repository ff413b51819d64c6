// When two declarations under one name are one (language.md §3): contexts with the same values in the same order, actions
// with the same title, `is`, `opposes` and `needs`, wherever they come from.

import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { entry, memo } from './memo.ts';
import type { Entity, NameKind } from './names.ts';
import { type Lookup, type Scope, scopeAt } from './scope.ts';

/** A scope that reaches the documents of all that is compared, and how names are looked up. */
export interface View {
  readonly scope: Scope;
  readonly lookup: Lookup;
}

/** Do the two agree in full? */
export function agree(view: View, a: Entity, b: Entity): boolean {
  if (a === b) return true;
  if (a.name !== b.name || a.kind !== b.kind || (a.kind !== 'context' && a.kind !== 'action')) return false;
  return keyOf(view, a) === keyOf(view, b);
}

/** The same text for two entities that agree in full. */
export function keyOf(view: View, entity: Entity): string {
  const memory = memoryOf(view.scope);
  const known = memory.keys.get(entity);
  if (known !== undefined) return known;
  if (entity.node.kind === 'context') return remember(memory, entity, shapeKey(entity.node.shape));
  if (entity.node.kind !== 'action') return remember(memory, entity, `${entity.file}\n${entity.kind}\n${entity.name}`);
  // While an action's key is made, a ring of `is` meets it by name alone.
  memory.keys.set(entity, `ring ${entity.name}`);
  return remember(memory, entity, actionKey(view, entity as Entity<syntax.Action>));
}

interface Memory {
  readonly keys: Map<Entity, string>;
  readonly short: Map<string, string>;
}

const memoryOf: (scope: Scope) => Memory = memo(() => ({ keys: new Map(), short: new Map() }));

// Each key gets a short form, so that a chain of a thousand actions does not make keys of a thousand lengths.
function remember(memory: Memory, entity: Entity, long: string): string {
  const short = entry(memory.short, long, () => `#${memory.short.size}`);
  memory.keys.set(entity, short);
  return short;
}

export function shapeKey(shape: syntax.Shape | undefined): string {
  if (!shape) return 'nothing';
  if (shape.kind === 'booleans') return 'boolean';
  if (shape.kind === 'range') return `${shape.low.value}..${shape.high.value}`;
  return shape.values.map(nodeKey).join(shape.ordered ? ' < ' : ' | ');
}

function nodeKey(node: syntax.ValueNode): string {
  return node.children.length === 0 ? node.name.text : `${node.name.text}(${node.children.map(nodeKey).join(', ')})`;
}

function actionKey(view: View, { node, file, name }: Entity<syntax.Action>): string {
  const at = scopeAt(view.scope, { file });
  const keyed = (kind: NameKind, ref: syntax.Ref): string => {
    const found = view.lookup(at, kind, ref);
    return found.kind === 'found' ? `${found.entity.name} ${keyOf(view, found.entity)}` : ref.text;
  };
  const kinds = node.kinds.flatMap(({ parents, when }) => {
    const condition = when ? ` when ${expressionKey(when, ref => keyed('context', ref))}` : '';
    return parents.map(parent => `${keyed('action', parent)}${condition}`);
  });
  const opposes = node.opposes.map(ref => keyed('action', ref));
  const needs = node.needs.map(ref => keyed('consent', ref));
  const title = node.title ? textOf(node.title) : '';
  return JSON.stringify(['action', name, title, kinds.sort(), opposes.sort(), needs.sort()]);
}

/** An expression as text, its contexts by what they mean. */
export function expressionKey(expression: syntax.Expression, context: (ref: syntax.Ref) => string): string {
  const key = (inner: syntax.Expression) => expressionKey(inner, context);
  switch (expression.kind) {
    case 'and':
    case 'or':
      return `(${expression.operands.map(key).join(` ${expression.kind} `)})`;
    case 'not':
      return `not ${key(expression.operand)}`;
    case 'implies':
      return `(${key(expression.left)} implies ${key(expression.right)})`;
    case 'bare':
      return context(expression.subject);
    case 'is':
      return `${context(expression.subject)} is ${expression.negated ? 'not ' : ''}${valueText(expression.value)}`;
    case 'in':
      return `${context(expression.subject)} in (${expression.values.map(valueText).join(', ')})`;
    case 'compare':
      return `${context(expression.subject)} ${expression.operator} ${valueText(expression.value)}`;
  }
}

/** A value as the author writes it. */
export function valueText(value: syntax.Value): string {
  if (value.kind === 'number') return value.percent ? `${value.value * 100}%` : String(value.value);
  return value.kind === 'boolean' ? String(value.value) : value.text;
}
