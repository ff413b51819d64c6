// From a value to its context, from a norm's action to what it is a kind of, from an alias to its document.

import type { Location } from 'vscode-languageserver-types';
import { lookup } from '../analysis/resolve.ts';
import { scopeAt } from '../analysis/scope.ts';
import type { At, Feature, View } from './feature.ts';
import { declarationOf, mentionAt } from './places.ts';

export function typeDefinition(view: View, { position }: At): Location[] | undefined {
  const target = mentionAt(view, position)?.target;
  if (!target) return undefined;
  if (target.kind === 'value') return listed(declarationOf(view, target.entity));
  if (target.kind !== 'entity') return undefined;
  const { entity } = target;
  if (entity.node.kind !== 'action') return listed(declarationOf(view, entity));
  const scope = scopeAt(view.scope, entity);
  const kinds = entity.node.kinds
    .flatMap(kind => kind.parents)
    .flatMap(ref => {
      const found = lookup(scope, 'action', ref);
      return found.kind === 'found' ? listed(declarationOf(view, found.entity)) : [];
    });
  return kinds.length > 0 ? kinds : listed(declarationOf(view, entity));
}

const listed = (location: Location | undefined): Location[] => (location ? [location] : []);

export const typeDefinitionFeature: Feature<At, Location[]> = {
  method: 'textDocument/typeDefinition',
  capability: { typeDefinitionProvider: true },
  provide: typeDefinition,
};
