// What is selected in a spec, as something that a user says. The spec itself is what a model reads, not what it is asked: whoever
// selects a sentence of it asks what a model does under that sentence.

import type * as syntax from '../../../grammar/syntax.ts';
import { mappedTextOf } from '../../../grammar/text.ts';
import { placeAt } from '../../../grammar/walk.ts';
import { commentText } from '../../features/describe.ts';
import type { View } from '../../features/feature.ts';
import { offsetAt } from '../../features/positions.ts';
import type { PreviewSubject } from '../../features/preview-protocol.ts';

/** Words out of a user's turn, or out of a comment. */
export function selectedLine({ document: { tree } }: View, subject: PreviewSubject): string | undefined {
  if (subject.kind !== 'at' || !subject.to) return undefined;
  const [from, to] = [offsetAt(tree, subject.position), offsetAt(tree, subject.to)];
  const line = (inTurn(tree, from, to) ?? inComment(tree, from, to))?.trim();
  // A single word is what a search or a double click left selected, and nothing that anybody would say.
  return line !== undefined && /\s/.test(line) ? line : undefined;
}

function inTurn(tree: syntax.Tree, from: number, to: number): string | undefined {
  const place = placeAt(tree, from);
  const [turn, text] = place?.path.slice(-2) ?? [];
  if (turn?.kind !== 'turn' || turn.speaker !== 'user' || text !== turn.text) return undefined;
  const start = place!.start + turn.text.start;
  if (to > place!.start + turn.text.end) return undefined;
  const { value, at } = mappedTextOf(turn.text);
  const [first, end] = [from, to].map(offset => at.findIndex(each => start + each >= offset));
  return first! < 0 ? '' : value.slice(first, end! < 0 ? undefined : end);
}

function inComment(tree: syntax.Tree, from: number, to: number): string | undefined {
  const inside = tree.segments.some((segment, i) =>
    segment.comments.some(({ start, end }) => tree.starts[i]! + start <= from && to <= tree.starts[i]! + end),
  );
  return inside ? commentText(tree.text.slice(from, to).trim()) : undefined;
}
