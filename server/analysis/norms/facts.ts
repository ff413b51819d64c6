// Facts as evals, asserts and questions state them: expressions in which `agent is NAME` may stand.

import type * as syntax from '../../../grammar/syntax.ts';
import { expressionKey } from '../agreement.ts';
import { lookup, nameIn } from '../resolve.ts';
import { all, type Condition, everywhere, not, nowhere } from './conditions.ts';
import { conditionOf, type Names } from './expressions.ts';
import { contextAt } from './grounds.ts';
import type { Variable } from './variables.ts';
import type { Ground, World } from './world.ts';

/** The facts as one condition; undefined where one of them cannot be read. */
export function readFacts(world: World, facts: readonly syntax.Expression[]): Condition | undefined {
  const parts = facts.map(expression => conditionOf(expression, namesIn(world)));
  return parts.some(part => part === undefined) ? undefined : all(...(parts as Condition[]));
}

/** Where an `assert` is meant to hold. */
export function readScopeOf(world: World, { when, unless }: Pick<syntax.Assert, 'when' | 'unless'>): Condition | undefined {
  const inside = when ? readFacts(world, [when]) : everywhere;
  const outside = unless ? readFacts(world, [unless]) : nowhere;
  return inside && outside && all(inside, not(outside));
}

function namesIn({ ground, scope }: World): Names {
  return {
    variable: ref => contextAt(scope, ref, entity => ground.variableOf.get(entity)) ?? (ref.text === 'agent' ? ground.agent : undefined),
    value: (variable, ref) => agentNamed({ ground, scope }, variable, ref),
  };
}

/** An agent of the document; where it declares none, a role by any name that it can be written with, or `none`. */
function agentNamed({ scope }: Pick<World, 'scope'> & { ground: Ground }, variable: Variable, ref: syntax.Ref): number | undefined {
  const at = variable.values.indexOf(ref.text);
  if (at >= 0 || scope.own.named.has('agent')) return at < 0 ? undefined : at;
  const found = lookup(scope, 'principle', ref);
  const name = found.kind === 'found' ? (nameIn(scope, found.entity) ?? found.entity.name) : undefined;
  const role = name === undefined ? -1 : variable.values.indexOf(name);
  return role < 0 ? undefined : role;
}

/** The facts by context, as far as they fit that form: `urgent`, `audience is minor`; any other under its own words. */
export function givenOf(facts: readonly syntax.Expression[]): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(facts.map(givenBy));
}

function givenBy(expression: syntax.Expression): [string, string | number | boolean] {
  if (expression.kind === 'bare') return [expression.subject.text, true];
  if (expression.kind === 'not' && expression.operand.kind === 'bare') return [expression.operand.subject.text, false];
  if (expression.kind === 'is' && !expression.negated) {
    const { value } = expression;
    return [expression.subject.text, value.kind === 'ref' ? value.text : value.value];
  }
  return [expressionKey(expression, ref => ref.text), true];
}

/** `agent is NAME` */
export const agentFact = (name: string): syntax.Expression => isFact('agent', refTo(name));

/** `OPTION is VALUE`, the option as the document writes it. */
export const optionFact = (option: string, value: syntax.Value): syntax.Expression => isFact(option, value);

const isFact = (subject: string, value: syntax.Value): syntax.Expression => ({
  kind: 'is',
  subject: refTo(subject),
  negated: false,
  value,
  start: 0,
  end: 0,
});

function refTo(text: string): syntax.Ref {
  const parts = text.split('.').map((part): syntax.Name => ({ kind: 'name', text: part, start: 0, end: 0 }));
  return { kind: 'ref', text, parts, start: 0, end: 0 };
}
