// Where prose stands in a document: each string that is read as prose, with what stands beside it.

import type * as syntax from '../../../grammar/syntax.ts';
import { mappedTextOf, textOf } from '../../../grammar/text.ts';
import { memo } from '../memo.ts';
import type { Piece, PieceKind } from './reading.ts';

/** What stands beside prose, and settles some of what it leaves open. */
export interface Unit {
  /** The principle's or value's name; none for a section and in Markdown. */
  readonly name?: string;
  /** Whether examples stand with it. */
  readonly example: boolean;
  /** Whether a `must` or `should` with a declared action stands with it. */
  readonly norm: boolean;
  /** Whether any norm does, in prose or not. */
  readonly anyNorm: boolean;
}

export interface Passage {
  readonly piece: Piece;
  readonly unit: Unit;
  readonly text: syntax.Text;
}

const kept = new WeakMap<syntax.Segment, readonly Passage[]>();

/** The prose of a top-level declaration, in order. Reasons, notes, examples and translations are not read. */
export const passagesOf: (segment: syntax.Segment) => readonly Passage[] = segment => {
  const known = kept.get(segment);
  if (known) return known;
  const passages: Passage[] = [];
  if (segment.node && segment.node.kind !== 'header') collect(segment.node, passages);
  kept.set(segment, passages);
  return passages;
};

const none: Unit = { example: false, norm: false, anyNorm: false };

function collect(node: syntax.Declaration, into: Passage[]): void {
  if (node.kind === 'principle') principle(node, into);
  else if (node.kind === 'value') {
    for (const statement of node.body)
      if (statement.kind === 'prose') into.push(passage('value', statement.text, { ...none, name: node.name.text }));
  } else if (node.kind === 'section') {
    const unit = { ...none };
    for (const item of node.body) {
      if (item.kind === 'prose') into.push(passage('section', item.text, unit));
      else if (item.kind !== 'note') collect(item, into);
    }
  }
}

function principle({ name, body }: syntax.Principle, into: Passage[]): void {
  const unit: Unit = {
    name: name.text,
    example: body.some(statement => statement.kind === 'example'),
    norm: body.some(statement => statement.kind === 'norm' && statement.act.kind === 'ref' && statement.modality !== 'may'),
    anyNorm: body.some(statement => statement.kind === 'norm'),
  };
  for (const statement of body) {
    if (statement.kind === 'prose') into.push(passage('principle', statement.text, unit));
    else if (statement.kind === 'norm' && statement.act.kind === 'text')
      into.push(passage('norm', statement.act, unit, statement.modality));
  }
}

const passage = (kind: PieceKind, text: syntax.Text, unit: Unit, modality?: syntax.Modality): Passage => ({
  piece: { kind, text: textOf(text), modality },
  unit,
  text,
});

const places = memo((text: syntax.Text) => mappedTextOf(text));

/** The span, in the segment, of a stretch of what a string says: through margins and escapes, to the very characters. */
export function spanIn(text: syntax.Text, start: number, end: number): syntax.Span {
  const { at } = places(text);
  const last = at[end - 1];
  if (end <= start || last === undefined) return { start: text.start + at[start]!, end: text.start + at[start]! };
  // An escape is one character of the text and several of the source; a line's end in a block hides the next line's margin.
  const through = text.raw[last] === '\\' && text.raw[last + 1] !== '"' ? at[end]! : last + 1;
  return { start: text.start + at[start]!, end: text.start + through };
}
