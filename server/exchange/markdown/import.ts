// Markdown as a format to import: the Model Spec's own, Polity's, and any other.

import { parse } from '../../../grammar/parser.ts';
import type { Imported, Importer, Source } from '../format.ts';
import type { ImportReport } from '../report.ts';
import { neededLevels } from './authority.ts';
import { troublesIn } from './findings.ts';
import { footnoteEvals } from './footnote-evals.ts';
import { groupsIn } from './groups.ts';
import type { Group, Item } from './items.ts';
import { readLayout } from './layout.ts';
import { difference, differingLines } from './lines.ts';
import { type MarkdownReading, readMarkdown } from './read.ts';
import { markdownOf } from './write.ts';

export const markdownImporter: Importer = {
  kind: 'markdown',
  title: 'Markdown: a model spec with marked headings, or any constitution in prose',
  recognises: file => /\.(md|markdown|mdown|mkd|txt)$/i.test(file),
  read: readSource,
};

function readSource(source: Source): Imported {
  const reading = readMarkdown(source.file, source.text);
  const evals = footnoteEvals(reading, source);
  const text = evals.text === '' ? reading.text : `${reading.text}\n${evals.text}`;
  const differing = differingLines(difference(reading.lines, markdownOf(parse(text)).text.split('\n')));
  return { text, report: reportOf(reading, source.file, { evals, differing }) };
}

function reportOf(
  reading: MarkdownReading,
  file: string,
  { evals, differing }: { evals: ReturnType<typeof footnoteEvals>; differing: number },
): ImportReport {
  const groups = [...groupsIn(reading.items)];
  const principles = groups.filter(group => group.kind === 'principle' || group.kind === 'role');
  const examples = groups.flatMap(group => group.items.filter(item => item.kind === 'example'));
  const labels = examples.flatMap(example => example.messages.flatMap(message => message.verdict?.label ?? []));
  const count = (label: string): number => labels.filter(one => one === label).length;
  return {
    kind: 'markdown',
    file,
    sections: groups.filter(group => group.kind === 'section' && !group.items.some(isHeadless)).length,
    principles: principles.length,
    principlesByAuthority: byAuthority(principles),
    examples: examples.length,
    answers: { good: count('good'), ok: count('ok'), bad: count('bad') },
    evals: evals.count,
    differingLines: differing,
    troubles: [...[...troublesIn(reading).map(trouble => ({ file, ...trouble })), ...evals.troubles.filter(one => one.line !== undefined && one.file === file)].sort((a, b) => a.line! - b.line!), ...evals.troubles.filter(one => one.line === undefined || one.file !== file)],
  };
}

const isHeadless = (item: Item): boolean => item.kind === 'note' && readLayout(item.text)?.kind === 'no heading';

function byAuthority(principles: readonly Group[]): ImportReport['principlesByAuthority'] {
  const counts = new Map<string | undefined, number>();
  for (const { level } of principles) counts.set(level, (counts.get(level) ?? 0) + 1);
  const used = new Set([...counts.keys()].filter(level => level !== undefined));
  const order = neededLevels(used) ?? ['platform', 'developer', 'user', 'guideline'];
  return [...order, undefined].flatMap(level => (counts.has(level) ? [{ ...(level === undefined ? {} : { level }), count: counts.get(level)! }] : []));
}
