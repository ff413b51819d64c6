// Actions: which are one, which are kinds of which, which oppose which. language.md §3, §4 and §6.

import type { Action, Expression, Value } from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { contextFacts } from './contexts.ts';
import { type Declared, type Documents, declared, lookup, reachable, remembered } from './documents.ts';
import { partsOf } from './holding.ts';
import { holds, type Reading, type Situation } from './situations.ts';

/** One action, after those that agree have become one. */
export interface ActionFact {
  readonly id: string;
  readonly name: string;
  /** Every declaration of it. */
  readonly members: readonly Declared<Action>[];
  /** `is PARENT when EXPR`, `file` being where EXPR is written. */
  readonly parents: readonly { readonly parent: string; readonly file: string; readonly when?: Expression }[];
  readonly opposes: readonly string[];
  /** The boolean contexts of the consents that it needs. */
  readonly needs: readonly string[];
}

/**
 * "Actions (same title, same `is`, `opposes`, `needs`) that agree in full under one name are one, wherever they come from." What `is` and
 * `opposes` name are actions as well, so: take all of one name for one, and part those that differ until none do.
 */
export function actionFacts({ documents, file }: Reading): ReadonlyMap<string, ActionFact> {
  return remembered(documents, `actions ${file}`, () => {
    const all = reachable(documents, file).flatMap(from => declared(documents, from, 'action'));
    let group = new Map(all.map(it => [it.id, it.node.name.text]));
    for (;;) {
      const looks = new Map(all.map(it => [it.id, lookOf(documents, file, it, group)]));
      if (new Set(looks.values()).size === new Set(group.values()).size) break;
      group = looks;
    }
    return factsOf(documents, file, all, group);
  });
}

function lookOf(documents: Documents, root: string, it: Declared<Action>, group: ReadonlyMap<string, string>): string {
  const named = (parts: readonly string[]) =>
    [...new Set(lookup(documents, it.file, 'action', parts).map(found => group.get(found.id)))].join('?');
  const kinds = it.node.kinds.flatMap(kind =>
    kind.parents.map(ref => `${named(partsOf(ref))} when ${kind.when ? spell(documents, root, it.file, kind.when) : ''}`),
  );
  const title = it.node.title ? textOf(it.node.title) : undefined;
  const consents = it.node.needs.flatMap(ref => lookup(documents, it.file, 'consent', partsOf(ref)).map(found => found.id));
  return JSON.stringify([it.node.name.text, title, kinds.sort(), it.node.opposes.map(ref => named(partsOf(ref))).sort(), consents.sort()]);
}

/** A condition with its contexts by identity, so that the same words about different contexts differ. */
function spell(documents: Documents, root: string, file: string, expression: Expression): string {
  const facts = contextFacts(documents, root);
  const subject = (ref: { parts: readonly { text: string }[] }) =>
    lookup(documents, file, 'context', partsOf(ref)).map(it => facts.get(it.id)!.id);
  const value = (it: Value) => (it.kind === 'ref' ? it.text : it.value);
  const part = (it: Expression): unknown => {
    switch (it.kind) {
      case 'and':
      case 'or':
        return [it.kind, it.operands.map(part)];
      case 'not':
        return ['not', part(it.operand)];
      case 'implies':
        return ['implies', part(it.left), part(it.right)];
      case 'bare':
        return ['bare', subject(it.subject)];
      case 'is':
        return ['is', it.negated, subject(it.subject), value(it.value)];
      case 'in':
        return ['in', subject(it.subject), it.values.map(value)];
      case 'compare':
        return [it.operator, subject(it.subject), value(it.value)];
    }
  };
  return JSON.stringify(part(expression));
}

function factsOf(
  documents: Documents,
  root: string,
  all: readonly Declared<Action>[],
  group: ReadonlyMap<string, string>,
): Map<string, ActionFact> {
  const first = new Map<string, string>();
  for (const it of all) if (!first.has(group.get(it.id)!)) first.set(group.get(it.id)!, it.id);
  const one = (id: string) => first.get(group.get(id)!)!;
  const named = (from: string, ref: { parts: readonly { text: string }[] }) => [
    ...new Set(lookup(documents, from, 'action', partsOf(ref)).map(it => one(it.id))),
  ];
  const contexts = contextFacts(documents, root);
  const facts = new Map<string, ActionFact>();
  for (const it of all) {
    const id = one(it.id);
    if (!facts.has(id)) {
      facts.set(id, {
        id,
        name: it.node.name.text,
        members: all.filter(other => one(other.id) === id),
        parents: it.node.kinds.flatMap(kind =>
          kind.parents.flatMap(ref => named(it.file, ref).map(parent => ({ parent, file: it.file, when: kind.when }))),
        ),
        opposes: it.node.opposes.flatMap(ref => named(it.file, ref)),
        needs: it.node.needs.flatMap(ref => lookup(documents, it.file, 'consent', partsOf(ref)).map(found => contexts.get(found.id)!.id)),
      });
    }
    facts.set(it.id, facts.get(id)!);
  }
  return facts;
}

/**
 * "`A is B` makes A a kind of B (in the situations of its `when`), and is transitive. Kinds of A include A." All that `action` is a kind of,
 * itself included, in a situation; without one, whatever the conditions: "self-opposition is judged the same way".
 */
export function kindsAbove(reading: Reading, action: ActionFact, situation?: Situation): ReadonlySet<ActionFact> {
  const facts = actionFacts(reading);
  const above = new Set([action]);
  for (const it of above) {
    for (const { parent, file, when } of it.parents) {
      if (!when || !situation || holds(reading, { file, expression: when }, situation)) above.add(facts.get(parent)!);
    }
  }
  return above;
}

/** "If A opposes B then every kind of A opposes every kind of B"; "symmetric". */
export function opposes(aAbove: ReadonlySet<ActionFact>, bAbove: ReadonlySet<ActionFact>): boolean {
  for (const a of aAbove) for (const b of bAbove) if (a.opposes.includes(b.id) || b.opposes.includes(a.id)) return true;
  return false;
}

/** "An action that comes to oppose itself is `type/opposes`"; "an `is` ring is `name/cycle`, whatever its conditions; self-opposition is judged the same way". */
export function opposesItself(reading: Reading, action: ActionFact): boolean {
  const above = kindsAbove(reading, action);
  return opposes(above, above);
}
