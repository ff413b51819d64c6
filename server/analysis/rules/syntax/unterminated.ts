// A quote, comment or bracket that opens and never closes.

import type { Rule } from '../rule.ts';
import { problemsOf } from './problems.ts';

export const syntaxUnterminated: Rule = {
  code: 'syntax/unterminated',
  severity: 'error',
  page: {
    title: 'Something is opened and never closed',
    what: 'A text in quotes, a text block, a comment, a brace or a parenthesis has no end. The finding stands where it was opened.',
    why: 'All that follows could be read as a part of it. Polity goes on at the next declaration, so that one forgotten mark does not hide the findings of the rest.',
    wrong: 'constitution desk "Front desk"\naction greet "Greet\n',
    right: 'constitution desk "Front desk"\naction greet "Greet"\n',
    fixes: 'Write the closing mark: `"` on the same line, `"""` on a line of its own, `*/`, `}` or `)`.',
  },
  check: subject => problemsOf(subject.document, 'syntax/unterminated'),
};
