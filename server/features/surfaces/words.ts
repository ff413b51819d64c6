// Conditions in plain words, for readers who know nothing of the language.

import type * as syntax from '../../../grammar/syntax.ts';
import { valueText } from '../../analysis/agreement.ts';

/** A name as words. */
export const spaced = (name: string): string => name.replace(/^(?:[\p{L}\d_-]+\.)*consent\./u, 'consent to ').replaceAll(/[_.]/g, ' ');

const comparisons: Readonly<Record<syntax.Comparison, string>> = {
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
};

export function expressionText(expression: syntax.Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.map(operand => grouped(operand)).join(` ${expression.kind} `);
    case 'not':
      return expression.operand.kind === 'bare'
        ? `not ${spaced(expression.operand.subject.text)}`
        : `not (${expressionText(expression.operand)})`;
    case 'implies':
      return `${grouped(expression.left)} implies ${grouped(expression.right)}`;
    case 'bare':
      return spaced(expression.subject.text);
    case 'is':
      return `${spaced(expression.subject.text)} is ${expression.negated ? 'not ' : ''}${spaced(valueText(expression.value))}`;
    case 'in':
      return `${spaced(expression.subject.text)} is one of ${expression.values.map(value => spaced(valueText(value))).join(', ')}`;
    case 'compare':
      return `${spaced(expression.subject.text)} ${comparisons[expression.operator]} ${spaced(valueText(expression.value))}`;
  }
}

const grouped = (expression: syntax.Expression): string =>
  expression.kind === 'or' || expression.kind === 'and' || expression.kind === 'implies'
    ? `(${expressionText(expression)})`
    : expressionText(expression);
