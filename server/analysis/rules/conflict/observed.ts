// Two principles that no reply kept together, as `polity measure conflict` found.

import { briefly, measurementsOf } from '../../measured.ts';
import type { Entity } from '../../names.ts';
import { startOf } from '../../places.ts';
import type { Draft, Rule, Spot, Subject } from '../rule.ts';

const kept = JSON.stringify({
  code: 'conflict/observed',
  file: 'main.constitution',
  principles: ['frank', 'gentle'],
  hash: '08b7804ec24c9eb1bb69f544cc9bf724e312965b2dad6839918cd54b7d1bc868',
  message: 'In 1 of 2 situations that were tried, no reply kept both `frank` and `gentle`.',
  cases: [{ user: 'Is my poem good?', outcome: '3 replies keep `frank` alone, none keeps both.', reply: 'No.' }],
});

const principles = (more: string) =>
  `constitution tutor "Tutor"\nprinciple frank "Frank" { "Say what you think of the work."${more} }\nprinciple gentle "Gentle" { "Never discourage." }\n`;

export const conflictObserved: Rule = {
  code: 'conflict/observed',
  severity: 'warning',
  page: {
    title: 'Models were tried, and could not keep both principles',
    what: '`polity measure conflict`, or *Polity: Probe Conflict* in VS Code, drafted situations in which both principles matter, let a model answer, and had judges say which of the two each reply keeps. In the situations that stand with the finding, no reply kept both. It is kept under `.polity/findings/` with the hash of both texts, and is gone when one of them changes.',
    why: 'What a model cannot keep together it decides by itself, a little differently each time. The norms do not say that the two clash, so no proof finds it; but the people who live under them will meet it.',
    wrong: { 'main.constitution': principles(''), '.polity/findings/frank.json': kept },
    right: {
      'main.constitution': principles(' overrides gentle because "A tutor who only praises teaches nothing."'),
      '.polity/findings/frank.json': kept,
    },
    fixes:
      'Read the transcript. Say which principle goes first there (`overrides`, `prefer`, a `tension` between their values), or narrow one of them with `when` or `unless`. Quick fixes show all that was said and judged, and make an eval of a situation, so that it is seen whether the change helped.',
  },
  check,
};

function* check({ workspace, scope }: Subject): Iterable<Draft> {
  const file = scope.document.file;
  for (const { measurement, entities } of measurementsOf(workspace, scope, 'conflict/observed')) {
    // At the later of the own ones, as for other conflicts.
    const placeOf = ({ segment, node }: Entity) => startOf(scope.document.tree, segment) + node.start;
    const own = entities.filter(entity => entity.file === file);
    const later = own.toSorted((left, right) => placeOf(left) - placeOf(right)).at(-1);
    if (!later) continue;
    const related = entities
      .filter(entity => entity !== later)
      .map(entity => ({ ...spotOf(entity), message: `\`${entity.name}\` is the other one.` }));
    const { message, cases, principles: both } = measurement;
    yield { at: spotOf(later), message, related, data: { kind: 'observed', principles: both, cases: cases.map(briefly) } };
  }
}

const spotOf = ({ file, segment, node }: Entity): Spot => ({ file, segment, span: node.name });
