// JUnit's XML, as CI systems read it: a suite for each file, in it a case for each finding, or a passed one where there is
// none. Errors and warnings have failed; for less nobody's build should turn red, so it is shown as skipped.

import type { Finding } from '../analysis/finding.ts';
import { type Format, type Range, ranges } from './report.ts';

export const junit: Format = {
  name: 'junit',
  write: report => {
    const rangeOf = ranges(report);
    const names = [...new Set([...report.files, ...report.findings].map(({ file }) => file))];
    const suites = names.map(file => {
      const own = report.findings.filter(finding => finding.file === file);
      const cases =
        own.length > 0
          ? own.map(finding => testCase(finding, rangeOf(finding)))
          : [`    <testcase classname="${xml(file)}" name="no findings"/>`];
      return [`  <testsuite name="${xml(file)}" ${totals(own, cases.length)}>`, ...cases, '  </testsuite>'].join('\n');
    });
    const cases = names.length - new Set(report.findings.map(({ file }) => file)).size + report.findings.length;
    const root = `<testsuites name="polity check" ${totals(report.findings, cases)}>`;
    return ['<?xml version="1.0" encoding="UTF-8"?>', root, ...suites, '</testsuites>', ''].join('\n');
  },
};

const hasFailed = ({ severity }: Finding) => severity === 'error' || severity === 'warning';

function totals(findings: readonly Finding[], tests: number): string {
  const failures = findings.filter(hasFailed).length;
  return `tests="${tests}" failures="${failures}" errors="0" skipped="${findings.length - failures}"`;
}

function testCase(finding: Finding, { start }: Range): string {
  const place = `${finding.file}:${start.line + 1}:${start.character + 1}`;
  const related = finding.related.map(({ file, message }) => `${file}: ${message}`);
  const text = xml([`${place} (${finding.severity})`, finding.message, ...related].join('\n'));
  const message = xml(finding.message);
  return [
    `    <testcase classname="${xml(finding.file)}" name="${xml(`${finding.code} at line ${start.line + 1}`)}">`,
    hasFailed(finding)
      ? `      <failure type="${xml(finding.code)}" message="${message}">${text}</failure>`
      : `      <skipped message="${message}"/>`,
    '    </testcase>',
  ].join('\n');
}

/** What XML 1.0 cannot hold at all, not even escaped. */
const forbidden = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };

export const xml = (text: string) => text.replace(forbidden, '\uFFFD').replace(/[&<>"\n]/g, character => entities[character]!);
