// After an edit: only the top-level segments that it touched are read again; all others stay the very same objects.

import { segmentsOf } from './parser.ts';
import type { Segment, Span, Tree } from './syntax.ts';

/** `text` in place of what stands from `start` to `end`, offsets in the file. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The tree of the edited text: the same as parsing it anew, for the cost of the segments around the edit. */
export function reparse(tree: Tree, edit: Edit): Tree {
  const start = Math.max(0, Math.min(edit.start, tree.text.length));
  const end = Math.max(start, Math.min(edit.end, tree.text.length));
  const text = tree.text.slice(0, start) + edit.text + tree.text.slice(end);
  const moved = edit.text.length - (end - start);
  const first = firstTouched(tree, start);
  const from = first < tree.segments.length ? tree.starts[first]! : 0;
  for (let reach = 2; ; reach *= 4) {
    const last = lineBoundary(tree, Math.min(tree.segments.length, segmentAt(tree, end) + 1 + reach), 1);
    const to = last >= tree.segments.length ? text.length : tree.starts[last]! + moved;
    const read = segmentsOf(text.slice(from, to), true);
    const kept = to === text.length ? read.length : settled(read, from, { edited: start + edit.text.length, moved, tree });
    if (kept !== undefined) return spliced(tree, { text, first, from, fresh: read.slice(0, kept), moved, edit: { start, end } });
  }
}

// A segment may look a few tokens into the next, so the two before the edit are read again. One with an unclosed block or
// comment looked to the end of the file, so that whatever follows it concerns it.
function firstTouched(tree: Tree, at: number): number {
  const near = lineBoundary(tree, Math.max(0, segmentAt(tree, at) - 2), -1);
  const open = tree.segments.findIndex(segment => segment.open);
  return open >= 0 && open < near ? open : near;
}

// Where several declarations share a line, columns count from its beginning, and a quote may look to its end: lines are read whole.
function lineBoundary(tree: Tree, index: number, step: 1 | -1): number {
  let at = index;
  while (at > 0 && at < tree.segments.length && !leadingLineEnd.test(tree.text.slice(tree.starts[at]!, tree.starts[at]! + 200))) at += step;
  return at;
}

const leadingLineEnd = /^[^\S\n]*\n/;

/** The number of the segment that holds the offset; the last one for the end of the text. */
function segmentAt(tree: Tree, offset: number): number {
  let low = 0;
  let high = tree.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tree.starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface Change {
  /** Where the inserted text ends, in the new text. */
  readonly edited: number;
  readonly moved: number;
  readonly tree: Tree;
}

/**
 * How many of the segments that were read anew are certain, up to one that ends where a segment of the old tree did, beyond
 * the edit: from there on the old ones hold. Undefined if there is none. The last two are not certain, for they saw the end
 * of what was read; and none is if a quote or comment was not closed within it.
 */
function settled(read: readonly Segment[], from: number, { edited, moved, tree }: Change): number | undefined {
  let at = from;
  for (let i = 0; i < read.length - 2; i++) {
    if (read[i]!.open) return undefined;
    at += read[i]!.length;
    if (at > edited && boundaryIn(tree, at - moved)) return i + 1;
  }
  return undefined;
}

function boundaryIn(tree: Tree, offset: number): boolean {
  return offset < tree.text.length && tree.starts[segmentAt(tree, offset)] === offset;
}

interface Splice {
  readonly text: string;
  readonly first: number;
  readonly from: number;
  readonly fresh: readonly Segment[];
  readonly moved: number;
  /** What was replaced, in the old text. */
  readonly edit: Span;
}

function spliced(tree: Tree, { text, first, from, fresh, moved, edit }: Splice): Tree {
  const segments = tree.segments.slice(0, first);
  const starts = tree.starts.slice(0, first);
  let at = from;
  for (const segment of fresh) {
    const before = at + segment.length <= edit.start ? at : at >= edit.end + moved ? at - moved : undefined;
    segments.push(before === undefined ? segment : sameIn(tree, segment, before));
    starts.push(at);
    at += segment.length;
  }
  const rest = at >= text.length ? tree.segments.length : segmentAt(tree, at - moved);
  for (let i = rest; i < tree.segments.length; i++) {
    segments.push(tree.segments[i]!);
    starts.push(tree.starts[i]! + moved);
  }
  return { text, segments, starts };
}

/** The old segment where the text that was not edited reads as it did: what is known of it stays known. */
function sameIn(tree: Tree, segment: Segment, start: number): Segment {
  const old = segmentAt(tree, start);
  const known = tree.segments[old];
  const same = known && tree.starts[old] === start && known.length === segment.length && sameProblems(known, segment);
  return same ? known : segment;
}

const sameProblems = (a: Segment, b: Segment): boolean =>
  a.open === b.open &&
  a.problems.length === b.problems.length &&
  a.problems.every((problem, i) => {
    // A problem may reach into the next segment: its end says of what, where the message shows only the beginning.
    const other = b.problems[i]!;
    return problem.start === other.start && problem.end === other.end && problem.message === other.message;
  });
