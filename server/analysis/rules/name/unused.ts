// Contexts, actions, values, terms and imports that nothing names.

import type { Term } from '../../../../grammar/syntax.ts';
import { textOf } from '../../../../grammar/text.ts';
import { type Entity, type NameKind, ownOf } from '../../names.ts';
import { isUnused, termIsUsed } from '../../usage.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const nameUnused: Rule = {
  code: 'name/unused',
  severity: 'hint',
  page: {
    title: 'Nothing uses this name',
    what: 'The context, action, value, term or import is declared, and no rule, eval or other document names it.',
    why: 'It may be left from an earlier draft, or a rule that was to use it has not been written yet. It changes nothing as it stands.',
    wrong: 'constitution desk "Desk"\ncontext weather: sun | rain\n',
    right:
      'constitution desk "Desk"\ncontext weather: sun | rain\naction lend_umbrella "Lend an umbrella"\nprinciple rain "Rain" { should lend_umbrella when weather is rain }\n',
    fixes: 'Remove it, or write the rule that needs it.',
  },
  check,
};

const kinds: readonly NameKind[] = ['import', 'context', 'action', 'value', 'term'];

function* check({ workspace, document, scope }: Subject): Iterable<Draft> {
  for (const kind of kinds) {
    for (const entity of ownOf(document).named.get(kind)?.values() ?? []) {
      // An option waits for an adopter, who may never be seen here.
      if (entity.node.kind === 'option') continue;
      // What is wrong with an import that leads nowhere is said already.
      if (kind === 'import' && !scope.imports.get(entity.name)?.scope) continue;
      const used = entity.node.kind === 'term' ? termIsUsed(workspace, scope, entity as Entity<Term>) : !isUnused(workspace, scope, entity);
      if (!used) yield { at: { ...entity, span: entity.node.name }, message: messageOf(entity) };
    }
  }
}

function messageOf({ node, name }: Entity): string {
  if (node.kind === 'import')
    return `Nothing here uses what \`${name}\` brings. Adopt it with \`adopt ${name}\`, name something of it as \`${name}.…\`, or remove the import.`;
  if (node.kind === 'term')
    return `The prose never uses the words that \`${name}\` defines${node.forms[0] ? ` ("${textOf(node.forms[0])}")` : ''}. Remove the term, or add the form that the prose has.`;
  return `Nothing uses the ${node.kind} \`${name}\`. Remove it, or write the rule that needs it.`;
}
