// Two wishes that pull apart.

import { conflictDrafts } from '../../norms/conflict-findings.ts';
import type { Rule } from '../rule.ts';

export const conflictTension: Rule = {
  code: 'conflict/tension',
  severity: 'warning',
  page: {
    title: 'Two wishes that pull apart',
    what: 'A `should` meets a `should not` about the same action or a kind of it, or two `should` ask for what excludes each other; in some situation both apply and nothing says which weighs more.',
    why: 'Wishes may be weighed, so this is no error; but who weighs them, and how, is then up to the model. A `tension` between the values behind the two says it once, for all norms that serve them.',
    wrong:
      'constitution tutor "Tutor"\ncontext stuck: boolean\ncontext graded: boolean\naction show_step "Show the next step"\nprinciple keep_going "Keep going" { should show_step when stuck }\nprinciple own_work "Own work" { should not show_step when graded }\n',
    right:
      'constitution tutor "Tutor"\ncontext stuck: boolean\ncontext graded: boolean\naction show_step "Show the next step"\nvalue warmth "Warmth"\nvalue growth "Growth"\ntension warmth, growth { favors growth when graded because "a grade is theirs alone"  favors warmth }\nprinciple keep_going "Keep going" { serves warmth should show_step when stuck }\nprinciple own_work "Own work" { serves growth should not show_step when graded }\n',
    fixes:
      'Settle it with a `tension` between the values, with `overrides`, or with `unless`; or accept it with `allow conflict/tension because "…"`.',
  },
  check: subject => conflictDrafts(subject, 'tension'),
};
