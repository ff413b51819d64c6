// A permission that a rule of the same standing takes away.

import { conflictDrafts } from '../../norms/conflict-findings.ts';
import type { Rule } from '../rule.ts';

export const conflictPermission: Rule = {
  code: 'conflict/permission',
  severity: 'warning',
  page: {
    title: 'A permission that means nothing where it is needed',
    what: 'A norm allows an action, and another forbids it, or demands what excludes it; in some situation both apply and nothing says which wins. (A permission that holds only inside the prohibition is its exception, and no conflict.)',
    why: 'Whoever reads the permission relies on it, and whoever reads the prohibition does not.',
    wrong:
      'constitution library "Library"\ncontext member: boolean\ncontext exam_week: boolean\naction reserve_room "Reserve a study room"\nprinciple rooms "Rooms" { may reserve_room when member }\nprinciple exams "Exam weeks" { must not reserve_room when exam_week }\n',
    right:
      'constitution library "Library"\ncontext member: boolean\ncontext exam_week: boolean\naction reserve_room "Reserve a study room"\nprinciple rooms "Rooms" { may reserve_room when member unless exam_week }\nprinciple exams "Exam weeks" { must not reserve_room when exam_week }\n',
    fixes: 'Say with `unless` where the permission ends, or with `overrides` that it is meant as an exception.',
  },
  check: subject => conflictDrafts(subject, 'permission'),
};
