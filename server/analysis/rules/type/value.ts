// A value that the context does not have.

import { linkProblems } from '../../linking.ts';
import type { Rule } from '../rule.ts';

export const typeValue: Rule = {
  code: 'type/value',
  severity: 'error',
  page: {
    title: 'A value that the context does not have',
    what: 'A comparison, an `in (…)`, a default or a `with` names a value that the context or option was not declared with, or a number outside of its range.',
    why: 'The condition would never be true, so that the rule behind it would silently never apply.',
    wrong:
      'constitution tutor "Tutor"\ncontext level: primary < secondary\naction solve "Solve"\nprinciple p "Own work" { must not solve when level is kindergarten }\n',
    right:
      'constitution tutor "Tutor"\ncontext level: primary < secondary\naction solve "Solve"\nprinciple p "Own work" { must not solve when level is primary }\n',
    fixes: 'Write the nearest value, or add the value to the context.',
  },
  check: ({ scope }) => linkProblems(scope).filter(problem => problem.code === 'type/value'),
};
