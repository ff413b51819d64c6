// The source of parts of a tree, as it can stand elsewhere: with its comments, without its margin.

import type { Comment, Segment, Span, Tree } from '../../../grammar/syntax.ts';

/** One top-level segment of a document, and how to cut text out of it. Spans count from its start. */
export interface SegmentText {
  readonly text: string;
  readonly comments: readonly Comment[];
}

export function segmentTexts(tree: Tree): (SegmentText & { segment: Segment })[] {
  return tree.segments.map((segment, n) => {
    const start = tree.starts[n]!;
    return { segment, text: tree.text.slice(start, start + segment.length), comments: segment.comments };
  });
}

/** A condition or the like on one line, without the comments in it. */
export function onOneLine({ text, comments }: SegmentText, { start, end }: Span): string {
  let said = '';
  let at = start;
  for (let n = firstFrom(comments, start); n < comments.length && comments[n]!.end <= end; n++) {
    said += `${text.slice(at, comments[n]!.start)} `;
    at = comments[n]!.end;
  }
  return (said + text.slice(at, end)).replace(/\s+/g, ' ').trim();
}

/** A statement or declaration, with the comments above it (but below `after`) and the one behind it on its last line. */
export function withComments({ text, comments }: SegmentText, node: Span, after: number): Span {
  let first = firstFrom(comments, after);
  const above = comments[first];
  if (above && isBehind(text, after, above)) first++;
  const start = Math.min(node.start, comments[first]?.start ?? node.start);
  const behind = comments[firstFrom(comments, node.end)];
  return { start, end: behind && isBehind(text, node.end, behind) ? behind.end : node.end };
}

/** The number of the first comment that begins there or later. They stand in order. */
function firstFrom(comments: readonly Comment[], at: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the body of a declaration begins, behind its `{`; `head` is the end of what stands before that. */
export function bodyStart({ text, comments }: SegmentText, head: number): number {
  let at = head;
  for (let n = firstFrom(comments, head); ; n++) {
    const brace = text.indexOf('{', at);
    const comment = comments[n];
    if (brace < 0) return head;
    if (!comment || brace < comment.start) return brace + 1;
    at = comment.end;
  }
}

/** Does the comment follow on the line that `after` stands on? */
const isBehind = (text: string, after: number, comment: Span): boolean => after > 0 && /^[ \t]*$/.test(text.slice(after, comment.start));

/** The text of a span, its lines moved to the left as far as its first one stands to the right. */
export function movedLeft({ text }: SegmentText, { start, end }: Span): string {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(line, start);
  const own = plainEnds(text.slice(start, end));
  if (before === '' || before.trim() !== '') return own;
  return own.replace(new RegExp(`^[ \\t]{1,${before.length}}`, 'gm'), '');
}

/** As it stands. */
export const asItStands = ({ text }: SegmentText, { start, end }: Span): string => plainEnds(text.slice(start, end));

const plainEnds = (text: string): string => text.replace(/\r\n/g, '\n');

/** Does a blank line stand between the two? */
export const isApart = ({ text }: SegmentText, before: number, after: number): boolean => /\n[ \t\r]*\n/.test(text.slice(before, after));
