// Expressions with as few parentheses as they can have: `not` binds tightest, then `and`, `or`, `implies` to the right.

import type { And, Expression, NumberLiteral, Or, Span, Value } from '../syntax.ts';
import { type Doc, group, line } from './doc.ts';
import { canLead, ref } from './layout.ts';
import { leaf, lineEndsBefore, opening, type Pen, word } from './pen.ts';

const strength = { implies: 1, or: 2, and: 3, not: 4, bare: 5, is: 5, in: 5, compare: 5 } as const;

/** Stronger than any expression, so that all are put in parentheses. */
export const strongest = 6;

/** Does it end in a name that stands alone? Then a word behind it, such as `is`, would change what it says. */
export function endsBare(node: Expression): boolean {
  switch (node.kind) {
    case 'bare':
      return true;
    case 'and':
    case 'or':
      return endsBare(node.operands.at(-1)!);
    case 'implies':
      return endsBare(node.right);
    case 'not':
      return endsBare(node.operand);
    default:
      return false;
  }
}

export function expression(pen: Pen, node: Expression, least = 1): Doc {
  const first = firstOf(node);
  // Behind a comment that ends its line, a first name that is also a word of the language needs a bracket to be a name.
  if (!canLead(node) && lineEndsBefore(pen, first.start)) return [opening(pen, first), bare(pen, node), word(pen, ')')];
  if (strength[node.kind] >= least) return bare(pen, node);
  return [word(pen, '('), bare(pen, node), word(pen, ')')];
}

/** The first name of an expression, or its `not`. */
function firstOf(node: Expression): Span {
  switch (node.kind) {
    case 'and':
    case 'or':
      return firstOf(node.operands[0]!);
    case 'implies':
      return firstOf(node.left);
    case 'not':
      return node;
    default:
      return node.subject;
  }
}

/** `a and (b and c)` says what `a and b and c` says. */
const operandsOf = (node: And | Or): Expression[] =>
  node.operands.flatMap(operand => (operand.kind === node.kind ? operandsOf(operand as And | Or) : [operand]));

function bare(pen: Pen, node: Expression): Doc {
  switch (node.kind) {
    case 'and':
    case 'or':
      return operandsOf(node).map((operand, i) => {
        if (i === 0) return expression(pen, operand, strength[node.kind]);
        return group([line, word(pen, node.kind), ' ', expression(pen, operand, strength[node.kind])]);
      });
    case 'implies':
      return [expression(pen, node.left, 2), group([line, word(pen, 'implies'), ' ', expression(pen, node.right, 1)])];
    case 'not':
      return [word(pen, 'not'), ' ', expression(pen, node.operand, strength.not)];
    case 'bare':
      return ref(pen, node.subject);
    case 'is':
      return [ref(pen, node.subject), ' ', word(pen, 'is'), node.negated ? [' ', word(pen, 'not')] : '', ' ', value(pen, node.value)];
    case 'in':
      return [ref(pen, node.subject), ' ', word(pen, 'in'), ' ', word(pen, '('), values(pen, node.values), word(pen, ')')];
    case 'compare':
      return [ref(pen, node.subject), ' ', word(pen, node.operator), ' ', value(pen, node.value)];
  }
}

const values = (pen: Pen, nodes: readonly Value[]): Doc =>
  nodes.map((node, i) => (i === 0 ? value(pen, node) : [word(pen, ','), ' ', value(pen, node)]));

export function value(pen: Pen, node: Value): Doc {
  switch (node.kind) {
    case 'ref':
      return ref(pen, node);
    case 'number':
      return number(pen, node);
    case 'boolean':
      return leaf(pen, node, String(node.value));
  }
}

/** A number as it is written; one that nobody wrote without the noise of its binary form. */
export const number = (pen: Pen, node: NumberLiteral): Doc =>
  leaf(pen, node, node.percent ? `${Number((node.value * 100).toPrecision(12))}%` : String(node.value));
