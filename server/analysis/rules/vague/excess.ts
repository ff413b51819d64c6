// "Excessively", "overly", "too": more than enough, and nobody said what is enough.

import { exampleFix } from '../../prose/fixes.ts';
import { matchesIn } from '../../prose/phrases.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isIllustrated } from '../../prose/settling.ts';
import { isWord } from '../../prose/tokens.ts';
import { inNorm, nounPhraseAt, quoted, wordsOf } from '../../prose/wording.ts';
import type { Words } from '../../prose/words.ts';

function* hits({ sentence, reading }: Context): Iterable<Hit> {
  const { language } = reading;
  const { words, limits } = language.rules.excess;
  for (const match of matchesIn(words, sentence.tokens)) {
    if (!inNorm(sentence, match.from) || isIllustrated(sentence, match.to, language)) continue;
    // `too` at the end of a clause means `also`; `too X to …` has its threshold.
    if (match.id === 'too' && (!isWord(sentence.tokens[match.to]) || hasLimit(sentence, match.to, limits))) continue;
    const { from, to } = nounPhraseAt(sentence, match, match.id === 'too' ? { ...language, adjectivesFollow: false } : language);
    const said = wordsOf(sentence, from, to);
    const message = `${quoted(said)}: nothing says how much would still be right, so one reader's measure is another's excess. Say where it begins (a number, a sign, “more than the question needs”), or show one case that goes too far and one that does not.`;
    yield { from, to, term: match.id, message, fixes: [exampleFix] };
  }
}

function hasLimit({ tokens }: Sentence, at: number, limits: Words): boolean {
  for (let i = at + 1; i < Math.min(tokens.length, at + 6) && isWord(tokens[i]); i++) if (limits.has(tokens[i]!.text)) return true;
  return false;
}

export const vagueExcess = proseRule({
  code: 'vague/excess',
  severity: 'hint',
  hits,
  settled: (_, { unit, world }) => unit.example || (unit.name !== undefined && world.checked.has(unit.name)),
  page: {
    title: 'Too much, by no measure',
    what: 'A norm forbids what is “excessive”, “overly” so or “too” much, and gives no threshold.',
    why: 'What is too much differs from reader to reader; the norm forbids nothing that anyone thinks they do.',
    wrong: 'constitution desk "Help desk"\nprinciple warn "Warnings" { "The assistant should not add excessive warnings." }',
    right: 'constitution desk "Help desk"\nprinciple warn "Warnings" { "The assistant should add one warning at most to a reply." }',
    fixes: 'Give the threshold, or add an example. The quick fix adds the example.',
  },
});
