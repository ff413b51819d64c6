// Annotations on the lines of a pull request, as GitHub's workflow commands.

import type { Finding, Severity } from '../analysis/finding.ts';
import { type Format, ranges } from './report.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };

export const github: Format = {
  name: 'github',
  write: (report, { below }) => {
    const rangeOf = ranges(report);
    // GitHub knows files by their place in the repository.
    const placed = (file: string) => (below === undefined ? file : `${below}/${file}`);
    return report.findings.map(finding => `${annotation(finding, rangeOf(finding), placed)}\n`).join('');
  },
};

function annotation(finding: Finding, { start, end }: ReturnType<ReturnType<typeof ranges>>, placed: (file: string) => string): string {
  const properties = {
    file: placed(finding.file),
    line: start.line + 1,
    endLine: end.line + 1,
    // GitHub refuses columns that span lines.
    ...(start.line === end.line && { col: start.character + 1, endColumn: Math.max(end.character, start.character + 1) }),
    title: finding.code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const related = finding.related.map(place => `${placed(place.file)}: ${place.message}`);
  return `::${commands[finding.severity]} ${list.join(',')}::${message([finding.message, ...related].join('\n'))}`;
}

/** What would end a command or begin another, written as GitHub reads it. */
const message = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
