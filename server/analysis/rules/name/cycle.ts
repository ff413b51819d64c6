// Imports that come back to where they began, and actions that are kinds of themselves.

import { kindRings } from '../../kinds.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const nameCycle: Rule = {
  code: 'name/cycle',
  severity: 'error',
  page: {
    title: 'A ring of names',
    what: 'Imports lead from this file over others back to it, or actions are kinds of one another all the way round.',
    why: 'In a ring nothing comes first: no document can build on the other, and no action is the wider one.',
    wrong: 'constitution desk "Desk"\naction advise "Advise" is warn\naction warn "Warn" is advise\n',
    right: 'constitution desk "Desk"\naction advise "Advise"\naction warn "Warn" is advise\n',
    fixes: 'Take one link out. What two documents both need goes into a third that both import.',
  },
  check,
};

function* check({ scope }: Subject): Iterable<Draft> {
  for (const declared of scope.own.declarations) {
    if (declared.node.kind !== 'import') continue;
    const imported = [...scope.imports.values()].find(other => other.node === declared.node);
    if (!imported?.ring) continue;
    const way = imported.ring.map(file => `\`${file}\``).join(' → ');
    const message = `This import is part of a ring: ${way}. Take one of these imports out; what both sides need goes into a third document.`;
    yield { at: { ...declared, span: declared.node.path ?? declared.node }, message };
  }
  for (const { declared, ref, way } of kindRings(scope)) {
    const names = way.map(name => `\`${name}\``).join(' is ');
    yield {
      at: { ...declared, span: ref },
      message: `This makes a ring: ${names}. An action cannot be a kind of itself; take one of the \`is\` out.`,
    };
  }
}
