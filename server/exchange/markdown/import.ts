// Markdown as a format to import: the Model Spec's own, Polity's, and any other.

import { parse } from '../../../grammar/parser.ts';
import { print } from '../../../grammar/print.ts';
import type { Imported, Importer, Source } from '../format.ts';
import type { ImportReport, Trouble } from '../report.ts';
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
  recognises: (file, text) => /\.(md|markdown|mdown|mkd|txt)$/i.test(file) || /^#{1,6} [^\n]{0,500}\{#/m.test(text),
  read: readSource,
};

function readSource(source: Source): Imported {
  const reading = readMarkdown(source.file, source.text);
  const evals = footnoteEvals(reading, source);
  const text = print(parse(evals.text === '' ? reading.text : `${reading.text}\n${evals.text}`));
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
    troubles: inOrder([...troublesIn(reading).map(trouble => ({ file, ...trouble })), ...evals.troubles], file),
  };
}

/** The document's own by line, then those of the files beside it. */
function inOrder(troubles: readonly Trouble[], file: string): Trouble[] {
  const place = (trouble: Trouble): number => (trouble.file === file ? (trouble.line ?? 0) : Infinity);
  return [...troubles].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

const isHeadless = (item: Item): boolean => item.kind === 'note' && readLayout(item.text)?.kind === 'no heading';

function byAuthority(principles: readonly Group[]): ImportReport['principlesByAuthority'] {
  const counts = new Map<string | undefined, number>();
  for (const { level } of principles) counts.set(level, (counts.get(level) ?? 0) + 1);
  const used = new Set([...counts.keys()].filter(level => level !== undefined));
  const order = neededLevels(used) ?? ['platform', 'developer', 'user', 'guideline'];
  return [...order, undefined].flatMap(level =>
    counts.has(level) ? [{ ...(level === undefined ? {} : { level }), count: counts.get(level)! }] : [],
  );
}
