// Every feature, one line each.

import { completionFeature } from './completion.ts';
import { definitionFeature } from './definition.ts';
import type { Feature, WideFeature } from './feature.ts';
import { formattingFeature, rangeFormattingFeature, typedFormattingFeature } from './formatting.ts';
import { linksFeature } from './links.ts';
import { highlightsFeature, referencesFeature } from './references.ts';
import { linkedEditingFeature, prepareRenameFeature, renameFeature } from './rename.ts';
import { renameFilesFeature } from './rename-files.ts';
import { semanticTokensFeature, semanticTokensRangeFeature } from './semantic-tokens.ts';
import { foldingFeature, selectionsFeature } from './structure.ts';
import { documentSymbolsFeature, workspaceSymbolsFeature } from './symbols.ts';
import { typeDefinitionFeature } from './type-definition.ts';

export const features: readonly Feature[] = [
  completionFeature,
  definitionFeature,
  typeDefinitionFeature,
  referencesFeature,
  highlightsFeature,
  prepareRenameFeature,
  renameFeature,
  linkedEditingFeature,
  documentSymbolsFeature,
  foldingFeature,
  selectionsFeature,
  semanticTokensFeature,
  semanticTokensRangeFeature,
  linksFeature,
  formattingFeature,
  rangeFormattingFeature,
  typedFormattingFeature,
];

export const wideFeatures: readonly WideFeature[] = [workspaceSymbolsFeature, renameFilesFeature];
