// Texts that nobody would write: random harm done to specs, and shapes that are hard to read.

import { type Dice, diceOf } from './random-spec.ts';

/** The text with one to four random harms; a seed decides which. */
export function mutated(text: string, seed: number): string {
  const dice = diceOf(seed);
  let harmed = text;
  for (let i = 1 + dice.below(4); i > 0; i--) harmed = dice.pick(harms)(harmed, dice);
  return harmed;
}

type Harm = (text: string, dice: Dice) => string;

const oddities = [
  '\0',
  '\ud800',
  '\udfff',
  '\ufeff',
  '\u2028',
  '\r',
  '\r\n',
  '\u00a0',
  '\u0301',
  '\u1680',
  '😀',
  '\u202e',
  '\u00ad',
  '\u007f',
  'İ',
  '\t',
];
const shards = [
  '{',
  '}',
  '(',
  ')',
  '"',
  '"""',
  '"""\n',
  '/*',
  '*/',
  '//',
  ',',
  '.',
  '..',
  ':',
  '|',
  '<',
  '>=',
  '\\',
  '\\u{110000}',
  '\\u{d800}',
  '""" a\n',
  '“',
  '”',
  '%',
  '/',
  '-',
  '12',
  '2026-99-99',
  '999999999999999999999',
];
const words = [
  'must',
  'must not',
  'when',
  'unless',
  'is',
  'in',
  'not',
  'and',
  'implies',
  'principle',
  'section',
  'example',
  'eval',
  'value',
  'because',
  'in es "x"',
  'adopt',
  'given',
  'expect',
  'assume',
  'constitution',
];

const tokensOf = (text: string): string[] => text.match(/"""[\s\S]*?"""|"[^"\n]*"|[\p{L}_][\p{L}\p{Nd}_-]*|\s+|[^\s]/gu) ?? [];
const between = (text: string, dice: Dice): [number, number] => {
  const a = dice.below(text.length + 1);
  return [a, Math.min(text.length, a + dice.below(dice.chance(0.2) ? 400 : 12))];
};
const lines =
  (change: (lines: string[], dice: Dice) => void): Harm =>
  (text, dice) => {
    const all = text.split('\n');
    change(all, dice);
    return all.join('\n');
  };
const tokenwise =
  (change: (tokens: string[], dice: Dice) => void): Harm =>
  (text, dice) => {
    const all = tokensOf(text);
    if (all.length > 0) change(all, dice);
    return all.join('');
  };
const insert =
  (from: readonly string[]): Harm =>
  (text, dice) => {
    const at = dice.below(text.length + 1);
    return text.slice(0, at) + dice.pick(from) + text.slice(at);
  };

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes changed, so that the text is no valid UTF-8 any more: it is read as an editor reads it, with marks in its place. */
function bytes(text: string, dice: Dice): string {
  const all = new TextEncoder().encode(text);
  for (let i = 1 + dice.below(6); i > 0 && all.length > 0; i--) all[dice.below(all.length)] = dice.below(256);
  return decoder.decode(dice.chance(0.5) ? all : all.slice(0, dice.below(all.length + 1)));
}

const harms: readonly Harm[] = [
  bytes,
  insert(oddities),
  insert(shards),
  insert(words.map(word => ` ${word} `)),
  (text, dice) => {
    const [from, to] = between(text, dice);
    return text.slice(0, from) + text.slice(to);
  },
  (text, dice) => {
    const [from, to] = between(text, dice);
    const at = dice.below(text.length + 1);
    return text.slice(0, at) + text.slice(from, to) + text.slice(at);
  },
  lines((all, dice) => all.splice(dice.below(all.length), 1 + dice.below(3))),
  lines((all, dice) => {
    const [a, b] = [dice.below(all.length), dice.below(all.length)];
    [all[a], all[b]] = [all[b]!, all[a]!];
  }),
  lines((all, dice) => all.splice(dice.below(all.length), 0, all[dice.below(all.length)]!)),
  tokenwise((all, dice) => all.splice(dice.below(all.length), 1)),
  tokenwise((all, dice) => {
    const [a, b] = [dice.below(all.length), dice.below(all.length)];
    [all[a], all[b]] = [all[b]!, all[a]!];
  }),
  tokenwise((all, dice) => {
    all[dice.below(all.length)] = dice.pick(dice.chance(0.5) ? shards : words);
  }),
  (text, dice) => text.replaceAll('\n', dice.pick(['\r\n', '\r', ' ', '\n\n'])),
  (text, dice) => text.slice(0, dice.below(text.length + 1)),
];

