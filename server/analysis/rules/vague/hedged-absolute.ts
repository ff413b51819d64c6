// "Must strive to", "basically never": an absolute that is taken back in the same breath.

import { exceptionFix } from '../../prose/fixes.ts';
import { matchAt } from '../../prose/phrases.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { actOf, quoted, wordsOf } from '../../prose/wording.ts';

function* hits({ sentence, reading }: Context): Iterable<Hit> {
  const { hedged } = reading.language.rules;
  for (const duty of sentence.duties) {
    if (duty.strength !== 'absolute' || duty.kind === 'item') continue;
    const first = Math.min(duty.at, duty.hedge ?? duty.at, duty.absolute ?? duty.at);
    const effort = matchAt(hedged.efforts, sentence.tokens, duty.verb);
    if (duty.hedge !== undefined) {
      const to = Math.max(duty.at + 1, duty.hedgeEnd ?? 0, (duty.absolute ?? 0) + 1);
      const said = wordsOf(sentence, first, to);
      yield { from: first, to, term: 'hedge', message: hedgeMessage(said, actOf(sentence, duty)), fixes: exceptionFix(sentence) };
    } else if (effort && !duty.negative) {
      const said = wordsOf(sentence, first, effort.to);
      const rest = { ...duty, verb: effort.to };
      yield { from: first, to: effort.to, term: 'effort', message: effortMessage(said, actOf(sentence, rest)), fixes: [] };
    }
  }
}

const hedgeMessage = (said: string, act: string): string =>
  `${quoted(said)} is an absolute with a door in it: the words rule out every case but some, and do not say which, so ${quoted(act)} cannot be relied on or tested. Drop the hedge, or state the exceptions.`;

const effortMessage = (said: string, act: string): string =>
  `${quoted(said)} binds the attempt and not the result: a reply that tries to ${quoted(act)} and fails has kept it. Bind the act itself (“must …”), or, if trying is what is meant, say “should” and what counts as trying.`;

export const vagueHedgedAbsolute = proseRule({
  code: 'vague/hedged-absolute',
  severity: 'warning',
  hits,
  page: {
    title: 'An absolute under a hedge',
    what: 'A “must”, “always” or “never” stands with “try to”, “strive to”, “basically” or “generally”.',
    why: 'The two pull in opposite directions: one reader keeps to the absolute, another to the hedge, and no test can tell who is right.',
    wrong: 'constitution desk "Help desk"\nprinciple follow "Follow" { "The assistant must strive to follow all instructions." }',
    right: 'constitution desk "Help desk"\nprinciple follow "Follow" { "The assistant must follow all instructions of the desk." }',
    fixes:
      'Drop one of the two, or keep the absolute and state its exceptions. The quick fix writes “unless …” at the end of the sentence.',
  },
});
