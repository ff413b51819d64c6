// A context that stands alone and is not yes-or-no.

import { linkProblems } from '../../linking.ts';
import type { Rule } from '../rule.ts';

export const typeBoolean: Rule = {
  code: 'type/boolean',
  severity: 'error',
  page: {
    title: 'A context that stands alone and is not yes-or-no',
    what: 'A context that is not `boolean` is used bare, as if it were true or false.',
    why: '`when subject` does not say which subject. A bare name is right for a `boolean` context only.',
    wrong:
      'constitution tutor "Tutor"\ncontext subject: maths | history\naction solve "Solve"\nprinciple p "Own work" { must not solve when subject }\n',
    right:
      'constitution tutor "Tutor"\ncontext subject: maths | history\naction solve "Solve"\nprinciple p "Own work" { must not solve when subject is history }\n',
    fixes: 'Say which value is meant: `subject is history`.',
  },
  check: ({ scope }) => linkProblems(scope).filter(problem => problem.code === 'type/boolean'),
};
