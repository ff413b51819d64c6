// The parts that many declarations share, as JSON.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { type Holding, heldName } from '../../analysis/holding.ts';
import { memo } from '../../analysis/memo.ts';
import { type Declared, entityOf, type Named, type NameKind } from '../../analysis/names.ts';
import { startOf } from '../../analysis/places.ts';
import { lookup, nameIn } from '../../analysis/resolve.ts';
import { scopeAt } from '../../analysis/scope.ts';
import { sourceAt } from '../../evaluation/wording.ts';
import type { ExpressionShape, ValueTree } from './shape.ts';

/** A declaration, read in the document that is written. */
export interface Read<Node extends syntax.Declaration = syntax.Declaration> {
  readonly holding: Holding;
  readonly declared: Declared<Node>;
}

/** The name that the document would write for what a reference stands for; the reference itself where it stands for nothing. */
export function resolved({ holding, declared }: Read, kind: NameKind, ref: syntax.Ref): string {
  const found = lookup(scopeAt(holding.scope, declared), kind, ref);
  return found.kind === 'found' ? (nameIn(holding.scope, holding.same(found.entity)) ?? ref.text) : ref.text;
}

export const resolvedAll = (read: Read, kind: NameKind, refs: readonly syntax.Ref[]): string[] =>
  refs.map(ref => resolved(read, kind, ref));

export const optionalText = (text: syntax.Text | undefined): string | undefined => text && textOf(text);

const lineStarts = memo((tree: syntax.Tree) => {
  const starts = [0];
  for (let at = tree.text.indexOf('\n'); at >= 0; at = tree.text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
});

export function place({ holding, declared }: Read): { file: string; line: number } {
  const { tree } = scopeAt(holding.scope, declared).document;
  const offset = startOf(tree, declared.segment) + declared.node.start;
  const starts = lineStarts(tree);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return { file: declared.file, line: low + 1 };
}

/** Name, title and place. */
export function head(read: Read<Named>): { name: string; title?: string; file: string; line: number } {
  const { node } = read.declared;
  const own = entityOf(read.declared).name;
  const name =
    node.kind === 'consent'
      ? heldName(read.holding, read.declared).replace(/^consent\.|(?<=\.)consent\./, '')
      : heldName(read.holding, read.declared);
  return { name: name === '' ? own : name, title: 'title' in node ? optionalText(node.title) : undefined, ...place(read) };
}

export interface ConditionShape {
  text: string;
  expression: ExpressionShape;
}

export function condition(read: Read, expression: syntax.Expression): ConditionShape {
  return {
    text: sourceAt({ scope: read.holding.scope, declared: read.declared }, expression),
    expression: expressionShape(read, expression),
  };
}

export const optionalCondition = (read: Read, expression: syntax.Expression | undefined): ConditionShape | undefined =>
  expression && condition(read, expression);

export const conditions = (read: Read, { when, unless }: { when?: syntax.Expression; unless?: syntax.Expression }) => ({
  when: optionalCondition(read, when),
  unless: optionalCondition(read, unless),
});

function expressionShape(read: Read, expression: syntax.Expression): ExpressionShape {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { kind: expression.kind, operands: expression.operands.map(operand => expressionShape(read, operand)) };
    case 'not':
      return { kind: 'not', operand: expressionShape(read, expression.operand) };
    case 'implies':
      return { kind: 'implies', left: expressionShape(read, expression.left), right: expressionShape(read, expression.right) };
    case 'bare':
      return { kind: 'holds', context: resolved(read, 'context', expression.subject) };
    case 'is': {
      const { subject, negated } = expression;
      return { kind: 'is', context: resolved(read, 'context', subject), negated, value: valueShape(expression.value) };
    }
    case 'in':
      return { kind: 'in', context: resolved(read, 'context', expression.subject), values: expression.values.map(valueShape) };
    case 'compare': {
      const { subject, operator } = expression;
      return { kind: 'compare', context: resolved(read, 'context', subject), operator, value: valueShape(expression.value) };
    }
  }
}

export const valueShape = (value: syntax.Value): string | number | boolean => (value.kind === 'ref' ? value.text : value.value);

export function domainShape(shape: syntax.Shape) {
  switch (shape.kind) {
    case 'booleans':
      return { kind: 'boolean' as const };
    case 'range':
      return { kind: 'range' as const, low: shape.low.value, high: shape.high.value };
    case 'values':
      return { kind: 'values' as const, ordered: shape.ordered, values: shape.values.map(valueTree) };
  }
}

const valueTree = ({ name, children }: syntax.ValueNode): ValueTree => ({ name: name.text, below: children.map(valueTree) });

export const proseShape = ({ text, translations }: syntax.Prose) => ({
  text: textOf(text),
  translations: translations.map(({ language, text: said }) => ({ language: language.text, text: textOf(said) })),
});

export const sourceShape = ({ text, at }: syntax.Source) => ({ text: textOf(text), at: optionalText(at) });
export const allowShape = ({ code, because }: syntax.Allow) => ({ code: code.text, because: optionalText(because) });

export function turnShape({ speaker, to, from, text, continues }: syntax.Turn) {
  return { kind: 'turn' as const, speaker, to: optionalText(to), from: optionalText(from), text: textOf(text), continues };
}

/** The statements of one kind in a body, in order. */
export function of<Statement extends { readonly kind: string }, Kind extends Statement['kind']>(
  body: readonly Statement[],
  kind: Kind,
): Extract<Statement, { readonly kind: Kind }>[] {
  return body.filter((statement): statement is Extract<Statement, { readonly kind: Kind }> => statement.kind === kind);
}
