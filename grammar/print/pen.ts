// The pen writes words and names in the order of the source, and follows along in it, so that each comment is written
// where it stands: beside the same neighbours, at a line's end or on a line of its own. Without a source it just writes.

import type { Comment, Span, Text } from '../syntax.ts';
import { isBlock } from '../text.ts';
import { declarationWords, statementWords } from '../tokens.ts';
import { type Doc, emptyLine, fresh, line, raw, suffix } from './doc.ts';

/** What the pen follows. Offsets count from the start of `text`; comments are in order. */
export interface Source {
  readonly text: string;
  readonly comments: readonly Comment[];
}

export interface Pen {
  readonly source: Source | undefined;
  /** A comment that ends its line was written last. */
  commented: boolean;
  /** Where the segment begins that spans count from. */
  base: number;
  /** The end of what was written last, and the number of the next comment. */
  at: number;
  next: number;
}

export const penFor = (source?: Source): Pen => ({ source, commented: false, base: 0, at: 0, next: 0 });

/** A word or sign of the language, which the source has next. */
export function word(pen: Pen, text: string): Doc {
  if (!pen.source) return text;
  const before = signsAndComments(pen, text);
  if (pen.source.text.startsWith(text, pen.at)) pen.at += text.length;
  return between(pen, { before, text, apart: !adjoining.has(text) });
}

/** Signs that stand right behind what precedes them. */
const adjoining: ReadonlySet<string> = new Set([',', ':', ')', '..', '/']);

/** An opening bracket right before what begins at `span`, behind all comments before that. */
export function opening(pen: Pen, span: Span): Doc {
  const before = commentsUpTo(pen, pen.base + span.start);
  pen.at = Math.max(pen.at, pen.base + span.start);
  pen.commented = false;
  return [surrounded(pen, before, true), '('];
}

/** A name or number, as the source writes it; `text` where there is no source. */
export function leaf(pen: Pen, span: Span, text: string): Doc {
  if (!pen.source) return text;
  const before = commentsUpTo(pen, pen.base + span.start);
  const written = moveOver(pen, span) || text;
  return between(pen, { before, text: written });
}

/** Something that is written anew, and not as it stands in the source. */
export function fixed(pen: Pen, span: Span, text: string): Doc {
  if (!pen.source) return text;
  const before = commentsUpTo(pen, pen.base + span.start);
  moveOver(pen, span);
  return between(pen, { before, text });
}

const keywords: ReadonlySet<string> = new Set([...declarationWords, ...statementWords]);

/** May this stand first on a line, in the middle of a statement? A word that begins statements is no name there. */
export const mayLead = (text: string): boolean => !keywords.has(/^[a-z]*/.exec(text)![0]);

/** A string as it is; a text block with its margin at the indentation of the line that it begins on. */
export function string(pen: Pen, node: Text): Doc {
  const written = quoted(node.raw);
  if (!pen.source) return written;
  const before = commentsUpTo(pen, pen.base + node.start);
  moveOver(pen, node);
  return between(pen, { before, text: written });
}

function moveOver(pen: Pen, span: Span): string {
  const [start, end] = [pen.base + span.start, pen.base + span.end];
  pen.at = Math.max(pen.at, end);
  return pen.source!.text.slice(start, end);
}

function quoted(text: string): Doc {
  if (!isBlock(text)) return text;
  const lines = text.split(/\r?\n/);
  // A carriage return within a line would be read as part of the line end once lines are put together anew.
  if (lines.some(content => content.includes('\r'))) return raw(text.split('\n'), true);
  const margin = lines.at(-1)!.length - 3;
  return raw(['"""', ...lines.slice(1).map(content => unindented(content, margin))]);
}

const unindented = (content: string, by: number): string => content.slice(Math.min(by, /^[ \t]*/.exec(content)![0].length));

