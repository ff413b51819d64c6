// The line of the source that a finding points to, with the place marked under it.

import { columns, harmless } from './terminal.ts';

export interface Excerpt {
  readonly text: string;
  /** Blanks and marks, as wide as the text above. */
  readonly marks: string;
}

/** Longer lines are cut around the place. */
const longest = 140;
const shownBefore = 40;

/** `character` is where `start` stands in its line. Undefined where the line has nothing to show: what could not be read. */
export function excerptOf(text: string, { start, end }: { start: number; end: number }, character: number): Excerpt | undefined {
  const line = start - character;
  const left = character > longest - shownBefore ? start - shownBefore : line;
  const window = text.slice(left, left + longest + 1);
  const lineEnd = window.search(/[\r\n]/);
  const right = left + (lineEnd < 0 ? Math.min(window.length, longest) : lineEnd);
  if (text.slice(left, right).includes('\uFFFD')) return undefined;
  const stop = Math.min(Math.max(end, start), right);
  const show = (from: number, to: number) => harmless(text.slice(from, to)).replaceAll('\t', '  ');
  const before = (left > line ? '…' : '') + show(left, start);
  const marked = show(start, stop);
  const after = show(stop, right) + (lineEnd < 0 && window.length > longest ? '…' : '');
  return { text: before + marked + after, marks: ' '.repeat(columns(before)) + '^'.repeat(Math.max(1, columns(marked))) };
}
