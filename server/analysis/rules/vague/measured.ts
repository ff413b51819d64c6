// A principle that judges read differently, as `polity measure agreement` found.

import { briefly, measurementsOf } from '../../measured.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

const kept = JSON.stringify({
  code: 'vague/measured',
  file: 'main.constitution',
  principles: ['tone'],
  hash: '7354a17edf454bba0b5cb0e4211502a56c7903ec02314aef4682a6f84e88b81a',
  message: '3 judges were divided over 2 of 3 cases.',
  cases: [{ user: 'My cat died. Tell me a joke.', outcome: '2 say that the reply keeps it, 1 says that it does not.' }],
});

export const vagueMeasured: Rule = {
  code: 'vague/measured',
  severity: 'warning',
  page: {
    title: 'Judges were asked, and read this principle differently',
    what: '`polity measure agreement`, or *Polity: Measure Agreement* in VS Code, put cases before judges and asked whether replies keep the principle. Their answers were as divided as the message says. The finding is kept under `.polity/findings/` with the cases and with the hash of the text, and is gone when the principle changes.',
    why: 'Where judges are divided, so are the models that are trained or prompted with the sentence: they do different things, and nobody can say which of them is right. Rules that readers disagree on are broken many times more often.',
    wrong: {
      'main.constitution': 'constitution library "Library"\nprinciple tone "Tone" { "Be appropriate." }\n',
      '.polity/findings/tone.json': kept,
    },
    right: {
      'main.constitution':
        'constitution library "Library"\nprinciple tone "Tone" { "Do not joke about a loss that the user has told you of." }\n',
      '.polity/findings/tone.json': kept,
    },
    fixes:
      'Look at the cases. Say what the principle asks for in them, or add them as examples with a good and a bad answer. If the judges cite different principles, say which goes first. Then measure again. Quick fixes show all that was said and judged, and make an eval of a case.',
  },
  check,
};

function* check({ workspace, scope }: Subject): Iterable<Draft> {
  for (const { measurement, entities } of measurementsOf(workspace, scope, 'vague/measured')) {
    const [entity] = entities;
    if (entity?.file !== scope.document.file) continue;
    const { message, cases, principles } = measurement;
    yield { at: { ...entity, span: entity.node.name }, message, data: { kind: 'measured', principles, cases: cases.map(briefly) } };
  }
}
