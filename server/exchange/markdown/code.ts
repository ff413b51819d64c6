// Pieces of Polity text inside Markdown: whether they can be read, and whether two say the same.

import { parse } from '../../../grammar/parser.ts';
import type { Declaration, Expression, Header, Section, Statement, Text, ValueStatement } from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';

/** The place that a piece stands in, which decides what it may hold. */
export type Body = 'document' | 'section' | 'principle' | 'value';

export type Piece = Statement | ValueStatement | Section['body'][number] | Declaration;

/** What the text says in such a body; undefined where it cannot be read whole, or says more than a body may. */
export function piecesIn(text: string, body: Body): readonly Piece[] | undefined {
  const tree = parse(body === 'document' ? text : `${body} piece {\n${text}\n}`);
  if (tree.segments.some(segment => segment.problems.length > 0)) return undefined;
  const nodes = tree.segments.flatMap(segment => (segment.node ? [segment.node] : []));
  if (body === 'document') return nodes.every((node, n) => n === 0 || isDeclaration(node)) ? (nodes as Declaration[]) : undefined;
  const [only, ...others] = nodes;
  return only && others.length === 0 && 'body' in only ? (only.body as readonly Piece[]) : undefined;
}

const isDeclaration = (node: Header | Declaration): node is Declaration => node.kind !== 'header';

/** What the text says as one condition; undefined where it is none. */
export function conditionIn(text: string): Expression | undefined {
  const [only, ...others] = piecesIn(`must x when ${text}`, 'principle') ?? [];
  return only?.kind === 'norm' && others.length === 0 && only.unless === undefined ? only.when : undefined;
}

/** Do two parts of a tree say the same, wherever they stand and however their texts are quoted? */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, n) => same(one, b[n]));
  if (isText(a)) return isText(b) && textOf(a) === textOf(b);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  keys.delete('start');
  keys.delete('end');
  return [...keys].every(key => same((a as Fields)[key], (b as Fields)[key]));
}

type Fields = Readonly<Record<string, unknown>>;

const isText = (node: object): node is Text => (node as { kind?: unknown }).kind === 'text';
