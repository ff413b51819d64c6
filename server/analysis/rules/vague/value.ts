// "Basic dignity", "the less harmful": a value as a measure, and nobody said what it is.

import { termFix } from '../../prose/fixes.ts';
import { matchesIn } from '../../prose/phrases.ts';
import { type Beside, type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isElaborated, isIllustrated } from '../../prose/settling.ts';
import { inNorm, quoted, wordsOf } from '../../prose/wording.ts';
import { vagueUnranked } from './unranked.ts';

function* hits(context: Context): Iterable<Hit> {
  const { sentence, reading } = context;
  const { language } = reading;
  const { measures, lead, spelled } = language.rules.value;
  if (isElaborated(context)) return;
  for (const match of matchesIn(measures, sentence.tokens)) {
    if (!inNorm(sentence, match.from) || sentence.duties[0]!.at > match.from || isIllustrated(sentence, match.to, language)) continue;
    if (spelled.has(sentence.tokens[match.to]?.text ?? '')) continue;
    let from = match.from;
    while (from < match.to - 1 && lead.has(sentence.tokens[from]!.text)) from++;
    const word = sentence.tokens[match.to - 1]!.text;
    const said = wordsOf(sentence, from, match.to);
    const message = `This norm is measured by ${quoted(said)}, and the document does not say what it takes to meet or to miss it: people hold different things under that name. Declare it as a value or a term, or list what it rules out.`;
    yield { from, to: match.to, term: word, message, fixes: termFix(said) };
  }
}

/** A declared value is what it is. */
const isDeclared = ({ term }: Hit, { world }: Beside): boolean =>
  [...world.values].some(word => word === term || (word.length > 5 && word.slice(0, 6) === term.slice(0, 6)));

export const vagueValue = proseRule({
  code: 'vague/value',
  severity: 'warning',
  hits,
  yieldsTo: [vagueUnranked],
  settled: isDeclared,
  once: 'document',
  page: {
    title: 'A value for a measure',
    what: 'A norm measures conduct by a value, “basic dignity” or “the less harmful”, that the document does not define.',
    why: 'Such words carry agreement only as long as nobody asks what they mean. Two readers will both be sure, and differ.',
    wrong:
      'constitution desk "Help desk"\nprinciple dignity "Dignity" { "The assistant must maintain basic dignity in every conversation." }',
    right:
      'constitution desk "Help desk"\nvalue dignity "Basic dignity" { attends to "mockery, orders to beg, remarks on a person\'s body" }\nprinciple dignity "Dignity" { serves dignity "The assistant must maintain basic dignity in every conversation." }',
    fixes: 'Declare a `value` or a `term`, or list what it rules out. The quick fix writes the term.',
  },
});
