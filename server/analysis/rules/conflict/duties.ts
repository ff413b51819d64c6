// Two duties that exclude each other.

import { conflictDrafts } from '../../norms/conflict-findings.ts';
import type { Rule } from '../rule.ts';

export const conflictDuties: Rule = {
  code: 'conflict/duties',
  severity: 'error',
  page: {
    title: 'Two duties that exclude each other',
    what: 'Two norms demand actions that oppose each other, by their own `opposes` or by that of what they are kinds of; in some situation both apply and nothing says which wins.',
    why: 'Both cannot be done in one reply, so that one duty is always broken there.',
    wrong:
      'constitution library "Library"\ncontext overdue: boolean\ncontext private: boolean\naction name_borrower "Tell who has the book"\naction keep_back "Keep back who has the book" opposes name_borrower\nprinciple service "Service" { must name_borrower when overdue }\nprinciple privacy "Privacy" { must keep_back when private }\n',
    right:
      'constitution library "Library"\ncontext overdue: boolean\ncontext private: boolean\naction name_borrower "Tell who has the book"\naction keep_back "Keep back who has the book" opposes name_borrower\nprinciple service "Service" { must name_borrower when overdue unless private }\nprinciple privacy "Privacy" { must keep_back when private }\n',
    fixes: 'Add `overrides` to the one that should win, or `unless` to the one that should give way.',
  },
  check: subject => conflictDrafts(subject, 'duties'),
};
