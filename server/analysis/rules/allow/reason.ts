// An `allow`, or an `except`, that gives no reason.

import type { Text } from '../../../../grammar/syntax.ts';
import { textOf } from '../../../../grammar/text.ts';
import { allowancesOf } from '../../allowances.ts';
import { declarationsOf } from '../../names.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const allowReason: Rule = {
  code: 'allow/reason',
  severity: 'error',
  page: {
    title: 'A reason is owed',
    what: 'An `allow` accepts a finding, or an `adopt … except` leaves a principle out, without saying why.',
    why: 'Whoever reads the spec next should see that somebody thought about it, and what they thought. It holds all the same until the reason is there.',
    wrong:
      'constitution tutor "Tutor"\naction hint "Hint"\nprinciple a "A" { should hint }\nprinciple b "B" { should not hint allow conflict/tension }\n',
    right:
      'constitution tutor "Tutor"\naction hint "Hint"\nprinciple a "A" { should hint }\nprinciple b "B" { should not hint allow conflict/tension because "teachers decide case by case" }\n',
    fixes: 'Write `because "…"` behind it.',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  for (const { allow, ...declared } of allowancesOf(subject)) {
    if (allow.code.text === '' || given(allow.because)) continue;
    yield {
      at: { ...declared, span: allow },
      message: `Why is \`${allow.code.text}\` accepted here? Add \`because "…"\` for those who read it later.`,
    };
  }
  for (const { node, ...place } of declarationsOf(subject.scope.own, 'adopt')) {
    const first = node.except[0];
    if (!first || given(node.because)) continue;
    const left = node.except.map(ref => `\`${ref.text}\``).join(', ');
    yield {
      at: { ...place, span: { start: first.start, end: node.except.at(-1)!.end } },
      message: `Why is ${left} left out? Add \`because "…"\`: those who live under the rule are owed a reason.`,
    };
  }
}

const given = (because: Text | undefined): boolean => because !== undefined && textOf(because).trim() !== '';
