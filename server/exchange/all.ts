import { comparisonImporter } from './comparisons.ts';
import { critiqueExporter, critiqueImporter } from './critiques.ts';
import { inspectExporter } from './downstream/inspect.ts';
import { promptfooExporter } from './downstream/promptfoo.ts';
import { wevalExporter } from './downstream/weval.ts';
import type { Exporter, Importer } from './format.ts';
import { jsonExporter } from './json/export.ts';
import { markdownExporter } from './markdown/export.ts';
import { markdownImporter } from './markdown/import.ts';
import { promptExporter } from './prompt.ts';
import { wevalImporter } from './weval/import.ts';

/** In the order in which they are asked whether a file is theirs. */
export const importers: readonly Importer[] = [critiqueImporter, comparisonImporter, wevalImporter, markdownImporter];

export const exporters: readonly Exporter[] = [
  promptExporter,
  markdownExporter,
  jsonExporter,
  promptfooExporter,
  inspectExporter,
  wevalExporter,
  critiqueExporter,
];
