// A duty that stands in prose only: nothing can be proved of it.

import { normFix } from '../../prose/fixes.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { actOf, quoted } from '../../prose/wording.ts';

function* hits({ sentence, reading }: Context): Iterable<Hit> {
  if (reading.piece.kind !== 'principle') return;
  const duty = sentence.duties.find(({ kind, absolute }) => kind === 'modal' || absolute !== undefined);
  if (!duty) return;
  const first = Math.min(duty.at, duty.absolute ?? duty.at, duty.hedge ?? duty.at);
  const act = actOf(sentence, duty);
  const message = `This duty${act === '' ? '' : ` (${quoted(act)})`} stands in prose only: conflicts with other principles are not found, no assert can rely on it, and no eval is derived from it. To have it checked, declare its action and state the norm beside the prose.`;
  yield { from: first, to: Math.max(duty.at + 1, duty.verb), term: 'norm', message, fixes: normFix(sentence, duty) };
}

export const proseNorm = proseRule({
  code: 'prose/norm',
  severity: 'hint',
  hits,
  settled: (_, { unit }) => unit.anyNorm,
  // A Markdown file has no norms to set beside its sentences.
  markdown: false,
  page: {
    title: 'A duty in prose, and no norm beside it',
    what: 'A principle says what must, should or must never be done, and declares no norm. It is said once for a principle, at its first such sentence.',
    why: 'Prose is read by people and models and passed over by proofs. A norm beside it finds the conflicts that the prose hides.',
    wrong: 'constitution tutor "Tutor"\nprinciple own "Own work" { "The tutor must never hand over a solution." }',
    right:
      'constitution tutor "Tutor"\naction solve "Hand over a solution"\nprinciple own "Own work" { "The tutor must never hand over a solution." must not solve }',
    fixes:
      'The quick fix declares an action for what the sentence bids, and states the norm. A principle that is to be read only may stay as it is.',
  },
});
