// Conditions in the words of the language: what a set of values is called, and how several facts are said together.

import { complement, countValues, firstValue, hasValue, isFull, join, runsOf, spanSet, type ValueSet, valuesOf, within } from './sets.ts';
import { branchOf, isOrdered, type Variable } from './variables.ts';

/** Facts that hold together. Each names a variable once; none is full. */
export type Term = readonly Fact[];

export interface Fact {
  readonly variable: Variable;
  readonly set: ValueSet;
}

/** An expression, and how tightly it binds. */
interface Phrase {
  readonly text: string;
  readonly form: 'fact' | 'and' | 'or';
}

const said = (text: string): Phrase => ({ text, form: 'fact' });

/** That one of the terms holds: an expression of the language. `true` and `false` are not; callers say *always* and *never* themselves. */
export function expressionOf(terms: readonly Term[]): string {
  let best: Divided = { common: [], rest: terms };
  let text = dividedText(best);
  if (terms.length < 2) return text;
  for (const divisor of divisorsOf(terms)) {
    const next = { common: [...best.common, divisor], rest: best.rest.map(term => without(term, divisor)) };
    const nextText = dividedText(next);
    if (nextText.length >= text.length) continue;
    best = next;
    text = nextText;
  }
  return text;
}

/** Facts that hold in all terms, and what each term says beside them. */
interface Divided {
  readonly common: Term;
  readonly rest: readonly Term[];
}

function dividedText({ common, rest }: Divided): string {
  const shared = common.map(phraseOf);
  if (rest.some(term => term.length === 0)) return allOf(shared).text;
  return allOf([...shared, anyOf(rest.map(term => allOf(term.map(phraseOf))))]).text;
}

/** What all terms say of a variable, and where the values have an order, that alone at which they all begin or end. */
function* divisorsOf(terms: readonly Term[]): Generator<Fact> {
  for (const { variable } of terms[0]!) {
    const sets = terms.map(term => term.find(fact => fact.variable === variable)?.set);
    if (sets.includes(undefined)) continue;
    const set = (sets as ValueSet[]).reduce((a, b) => join(a, b, variable.size));
    if (isFull(set, variable.size)) continue;
    yield { variable, set };
    if (!isOrdered(variable)) continue;
    const [first, end] = [firstValue(set), runsOf(set).at(-1)!];
    if (end < variable.size) yield { variable, set: spanSet(variable.size, 0, end) };
    if (first > 0) yield { variable, set: spanSet(variable.size, first, variable.size) };
  }
}

/** What is left for the term to say where the fact was said before: nothing, or maybe less, such as one bound of two. */
function without(term: Term, { variable, set }: Fact): Term {
  return term.flatMap(fact => {
    if (fact.variable !== variable) return [fact];
    const wide = { variable, set: join(fact.set, complement(set, variable.size), variable.size) };
    if (isFull(wide.set, variable.size)) return [];
    const { text, form } = phraseOf(wide);
    return [form !== 'or' && text.length < lengthOf(fact) ? wide : fact];
  });
}

/** That none of the terms holds: a fact the other way round for each that is one fact, the others as far as that reads well. */
export function negationOf(terms: readonly Term[]): string {
  const opposite = ({ variable, set }: Fact) => phraseOf({ variable, set: complement(set, variable.size) });
  const single = terms.filter(term => term.length === 1).map(([fact]) => opposite(fact!));
  const several = terms.filter(term => term.length !== 1);
  if (several.length === 0) return allOf(single).text;
  const rest = several.length === 1 ? anyOf(several[0]!.map(opposite)) : said(`not (${expressionOf(several)})`);
  return allOf([...single, rest]).text;
}

function allOf(parts: readonly Phrase[]): Phrase {
  if (parts.length === 1) return parts[0]!;
  return { text: parts.map(part => (part.form === 'or' ? `(${part.text})` : part.text)).join(' and '), form: 'and' };
}

function anyOf(parts: readonly Phrase[]): Phrase {
  return parts.length === 1 ? parts[0]! : { text: parts.map(part => part.text).join(' or '), form: 'or' };
}

/** How long the fact is in words: of two ways to say a condition, the shorter is better. */
export const lengthOf = (fact: Fact): number => phraseOf(fact).text.length;

