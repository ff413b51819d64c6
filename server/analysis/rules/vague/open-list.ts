// "Etc.", "and so on": a list that ends where the reader likes.

import type { Language } from '../../prose/language.ts';
import { matchAt, matchesIn } from '../../prose/phrases.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isWord, type Token, wordsIn } from '../../prose/tokens.ts';
import { quoted, wordsOf } from '../../prose/wording.ts';
import { Zone } from '../../prose/zones.ts';

function* hits({ sentence, reading }: Context): Iterable<Hit> {
  const { language } = reading;
  for (const match of matchesIn(language.rules.openList.ends, sentence.tokens)) {
    if (sentence.zones[match.from] === Zone.aside || (match.id === 'end' && !endsList(sentence.tokens, match.to, language))) continue;
    if (inForInstance(sentence.tokens, match.from, language)) continue;
    yield hit(sentence, match.from, match.to);
  }
  const closing = closingIn(sentence, language);
  if (closing) yield hit(sentence, closing.before, closing.before + 1, closing.list);
}

/** A parenthesis that lists kinds and ends in `etc.`; the finding stands at the word before it. */
function closingIn({ parentheses, block, tokens }: Sentence, language: Language): { before: number; list: string } | undefined {
  for (const stretch of parentheses) {
    const words = wordsIn(block.text, stretch);
    if (!words.slice(-4).some((_, n, tail) => matchAt(language.rules.openList.ends, tail, n))) continue;
    if (words.length < 4 || matchAt(language.examples, words, 0) || /["“”«»]/.test(block.text.slice(stretch.start, stretch.end))) continue;
    const before = tokens.findLastIndex(({ end }) => end <= stretch.start);
    if (before >= 0) return { before, list: block.text.slice(words.at(-6)?.start ?? stretch.start, stretch.end) };
  }
  return undefined;
}

const endsList = (tokens: readonly Token[], at: number, language: Language): boolean =>
  !isWord(tokens[at]) || language.conjunctions.has(tokens[at]!.text);

function inForInstance(tokens: readonly Token[], at: number, { examples }: Language): boolean {
  for (let i = Math.max(0, at - 30); i < at; i++) if (matchAt(examples, tokens, i)) return true;
  return false;
}

function hit(sentence: Sentence, from: number, to: number, list = wordsOf(sentence, Math.max(0, from - 6), to)): Hit {
  const rest = sentence.duties.some(duty => duty.negative) ? 'what else is forbidden' : 'what else is owed';
  const said = quoted(`… ${list.replace(/\s+/g, ' ').trim()}`);
  const message = `The list ${said} is left open, so the norm reaches as far as a reader takes it: ${rest} is anyone's guess. Close the list, or say what its items have in common, so that one can tell what else belongs to it.`;
  return { from, to, term: 'list', message, fixes: [] };
}

export const vagueOpenList = proseRule({
  code: 'vague/open-list',
  severity: 'hint',
  hits,
  page: {
    title: 'A list with an open end',
    what: 'The extent of a norm is a list that ends in “etc.”, “and so on” or “among others”.',
    why: 'What else belongs to the list is left to each reader. Lists of examples are fine; a list that says how far a norm reaches is not.',
    wrong:
      'constitution desk "Help desk"\nprinciple groups "Groups" { "The assistant must not insult people for their race, religion, and so on." }',
    right:
      'constitution desk "Help desk"\nprinciple groups "Groups" { "The assistant must not insult people for anything that they did not choose, such as race or age." }',
    fixes: 'Close the list, or name what its items share.',
  },
});
