// The parts of a spec in words, as they are put down one after the other.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { lookup } from '../../analysis/resolve.ts';
import type { View } from '../feature.ts';
import type { ReadPart } from '../protocol.ts';
import { rangeOf } from './places.ts';

export interface Reader {
  readonly view: View;
  readonly segment: syntax.Segment;
  readonly parts: ReadPart[];
}

type HeadingLevel = 2 | 3 | 4 | 5 | 6;

export function put(
  reader: Reader,
  span: syntax.Span,
  part: Omit<Extract<ReadPart, { kind: ReadPart['kind'] }>, 'at'> & Record<string, unknown>,
): void {
  reader.parts.push({ ...part, at: rangeOf(reader.view, reader, span) } as ReadPart);
}

export interface Heading {
  readonly level: number;
  readonly what: string;
  readonly badges: string[];
}

export function heading(
  reader: Reader,
  node: syntax.Declaration & { readonly name: syntax.Name; readonly title?: syntax.Text },
  { level, what, badges }: Heading,
): void {
  const text = node.title ? textOf(node.title) : node.name.text.replaceAll('_', ' ');
  put(reader, node, { kind: 'heading', level: Math.min(6, level) as HeadingLevel, text, name: node.name.text, what, badges });
}

/** For the middle of a sentence; abbreviations stay. */
export const lowered = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);

/** What declarations are called in words; their names where they have no title. */
export function titles(view: View, kind: 'value' | 'principle' | 'action' | 'dimension', refs: readonly syntax.Ref[]): string[] {
  return refs.map(ref => {
    const found = lookup(view.scope, kind, ref);
    const node = found.kind === 'found' ? found.entity.node : undefined;
    return node && 'title' in node && node.title ? textOf(node.title) : ref.text.replaceAll('_', ' ');
  });
}

/** As the author wrote it, on one line. */
export function writtenAs({ view, segment }: Reader, { start, end }: syntax.Span): string {
  const { tree } = view.document;
  const base = tree.starts[tree.segments.indexOf(segment)]!;
  return tree.text.slice(base + start, base + end).replace(/\s+/g, ' ');
}
