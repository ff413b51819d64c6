// Offsets in a text, and the lines and characters that LSP counts.

import type { Position, Range } from 'vscode-languageserver-types';
import type { Span, Tree } from '../../grammar/syntax.ts';
import { memo } from '../analysis/memo.ts';

const linesOf: (tree: Tree) => Uint32Array = memo(({ text }) => {
  const starts = [0];
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) starts.push(feed + 1);
  return Uint32Array.from(starts);
});

/** The place of an offset; beyond the text, its end. */
export function positionAt(tree: Tree, offset: number): Position {
  const lines = linesOf(tree);
  const within = Math.max(0, Math.min(offset, tree.text.length));
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]! <= within) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: within - lines[low]! };
}

/** The offset of a place; a character beyond its line stands for the line's end, a line beyond the text for the text's. */
export function offsetAt(tree: Tree, { line, character }: Position): number {
  const lines = linesOf(tree);
  if (line >= lines.length) return tree.text.length;
  const start = lines[line]!;
  const next = line + 1 < lines.length ? lines[line + 1]! - 1 : tree.text.length;
  const end = next > start && tree.text[next - 1] === '\r' && next < tree.text.length ? next - 1 : next;
  return Math.min(start + Math.max(0, character), end);
}

export const rangeAt = (tree: Tree, span: Span): Range => ({ start: positionAt(tree, span.start), end: positionAt(tree, span.end) });

/** A span counted in a segment, in the file. */
export const moved = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });

/** The number of the segment that holds an offset. A place between two belongs to the one before, where an author is still typing. */
export function segmentIndexAt({ starts }: Tree, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! < offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
