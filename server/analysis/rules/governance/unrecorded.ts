// A principle that changed with nobody's vote (language.md §8). Only a comparison of two versions can tell: norms/principle-changes.ts.

import type { Rule } from '../rule.ts';

const before = 'constitution c "C"\nstakeholder a "A"\naction lend "Lend a book"\nprinciple p "Books for all" { may lend }\n';

export const governanceUnrecorded: Rule = {
  code: 'governance/unrecorded',
  severity: 'warning',
  comparison: true,
  page: {
    title: 'Changed, and no ratified amendment names it',
    what: 'The document says who decides (`stakeholder`, `ratification`, `amendment`), and between the two versions that `polity diff` compares a principle was added, removed, renamed, reworded or given other norms, without an amendment that came with the change, or was ratified with it, and names the principle under `changes`. One that was `ratified on` a day in both versions recorded an earlier change. It is found by comparing, so `polity check` alone never reports it.',
    why: 'People agreed to what the document said. A change that nobody voted on takes their agreement for something that they never saw.',
    wrong: { 'new.constitution': before.replace('may lend', 'must not lend'), 'old.constitution': before },
    right: {
      'new.constitution': `${before.replace('may lend', 'must not lend')}amendment closing "Close the library" { changes p vote yes: a ratified on 2026-03-20 }\n`,
      'old.constitution': before,
    },
    fixes: 'Record the amendment that brought the change, with its votes and its day, or take the change back until there is one.',
  },
  check: () => [],
};
