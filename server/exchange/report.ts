// What an import found, and what is wrong with what it read.

import * as z from 'zod';

const trouble = z.object({
  /** What kind of trouble, for machines. */
  code: z.enum([
    'footnote-without-file',
    'file-without-footnote',
    'principle-without-example',
    'reference-to-nothing',
    'duplicate-id',
    'unknown-authority',
    'unread-conversation',
    'kept-as-prose',
    'left-out',
  ]),
  /** The file that it stands in: the imported one, or one beside it. */
  file: z.string(),
  /** Counted from 1, as editors show it; left out where a whole file is meant. */
  line: z.number().int().min(1).optional(),
  message: z.string(),
});

/** The shape of `polity import --format json` and of the end of every import. */
export const importReport = z.object({
  kind: z.string(),
  file: z.string(),
  sections: z.number().int(),
  principles: z.number().int(),
  /** Highest level first; `level` is left out for principles that name none. */
  principlesByAuthority: z.array(z.object({ level: z.string().optional(), count: z.number().int() })),
  examples: z.number().int(),
  answers: z.object({ good: z.number().int(), ok: z.number().int(), bad: z.number().int() }),
  evals: z.number().int(),
  /** How many lines differ between the source and the Markdown of the import, blanks aside. Left out where the source is no Markdown. */
  differingLines: z.number().int().optional(),
  /** In the order of lines. */
  troubles: z.array(trouble),
});

export type Trouble = Readonly<z.infer<typeof trouble>>;
export type ImportReport = Readonly<z.infer<typeof importReport>>;

const headings: Readonly<Record<Trouble['code'], string>> = {
  'footnote-without-file': 'Footnotes with no file in examples/',
  'file-without-footnote': 'Files in examples/ that no footnote names',
  'principle-without-example': 'Ruled principles with no example',
  'reference-to-nothing': 'References to nothing',
  'duplicate-id': 'Names that two headings share',
  'unknown-authority': 'Authority levels that are not known',
  'unread-conversation': 'Conversations that are kept as prose',
  'kept-as-prose': 'Kept as prose, word for word',
  'left-out': 'Had no place in the language',
};

/** The report in words, a line each, for the end of `polity import`. */
export function reportLines(report: ImportReport): string[] {
  const lines = [
    `Read ${report.file} as ${report.kind}: ${count(report.sections, 'section')}, ${count(report.principles, 'principle')}, ${count(report.examples, 'example')}, ${count(report.evals, 'eval')}.`,
  ];
  const levels = report.principlesByAuthority.map(({ level, count: n }) => `${level ?? 'no level'} ${n}`);
  if (levels.length > 0) lines.push(`Principles by authority: ${levels.join(', ')}.`);
  const { good, ok, bad } = report.answers;
  if (good + ok + bad > 0) lines.push(`Answers: ${good} good, ${ok} ok, ${bad} bad.`);
  if (report.differingLines !== undefined)
    lines.push(
      report.differingLines === 0
        ? 'Compiled back to Markdown, 0 lines differ.'
        : `Compiled back to Markdown, ${count(report.differingLines, 'line')} differ${report.differingLines === 1 ? 's' : ''}.`,
    );
  for (const [code, heading] of Object.entries(headings)) {
    const some = report.troubles.filter(one => one.code === code);
    if (some.length === 0) continue;
    lines.push(`${heading} (${some.length}):`);
    for (const one of some) lines.push(`  ${one.file}${one.line === undefined ? '' : `:${one.line}`}  ${one.message}`);
  }
  return lines;
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
