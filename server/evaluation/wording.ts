// The spec's own words, as they stand in a sentence: titles, conditions, names.

import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import type { Declared, Entity, Named, NameKind } from '../analysis/names.ts';
import { startOf } from '../analysis/places.ts';
import { lookup } from '../analysis/resolve.ts';
import { type Scope, scopeAt } from '../analysis/scope.ts';

/** A declaration with the scope of the document that reads it. */
export interface Reading {
  readonly scope: Scope;
  readonly declared: Declared;
}

/** What stands in the source at a span of a declaration, on one line. */
export function sourceAt({ scope, declared }: Reading, { start, end }: syntax.Span): string {
  const { tree } = scopeAt(scope, declared).document;
  const from = startOf(tree, declared.segment);
  return tree.text
    .slice(from + start, from + end)
    .replace(/\s+/g, ' ')
    .trim();
}

/** A string on one line. */
export const line = (text: syntax.Text): string => textOf(text).replace(/\s+/g, ' ').trim();

/** What an example is called in its principle, where it is the one with this number. */
export const exampleTitle = ({ title }: syntax.Example, number: number): string => (title ? line(title) : `example ${number + 1}`);

/** `_` and `-` as blanks. */
const asWords = (name: string): string => name.replace(/[_-]+/g, ' ');

/** The title of a declaration, or its name in words. */
export function titleOf(node: Named | undefined, name: string): string {
  const title = node && 'title' in node && node.title ? line(node.title) : '';
  return title === '' ? asWords(name) : title;
}

/** What a reference stands for; its own words where it stands for nothing. */
export function referred(
  { scope, declared }: Reading,
  kind: NameKind,
  ref: syntax.Ref,
): { readonly entity?: Entity; readonly title: string } {
  const found = lookup(scopeAt(scope, declared), kind, ref);
  return found.kind === 'found' ? { entity: found.entity, title: titleOf(found.entity.node, ref.text) } : { title: asWords(ref.text) };
}

export interface Conditional {
  readonly when?: syntax.Expression;
  readonly unless?: syntax.Expression;
}

/** ` when urgent unless supervised`; empty where there is no condition. */
export function condition(reading: Reading, { when, unless }: Conditional): string {
  const part = (word: string, expression: syntax.Expression | undefined) => (expression ? ` ${word} ${sourceAt(reading, expression)}` : '');
  return part('when', when) + part('unless', unless);
}

/** `and because`, as a sentence of its own. */
export const reason = (because: syntax.Text | undefined): string => (because ? ` ${sentence(line(because))}` : '');

export const sentence = (text: string): string => (text === '' || /[.!?…:]["”’)]?$/.test(text) ? text : `${text}.`);

/** What follows a modality in a norm. */
export function actOf(reading: Reading, { act }: syntax.Norm): string {
  return act.kind === 'text' ? line(act) : referred(reading, 'action', act).title;
}

export const modalities: Readonly<Record<syntax.Modality, string>> = {
  must: 'You must',
  'must not': 'You must not',
  should: 'You should',
  'should not': 'You should not',
  may: 'You may',
};

/** The contexts that an expression speaks of. */
export function* subjectsOf(expression: syntax.Expression): Iterable<syntax.Ref> {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const operand of expression.operands) yield* subjectsOf(operand);
      return;
    case 'not':
      yield* subjectsOf(expression.operand);
      return;
    case 'implies':
      yield* subjectsOf(expression.left);
      yield* subjectsOf(expression.right);
      return;
    default:
      yield expression.subject;
  }
}
