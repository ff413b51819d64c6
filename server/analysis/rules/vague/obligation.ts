// "Should generally": an obligation whose exceptions nobody knows.

import { exceptionFix } from '../../prose/fixes.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { hasException } from '../../prose/settling.ts';
import { actOf, quoted, wordsOf } from '../../prose/wording.ts';
import { vagueHedgedAbsolute } from './hedged-absolute.ts';

function* hits(context: Context): Iterable<Hit> {
  const { sentence, reading } = context;
  const { language } = reading;
  for (const duty of sentence.duties) {
    const { hedge, hedgeEnd = 0, verb } = duty;
    if (
      hedge === undefined ||
      duty.strength === 'absolute' ||
      (hedgeEnd - hedge === 1 && !language.hedges.has(sentence.tokens[hedge]!.text))
    )
      continue;
    if (hasException(context, verb)) continue;
    const from = duty.kind === 'want' ? hedge : Math.min(duty.at, hedge);
    const to = duty.kind === 'want' ? hedgeEnd : Math.max(hedgeEnd, duty.at + 1);
    const word = wordsOf(sentence, hedge, hedgeEnd);
    const message = `${quoted(word)} says that there are cases in which the assistant need not keep to this${rest(actOf(sentence, duty))}, and nothing says which they are: anyone may count theirs among them. Name them (“unless …”), or drop the word.`;
    yield { from, to, term: 'hedge', message, fixes: exceptionFix(sentence) };
  }
}

const rest = (act: string): string => (act === '' ? '' : ` (${quoted(act)})`);

export const vagueObligation = proseRule({
  code: 'vague/obligation',
  severity: 'hint',
  hits,
  yieldsTo: [vagueHedgedAbsolute],
  page: {
    title: 'An obligation with unnamed exceptions',
    what: 'A norm says “should generally”, “typically” or “usually”, and neither it nor the next sentence says when not.',
    why: 'Everyone may count the case at hand among the exceptions. A model learns that the norm is soft, and not where.',
    wrong: 'constitution desk "Help desk"\nprinciple defer "Defer" { "The assistant should generally follow the style guide." }',
    right:
      'constitution desk "Help desk"\nprinciple defer "Defer" { "The assistant should generally follow the style guide, unless the user asks for another style." }',
    fixes: 'Name the exception, or drop the word. The quick fix writes “unless …” at the end of the sentence.',
  },
});
