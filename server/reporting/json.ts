// For machines: interfaces.md §1, the shape in shapes.ts.

import type { Finding } from '../analysis/finding.ts';
import { countBySeverity, type Format, type Range, type Report, ranges } from './report.ts';
import type { CheckJson } from './shapes.ts';

export const json: Format = {
  name: 'json',
  write: report => `${JSON.stringify(checkJson(report), undefined, 2)}\n`,
};

export function checkJson(report: Report): CheckJson {
  const rangeOf = ranges(report);
  return {
    version: 1,
    files: [...report.files],
    diagnostics: report.findings.map(finding => diagnostic(finding, rangeOf)),
    summary: countBySeverity(report.findings),
  };
}

function diagnostic(finding: Finding, rangeOf: (place: Finding | Finding['related'][number]) => Range): CheckJson['diagnostics'][number] {
  // `fix` is between a rule and its quick fixes.
  const { fix: _, norms, witness, ...data } = finding.data ?? {};
  return {
    file: finding.file,
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    range: rangeOf(finding),
    related: finding.related.map(place => ({ file: place.file, range: rangeOf(place), message: place.message })),
    data: { ...data, ...(norms && { norms: [...norms] }), ...(witness && { witness: { ...witness } }) },
  };
}
