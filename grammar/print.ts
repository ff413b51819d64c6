// The canonical layout (`polity fmt`): two blanks of indentation, a statement a line, what the author kept on one line
// left there where it fits, as few parentheses as the meaning needs; comments and empty lines stay. Printed text reads as
// the same tree, and prints as itself.

import { declarations, printAny, shape, valueNode } from './print/declarations.ts';
import { type Doc, type Page, render } from './print/doc.ts';
import { expression, value } from './print/expressions.ts';
import { name } from './print/layout.ts';
import { gapAtEnd, gapBefore, type Pen, penFor, string } from './print/pen.ts';
import { expectation, statements } from './print/statements.ts';
import type { Comment, Node, Tree } from './syntax.ts';

/** The column that lines keep within, where their words can be parted. */
export const lineWidth = 100;

/** The whole document in canonical layout. One that cannot be read in full stays as it is. */
export function print(tree: Tree): string {
  if (tree.segments.some(segment => segment.problems.length > 0)) return tree.text;
  const mark = tree.text.startsWith('\ufeff') ? '\ufeff' : '';
  const text = pieces(tree).map(piece => piece.text);
  return mark + text.join('');
}

/** A stretch of the file and its canonical text. Together the pieces cover the file. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * One piece for each segment: all that lies between the end of the last one and its own. What cannot be read stays as it is,
 * so that the rest of a file can be laid out while a part of it is still being written.
 */
export function pieces(tree: Tree): Piece[] {
  const pen = penFor({ text: tree.text, comments: commentsOf(tree) });
  const page: Page = { width: lineWidth, lineEnd: lineEndOf(tree.text), indent: 0 };
  const found: Piece[] = [];
  const put = (doc: Doc, start: number) => found.push({ start, end: pen.at, text: render(doc, { ...page, behind: lastMargin(found) }) });
  tree.segments.forEach((segment, i) => {
    const start = pen.at;
    pen.base = tree.starts[i]!;
    const { node } = segment;
    if (segment.problems.length > 0) found.push(leftAlone(pen, tree.text, pen.base + segment.length));
    else if (node) {
      const { behind, above } = gapBefore(pen, node.start, i === 0);
      put([behind, above, printNodeWith(pen, node)], start);
    }
  });
  const start = pen.at;
  pen.base = 0;
  const { behind, above } = gapAtEnd(pen, tree.text.length, false);
  put([behind, above], start);
  const last = found.pop()!;
  return [...found, { ...last, text: start === 0 && last.text === '' ? '' : last.text + page.lineEnd }];
}

/** The indentation of the line that the pieces end on. */
function lastMargin(found: readonly Piece[]): number | undefined {
  let line = '';
  for (let i = found.length - 1; i >= 0; i--) {
    const { text } = found[i]!;
    const feed = text.lastIndexOf('\n');
    line = text.slice(feed + 1) + line;
    if (feed >= 0) break;
  }
  return found.length > 0 ? /^[ \t]*/.exec(line)![0].length : undefined;
}

function leftAlone(pen: Pen, text: string, end: number): Piece {
  const start = pen.at;
  const to = Math.max(start, end);
  pen.at = to;
  const comments = pen.source!.comments;
  while (comments[pen.next] && comments[pen.next]!.start < to) pen.next++;
  return { start, end: to, text: text.slice(start, to) };
}

function commentsOf(tree: Tree): Comment[] {
  return tree.segments.flatMap(({ comments }, i) => {
    const base = tree.starts[i]!;
    return comments.map(({ block, start, end }) => ({ kind: 'comment', block, start: base + start, end: base + end }));
  });
}

/** The file's own line end: that of its first line. */
function lineEndOf(text: string): string {
  const feed = text.indexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** How a single node is printed; see `Page`. */
export type Layout = Partial<Page>;

/**
 * A node in canonical layout, without comments; lines after the first are indented from `indent`. For nodes that were made
 * and not read too. With the width `Infinity` everything but text blocks and long bodies is on one line.
 */
export function printNode(node: Node, { width = lineWidth, lineEnd = '\n', indent = 0 }: Layout = {}): string {
  return render(printNodeWith(penFor(), node), { width, lineEnd, indent });
}

function printNodeWith(pen: Pen, node: Node): Doc {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'not':
    case 'implies':
    case 'bare':
    case 'is':
    case 'in':
    case 'compare':
      return expression(pen, node);
    case 'ref':
    case 'number':
    case 'boolean':
      return value(pen, node);
    case 'name':
      return name(pen, node);
    case 'text':
      return string(pen, node);
    case 'booleans':
    case 'range':
    case 'values':
      return shape(pen, node);
    case 'valueNode':
      return valueNode(pen, node);
    case 'contains':
    case 'equals':
    case 'matches':
    case 'under':
    case 'over':
    case 'performs':
    case 'avoids':
    case 'criterion':
    case 'parity':
      return expectation(pen, node);
    default:
      return node.kind in declarations || node.kind in statements ? printAny(pen, node) : '';
  }
}
