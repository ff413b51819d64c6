// SARIF 2.1.0, as code scanning reads it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

import type { Location, Log, Region, ReportingDescriptor, Result, Suppression } from 'sarif';
import type { Severity } from '../analysis/finding.ts';
import type { Rule } from '../analysis/rules/rule.ts';
import { fingerprint, identities } from './identity.ts';
import { rulePage } from './page.ts';
import { type AcceptedFinding, type Format, type Range, type Report, ranges } from './report.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

export const sarif: Format = {
  name: 'sarif',
  write: report => `${JSON.stringify(logOf(report), undefined, 2)}\n`,
};

function logOf(report: Report): Log {
  const accepted = report.accepted?.() ?? [];
  const used = new Set([...report.findings, ...accepted.map(({ finding }) => finding)].map(({ code }) => code));
  const rules = report.rules.filter(({ code }) => used.has(code));
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: {
          driver: {
            name: 'Polity',
            semanticVersion: report.version,
            informationUri: 'https://github.com/polity-lang/polity',
            rules: rules.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results(report, rules, accepted),
      },
    ],
  };
}

function descriptor({ code, severity, page }: Rule): ReportingDescriptor {
  return {
    id: code,
    name: code.replace(/(^|[/-])([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: page.title },
    fullDescription: { text: `${page.what} ${page.why}` },
    help: { text: `${page.what}\n\n${page.why}\n\n${page.fixes}`, markdown: rulePage({ code, severity, page }) },
    defaultConfiguration: { level: levels[severity] },
  };
}

/** What is accepted comes last, as suppressed, so that the fingerprints of the others are those of a baseline. */
function results(report: Report, rules: readonly Rule[], accepted: readonly AcceptedFinding[]): Result[] {
  const rangeOf = ranges(report);
  const findings = [...report.findings, ...accepted.map(({ finding }) => finding)];
  const marks = identities({ ...report, findings });
  const numbers = new Map(rules.map(({ code }, i) => [code, i]));
  return findings.map((finding, i) => {
    const ruleIndex = numbers.get(finding.code);
    const mark = fingerprint(marks[i]!);
    const acceptance = accepted[i - report.findings.length];
    return {
      ruleId: finding.code,
      ...(ruleIndex !== undefined && { ruleIndex }),
      level: levels[finding.severity],
      message: { text: literally(finding.message) },
      locations: [location(finding.file, rangeOf(finding))],
      ...(finding.related.length > 0 && {
        relatedLocations: finding.related.map((place, id) => ({
          id,
          ...location(place.file, rangeOf(place)),
          message: { text: place.message },
        })),
      }),
      ...(acceptance && { suppressions: [suppression(acceptance)] }),
      // GitHub goes by the first, and would count lines itself where it is missing.
      partialFingerprints: { primaryLocationLineHash: `${mark}:1`, 'polityFinding/v1': mark },
    };
  });
}

const suppression = ({ by, reason }: AcceptedFinding): Suppression => ({
  kind: by === 'allow' ? 'inSource' : 'external',
  status: 'accepted',
  ...(reason !== '' && { justification: reason }),
});

/** Brackets would make links of the text, and braces placeholders (§3.11). */
const literally = (text: string) => text.replace(/[[\]]/g, '\\$&').replace(/[{}]/g, '$&$&');

function location(file: string, { start, end }: Range): Location {
  const region: Region = {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
  return {
    physicalLocation: { artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }, region },
  };
}
