// What exporters and importers are given in tests.

import assert from 'node:assert/strict';
import { check } from '../../server/analysis/check.ts';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import type { Exported, Exporter, ExportOptions, ExportSubject, Imported, Importer } from '../../server/exchange/format.ts';

export function subjectOf(text: string, others: Readonly<Record<string, string>> = {}): ExportSubject {
  const workspace = withDocuments(emptyWorkspace, [
    documentOf('main.constitution', text),
    ...Object.entries(others).map(([file, other]) => documentOf(file, other)),
  ]);
  return { workspace, document: workspace.documents.get('main.constitution')!, scope: scopeOf(workspace, 'main.constitution')! };
}

export const exportedBy = (exporter: Exporter, text: string, options: ExportOptions = {}): Exported =>
  exporter.write(subjectOf(text), options);

/** What an importer makes of a text, which must be recognised, and read as a spec without errors. */
export function importedBy(importer: Importer, file: string, text: string): Imported {
  assert.ok(importer.recognises(file, text), `${file} is not recognised`);
  const result = importer.read({ file, text, beside: () => undefined, filesBeside: [] });
  assert.ok('text' in result, 'refused' in result ? result.refused : '');
  const workspace = withDocuments(emptyWorkspace, [documentOf('main.constitution', result.text)]);
  assert.deepEqual(
    check(workspace, 'main.constitution')
      .filter(finding => finding.severity === 'error')
      .map(finding => finding.message),
    [],
  );
  return result;
}

export function refusalOf(importer: Importer, text: string): string {
  const result = importer.read({ file: 'x', text, beside: () => undefined, filesBeside: [] });
  assert.ok('refused' in result);
  return result.refused;
}
