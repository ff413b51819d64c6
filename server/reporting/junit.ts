// JUnit's XML, as CI systems read it: a suite for each file, a failed case for each finding, a passed one for a file without any.

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
          ? own.map(finding => failed(finding, rangeOf(finding)))
          : [`    <testcase classname="${xml(file)}" name="no findings"/>`];
      return [
        `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${own.length}" errors="0">`,
        ...cases,
        '  </testsuite>',
      ].join('\n');
    });
    const total = names.length - new Set(report.findings.map(({ file }) => file)).size + report.findings.length;
    const root = `<testsuites name="polity check" tests="${total}" failures="${report.findings.length}" errors="0">`;
    return ['<?xml version="1.0" encoding="UTF-8"?>', root, ...suites, '</testsuites>', ''].join('\n');
  },
};

function failed(finding: Finding, { start }: Range): string {
  const place = `${finding.file}:${start.line + 1}:${start.character + 1}`;
  const related = finding.related.map(({ file, message }) => `${file}: ${message}`);
  return [
    `    <testcase classname="${xml(finding.file)}" name="${xml(`${finding.code} at line ${start.line + 1}`)}">`,
    `      <failure type="${xml(finding.code)}" message="${xml(finding.message)}">${xml([`${place} (${finding.severity})`, finding.message, ...related].join('\n'))}</failure>`,
    '    </testcase>',
  ].join('\n');
}

/** What XML 1.0 cannot hold at all, not even escaped. */
const forbidden = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };

const xml = (text: string) => text.replace(forbidden, '\uFFFD').replace(/[&<>"\n]/g, character => entities[character]!);
