// When two declarations under one name are one (language.md §3): contexts with the same values in the same order (options
// with the same default and level as well), actions with the same title, `is`, `opposes` and `needs`, wherever they come from.

import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { entry } from './memo.ts';
import type { Entity, NameKind } from './names.ts';
import type { Lookup, Scope } from './scope.ts';

/** A scope that reaches the documents of all that is compared, and how names are looked up. */
export interface View {
  readonly scope: Scope;
  readonly lookup: Lookup;
}

/** Do the two agree in full? */
export function agree(view: View, a: Entity, b: Entity): boolean {
  if (a === b) return true;
  if (a.name !== b.name || a.kind !== b.kind || a.node.kind !== b.node.kind) return false;
  return keyOf(view, a) === keyOf(view, b);
}

/** The same text for two entities of one kind and name that agree in full. */
export function keyOf(view: View, entity: Entity): string {
  const { node } = entity;
  if (node.kind === 'context') return shapeKey(node.shape);
  if (node.kind === 'option')
    return `option ${shapeKey(node.shape)} default ${node.default ? valueText(node.default) : ''} at ${node.level?.text ?? ''}`;
  const known = node.kind === 'action' ? classesOf(view)?.get(entity) : undefined;
  return known === undefined ? `${entity.file}\n${entity.kind}\n${entity.name}` : `class ${known}`;
}

type Classes = ReadonlyMap<Entity, number>;

const classes = new WeakMap<Scope, Classes | 'being made'>();

/**
 * The actions of all documents that a scope reaches, in classes of those that agree. Actions may name each other in rings
 * (two that oppose each other), so that the classes are the coarsest in which like has like parts (partition refinement):
 * all of one name and title begin in one class, and are parted as long as their parts lie in different ones.
 */
function classesOf(view: View): Classes | undefined {
  const known = classes.get(view.scope);
  // To find out which actions agree, names are looked up, and to look up a bare name one may have to know which agree.
  if (known === 'being made') return undefined;
  if (known) return known;
  classes.set(view.scope, 'being made');
  const made = refined(actionsOf(view));
  classes.set(view.scope, made);
  return made;
}

interface ActionParts {
  /** What tells actions apart before their parts are compared. */
  readonly own: string;
  readonly kinds: readonly { readonly meant: readonly Entity[]; readonly text: string; readonly when: string }[];
  readonly opposes: readonly { readonly meant: readonly Entity[]; readonly text: string }[];
}

function actionsOf(view: View): Map<Entity, ActionParts> {
  const found = new Map<Entity, ActionParts>();
  for (const scope of view.scope.reach.values()) {
    for (const entity of scope.own.named.get('action')?.values() ?? []) {
      found.set(entity, partsOf(view, scope, entity as Entity<syntax.Action>));
    }
  }
  return found;
}

function partsOf(view: View, scope: Scope, { node, name }: Entity<syntax.Action>): ActionParts {
  const meant = (kind: NameKind, ref: syntax.Ref): readonly Entity[] => {
    const found = view.lookup(scope, kind, ref);
    return found.kind === 'found' ? [found.entity] : found.kind === 'several' ? found.entities : [];
  };
  const context = (ref: syntax.Ref): string =>
    meant('context', ref)
      .map(entity => `${entity.name} ${keyOf(view, entity)}`)
      .join(' ') || ref.text;
  const consent = (ref: syntax.Ref): string =>
    meant('consent', ref)
      .map(entity => `${entity.file} ${entity.name}`)
      .join(' ') || ref.text;
  return {
    own: JSON.stringify([name, node.title ? textOf(node.title) : '', node.needs.map(consent).sort()]),
    kinds: node.kinds.flatMap(({ parents, when }) =>
      parents.map(ref => ({ meant: meant('action', ref), text: ref.text, when: when ? expressionKey(when, context) : '' })),
    ),
    opposes: node.opposes.map(ref => ({ meant: meant('action', ref), text: ref.text })),
  };
}

function refined(actions: ReadonlyMap<Entity, ActionParts>): Classes {
  let current = numbered([...actions].map(([entity, { own }]) => [entity, own]));
  for (;;) {
    const classOf = (meant: readonly Entity[], text: string): string =>
      [...new Set(meant.map(entity => current.of.get(entity)))].sort().join() || text;
    const next = numbered(
      [...actions].map(([entity, { kinds, opposes }]) => {
        const above = kinds.map(({ meant, text, when }) => `${classOf(meant, text)} ${when}`).sort();
        const against = opposes.map(({ meant, text }) => classOf(meant, text)).sort();
        return [entity, JSON.stringify([current.of.get(entity), above, against])];
      }),
    );
    if (next.count === current.count) return current.of;
    current = next;
  }
}

function numbered(keyed: readonly (readonly [Entity, string])[]): { readonly of: Map<Entity, number>; readonly count: number } {
  const numbers = new Map<string, number>();
  const of = new Map(keyed.map(([entity, key]) => [entity, entry(numbers, key, () => numbers.size)]));
  return { of, count: numbers.size };
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
