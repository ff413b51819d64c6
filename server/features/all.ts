// Every feature, one line each.

import { codeActionsFeature } from './code-actions.ts';
import { completionFeature } from './completion.ts';
import { definitionFeature } from './definition.ts';
import type { Feature, WideFeature } from './feature.ts';
import { formattingFeature, rangeFormattingFeature, typedFormattingFeature } from './formatting.ts';
import { hierarchyFeatures } from './hierarchies.ts';
import { inlayHintsFeature } from './hints.ts';
import { hoverFeature } from './hover.ts';
import { codeLensesFeature } from './lenses.ts';
import { linksFeature } from './links.ts';
import { highlightsFeature, referencesFeature } from './references.ts';
import { linkedEditingFeature, prepareRenameFeature, renameFeature } from './rename.ts';
import { renameFilesFeature } from './rename-files.ts';
import { semanticTokensFeature, semanticTokensRangeFeature } from './semantic-tokens.ts';
import { signatureHelpFeature } from './signature-help.ts';
import { foldingFeature, selectionsFeature } from './structure.ts';
import { documentSymbolsFeature, workspaceSymbolsFeature } from './symbols.ts';
import { typeDefinitionFeature } from './type-definition.ts';

export const features: readonly Feature[] = [
  completionFeature,
  codeActionsFeature,
  hoverFeature,
  signatureHelpFeature,
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
  ...hierarchyFeatures,
  codeLensesFeature,
  inlayHintsFeature,
  formattingFeature,
  rangeFormattingFeature,
  typedFormattingFeature,
];

export const wideFeatures: readonly WideFeature[] = [workspaceSymbolsFeature, renameFilesFeature];