/** Does a comment end the line before what begins at `start`? */
export function lineEndsBefore(pen: Pen, start: number): boolean {
  if (!pen.source) return false;
  const { comments } = pen.source;
  let last: Comment | undefined;
  for (let next = pen.next; (comments[next]?.start ?? Infinity) < pen.base + start; next++) last = comments[next];
  return last ? endsLine(pen, last) : pen.commented;
}

// Between statements

export interface Gap {
  /** Comments at the end of the line before. */
  readonly behind: Doc;
  /** Comments before the statement, and the line ends. */
  readonly above: Doc;
}

/** What stands between the last statement (or the opening brace, then `first`) and the one that begins at `start`. */
export function gapBefore(pen: Pen, start: number, first: boolean): Gap {
  if (!pen.source) return { behind: '', above: line };
  const from = pen.at;
  const comments = commentsUpTo(pen, pen.base + start);
  pen.at = Math.max(pen.at, pen.base + start);
  return gap(pen, { from, to: pen.base + start, comments, first });
}

/** What stands between the last statement and `end`, where a brace closes or the file ends. */
export function gapAtEnd(pen: Pen, end: number, first: boolean): Gap {
  if (!pen.source) return { behind: '', above: '' };
  const from = pen.at;
  const comments = commentsUpTo(pen, pen.base + end);
  pen.at = Math.max(pen.at, pen.base + end);
  return gap(pen, { from, to: undefined, comments, first });
}

interface Between {
  readonly from: number;
  /** Where the statement begins, if there is one. */
  readonly to: number | undefined;
  readonly comments: readonly Comment[];
  readonly first: boolean;
}

function gap(pen: Pen, { from, to, comments, first }: Between): Gap {
  const behind: Doc[] = [];
  const above: Doc[] = [];
  let last: { readonly end: number; readonly comment?: Comment } = { end: from };
  for (const comment of comments) {
    const ends = lineEndsBetween(pen, last.end, comment.start);
    const isBehind = ends === 0 && above.length === 0 && from > 0 && !pen.commented && endsLine(pen, comment);
    if (isBehind) behind.push(' ', suffix(shown(pen, comment)), fresh);
    else above.push(separator(ends, last, first && above.length === 0), shown(pen, comment));
    last = { end: comment.end, comment };
  }
  if (to !== undefined) above.push(separator(lineEndsBetween(pen, last.end, to), last, first && above.length === 0));
  return { behind, above };
}

function separator(lineEnds: number, last: { readonly end: number; readonly comment?: Comment }, first: boolean): Doc {
  if (last.end === 0) return '';
  if (lineEnds > 1 && !first) return emptyLine;
  return lineEnds === 0 && last.comment?.block ? ' ' : line;
}

/** Does a brace open next, before `end`, and do comments stand behind it? */
export function braceAhead(pen: Pen, end: number): { readonly commented: boolean } | undefined {
  if (!pen.source) return undefined;
  const { text, comments } = pen.source;
  let at = pen.at;
  for (let next = pen.next; ; ) {
    at = skip(text, at, blanks);
    if (comments[next]?.start === at) at = comments[next++]!.end;
    else if (text[at] === ')') at++;
    else return text[at] === '{' && at < pen.base + end ? { commented: (comments[next]?.start ?? Infinity) < pen.base + end } : undefined;
  }
}

/** Are there comments still to be written that begin before `end`? */
export const commentIsNext = (pen: Pen, end: number): boolean => (pen.source?.comments[pen.next]?.start ?? Infinity) < pen.base + end;

// Inside statements

/** Comments before the next word or sign. Brackets that it does not need are passed over. */
function signsAndComments(pen: Pen, wanted: string): Comment[] {
  const { text, comments } = pen.source!;
  const found: Comment[] = [];
  for (;;) {
    pen.at = skip(text, pen.at, blanks);
    const comment = comments[pen.next];
    if (comment?.start === pen.at) {
      found.push(comment);
      pen.next++;
      pen.at = comment.end;
    } else if (text[pen.at] !== wanted && (text[pen.at] === '(' || text[pen.at] === ')')) pen.at++;
    else return found;
  }
}

