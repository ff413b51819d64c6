// An order where there is none.

import { linkProblems } from '../../linking.ts';
import type { Rule } from '../rule.ts';

export const typeOrder: Rule = {
  code: 'type/order',
  severity: 'error',
  page: {
    title: 'An order where there is none',
    what: '`<`, `<=`, `>` or `>=` compares a context whose values have no order.',
    why: 'Whether one value comes before another is for the author to say: `low < mid < high` declares an order, `low | mid | high` does not.',
    wrong:
      'constitution tutor "Tutor"\ncontext subject: maths | history\naction solve "Solve"\nprinciple p "Own work" { must not solve when subject >= maths }\n',
    right:
      'constitution tutor "Tutor"\ncontext subject: maths | history\naction solve "Solve"\nprinciple p "Own work" { must not solve when subject is maths }\n',
    fixes: 'Compare with `is` or `in (…)`, or declare the values in order with `<` between them.',
  },
  check: ({ scope }) => linkProblems(scope).filter(problem => problem.code === 'type/order'),
};
