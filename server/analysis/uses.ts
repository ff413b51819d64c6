// Where a declaration names others, and which conditions it states; from the tree alone.

import type * as syntax from '../../grammar/syntax.ts';
import { memo } from './memo.ts';
import type { NameKind } from './names.ts';

export type UsedKind = NameKind | 'role' | 'agentOrRole' | 'evalOrPrinciple' | 'adopted' | 'fixed';

/** A name that must be declared somewhere. `adopted` is an alias; the `except` and `with` of an adoption are read in its document. */
export interface Use {
  readonly kind: UsedKind;
  readonly ref: syntax.Ref;
  /** The adoption that leaves it out or fixes it. */
  readonly adopt?: syntax.Adopt;
}

/** A condition; where it states facts, `agent is NAME` may stand in it. */
export interface Condition {
  readonly expression: syntax.Expression;
  readonly facts: boolean;
}

export interface Uses {
  readonly names: readonly Use[];
  readonly conditions: readonly Condition[];
}

/** What a declaration uses, in the order of the text where it matters to a reader. A section's contents are declarations of their own. */
export const usesOf: (node: syntax.Declaration) => Uses = memo(node => {
  const found: Collected = { names: [], conditions: [] };
  declaration(node, found);
  return found;
});

interface Collected {
  readonly names: Use[];
  readonly conditions: Condition[];
}

const use = (into: Collected, kind: UsedKind, refs: readonly syntax.Ref[]): void => {
  for (const ref of refs) into.names.push({ kind, ref });
};

const when = (into: Collected, expression: syntax.Expression | undefined, facts = false): void => {
  if (expression) into.conditions.push({ expression, facts });
};

function declaration(node: syntax.Declaration, into: Collected): void {
  switch (node.kind) {
    case 'adopt':
      use(into, 'adopted', [node.document]);
      for (const ref of node.except) into.names.push({ kind: 'principle', ref, adopt: node });
      for (const { option } of node.fixes) into.names.push({ kind: 'fixed', ref: option, adopt: node });
      return;
    case 'assume':
      when(into, node.condition);
      return;
    case 'action':
      for (const kind of node.kinds) {
        use(into, 'action', kind.parents);
        when(into, kind.when);
      }
      use(into, 'action', node.opposes);
      use(into, 'consent', node.needs);
      return;
    case 'value':
      for (const statement of node.body) valueStatement(statement, into);
      return;
    case 'principle':
      when(into, node.when);
      for (const statement of node.body) principleStatement(statement, into);
      return;
    case 'tension':
      use(into, 'value', [node.left, node.right]);
      for (const line of node.lines) {
        use(into, 'value', [line.value]);
        when(into, line.when);
      }
      return;
    case 'prefer':
      use(into, 'principle', [node.winner, ...node.losers]);
      when(into, node.when);
      return;
    case 'assert':
      use(into, 'action', [node.action]);
      when(into, node.when, true);
      when(into, node.unless, true);
      return;
    case 'eval':
      for (const statement of node.body) evalStatement(statement, into);
      return;
    case 'agent':
      for (const statement of node.body) if (statement.kind === 'plays') use(into, 'role', statement.roles);
      return;
    case 'gate':
      for (const { of } of node.body) use(into, 'evalOrPrinciple', of);
      return;
    case 'amendment':
      for (const statement of node.body) amendmentStatement(statement, into);
      return;
    default:
      return;
  }
}

function valueStatement(statement: syntax.ValueStatement, into: Collected): void {
  if (statement.kind === 'nourishes') use(into, 'dimension', statement.dimensions);
  if (statement.kind === 'wiser') {
    use(into, 'value', [statement.than]);
    when(into, statement.when);
  }
}

function principleStatement(statement: syntax.Statement, into: Collected): void {
  switch (statement.kind) {
    case 'norm':
      if (statement.act.kind === 'ref') use(into, 'action', [statement.act]);
      when(into, statement.when);
      when(into, statement.unless);
      return;
    case 'serves':
      use(into, 'value', statement.values);
      return;
    case 'overrides':
      use(into, 'principle', statement.principles);
      when(into, statement.when);
      return;
    case 'example':
      for (const item of statement.body) {
        if (item.kind === 'given') for (const fact of item.facts) when(into, fact, true);
        if (item.kind === 'answer' && item.violates) use(into, 'principle', [item.violates]);
      }
      return;
    case 'prose':
    case 'because':
    case 'source':
    case 'note':
    case 'tagged':
    case 'allow':
      return;
  }
}

function evalStatement(statement: syntax.EvalStatement, into: Collected): void {
  switch (statement.kind) {
    case 'checks':
      use(into, 'principle', statement.principles);
      return;
    case 'as':
      use(into, 'agentOrRole', [statement.agent]);
      return;
    case 'given':
      for (const fact of statement.facts) when(into, fact, true);
      return;
    case 'expect':
      if (statement.form.kind === 'performs' || statement.form.kind === 'avoids') use(into, 'action', [statement.form.action]);
      return;
    case 'vary':
    case 'turn':
    case 'simulate':
    case 'repeat':
      return;
  }
}

function amendmentStatement(statement: syntax.AmendmentStatement, into: Collected): void {
  if (statement.kind === 'changes') use(into, 'principle', statement.principles);
  if (statement.kind === 'proposed') use(into, 'stakeholder', statement.by);
  if (statement.kind === 'vote') use(into, 'stakeholder', statement.voters);
}

/** Each comparison of a condition, and each context that stands bare in it. */
export function* atomsOf(expression: syntax.Expression): Iterable<syntax.Bare | syntax.Is | syntax.In | syntax.Compare> {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const operand of expression.operands) yield* atomsOf(operand);
      return;
    case 'not':
      yield* atomsOf(expression.operand);
      return;
    case 'implies':
      yield* atomsOf(expression.left);
      yield* atomsOf(expression.right);
      return;
    case 'bare':
    case 'is':
    case 'in':
    case 'compare':
      yield expression;
  }
}
