// For a job's summary or a comment: a table of what was found, worst first, for as long as GitHub takes it.

import type { Finding, Severity } from '../analysis/finding.ts';
import { type Format, plural, ranges, severities, tally } from './report.ts';

/** GitHub cuts comments at 65,536 characters; what does not fit is counted. */
const room = 60_000;

const signs: Readonly<Record<Severity, string>> = { error: '❌ error', warning: '⚠️ warning', info: 'ℹ️ info', hint: '💡 hint' };

export const markdown: Format = {
  name: 'markdown',
  write: report => {
    const rangeOf = ranges(report);
    const title = `### Polity: ${tally(report.findings)}${report.files.length > 0 ? ` in ${plural(report.files.length, 'file')}` : ''}`;
    if (report.findings.length === 0) return `${title}\n`;
    const worstFirst = severities.flatMap(severity => report.findings.filter(finding => finding.severity === severity));
    const rows: string[] = [];
    let used = 0;
    for (const finding of worstFirst) {
      const line = row(finding, rangeOf(finding).start.line + 1);
      used += line.length + 1;
      if (used > room) break;
      rows.push(line);
    }
    const left = worstFirst.length - rows.length;
    const rest = left > 0 ? ['', `…and ${plural(left, 'more finding')}, which ${left === 1 ? 'has' : 'have'} no room here.`] : [];
    return [title, '', '| | where | what |', '| --- | --- | --- |', ...rows, ...rest, ''].join('\n');
  },
};

function row(finding: Finding, line: number): string {
  return `| ${signs[finding.severity]} | ${code(`${finding.file}:${line}`)} | ${cell(finding.message)} <br>${code(finding.code)} |`;
}

/** Text of others as text: no markup, no HTML, nobody mentioned, no link made of it; names in backquotes stay code. */
export function cell(text: string): string {
  return text
    .split(/(?<!`)(`[^`\n]+`)(?!`)/)
    .map((part, i) => (i % 2 === 1 ? code(part.slice(1, -1)) : plain(part)))
    .join('')
    .replace(/\s*\n\s*/g, '<br>');
}

const plain = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]()#+!|~>]/g, character => `\\${character}`)
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/\b(https?|ftp|www)(?=[:.])/gi, '$1\u200b');

/** In a table a bar ends the cell even inside code. */
export function code(text: string): string {
  const inner = text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
  const fence = '`'.repeat(Math.max(0, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence.length > 1 ? `${fence} ${inner} ${fence}` : `\`${inner}\``;
}
