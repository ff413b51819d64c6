// Text that the language has no place for, and declarations that a constitution cannot hold.

import { declarationsOf } from '../../names.ts';
import type { Draft, Rule, Subject } from '../rule.ts';
import { problemsOf } from './problems.ts';

export const syntaxUnexpected: Rule = {
  code: 'syntax/unexpected',
  severity: 'error',
  page: {
    title: 'Something stands where it has no meaning',
    what: 'The text at this place is no part of the language: a word that the declaration does not know, a part that is missing, a bracket too many, an `agent` or `gate` in a constitution.',
    why: 'What cannot be read cannot be checked: the rest of the file is, but whatever stands here is left out until it is mended.',
    wrong: 'constitution desk "Front desk"\naction greet "Greet"\nprinciple welcome "Welcome" { mst greet }\n',
    right: 'constitution desk "Front desk"\naction greet "Greet"\nprinciple welcome "Welcome" { must greet }\n',
    fixes: 'Where the message names what was most likely meant, the quick fix writes it.',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  yield* problemsOf(subject.document, 'syntax/unexpected');
  if (!isConstitution(subject)) return;
  for (const kind of ['agent', 'gate'] as const) {
    for (const { file, segment, node } of declarationsOf(subject.scope.own, kind)) {
      const span = { start: node.start, end: node.start + kind.length };
      const what =
        kind === 'agent' ? 'which roles a deployment plays, and with which model' : 'what must hold before a deployment goes out';
      const message = `A constitution says what is valued and ruled; ${what}, a model spec says. Put this \`${kind}\` into a \`.modelspec\` file that adopts this one.`;
      yield { at: { file, segment, span }, message };
    }
  }
}

function isConstitution({ scope, document }: Subject): boolean {
  return scope.own.header ? scope.own.header.node.spec === 'constitution' : document.file.endsWith('.constitution');
}
