// For people at a terminal: each finding with its place, its words and the lines that it speaks of.

import pc from 'picocolors';
import type { Finding, Severity } from '../analysis/finding.ts';
import { excerptOf } from './excerpt.ts';
import { type Format, plural, type Range, type Report, ranges, tally } from './report.ts';
import { harmless, wrapped } from './terminal.ts';

export const pretty: Format = {
  name: 'pretty',
  write: (report, { color, quiet }) => {
    const ink = pc.createColors(color);
    const rangeOf = ranges(report);
    const findings = report.findings.map(finding => findingText({ report, ink, rangeOf }, finding));
    return [...findings, ...(quiet ? [] : [summary(report, ink)])].join('\n');
  },
};

type Ink = ReturnType<typeof pc.createColors>;
interface Page {
  readonly report: Report;
  readonly ink: Ink;
  readonly rangeOf: (place: { file: string; start: number; end: number }) => Range;
}

const tint = (ink: Ink, severity: Severity): ((text: string) => string) =>
  ({ error: ink.red, warning: ink.yellow, info: ink.blue, hint: ink.dim })[severity];

const textWidth = 110;

function findingText(page: Page, finding: Finding): string {
  const { ink } = page;
  const color = tint(ink, finding.severity);
  const head = `${ink.bold(placeText(page, finding))}  ${color(finding.severity)}  ${ink.dim(finding.code)}`;
  const related = finding.related.flatMap(place => {
    const excerpt = excerptText(page, place, ink.blue);
    return [`  ${ink.dim('see')} ${placeText(page, place)}  ${harmless(place.message)}`, ...excerpt];
  });
  return `${[head, wrapped(harmless(finding.message), '  ', textWidth), ...excerptText(page, finding, color), ...related].join('\n')}\n`;
}

function placeText({ rangeOf }: Page, place: { file: string; start: number; end: number }): string {
  const { line, character } = rangeOf(place).start;
  return `${harmless(place.file)}:${line + 1}:${character + 1}`;
}

function excerptText(
  { report, ink, rangeOf }: Page,
  place: { file: string; start: number; end: number },
  color: (text: string) => string,
): string[] {
  const text = report.sources.get(place.file)?.text;
  const { line, character } = rangeOf(place).start;
  const excerpt = text === undefined || text === '' ? undefined : excerptOf(text, place, character);
  if (!excerpt) return [];
  const number = String(line + 1).padStart(6);
  return [`${ink.dim(`${number} │`)} ${excerpt.text}`, `${ink.dim(`${' '.repeat(6)} │`)} ${color(excerpt.marks)}`];
}

function summary({ files, findings, known }: Report, ink: Ink): string {
  const of = files.length === 0 ? '' : ` in ${plural(files.length, 'file')}`;
  const text = tally(findings) + of;
  const color = findings.some(({ severity }) => severity === 'error') ? ink.red : findings.length > 0 ? ink.yellow : ink.green;
  const baseline = known ? ink.dim(` (${plural(known, 'known one')} left out)`) : '';
  return `${color(text.charAt(0).toUpperCase() + text.slice(1))}${baseline}\n`;
}
