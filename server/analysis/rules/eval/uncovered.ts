// A principle with norms that no eval or example checks.

import type { Entity } from '../../names.ts';
import { declarationsOf, entityOf } from '../../names.ts';
import { lookup } from '../../resolve.ts';
import type { Scope } from '../../scope.ts';
import { importersOf } from '../../usage.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const evalUncovered: Rule = {
  code: 'eval/uncovered',
  severity: 'hint',
  page: {
    title: 'No eval and no example checks this principle',
    what: 'The principle has norms, and neither an `example` inside it nor an `eval` that `checks` it.',
    why: 'Nobody will notice when a model stops keeping it. One example of a good and a bad answer is often worth more than another paragraph of prose.',
    wrong: 'constitution tutor "Tutor"\naction hint "Hint"\nprinciple hints "Hints" { must hint }\n',
    right:
      'constitution tutor "Tutor"\naction hint "Hint"\nprinciple hints "Hints" { must hint example "Sum" { user "2+2?" good "What is one more than three?" } }\n',
    fixes: 'Add an example to the principle, or an eval with `checks` and its name.',
  },
  check,
};

function* check({ workspace, scope }: Subject): Iterable<Draft> {
  const others = importersOf(workspace, scope.document.file);
  const checked = new Set([scope, ...others].flatMap(each => [...checkedIn(each)]));
  for (const declared of declarationsOf(scope.own, 'principle')) {
    const { node } = declared;
    const ruled = node.body.some(statement => statement.kind === 'norm');
    const shown = node.body.some(statement => statement.kind === 'example');
    if (!ruled || shown || checked.has(entityOf(declared)) || node.name.text === '') continue;
    const message = `Nothing checks \`${node.name.text}\`: it has no example, and no eval names it. Add an example of a good and a bad answer, or an eval that \`checks ${node.name.text}\`.`;
    yield { at: { ...declared, span: node.name }, message };
  }
}

/** The principles that an eval of the document names. */
export function checkedIn(scope: Scope): ReadonlySet<Entity> {
  const checked = new Set<Entity>();
  for (const { node } of declarationsOf(scope.own, 'eval')) {
    for (const statement of node.body) {
      for (const ref of statement.kind === 'checks' ? statement.principles : []) {
        const found = lookup(scope, 'principle', ref);
        if (found.kind === 'found') checked.add(found.entity);
      }
    }
  }
  return checked;
}
