import { comparisonImporter } from './comparisons.ts';
import { critiqueExporter, critiqueImporter } from './critiques.ts';
import type { Exporter, Importer } from './format.ts';
import { jsonExporter } from './json/export.ts';
import { markdownExporter } from './markdown/export.ts';
import { markdownImporter } from './markdown/import.ts';
import { promptExporter } from './prompt.ts';
import { wevalImporter } from './weval/import.ts';

/** In the order in which they are asked whether a file is theirs. */
export const importers: readonly Importer[] = [critiqueImporter, comparisonImporter, wevalImporter, markdownImporter];

export const exporters: readonly Exporter[] = [promptExporter, markdownExporter, jsonExporter, critiqueExporter];
