// What in or next to a sentence settles what its words leave open: an example, a tie-break, an exception.

import type { Language } from './language.ts';
import { matchAt, matchesIn } from './phrases.ts';
import type { Sentence } from './reading.ts';
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
export function isDecided(sentence: Sentence, after: Sentence | undefined, language: Language): boolean {
  return has(sentence, language) || (after !== undefined && after.block === sentence.block && has(after, language));
}

const has = ({ tokens }: Sentence, { tieBreaks }: Language): boolean => matchesIn(tieBreaks, tokens).length > 0;

/** Whether the next sentence spells this one out. */
export function isElaborated(sentence: Sentence, after: Sentence | undefined, { elaborations }: Language): boolean {
  if (sentence.tokens.at(-1)?.text === ':') return true;
  return after !== undefined && after.block === sentence.block && matchAt(elaborations, after.tokens, 0) !== undefined;
}

/** Whether an exception is said behind a duty, or in the next sentence. */
export function hasException(sentence: Sentence, from: number, after: Sentence | undefined, { exceptions }: Language): boolean {
  if (matchesIn(exceptions, sentence.tokens, from).length > 0) return true;
  return after !== undefined && after.block === sentence.block && matchesIn(exceptions, after.tokens, 0, 4).length > 0;
}
