// The situations of a document, one by one, and what an expression says of one. language.md §4 and §6.

import type { Comparison, Expression, Value } from '../../grammar/syntax.ts';
import { type ContextFact, type ContextValue, contextFacts, contextNamed } from './contexts.ts';
import { type Documents, declared, lookup, remembered } from './documents.ts';
import { type Holding, holdingOf, partsOf, type Written } from './holding.ts';

/** "A situation gives every context one value (and, where roles hold, names the agent)." */
export interface Situation {
  readonly number: number;
  /** By the id of the context. */
  readonly values: ReadonlyMap<string, ContextValue>;
  readonly agent?: Agent;
}

export interface Agent {
  /** As it is declared: an agent's name, a role's, or `none`. */
  readonly name: string;
  /** The role's id, where the agent stands for a role. */
  readonly role?: string;
  /** Ids of the roles that it plays. */
  readonly plays: ReadonlySet<string>;
}

/** What an expression is read in: all documents, and the one that is checked. */
export interface Reading {
  readonly documents: Documents;
  readonly file: string;
  /** In a comparison, the older version: an expression may name a context that only that one has. */
  readonly before?: Reading;
}

/** Does the expression hold in the situation? */
export function holds(reading: Reading, written: Written, situation: Situation): boolean {
  const { file, expression } = written;
  const inner = (it: Expression) => holds(reading, { file, expression: it }, situation);
  switch (expression.kind) {
    case 'and':
      return expression.operands.every(inner);
    case 'or':
      return expression.operands.some(inner);
    case 'not':
      return !inner(expression.operand);
    case 'implies':
      return !inner(expression.left) || inner(expression.right);
    case 'bare':
      return contextValue(reading, file, partsOf(expression.subject), situation).value === true;
    case 'is': {
      return isValue(reading, written.file, partsOf(expression.subject), expression.value, situation) !== expression.negated;
    }
    case 'in':
      return expression.values.some(value => isValue(reading, file, partsOf(expression.subject), value, situation));
    case 'compare': {
      const { context, value } = contextValue(reading, file, partsOf(expression.subject), situation);
      return compares(context, value, expression.operator, literal(expression.value));
    }
  }
}

function literal(value: Value): ContextValue {
  return value.kind === 'ref' ? value.text : value.value;
}

function contextValue(
  reading: Reading,
  file: string,
  parts: readonly string[],
  situation: Situation,
): { context: ContextFact; value: ContextValue } {
  const context = contextNamed(reading.documents, reading.file, file, parts);
  if (!context && reading.before) return contextValue(reading.before, file, parts, situation);
  if (!context) throw new Error(`no context ${parts.join('.')} in ${file}`);
  const value = situation.values.get(context.id);
  if (value === undefined) throw new Error(`the situation gives ${context.id} no value`);
  return { context, value };
}

/** "`is a` holds for `a` and everything under it"; "`agent is NAME` stands … wherever facts do". */
function isValue(reading: Reading, file: string, parts: readonly string[], expected: Value, situation: Situation): boolean {
  if (parts.join('.') === 'agent')
    return situation.agent !== undefined && situation.agent === agentNamed(reading, file, literal(expected) as string);
  const { context, value } = contextValue(reading, file, parts, situation);
  if (!context.values.includes(literal(expected))) throw new Error(`${context.id} has no value ${literal(expected)}`);
  return context.under.size > 0 ? context.under.get(value)!.includes(literal(expected)) : value === literal(expected);
}

/** "ordered: also `< <= > >=`"; "a whole number in a range, compared with `< <= > >= is`". */
function compares(context: ContextFact, value: ContextValue, operator: Comparison, bound: ContextValue): boolean {
  const rank = (it: ContextValue) => (context.shape === 'range' ? (it as number) : context.values.indexOf(it));
  const [left, right] = [rank(value), rank(bound)];
  return operator === '<' ? left < right : operator === '<=' ? left <= right : operator === '>' ? left > right : left >= right;
}

/**
 * "The agents are those that the checked document declares; where it declares none, one that plays no role, named `none`, and for every
 * role one that plays just it, named as the role." Where no roles hold a situation names no agent: undefined.
 */
export function agentsOf(reading: Reading): readonly Agent[] | undefined {
  return remembered(reading.documents, `agents ${reading.file}`, () => agentsFresh(reading));
}

function agentsFresh({ documents, file }: Reading): readonly Agent[] | undefined {
  const roles = [...holdingOf(documents, file).principles.values()].filter(it => it.node.role);
  if (roles.length === 0) return undefined;
  const own = declared(documents, file, 'agent');
  if (own.length === 0) {
    return [{ name: 'none', plays: new Set() }, ...roles.map(it => ({ name: it.node.name.text, role: it.id, plays: new Set([it.id]) }))];
  }
  return own.map(it => ({
    name: it.node.name.text,
    plays: new Set(
      it.node.body.flatMap(part =>
        part.kind === 'plays' ? part.roles.flatMap(ref => lookup(documents, file, 'principle', partsOf(ref)).map(role => role.id)) : [],
      ),
    ),
  }));
}

export function agentNamed(reading: Reading, file: string, name: string): Agent | undefined {
  const agents = agentsOf(reading) ?? [];
  const roles = lookup(reading.documents, file, 'principle', name.split('.')).map(it => it.id);
  const asRole = agents.find(it => it.role !== undefined && roles.includes(it.role));
  const byName = agents.find(it => it.role === undefined && it.name === name);
  return asRole ?? byName ?? (reading.before && agentNamed(reading.before, file, name));
}

/** Every combination of values and agents, whatever the assumes say. */
export function combinations(reading: Reading): Situation[] {
  const contexts = contextsThatMatter(reading);
  let all: Map<string, ContextValue>[] = [new Map()];
  for (const context of contexts) all = all.flatMap(values => context.values.map(value => new Map(values).set(context.id, value)));
  const agents = agentsOf(reading) ?? [undefined];
  return all.flatMap(values => agents.map(agent => ({ values, agent }))).map((it, number) => ({ ...it, number }));
}

/** The contexts of all documents that are reached: one that is merely imported can be named in a condition. */
export function contextsThatMatter({ documents, file }: Reading): readonly ContextFact[] {
  return [...new Set(contextFacts(documents, file).values())];
}

/** "`assume EXPR` — a background truth: situations that break it do not occur", of all documents that hold. */
export function assumesOf({ documents }: Reading, holding: Holding): Written[] {
  return holding.files.flatMap(from => declared(documents, from, 'assume').map(it => ({ file: from, expression: it.node.condition })));
}

/** "A situation … breaks no `assume`." An option that an adopter fixed has no other value. `without` leaves out a document's own assumes. */
export function situationsOf(reading: Reading, without?: string): Situation[] {
  const holding = holdingOf(reading.documents, reading.file);
  const rules = [...assumesOf(reading, holding).filter(it => it.file !== without), ...holding.fixes];
  return combinations(reading).filter(situation => rules.every(rule => holds(reading, rule, situation)));
}

/** Two situations that differ in the agent alone have the same key. */
export function keyWithoutAgent(situation: Situation): string {
  return [...situation.values].map(([id, value]) => `${id}=${value}`).join(' ');
}
