// What in or next to a sentence settles what its words leave open: an example, a tie-break, an exception.

import type { Language } from './language.ts';
import { matchAt, matchesIn } from './phrases.ts';
import type { Sentence } from './reading.ts';
import type { Context } from './rule.ts';
import { wordsIn } from './tokens.ts';

/** Whether examples of the term at `to` are given: a note, an example beside it, `such as …` after it, a parenthesis with `e.g.`. */
export function isIllustrated(sentence: Sentence, to: number, language: Language): boolean {
  const { tokens, parentheses, block, noted } = sentence;
  if (noted || block.illustrated) return true;
  for (let at = to; at < Math.min(tokens.length, to + 8); at++) if (matchAt(language.examples, tokens, at)) return true;
  const end = tokens[to - 1]?.end ?? 0;
  return parentheses.some(stretch => {
    if (stretch.start < end || stretch.start > end + 80) return false;
    const words = wordsIn(block.text, { start: stretch.start, end: Math.min(stretch.end, stretch.start + 30) });
    return matchAt(language.examples, words, 0) !== undefined || words.length > 2;
  });
}

/** Whether this sentence or the next says which way to lean. */
export function isDecided({ sentence, after, reading }: Context): boolean {
  const { language } = reading;
  return has(sentence, language) || (after !== undefined && after.block === sentence.block && has(after, language));
}

const has = ({ tokens }: Sentence, { tieBreaks }: Language): boolean => matchesIn(tieBreaks, tokens).length > 0;

/** Whether the next sentence spells this one out. */
export function isElaborated({ sentence, after, reading }: Context): boolean {
  if (sentence.tokens.at(-1)?.text === ':') return true;
  return after !== undefined && after.block === sentence.block && matchAt(reading.language.elaborations, after.tokens, 0) !== undefined;
}

/** Whether an exception is said behind a duty, or in the next sentence. */
export function hasException({ sentence, after, reading }: Context, from: number): boolean {
  const { exceptions } = reading.language;
  if (matchesIn(exceptions, sentence.tokens).some(({ id, from: at }) => id === 'anywhere' || at >= from)) return true;
  return after !== undefined && after.block === sentence.block && matchesIn(exceptions, after.tokens, { to: 4 }).length > 0;
}
