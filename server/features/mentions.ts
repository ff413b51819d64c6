// Every place of a document that names something: where it is declared and where it is used. What an editor's navigation is made of.

import type * as syntax from '../../grammar/syntax.ts';
import { fixedOption } from '../analysis/linking.ts';
import { memo } from '../analysis/memo.ts';
import { type Declared, type Entity, entityOf, kindOf, type Named, type NameKind } from '../analysis/names.ts';
import { lookup, lookupExcepted } from '../analysis/resolve.ts';
import type { Found, Scope } from '../analysis/scope.ts';
import { atomsOf, type Use, usesOf } from '../analysis/uses.ts';

/** What a name stands for. A value belongs to its context, a level to the list that declares it, a label to all who use it. */
export type Target =
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'value'; readonly entity: Entity; readonly value: string }
  | { readonly kind: 'level'; readonly name: string }
  | { readonly kind: 'label'; readonly name: string };

export interface Mention {
  readonly file: string;
  readonly segment: syntax.Segment;
  readonly span: syntax.Span;
  readonly declares: boolean;
  /** Nothing where the name means nothing. */
  readonly target?: Target;
}

/** All mentions of a document, in the order of its declarations. */
export const mentionsOf: (scope: Scope) => readonly Mention[] = memo(scope =>
  scope.own.declarations.flatMap(declared => [...mentionsIn(scope, declared)]),
);

/** The mentions of one declaration. */
export function* mentionsIn(scope: Scope, declared: Declared): Iterable<Mention> {
  const { file, segment, node } = declared;
  const place = { file, segment };
  if (kindOf(node)) {
    const named = declared as Declared<Named>;
    yield { ...place, span: named.node.name, declares: true, target: { kind: 'entity', entity: entityOf(named) } };
  }
  yield* shapeMentions(declared);
  yield* levelMentions(declared);
  const { names, conditions } = usesOf(node);
  for (const use of names) yield* refMentions(scope, place, use);
  for (const { expression } of conditions) for (const atom of atomsOf(expression)) yield* atomMentions(scope, place, atom);
  if (node.kind === 'adopt') yield* fixMentions(scope, place, node);
}

type Place = Pick<Mention, 'file' | 'segment'>;

function* shapeMentions({ file, segment, node }: Declared): Iterable<Mention> {
  if (node.kind !== 'context' && node.kind !== 'option') return;
  const entity = entityOf({ file, segment, node });
  if (node.shape?.kind === 'values') {
    for (const name of namesOf(node.shape.values)) {
      yield { file, segment, span: name, declares: true, target: { kind: 'value', entity, value: name.text } };
    }
  }
  if (node.kind === 'option' && node.default?.kind === 'ref') {
    yield { file, segment, span: node.default, declares: false, target: { kind: 'value', entity, value: node.default.text } };
  }
}

function* namesOf(values: readonly syntax.ValueNode[]): Iterable<syntax.Name> {
  for (const { name, children } of values) {
    yield name;
    yield* namesOf(children);
  }
}

function* levelMentions({ file, segment, node }: Declared): Iterable<Mention> {
  const level = (name: syntax.Name, declares: boolean): Mention => ({
    file,
    segment,
    span: name,
    declares,
    target: { kind: 'level', name: name.text },
  });
  if (node.kind === 'authority') for (const name of node.levels) yield level(name, true);
  if ((node.kind === 'principle' || node.kind === 'option') && node.level) yield level(node.level, false);
  if (node.kind !== 'principle') return;
  for (const statement of node.body) {
    for (const tag of statement.kind === 'tagged' ? statement.tags : []) {
      yield { file, segment, span: tag, declares: false, target: { kind: 'label', name: tag.text } };
    }
  }
}

function* refMentions(scope: Scope, place: Place, use: Use): Iterable<Mention> {
  if (use.kind === 'fixed') return;
  const found = foundFor(scope, use);
  const below = use.adopt ? scope.imports.get(use.adopt.document.text)?.scope : scope;
  if (below && use.kind !== 'adopted') yield* aliasMentions(below, place, use.ref);
  yield mentionOf(place, use.ref, found);
}

function foundFor(scope: Scope, { kind, ref, adopt }: Use): Found {
  if (adopt) {
    const below = scope.imports.get(adopt.document.text)?.scope;
    return below ? lookupExcepted(below, adopt.document.text, ref) : { kind: 'unknowable' };
  }
  if (kind === 'adopted') return lookup(scope, 'import', ref);
  const kinds: readonly NameKind[] =
    kind === 'role'
      ? ['principle']
      : kind === 'agentOrRole'
        ? ['agent', 'principle']
        : kind === 'evalOrPrinciple'
          ? ['eval', 'principle']
          : [kind as NameKind];
  for (const each of kinds) {
    const found = lookup(scope, each, ref);
    if (found.kind !== 'unknown') return found;
  }
  return { kind: 'unknown' };
}

/** The last part of a reference is what it means; the parts before it are imports on the way. */
function mentionOf(place: Place, ref: syntax.Ref, found: Found): Mention {
  const span = ref.parts.at(-1) ?? ref;
  const target: Target | undefined = found.kind === 'found' ? { kind: 'entity', entity: found.entity } : undefined;
  return { ...place, span, declares: false, ...(target ? { target } : {}) };
}

function* aliasMentions(scope: Scope, place: Place, ref: syntax.Ref): Iterable<Mention> {
  let at: Scope | undefined = scope;
  for (const part of ref.parts.slice(0, -1)) {
    const imported: ReturnType<Scope['imports']['get']> = at?.imports.get(part.text);
    if (!imported) return;
    yield { ...place, span: part, declares: false, target: { kind: 'entity', entity: entityOf(imported) } };
    at = imported.scope;
  }
}

function* atomMentions(scope: Scope, place: Place, atom: syntax.Bare | syntax.Is | syntax.In | syntax.Compare): Iterable<Mention> {
  const found = lookup(scope, 'context', atom.subject);
  yield* aliasMentions(scope, place, atom.subject);
  yield mentionOf(place, atom.subject, found);
  const values = atom.kind === 'bare' ? [] : atom.kind === 'in' ? atom.values : [atom.value];
  for (const value of values) {
    if (value.kind !== 'ref') continue;
    if (found.kind === 'found') yield valueMention(place, value, found.entity);
    else if (atom.subject.text === 'agent') yield mentionOf(place, value, foundFor(scope, { kind: 'agentOrRole', ref: value }));
  }
}

const valueMention = (place: Place, value: syntax.Ref, entity: Entity): Mention => ({
  ...place,
  span: value,
  declares: false,
  target: { kind: 'value', entity, value: value.text },
});

function* fixMentions(scope: Scope, place: Place, node: syntax.Adopt): Iterable<Mention> {
  const below = scope.imports.get(node.document.text)?.scope;
  if (!below) return;
  for (const { option, value } of node.fixes) {
    const found = fixedOption(below, node.document.text, option);
    yield mentionOf(place, option, found);
    if (found.kind === 'found' && value.kind === 'ref') yield valueMention(place, value, found.entity);
  }
}

export function sameTarget(a: Target, b: Target): boolean {
  switch (a.kind) {
    case 'entity':
      return b.kind === 'entity' && a.entity === b.entity;
    case 'value':
      return b.kind === 'value' && a.entity === b.entity && a.value === b.value;
    case 'level':
      return b.kind === 'level' && a.name === b.name;
    case 'label':
      return b.kind === 'label' && a.name === b.name;
  }
}
