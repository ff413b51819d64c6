// An author's expression as a condition (language.md §4), with its names looked up by the caller.

import type * as syntax from '../../../grammar/syntax.ts';
import { all, any, type Condition, fact, not } from './conditions.ts';
import { complement, join, spanSet, type ValueSet } from './sets.ts';
import { branchOf, isOrdered, type Variable } from './variables.ts';

/** What a reference to a context means; `values` gives the number of one of its values. */
export interface Names {
  readonly variable: (subject: syntax.Ref) => Variable | undefined;
  /** Where the values of a variable are looked up and not read: the agents. */
  readonly value?: (variable: Variable, ref: syntax.Ref) => number | undefined;
}

/** Undefined where a name or a value is a mistake: other rules say so. */
export function conditionOf(expression: syntax.Expression, names: Names): Condition | undefined {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts = expression.operands.map(operand => conditionOf(operand, names));
      if (parts.some(part => part === undefined)) return undefined;
      return (expression.kind === 'and' ? all : any)(...(parts as Condition[]));
    }
    case 'not': {
      const part = conditionOf(expression.operand, names);
      return part && not(part);
    }
    case 'implies': {
      const [left, right] = [conditionOf(expression.left, names), conditionOf(expression.right, names)];
      return left && right && any(not(left), right);
    }
    case 'bare':
    case 'is':
    case 'in':
    case 'compare': {
      const variable = names.variable(expression.subject);
      const set = variable && setOf(variable, expression, names);
      return variable && set !== undefined ? fact(variable, set) : undefined;
    }
  }
}

function setOf(variable: Variable, atom: syntax.Bare | syntax.Is | syntax.In | syntax.Compare, names: Names): ValueSet | undefined {
  switch (atom.kind) {
    case 'bare':
      return variable.kind === 'boolean' ? spanSet(2, 1, 2) : undefined;
    case 'is': {
      const set = branchFor(variable, atom.value, names);
      return set !== undefined && atom.negated ? complement(set, variable.size) : set;
    }
    case 'in': {
      let set: ValueSet | undefined = spanSet(variable.size, 0, 0);
      for (const value of atom.values) {
        const branch = branchFor(variable, value, names);
        set = set === undefined || branch === undefined ? undefined : join(set, branch, variable.size);
      }
      return set;
    }
    case 'compare':
      return comparedSet(variable, atom, names);
  }
}

function branchFor(variable: Variable, value: syntax.Value, names: Names): ValueSet | undefined {
  const at = valueFor(variable, value, names);
  return at === undefined ? undefined : branchOf(variable, at);
}

function comparedSet(variable: Variable, { operator, value }: syntax.Compare, names: Names): ValueSet | undefined {
  if (!isOrdered(variable)) return undefined;
  const at = valueFor(variable, value, names);
  if (at === undefined) return undefined;
  switch (operator) {
    case '<':
      return spanSet(variable.size, 0, at);
    case '<=':
      return spanSet(variable.size, 0, at + 1);
    case '>':
      return spanSet(variable.size, at + 1, variable.size);
    case '>=':
      return spanSet(variable.size, at, variable.size);
  }
}

/** The number of a value of the variable. */
export function valueFor(variable: Variable, value: syntax.Value, names?: Names): number | undefined {
  if (value.kind === 'boolean') return variable.kind === 'boolean' ? Number(value.value) : undefined;
  if (value.kind === 'number') {
    const at = value.value - variable.low;
    return variable.kind === 'range' && !value.percent && Number.isInteger(at) && at >= 0 && at < variable.size ? at : undefined;
  }
  if (variable.kind === 'boolean' || variable.kind === 'range') return undefined;
  const at = variable.kind === 'agent' && names?.value ? (names.value(variable, value) ?? -1) : variable.values.indexOf(value.text);
  return at < 0 ? undefined : at;
}
