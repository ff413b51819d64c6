// The cases of a study as text: what was said, every reply, and what each judge made of it. Knows no editor.

import type { PickedPrinciple, ShownCase } from '../../server/features/measure-protocol.ts';
import { type Piece, type Writing, written } from '../writing.ts';

type Line = readonly Piece[];
type Reply = ShownCase['replies'][number];

export interface Told {
  /** What came of it, a paragraph each. */
  readonly told: readonly string[];
  readonly cases: readonly ShownCase[];
}

/** `file` is how the spec is called to the reader; `principles` are those that the study is about. */
export function casesText(
  { told, cases }: Told,
  principles: readonly Pick<PickedPrinciple, 'name' | 'title' | 'at'>[],
  file: string,
): Writing & { readonly starts: readonly number[] } {
  const names = principles.flatMap(({ name, title, at }, i): Piece[] => [i > 0 ? ' and ' : '', { text: name, at }, ` “${title}”`]);
  const lines: Line[] = [['Cases of ', ...names, `, in ${file}`], [], ...told.map((text): Line => [text])];
  const starts: number[] = [];
  for (const [i, one] of cases.entries()) {
    lines.push([], []);
    starts.push(lines.length);
    lines.push([`CASE ${i + 1} OF ${cases.length}`], ...caseLines(one));
  }
  return { ...written(lines), starts };
}

/** Which case a line belongs to, by where each begins; the first where it stands before all. */
export const caseAt = (starts: readonly number[], line: number): number =>
  Math.max(
    0,
    starts.findLastIndex(start => start <= line),
  );

function caseLines({ outcome, said, replies }: ShownCase): Line[] {
  const width = Math.max(...said.map(({ speaker }) => speaker.length), 0);
  return [
    [`  ${outcome}`],
    [],
    ...said.flatMap(({ speaker, text }) => indented(text, `  ${speaker.padEnd(width)}  `)),
    ...replies.flatMap(replyLines),
  ];
}

function replyLines({ model, text, verdicts }: Reply): Line[] {
  return [
    [],
    [model === '' ? '  An answer that the author wrote:' : `  ${model} replied:`],
    ...indented(text === '' ? '(nothing)' : text, '    '),
    ...verdicts.flatMap(({ judge, principle, met, reason, cites }) => {
      const by = cites && cites !== principle ? `, and goes by ${cites}` : '';
      return indented(reason, `    ${marks[met] ?? '?'} ${judge}: ${words[met] ?? met} ${principle}${by}. `);
    }),
  ];
}

const marks: Readonly<Record<string, string>> = { met: '✓', 'not met': '✗' };
const words: Readonly<Record<string, string>> = {
  met: 'it keeps',
  'not met': 'it does not keep',
  unclear: 'it is unclear whether it keeps',
  'not run': 'could not be asked about',
};

/** A text behind a label, its further lines under its first. */
function indented(text: string, label: string): Line[] {
  const margin = ' '.repeat(Math.min(label.length, 12));
  return text.split(/\r\n?|\n/).map((line, i): Line => [`${i === 0 ? label : margin}${line}`.trimEnd()]);
}