function phraseOf({ variable, set }: Fact): Phrase {
  switch (variable.kind) {
    case 'boolean':
      return said(hasValue(set, 1) ? variable.name : `not ${variable.name}`);
    case 'flat':
    case 'agent':
      return listed(variable, set);
    case 'ordered':
    case 'range':
      return compared(variable, set);
    case 'tree':
      return branched(variable, set);
  }
}

const nameOf = (variable: Variable, value: number): string =>
  variable.kind === 'range' ? String(variable.low + value) : variable.values[value]!;

function listed(variable: Variable, set: ValueSet): Phrase {
  const outside = complement(set, variable.size);
  if (countValues(outside) >= countValues(set)) return oneOf(variable, [...valuesOf(set)]);
  return noneOf(variable, [...valuesOf(outside)]);
}

function oneOf(variable: Variable, values: readonly number[]): Phrase {
  const names = values.map(value => nameOf(variable, value));
  return said(names.length === 1 ? `${variable.name} is ${names[0]}` : `${variable.name} in (${names.join(', ')})`);
}

function noneOf(variable: Variable, values: readonly number[]): Phrase {
  if (values.length === 1) return said(`${variable.name} is not ${nameOf(variable, values[0]!)}`);
  return said(`not ${oneOf(variable, values).text}`);
}

/** Of an ordered context, or a range: the fewest comparisons. */
function compared(variable: Variable, set: ValueSet): Phrase {
  const runs = runsOf(set);
  if (runs.length === 2) return between(variable, runs[0]!, runs[1]!);
  const outside = runsOf(complement(set, variable.size));
  if (outside.every((bound, i) => i % 2 === 0 || bound === outside[i - 1]! + 1))
    return noneOf(
      variable,
      outside.filter((_, i) => i % 2 === 0),
    );
  if (variable.kind === 'ordered' || countValues(set) === runs.length / 2) return listed(variable, set);
  return anyOf(runs.flatMap((from, i) => (i % 2 === 0 ? [between(variable, from, runs[i + 1]!)] : [])));
}

function between(variable: Variable, from: number, to: number): Phrase {
  const { name, size } = variable;
  const low = nameOf(variable, from);
  const high = nameOf(variable, to - 1);
  if (to === from + 1) return said(`${name} is ${low}`);
  if (from === 0) return said(variable.kind === 'range' ? `${name} < ${nameOf(variable, to)}` : `${name} <= ${high}`);
  if (to === size) return said(`${name} >= ${low}`);
  return { text: `${name} >= ${low} and ${name} <= ${high}`, form: 'and' };
}

/** Of a hierarchy: whole branches where they fit, and a value without what lies under it where it must be. */
function branched(variable: Variable, set: ValueSet): Phrase {
  const inside = branchesOf(variable, set);
  const outside = branchesOf(variable, complement(set, variable.size));
  if (outside.partial.length === 0 && outside.whole.length < inside.whole.length + 2 * inside.partial.length)
    return noneOf(variable, outside.whole);
  const parts = inside.partial.map(({ value, without }) => allOf([oneOf(variable, [value]), noneOf(variable, without)]));
  return anyOf(inside.whole.length > 0 ? [oneOf(variable, inside.whole), ...parts] : parts);
}

interface Branches {
  readonly whole: number[];
  readonly partial: { readonly value: number; readonly without: readonly number[] }[];
}

function branchesOf(variable: Variable, set: ValueSet): Branches {
  const found: Branches = { whole: [], partial: [] };
  for (let value = 0; value < variable.size; ) {
    if (within(branchOf(variable, value), set)) {
      found.whole.push(value);
      value = variable.ends[value]!;
      continue;
    }
    if (hasValue(set, value)) {
      const without = childrenOf(variable, value).filter(child => !within(branchOf(variable, child), set));
      found.partial.push({ value, without });
    }
    value++;
  }
  return { whole: found.whole.filter(value => !found.partial.some(part => covers(variable, part, value))), partial: found.partial };
}

function childrenOf(variable: Variable, value: number): number[] {
  const children: number[] = [];
  for (let child = value + 1; child < variable.ends[value]!; child = variable.ends[child]!) children.push(child);
  return children;
}

/** `is a` without some branches under it says the rest of what is under it as well. */
function covers(variable: Variable, { value, without }: Branches['partial'][number], branch: number): boolean {
  const lies = (inner: number, outer: number) => inner >= outer && inner < variable.ends[outer]!;
  return branch !== value && lies(branch, value) && !without.some(other => lies(branch, other));
}
