// A duty against a prohibition.

import { conflictDrafts } from '../../norms/conflict-findings.ts';
import type { Rule } from '../rule.ts';

export const conflictContradiction: Rule = {
  code: 'conflict/contradiction',
  severity: 'error',
  page: {
    title: 'A duty and a prohibition that cannot both be kept',
    what: 'One norm demands an action, or a kind of it, that another forbids; in some situation both apply, and no authority, no `overrides`, no tension and no exception says which of the two wins.',
    why: 'Whoever follows the document breaks one of the two rules there, and which one is left to chance. The finding names a situation in which it happens, by a few facts.',
    wrong:
      'constitution clinic "Clinic"\ncontext audience: adult | minor\ncontext urgent: boolean\naction give_dosage "State a dose"\nprinciple no_dosage "No doses for minors" { must not give_dosage when audience is minor }\nprinciple helpful "Help in an emergency" { must give_dosage when urgent }\n',
    right:
      'constitution clinic "Clinic"\ncontext audience: adult | minor\ncontext urgent: boolean\naction give_dosage "State a dose"\nprinciple no_dosage "No doses for minors" {\n  must not give_dosage when audience is minor\n  overrides helpful because "a wrong dose harms a child"\n}\nprinciple helpful "Help in an emergency" { must give_dosage when urgent }\n',
    fixes:
      'Add `overrides` to the one that should win, or `unless` to the one that should give way. A higher level does it too, where the rule is meant to outrank others in general.',
  },
  check: subject => conflictDrafts(subject, 'contradiction'),
};
