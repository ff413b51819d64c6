// "Weigh X and Y": a task for scales that nobody was given.

import { exampleFix } from '../../prose/fixes.ts';
import type { Language } from '../../prose/language.ts';
import { matchAt, matchesIn } from '../../prose/phrases.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Beside, type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isDecided } from '../../prose/settling.ts';
import { isWord } from '../../prose/tokens.ts';
import { quoted, wordsOf } from '../../prose/wording.ts';
import { Zone } from '../../prose/zones.ts';

function* hits(context: Context): Iterable<Hit> {
  const { sentence, reading, after } = context;
  const { language } = reading;
  const { verbs, order, able } = language.rules.tradeoff;
  const ordered = (other: Sentence | undefined) => other?.block === sentence.block && matchesIn(order, other.tokens).length > 0;
  if (ordered(sentence) || ordered(after) || isDecided(context) || sentence.noted) return;
  for (const match of matchesIn(verbs, sentence.tokens, { from: sentence.duties[0]!.verb })) {
    const before = sentence.tokens.slice(Math.max(0, match.from - 3), match.from);
    if (sentence.zones[match.from] !== Zone.main || before.some(({ text }) => able.has(text))) continue;
    const next = sentence.tokens[match.to];
    if (!isWord(next) || (language.prepositions.has(next.text) && !language.rules.tradeoff.between.has(next.text))) continue;
    const to = objectEnd(sentence, match.to, language);
    const said = wordsOf(sentence, match.from, to);
    const message = `${quoted(said)} says what to put on the scales and not how to read them: two careful readers will weigh the same things and decide differently. Say which side wins by default and what turns it, or declare a tension between the two.`;
    yield { from: match.from, to, term: 'weigh', message, fixes: [exampleFix] };
  }
}

function objectEnd({ tokens }: Sentence, at: number, language: Language): number {
  let to = at;
  while (to < tokens.length && to - at < 12 && isWord(tokens[to]) && !matchAt(language.triggers, tokens, to)) to++;
  return to;
}

/** A tension between the two that are weighed. */
function isOrdered({ from, to }: Hit, { world, sentence }: Beside): boolean {
  const said = new Set(sentence.tokens.slice(from, to).map(({ text }) => text));
  const names = (words: ReadonlySet<string>) => [...words].some(word => said.has(word));
  return world.tensions.some(([left, right]) => names(left) && names(right));
}

export const vagueTradeoff = proseRule({
  code: 'vague/tradeoff',
  severity: 'hint',
  hits,
  settled: isOrdered,
  page: {
    title: 'A balance with no rule for it',
    what: 'A norm says to weigh or balance two things and says nothing of which one wins.',
    why: 'Whatever was decided can be said to have been weighed. A default and what overturns it can be followed, tested and argued with.',
    wrong:
      'constitution desk "Help desk"\nprinciple ask "Ask" { "The assistant must balance the risk of a wrong guess and the cost of a question." }',
    right:
      'constitution desk "Help desk"\nprinciple ask "Ask" { "The assistant must balance the risk of a wrong guess and the cost of a question. When in doubt, it asks." }',
    fixes: 'Say which side wins by default and what turns it, or declare a `tension`. The quick fix adds an example.',
  },
});
