// The contexts that a situation is picked from, each with the facts that state its values.

import type * as z from 'zod';
import { textOf } from '../../../grammar/text.ts';
import type { Entity } from '../../analysis/names.ts';
import type { Variable } from '../../analysis/norms/variables.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import { commentAbove } from '../describe.ts';
import type { View } from '../feature.ts';
import type { FactsResult, requests } from '../protocol.ts';

type ContextChoices = z.input<typeof requests.facts.result>['contexts'][number];

export function facts(view: View): FactsResult {
  const { ground } = worldOf(view.scope, view.workspace.settings.solver);
  const entities = new Map<Variable, Entity>();
  for (const [entity, variable] of ground.variableOf) if (!entities.has(variable)) entities.set(variable, entity);
  const contexts = ground.variables.filter(variable => entities.has(variable) || (variable.kind === 'agent' && variable.size > 1));
  return { document: view.document.file, contexts: contexts.map(variable => choices(view, variable, entities.get(variable))) };
}

function choices(view: View, variable: Variable, entity: Entity | undefined): ContextChoices {
  const description = entity && aboutContext(view, entity);
  return {
    name: variable.name,
    kind: kindOf(variable, entity),
    ...(description ? { description } : {}),
    choices: [...choicesOf(variable)],
    ...(variable.kind === 'range' ? { low: variable.low, high: variable.low + variable.size - 1 } : {}),
  };
}

function kindOf(variable: Variable, entity: Entity | undefined): ContextChoices['kind'] {
  if (variable.kind === 'agent') return 'agent';
  if (entity?.node.kind === 'option') return 'option';
  if (entity?.node.kind === 'consent') return 'consent';
  const kinds = { boolean: 'boolean', flat: 'values', ordered: 'ordered', tree: 'hierarchy', range: 'range' } as const;
  return kinds[variable.kind];
}

function* choicesOf(variable: Variable): Iterable<ContextChoices['choices'][number]> {
  const { name } = variable;
  if (variable.kind === 'boolean') {
    yield { label: 'yes', fact: name, depth: 0 };
    yield { label: 'no', fact: `not ${name}`, depth: 0 };
    return;
  }
  for (const [i, value] of variable.values.entries()) {
    // A value lies under every earlier one whose branch has not ended.
    const depth = variable.kind === 'tree' ? variable.ends.slice(0, i).filter(end => end > i).length : 0;
    yield { label: value, fact: `${name} is ${value}`, depth };
  }
}

function aboutContext(view: View, { file, segment, node }: Entity): string | undefined {
  if (node.kind === 'consent' && node.title) return textOf(node.title);
  const document = view.workspace.documents.get(file);
  const comment = document ? commentAbove(document.tree, segment, node) : '';
  return comment === '' ? undefined : comment.split('\n').join(' ');
}
