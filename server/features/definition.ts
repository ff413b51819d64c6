// Where a name is declared; across imports.

import type { Location } from 'vscode-languageserver-types';
import { declarationsOf } from '../analysis/names.ts';
import { scopeOf } from '../analysis/resolve.ts';
import type { At, Feature, View } from './feature.ts';
import { linkAt } from './links.ts';
import { mentionsOf, type Target } from './mentions.ts';
import { declarationOf, locationOf } from './places.ts';
import { meantAt } from './terms.ts';

export function definition(view: View, { position }: At): Location | undefined {
  const target = meantAt(view, position)?.target;
  if (target) return targetLocation(view, target);
  const link = linkAt(view, position);
  return link === undefined ? undefined : { uri: link, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
}

/** Where the target is declared: the value in its context, the level in the list of the document or of one that it adopts. */
export function targetLocation(view: View, target: Target): Location | undefined {
  switch (target.kind) {
    case 'entity':
      return target.entity.node.kind === 'import' ? importedLocation(view, target.entity.name) : declarationOf(view, target.entity);
    case 'value': {
      const scope = scopeOf(view.workspace, target.entity.file);
      const mention =
        scope &&
        mentionsOf(scope).find(
          ({ declares, target: other }) =>
            declares && other?.kind === 'value' && other.entity === target.entity && other.value === target.value,
        );
      return mention && locationOf(view, mention);
    }
    case 'level':
      for (const scope of [view.scope, ...view.scope.reach.values()]) {
        for (const { node, ...place } of declarationsOf(scope.own, 'authority')) {
          const level = node.levels.find(({ text }) => text === target.name);
          if (level) return locationOf(view, { ...place, span: level });
        }
      }
      return undefined;
    case 'label':
      return undefined;
  }
}

/** An alias leads to the header of the document that it stands for. */
function importedLocation(view: View, alias: string): Location | undefined {
  const imported = view.scope.imports.get(alias);
  const header = imported?.scope?.own.header;
  if (imported?.scope && header)
    return locationOf(view, { file: imported.scope.document.file, segment: header.segment, span: header.node.name });
  return imported && locationOf(view, { ...imported, span: imported.node.name });
}

export const definitionFeature: Feature<At, Location> = {
  method: 'textDocument/definition',
  capability: { definitionProvider: true },
  provide: definition,
};