function commentsUpTo(pen: Pen, offset: number): Comment[] {
  const found: Comment[] = [];
  for (let comment = pen.source!.comments[pen.next]; comment && comment.start < offset; comment = pen.source!.comments[pen.next]) {
    found.push(comment);
    pen.next++;
  }
  return found;
}

/** Comments before something in the middle of a statement. */
function surrounded(pen: Pen, comments: readonly Comment[], blankBehind: boolean): Doc {
  return comments.map((comment, i) => {
    const text = shown(pen, comment);
    if (!isBehindCode(pen, comments.slice(i))) return [' ', text, blankBehind || i + 1 < comments.length ? ' ' : ''];
    const after = endsLine(pen, comment) ? fresh : ' ';
    return startsLine(pen, comment) ? [fresh, text, after] : [' ', suffix(text), after];
  });
}

/** Does nothing but comments follow on the line of the first? */
function isBehindCode(pen: Pen, [first, second, ...rest]: readonly Comment[]): boolean {
  if (!first || endsLine(pen, first)) return first !== undefined;
  return second !== undefined && lineEndsBetween(pen, first.end, second.start) === 0 && isBehindCode(pen, [second, ...rest]);
}

/** What is written, between its comments; in nearly all places there are none. */
function between(pen: Pen, { before, text, apart = true }: { before: readonly Comment[]; text: Doc; apart?: boolean }): Doc {
  const behind = trailing(pen);
  return before.length === 0 && behind === '' ? text : [surrounded(pen, before, apart), text, behind];
}

/** Comments right behind what was just written that end its line. */
function trailing(pen: Pen): Doc {
  const { text, comments } = pen.source!;
  let at = pen.at;
  let next = pen.next;
  pen.commented = false;
  if (next >= comments.length) return '';
  const found: Doc[] = [];
  for (;;) {
    at = skip(text, at, blanksOfLine);
    const comment = comments[next];
    if (comment?.start !== at) break;
    found.push(' ', suffix(shown(pen, comment)));
    next++;
    at = comment.end;
  }
  if (found.length === 0 || (at < text.length && !isLineEnd(text[at]!))) return '';
  pen.at = at;
  pen.next = next;
  pen.commented = true;
  return [found, fresh];
}

/** A comment without blanks at its lines' ends; its further lines as deep as they were under the line that it begins on. */
function shown(pen: Pen, comment: Comment): Doc {
  const { text } = pen.source!;
  const written = text.slice(comment.start, comment.end);
  if (!comment.block) return written.trimEnd();
  const lineStart = text.lastIndexOf('\n', comment.start - 1) + 1;
  const depth = /^[ \t]*/.exec(text.slice(lineStart, comment.start))![0].length;
  return raw(written.split(/\r\n|\n|\r/).map((content, i) => unindented(content.trimEnd(), i === 0 ? 0 : depth)));
}

// Blanks

const blanks = /\s*/y;
const blanksOfLine = /[^\S\r\n]*/y;

function skip(text: string, from: number, what: RegExp): number {
  what.lastIndex = from;
  what.test(text);
  return what.lastIndex;
}

const isBlank = (char: string): boolean => skip(char, 0, blanks) > 0;
const isLineEnd = (char: string): boolean => char === '\n' || char === '\r';

function lineEndsBetween(pen: Pen, from: number, to: number): number {
  return from < to ? (pen.source!.text.slice(from, to).match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}

function startsLine(pen: Pen, comment: Comment): boolean {
  const { text } = pen.source!;
  let at = comment.start;
  while (at > 0 && isBlank(text[at - 1]!) && !isLineEnd(text[at - 1]!)) at--;
  return at === 0 || isLineEnd(text[at - 1]!);
}

function endsLine(pen: Pen, comment: Comment): boolean {
  const { text } = pen.source!;
  const at = skip(text, comment.end, blanksOfLine);
  return !comment.block || at >= text.length || isLineEnd(text[at]!);
}
