// Which principles are checked by what was run, as the Test Explorer shows coverage.

import { DeclarationCoverage, FileCoverage, type FileCoverageDetail, StatementCoverage, Uri } from 'vscode';
import type { ListedEval, ListedPrinciple } from '../server/features/preview-protocol.ts';
import { editorRange } from './places.ts';

const detailsOf = new WeakMap<FileCoverage, readonly FileCoverageDetail[]>();

/** A principle counts as often as an eval or example that checks it was run to a verdict. Undefined where there are no principles. */
export function coverageOf(address: string, principles: readonly ListedPrinciple[], ran: readonly ListedEval[]): FileCoverage | undefined {
  if (principles.length === 0) return undefined;
  const details = principles.flatMap(({ name, at }) => {
    const times = ran.filter(({ checks }) => checks.includes(name)).length;
    const range = editorRange(at.range);
    return [new DeclarationCoverage(name, times, range), new StatementCoverage(times, range)];
  });
  const coverage = FileCoverage.fromDetails(Uri.parse(address), details);
  detailsOf.set(coverage, details);
  return coverage;
}

export const coverageDetails = async (coverage: FileCoverage): Promise<FileCoverageDetail[]> => [...(detailsOf.get(coverage) ?? [])];
