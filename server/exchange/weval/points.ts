// The points of a blueprint, what a reply should and should not do, as expectations of an eval.

import { RE2JS } from 're2js';
import { quoted } from '../../../grammar/quote.ts';
import { isMapping } from '../yaml.ts';

export interface Expected {
  /** `expect …` statements, each perhaps with a comment that says where the point comes from. */
  readonly statements: readonly string[];
  /** Why points have no place in the language. */
  readonly left: readonly string[];
}

/** All points under `should` or `should_not`. */
export function expectations(points: unknown, negated: boolean, definitions: Readonly<Record<string, unknown>>): Expected {
  const all = Array.isArray(points) ? points : points === undefined || points === null ? [] : [points];
  const read = all.map(point => expectation(point, { negated, definitions, depth: 0 }));
  return { statements: read.flatMap(one => one.statements), left: read.flatMap(one => one.left) };
}

interface Reading {
  readonly negated: boolean;
  readonly definitions: Readonly<Record<string, unknown>>;
  readonly depth: number;
}

const nothing: Expected = { statements: [], left: [] };
const leftOut = (why: string): Expected => ({ statements: [], left: [why] });

function expectation(point: unknown, reading: Reading): Expected {
  if (typeof point === 'string' || typeof point === 'number') return criterion(String(point), reading);
  if (Array.isArray(point)) return alternatives(point, reading);
  if (!isMapping(point)) return nothing;
  const expected = described(point, reading);
  return Object.hasOwn(point, 'weight') && expected.statements.length > 0
    ? { ...expected, left: [...expected.left, '`weight` of points'] }
    : expected;
}

function described(point: Readonly<Record<string, unknown>>, reading: Reading): Expected {
  const { text, point: other, citation, fn, arg, fnArgs } = point;
  const said = text ?? other;
  if (typeof said === 'string') return cited(criterion(said, reading), citation);
  if (typeof fn === 'string') return cited(call(fn.replace(/^\$/, ''), arg ?? fnArgs, reading), citation);
  const name = Object.keys(point).find(key => key.startsWith('$'));
  if (name !== undefined) return cited(call(name.slice(1), point[name], reading), citation);
  const [sentence, ...rest] = Object.keys(point);
  // `"the criterion": "where it comes from"`
  if (sentence !== undefined && rest.length === 0) return cited(criterion(sentence, reading), point[sentence]);
  return leftOut('a point without a text');
}

function cited(expected: Expected, citation: unknown): Expected {
  if (typeof citation !== 'string' || citation.trim() === '') return expected;
  const source = citation.replace(/\s+/g, ' ').trim();
  return { ...expected, statements: expected.statements.map(statement => `${statement} // ${source}`) };
}

const criterion = (text: string, { negated }: Reading): Expected => ({
  statements: [`expect ${negated ? 'not ' : ''}${quoted(text.trim())}`],
  left: [],
});

/** Any of several groups of points will do: one criterion, if they are all in words. */
function alternatives(points: readonly unknown[], reading: Reading): Expected {
  const groups = points.map(point => (Array.isArray(point) ? point : [point]).map(wordsOf));
  if (groups.some(group => group.includes(undefined))) return leftOut('points of which one group will do, some of them computed');
  if (groups.length === 1 && groups[0]!.length === 1) return criterion(groups[0]![0]!, reading);
  return criterion(`One of these holds: ${groups.map(group => group.join(' And: ')).join(' — or: ')}`, reading);
}

function wordsOf(point: unknown): string | undefined {
  if (typeof point === 'string') return point.trim();
  if (!isMapping(point)) return undefined;
  const { text, point: other } = point;
  const said = text ?? other;
  return typeof said === 'string' ? said.trim() : undefined;
}

const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string' || typeof one === 'number').map(String);

/** A literal text in a regular expression. */
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const anyOf = (texts: readonly string[]): string => `(${texts.map(literal).join('|')})`;

function call(name: string, argument: unknown, reading: Reading): Expected {
  const { negated } = reading;
  const inverted = name.startsWith('not_') ? { ...reading, negated: !negated } : reading;
  const plain = name.replace(/^not_/, '').replace(/^(i?)matches/, '$1match');
  const insensitive = /^i(?=contains|match|starts|ends)/.test(plain);
  const pattern = (text: string): Expected => matches(insensitive ? `(?i)${text}` : text, inverted);
  const base = insensitive ? plain.slice(1) : plain;
  const texts = list(argument);
  switch (base) {
    case 'contains':
      return insensitive
        ? each(texts, text => pattern(literal(text)))
        : each(texts, text => statement(`contains ${quoted(text)}`, inverted));
    case 'contains_any_of':
      return texts.length === 0 ? nothing : pattern(anyOf(texts));
    case 'contains_all_of':
      return inverted.negated
        ? leftOut(`\`$${name}\` under should_not`)
        : each(texts, text => (insensitive ? pattern(literal(text)) : statement(`contains ${quoted(text)}`, inverted)));
    case 'match':
      return each(texts, pattern);
    case 'starts_with':
      return each(texts, text => pattern(`\\A${literal(text)}`));
    case 'ends_with':
      return each(texts, text => pattern(`${literal(text)}\\z`));
    case 'contains_at_least_n_of':
    case 'match_at_least_n_of':
      return atLeast(base, argument, { pattern, name });
    case 'word_count_between':
      return wordCount(argument, inverted);
    case 'ref':
      return reference(argument, reading);
    default:
      return leftOut(`\`$${name}\``);
  }
}

const each = (texts: readonly string[], expected: (text: string) => Expected): Expected => {
  const all = texts.map(expected);
  return { statements: all.flatMap(one => one.statements), left: all.flatMap(one => one.left) };
};

const statement = (form: string, { negated }: Reading): Expected => ({ statements: [`expect ${negated ? 'not ' : ''}${form}`], left: [] });

/** Authors' expressions are RE2; what it does not have (looking ahead, references back) has no place. */
function matches(pattern: string, reading: Reading): Expected {
  try {
    RE2JS.compile(pattern);
  } catch {
    return leftOut('a regular expression that RE2 does not have');
  }
  return statement(`matches ${quoted(pattern)}`, reading);
}

function atLeast(base: string, argument: unknown, { pattern, name }: { pattern: (text: string) => Expected; name: string }): Expected {
  const [least, of] = Array.isArray(argument) ? argument : [];
  const texts = list(of);
  const part = (text: string): string => (base === 'match_at_least_n_of' ? `(?:${text})` : literal(text));
  if (least === 1 && texts.length > 0) return pattern(`(${texts.map(part).join('|')})`);
  if (least === texts.length && texts.length > 0) return each(texts, text => pattern(part(text)));
  return leftOut(`\`$${name}\` of some, but not one or all`);
}

function wordCount(argument: unknown, reading: Reading): Expected {
  const [least, most] = Array.isArray(argument) ? argument : [];
  if (typeof least !== 'number' || typeof most !== 'number' || reading.negated) return leftOut('`$word_count_between`');
  return {
    statements: [...(least > 0 ? [`expect over ${Math.trunc(least) - 1} words`] : []), `expect under ${Math.trunc(most) + 1} words`],
    left: [],
  };
}

function reference(argument: unknown, reading: Reading): Expected {
  if (typeof argument !== 'string' || !Object.hasOwn(reading.definitions, argument) || reading.depth > 8)
    return leftOut('`$ref` to a point that is not there');
  return expectation(reading.definitions[argument], { ...reading, depth: reading.depth + 1 });
}