const deep = 10_000;
const times = (count: number, text: string): string => text.repeat(count);

/** Texts that are hard by their size or shape, each up to 64 KB or a little more, and those of 10 MB. */
export function hardTexts(): ReadonlyMap<string, string> {
  const inside = (text: string) => `constitution c\nprinciple p {\n${text}\n}\naction after "After"\n`;
  const condition = (text: string) => inside(`  must a when ${text}`);
  return new Map([
    ['parentheses, closed', condition(`${times(deep, '(')}b${times(deep, ')')}`)],
    ['parentheses, open', condition(`${times(deep, '(')}b`)],
    ['parentheses, only closing', condition(`b${times(deep, ')')}`)],
    ['not not not', condition(`${times(deep, 'not ')}b`)],
    ['implies', condition(`${times(deep, 'b implies ')}b`)],
    ['and', condition(`${times(deep, 'b and ')}b`)],
    ['or in parentheses', condition(`${times(deep, '(b or ')}b${times(deep, ')')}`)],
    ['sections, closed', `constitution c\n${times(deep, 'section s { ')}${times(deep, '}')}`],
    ['sections, open', `constitution c\n${times(deep, 'section s {\n')}`],
    ['examples in principles', inside(times(deep, 'example { '))],
    ['braces', inside(times(deep, '{'))],
    ['closing braces', inside(times(deep, '}'))],
    ['values of values', `constitution c\ncontext a: ${times(deep, 'b(')}c${times(deep, ')')}`],
    ['many values', `constitution c\ncontext a: ${Array.from({ length: deep }, (_, i) => `v${i}`).join(' | ')}`],
    ['quotes', inside(times(deep, '"'))],
    ['openings of blocks', inside(times(deep, '"""\n'))],
    ['texts behind quotes', inside(times(deep, 'note """ a\n'))],
    ['texts behind quotes, closed', inside(times(deep, '""" a\n"""\n'))],
    ['signs below a value', `constitution c\ncontext a: b(${times(deep, 'c | ')}c)`],
    ['openings of comments', inside(times(deep, '/*\n'))],
    ['a list', inside(`  serves ${times(deep, 'a, ')}a`)],
    ['commas', inside(`  serves ${times(deep, ', ')}`)],
    ['dots', inside(`  must ${times(deep, 'a.')}a`)],
    ['backslashes', inside(`  note "${times(deep, '\\')}"`)],
    ['norms', inside(times(deep, '  must a\n'))],
    ['words that begin statements', inside(times(deep, 'must '))],
    ['NUL', times(deep, '\0')],
    ['lone surrogates', times(deep, '\ud800 ')],
    ['combining marks', inside(`  must a${times(deep, '\u0301')}`)],
    ['byte-order marks', times(deep, '\ufeff')],
    ['carriage returns', times(deep, 'action a\r')],
  ]);
}

const tenMegabytes = 10 * 1024 * 1024;

export function hugeTexts(): ReadonlyMap<string, string> {
  return new Map([
    ['a line of one word', `constitution ${times(tenMegabytes, 'a')}\naction b`],
    ['a line of one string', `constitution c\nprinciple p { "${times(tenMegabytes, 'a')}" }\naction b`],
    ['a line with nothing in its place', `constitution c\n${times(tenMegabytes / 2, '; ')}\naction b`],
    ['a line of a comment', `constitution c /* ${times(tenMegabytes, '*')} */\naction b`],
    // A tenth of it: each name is a finding, and the suite is to end soon.
    ['a line of names', `constitution c\nprinciple p { serves ${times(tenMegabytes / 40, 'ab, ')}z }\naction b`],
    ['blanks', `constitution c${times(tenMegabytes, ' ')}\naction b`],
  ]);
}
