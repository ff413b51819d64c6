// How the parts of statements and declarations are put together: lists, clauses, blocks.

import type { Expression, Fixed, Name, Ref, Span, Text } from '../syntax.ts';
import { type Doc, group, holdsLines, indent, line } from './doc.ts';
import { braceAhead, commentIsNext, gapAtEnd, gapBefore, leaf, mayLead, type Pen, string, word } from './pen.ts';

export const name = (pen: Pen, node: Name): Doc => leaf(pen, node, node.text);
export const ref = (pen: Pen, node: Ref): Doc => leaf(pen, node, node.text);
export const names = (pen: Pen, nodes: readonly Name[], sign = ','): Doc => list(pen, nodes, { sign, each: name });
export const refs = (pen: Pen, nodes: readonly Ref[]): Doc => list(pen, nodes, { each: ref });
export const strings = (pen: Pen, nodes: readonly Text[]): Doc => list(pen, nodes, { each: string });

/** Several words of the language. */
export const phrase = (pen: Pen, text: string): Doc => text.split(' ').map((part, i) => [i > 0 ? ' ' : '', word(pen, part)]);

/** `word "…"` and the like. */
export const worded = (pen: Pen, text: string, rest: (pen: Pen) => Doc): Doc => [phrase(pen, text), ' ', indent(rest(pen))];

type Item = Name | Ref | Text | Fixed | Expression;

/** Items with commas between, or with another sign, which then leads each further line. */
export function list<I extends Item>(
  pen: Pen,
  items: readonly I[],
  { sign = ',', each }: { sign?: string; each: (pen: Pen, item: I) => Doc },
): Doc {
  return items.map((item, i) => {
    if (i === 0) return each(pen, item);
    if (sign !== ',') return group([line, word(pen, sign), ' ', each(pen, item)]);
    return [word(pen, ','), canLead(item) ? group([line, each(pen, item)]) : [' ', each(pen, item)]];
  });
}

/** May a line begin with this item? A name that is also a word that begins statements would be taken for it there. */
export function canLead(item: Item): boolean {
  switch (item.kind) {
    case 'name':
    case 'ref':
      return mayLead(item.text);
    case 'text':
    case 'not':
      return true;
    case 'fixed':
      return canLead(item.option);
    case 'and':
    case 'or':
      return item.operands[0] === undefined || canLead(item.operands[0]);
    case 'implies':
      return canLead(item.left);
    case 'bare':
    case 'is':
    case 'in':
    case 'compare':
      return canLead(item.subject);
  }
}

/** A part of a statement that may stand in any order with others, and that begins a new line where there is no room. */
interface Clause {
  readonly start: number;
  readonly print: () => Doc;
}

/** The clause that begins with `words` and goes on with `node`; nothing where there is no node. */
export function clause<N extends Span>(
  pen: Pen,
  words: string,
  { of, print }: { of: N | undefined; print: (pen: Pen, node: N) => Doc },
): Clause | undefined {
  return of && { start: of.start, print: () => [phrase(pen, words), words === '' ? '' : ' ', print(pen, of)] };
}

/** Clauses that begin with the same words, for items that may be listed in several: `opposes a, b opposes c`. */
export function repeated<I extends Item>(
  pen: Pen,
  words: string,
  { items, each }: { items: readonly I[]; each: (pen: Pen, item: I) => Doc },
): (Clause | undefined)[] {
  const runs: I[][] = [];
  items.forEach((item, i) => {
    if (i === 0 || !sameList(pen, items[i - 1]!, item)) runs.push([]);
    runs.at(-1)!.push(item);
  });
  return runs.map(run => clause(pen, words, { of: run[0], print: () => list(pen, run, { each }) }));
}

function sameList(pen: Pen, item: Span, next: Span): boolean {
  if (!pen.source) return true;
  const between = pen.source.text.slice(pen.base + item.end, pen.base + next.start);
  return between.replace(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g, '').includes(',');
}

/** `because "…"` */
export const because = (pen: Pen, text: Text | undefined): Clause | undefined => clause(pen, 'because', { of: text, print: string });

/** The clauses in the author's order. */
export function clauses(parts: readonly (Clause | undefined)[]): Doc {
  const present = parts.filter(part => part !== undefined).sort((a, b) => a.start - b.start);
  return present.map(part => group([line, part.print()]));
}

/** A name and a title, with a blank before the latter. */
export const titled = (pen: Pen, node: { readonly name: Name; readonly title?: Text }): Doc => [
  name(pen, node.name),
  optionalString(pen, node.title),
];
export const optionalString = (pen: Pen, text: Text | undefined): Doc => (text ? [' ', string(pen, text)] : '');

interface Block<I> {
  readonly head: Doc;
  /** What of the head may go to lines of its own. */
  readonly tail?: Doc;
  readonly items: readonly I[];
  readonly print: (pen: Pen, item: I) => Doc;
  /** Short clauses, of which several may share the line of their head; else only a single statement does. */
  readonly terse?: boolean;
  /** Where nothing is between the braces: may they go, for what follows would not be read otherwise? `never` where they are due. */
  readonly bare: boolean | 'never';
}

/**
 * A head and the statements between its braces: on one line if the author had it on one line and it fits there, else
 * with a line for each statement. A head that goes on behind its line is indented deeper than what is in the braces.
 */
export function block<I extends Span>(pen: Pen, node: Span, { head, tail = '', items, print, bare, terse = false }: Block<I>): Doc {
  const brace = items.length === 0 ? braceAhead(pen, node.end) : undefined;
  const droppable = bare !== 'never' && (!brace || (bare && !brace.commented));
  if (items.length === 0 && droppable) {
    if (brace && !commentIsNext(pen, node.end)) pen.at = pen.base + node.end;
    return [head, indent(tail)];
  }
  const open = word(pen, '{');
  const body: Doc[] = items.map((item, i) => {
    const { behind, above } = gapBefore(pen, item.start, i === 0);
    return [behind, above, print(pen, item)];
  });
  const { behind, above } = gapAtEnd(pen, node.end - 1, items.length === 0);
  const empty = items.length === 0 && !brace?.commented;
  const inside = empty ? '' : [indent([body, behind, above]), line];
  const crowded = items.length > 1 && !(terse && pen.source);
  const broken = !empty && (crowded || takesLines(pen, node, [head, tail, body]));
  return group([head, indent(tail, 4), ' ', open, inside, word(pen, '}')], broken);
}

/** Did the author give it several lines? What has no author takes several where a text in it does. */
function takesLines(pen: Pen, node: Span, doc: Doc): boolean {
  return pen.source ? /[\n\r]/.test(pen.source.text.slice(pen.base + node.start, pen.base + node.end)) : holdsLines(doc);
}
