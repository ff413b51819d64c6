// Expectations that the text alone decides.

import { RE2JS } from 're2js';
import type { LengthCheck, Met, TextCheck } from './case.ts';

interface Decided {
  readonly met: Met;
  readonly reason: string;
}

const decided = (met: boolean, reason: string): Decided => ({ met: met ? 'met' : 'not met', reason });

/** Texts are compared in NFC with line ends as LF. */
const normal = (text: string): string => text.replaceAll('\r\n', '\n').normalize('NFC');

export function decideText(check: TextCheck, reply: string): Decided {
  const found = finding(check, normal(reply));
  if (found === undefined)
    return { met: 'not run', reason: `${quoted(check.text)} is no regular expression of RE2, so nothing could be looked for.` };
  const seen = check.kind === 'matches' && found.text !== undefined ? `: “${short(found.text)}”` : '';
  return decided(found.found !== check.negated, `The reply ${verbs[check.kind][found.found ? 0 : 1]} ${quoted(check.text)}${seen}.`);
}

const verbs = {
  contains: ['contains', 'does not contain'],
  equals: ['is exactly', 'is not exactly'],
  matches: ['matches', 'does not match'],
} as const;

function finding({ kind, text }: TextCheck, reply: string): { found: boolean; text?: string } | undefined {
  switch (kind) {
    case 'contains':
      return { found: reply.includes(normal(text)) };
    case 'equals':
      return { found: reply.trim() === normal(text).trim() };
    case 'matches': {
      const matcher = compiled(normal(text))?.matcher(reply);
      if (!matcher) return undefined;
      return matcher.find() ? { found: true, text: matcher.group() ?? '' } : { found: false };
    }
  }
}

/** Whether anything can be looked for by it. */
export const isPattern = (text: string): boolean => compiled(normal(text)) !== undefined;

/** RE2: linear in the length of the reply, whatever the author or the reply holds. */
function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

export function decideLength({ over, negated, count, unit }: LengthCheck, reply: string): Decided {
  const length = lengthIn(unit, reply);
  if (length === undefined) return { met: 'not run', reason: `Replies are counted in words, characters or sentences, not in ${unit}.` };
  const holds = over ? length > count : length < count;
  return decided(
    holds !== negated,
    `The reply has ${length} ${unit}; ${negated ? 'not ' : ''}${over ? 'over' : 'under'} ${count} were asked for.`,
  );
}

function lengthIn(unit: string, reply: string): number | undefined {
  switch (unit) {
    case 'words':
      return wordsIn(reply);
    case 'characters':
      return count(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(normal(reply).trim()));
    case 'sentences':
      return [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(reply)].filter(({ segment }) =>
        /[\p{L}\p{N}]/u.test(segment),
      ).length;
    default:
      return undefined;
  }
}

/** Scripts that put no blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** As a word processor counts: what stands between blanks and holds a letter or digit. */
function wordsIn(reply: string): number {
  const words = reply.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word));
  return words.reduce((sum, word) => sum + (unspaced.test(word) ? count(wordLike(word)) : 1), 0);
}

function* wordLike(text: string): Iterable<string> {
  for (const { segment, isWordLike } of new Intl.Segmenter('en', { granularity: 'word' }).segment(text)) if (isWordLike) yield segment;
}

function count(things: Iterable<unknown>): number {
  let sum = 0;
  for (const _ of things) sum++;
  return sum;
}

const quoted = (text: string): string => `“${short(text)}”`;

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
