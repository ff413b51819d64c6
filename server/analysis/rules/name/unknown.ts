// A name that nothing here declares.

import { linkProblems } from '../../linking.ts';
import { declarationsOf } from '../../names.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const nameUnknown: Rule = {
  code: 'name/unknown',
  severity: 'error',
  page: {
    title: 'A name that nothing declares',
    what: 'The name is used here, and there is no declaration of it: not in this document, not in one that it adopts. Or several adopted documents declare it, and a bare name could be any of them.',
    why: 'A misspelt name is a rule that applies to nothing. The nearest name that would be right here is named in the message.',
    wrong: 'constitution clinic "Clinic"\naction book_visit "Book a visit"\nprinciple booking "Booking" { must book_visits }\n',
    right: 'constitution clinic "Clinic"\naction book_visit "Book a visit"\nprinciple booking "Booking" { must book_visit }\n',
    fixes: 'Write the nearest name, or declare the name that is missing. What an import declares is written `alias.name`.',
  },
  check,
};

function* check({ workspace, scope }: Subject): Iterable<Draft> {
  for (const problem of linkProblems(scope)) if (problem.code === 'name/unknown') yield problem;
  const { models } = workspace.settings;
  if (!models) return;
  for (const { file, segment, node } of declarationsOf(scope.own, 'agent')) {
    for (const statement of node.body) {
      if (statement.kind !== 'uses' || statement.model.text === '' || models.has(statement.model.text)) continue;
      const known = [...models].map(name => `\`${name}\``).join(', ');
      const message = `\`polity.config.json\` has no model profile \`${statement.model.text}\`. ${known ? `It has ${known}.` : 'It has none yet.'}`;
      yield { at: { file, segment, span: statement.model }, message };
    }
  }
}
