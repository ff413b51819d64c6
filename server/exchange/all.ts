import type { Exporter, Importer } from './format.ts';
import { jsonExporter } from './json/export.ts';
import { markdownExporter } from './markdown/export.ts';
import { markdownImporter } from './markdown/import.ts';
import { promptExporter } from './prompt.ts';

/** In the order in which they are asked whether a file is theirs. */
export const importers: readonly Importer[] = [markdownImporter];

export const exporters: readonly Exporter[] = [promptExporter, markdownExporter, jsonExporter];
