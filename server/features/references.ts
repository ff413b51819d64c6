// Everywhere that a name is used, in all documents; and the same within one document.

import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import type { At, Feature, View } from './feature.ts';
import { mentionsOf, sameTarget } from './mentions.ts';
import { locationOf, mentionAt, mentionsOfTarget } from './places.ts';

export interface ReferenceParams extends At {
  readonly context: { readonly includeDeclaration: boolean };
}

export function references(view: View, { position, context }: ReferenceParams): Location[] | undefined {
  const target = mentionAt(view, position)?.target;
  if (!target) return undefined;
  return mentionsOfTarget(view, target)
    .filter(mention => context.includeDeclaration || !mention.declares)
    .map(mention => locationOf(view, mention)!);
}

export function highlights(view: View, { position }: At): DocumentHighlight[] | undefined {
  const target = mentionAt(view, position)?.target;
  if (!target) return undefined;
  return mentionsOf(view.scope)
    .filter(mention => mention.target && sameTarget(mention.target, target))
    .map(mention => ({
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
