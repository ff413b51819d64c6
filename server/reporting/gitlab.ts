// GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format

import type { Severity } from '../analysis/finding.ts';
import { fingerprint, identities } from './identity.ts';
import { type Format, ranges } from './report.ts';

const degrees: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'minor', hint: 'info' };

export const gitlab: Format = {
  name: 'gitlab',
  write: report => {
    const rangeOf = ranges(report);
    const marks = identities(report);
    const issues = report.findings.map((finding, i) => {
      const { start, end } = rangeOf(finding);
      return {
        description: finding.message,
        check_name: finding.code,
        fingerprint: fingerprint(marks[i]!),
        severity: degrees[finding.severity],
        location: { path: finding.file, lines: { begin: start.line + 1, end: end.line + 1 } },
      };
    });
    return `${JSON.stringify(issues, undefined, 2)}\n`;
  },
};
