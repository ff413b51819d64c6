// Everywhere that a name is used, in all documents; and the same within one document.

import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import { scopeOf } from '../analysis/resolve.ts';
import type { At, Feature, View } from './feature.ts';
import { locationOf, namingFiles } from './places.ts';
import { meantAt, placesOf } from './terms.ts';

export interface ReferenceParams extends At {
  readonly context: { readonly includeDeclaration: boolean };
}

export function references(view: View, { position, context }: ReferenceParams): Location[] | undefined {
  const target = meantAt(view, position)?.target;
  if (!target) return undefined;
  return namingFiles(view, target)
    .flatMap(file => placesOf(scopeOf(view.workspace, file)!, target))
    .filter(mention => context.includeDeclaration || !mention.declares)
    .map(mention => locationOf(view, mention)!);
}

export function highlights(view: View, { position }: At): DocumentHighlight[] | undefined {
  const target = meantAt(view, position)?.target;
  if (!target) return undefined;
  return placesOf(view.scope, target).map(mention => ({
    range: locationOf(view, mention)!.range,
    kind: mention.declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

export const referencesFeature: Feature<ReferenceParams, Location[]> = {
  method: 'textDocument/references',
  capability: { referencesProvider: true },
  provide: references,
};

export const highlightsFeature: Feature<At, DocumentHighlight[]> = {
  method: 'textDocument/documentHighlight',
  capability: { documentHighlightProvider: true },
  provide: highlights,
};
