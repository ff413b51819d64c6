// An `allow` that accepts nothing.

import type { Allowance } from '../../allowances.ts';
import type { Coded, Rule } from '../rule.ts';

export const allowUnused: Rule = {
  code: 'allow/unused',
  severity: 'warning',
  page: {
    title: 'An `allow` that silences nothing',
    what: 'There is no finding of this code inside the same braces. Findings of the families `syntax`, `name` and `type` cannot be accepted at all.',
    why: 'What it once accepted is gone, or stands elsewhere. Left in place it would silence a new finding that nobody has thought about.',
    wrong:
      'constitution tutor "Tutor"\naction hint "Hint"\nprinciple a "A" { should hint allow conflict/tension because "once there was one" }\n',
    right: 'constitution tutor "Tutor"\naction hint "Hint"\nprinciple a "A" { should hint }\n',
    fixes: 'Remove it. A conflict is reported at the later of its two norms: that is where its `allow` belongs.',
  },
  // What an `allow` silences is known only when all other rules have spoken: check.ts asks below.
  check: () => [],
};

export function unusedAllowance({ allow, file, segment }: Allowance): Coded {
  const family = allow.code.text.split('/')[0];
  const fixed = family === 'syntax' || family === 'name' || family === 'type';
  const why = fixed
    ? `Findings of the family \`${family}\` cannot be accepted: mend them.`
    : `There is no \`${allow.code.text}\` inside these braces.`;
  const draft = {
    at: { file, segment, span: allow },
    message: `This \`allow\` silences nothing. ${why} Remove it, so that it does not hide what comes later.`,
  };
  return { code: allowUnused.code, severity: allowUnused.severity, draft };
}
