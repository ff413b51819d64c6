// A level of authority that the document's list does not have, or an adopted list that does not fit into it.

import { nearest } from '../../../../grammar/names.ts';
import type { Name } from '../../../../grammar/syntax.ts';
import type { Declared } from '../../names.ts';
import { levelsOf } from '../../resolve.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const typeLevel: Rule = {
  code: 'type/level',
  severity: 'error',
  page: {
    title: 'A level of authority that is not in the list',
    what: 'A principle, role or option stands `at` a level that the document does not declare, or an adopted document has levels that this document lacks or orders differently.',
    why: 'Levels decide who wins. A rule at a level that nobody knows cannot be ranked, and two lists that disagree would rank the same two rules both ways.',
    wrong:
      'constitution school "School"\nauthority school > teacher > pupil\naction solve "Solve"\nprinciple p "Own work" at developer { must not solve }\n',
    right:
      'constitution school "School"\nauthority school > teacher > pupil\naction solve "Solve"\nprinciple p "Own work" at teacher { must not solve }\n',
    fixes: 'Write a level of the list, or add it: an adopter may put levels of its own between those of the adopted document.',
  },
  check,
};

function* check({ scope }: Subject): Iterable<Draft> {
  const levels = levelsOf(scope);
  for (const declared of scope.own.declarations) {
    const { node } = declared;
    const level = node.kind === 'principle' || node.kind === 'option' ? node.level : undefined;
    if (level && level.text !== '' && !levels.includes(level.text)) yield unknownLevel(declared, level, levels);
  }
  for (const adoption of scope.adoptions) {
    const theirs = adoption.scope && levelsOf(adoption.scope);
    if (!theirs || contains(levels, theirs)) continue;
    const missing = theirs.filter(level => !levels.includes(level));
    const why = missing.length > 0 ? `lacks ${missing.map(level => `\`${level}\``).join(', ')}` : 'has them in another order';
    const message = `\`${adoption.alias}\` ranks its rules by \`${theirs.join(' > ')}\`, and the list here (\`${levels.join(' > ')}\`) ${why}. Declare an \`authority\` that holds theirs in their order; levels of your own may stand between.`;
    yield { at: { ...adoption, span: adoption.node.document }, message };
  }
}

function unknownLevel(declared: Declared, level: Name, levels: readonly string[]): Draft {
  const meant = nearest(level.text, levels);
  const message = `\`${level.text}\` is no level of authority here. ${meant ? `Did you mean \`${meant}\`? ` : ''}The levels are ${levels.map(name => `\`${name}\``).join(' > ')}.`;
  return { at: { ...declared, span: level }, message, data: { fix: { meant, known: levels } } };
}

/** Does the list hold all of the other, in the other's order? */
function contains(levels: readonly string[], theirs: readonly string[]): boolean {
  let from = 0;
  return theirs.every(level => {
    const at = levels.indexOf(level, from);
    from = at + 1;
    return at >= 0;
  });
}
