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
  for (const comment of comments.filter(one => one.start >= start && one.end <= end)) {
    said += `${text.slice(at, comment.start)} `;
    at = comment.end;
  }
  return (said + text.slice(at, end)).replace(/\s+/g, ' ').trim();
}

/** A statement or declaration, with the comments above it (but below `after`) and the one behind it on its last line. */
export function withComments({ text, comments }: SegmentText, node: Span, after: number): Span {
  let start = node.start;
  let end = node.end;
  for (const comment of comments) {
    if (comment.start >= after && comment.end <= node.start && start === node.start && !isBehind(text, after, comment))
      start = comment.start;
    if (comment.start >= node.end && isBehind(text, node.end, comment)) end = comment.end;
  }
  return { start, end };
}

/** Where the body of a declaration begins, behind its `{`; `head` is the end of what stands before that. */
export function bodyStart({ text, comments }: SegmentText, head: number): number {
  const opening = /[{]/g;
  for (opening.lastIndex = head; opening.test(text); ) {
    const comment = comments.find(one => one.start < opening.lastIndex && one.end >= opening.lastIndex);
    if (!comment) return opening.lastIndex;
    opening.lastIndex = comment.end;
  }
  return head;
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
