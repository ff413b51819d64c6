// Terms where prose uses them: they are linked to what they mean, and are counted among the uses of their names.

import type { Position } from 'vscode-languageserver-types';
import { entityOf } from '../analysis/names.ts';
import { type TermUse, termUseAt, termUses } from '../analysis/prose/links.ts';
import type { Scope } from '../analysis/scope.ts';
import type { View } from './feature.ts';
import { type Mention, mentionsOf, sameTarget, type Target } from './mentions.ts';
import { mentionAt } from './places.ts';
import { offsetAt, segmentIndexAt } from './positions.ts';

/** The term that prose uses at a place: the cursor may stand in the words or right behind them. */
export function termAt({ document: { tree, file }, scope }: View, position: Position): Mention | undefined {
  const offset = offsetAt(tree, position);
  const index = segmentIndexAt(tree, offset);
  for (const i of [index, index + 1]) {
    const segment = tree.segments[i];
    const use = segment && termUseAt(scope, segment, offset - tree.starts[i]!);
    if (use) return { file, segment, ...linked(use) };
  }
  return undefined;
}

const linked = ({ span, term }: TermUse): Pick<Mention, 'span' | 'declares' | 'target'> => ({
  span,
  declares: false,
  target: { kind: 'entity', entity: entityOf(term) },
});

/** What is named at a place, or the term that prose uses there. */
export const meantAt = (view: View, position: Position): Mention | undefined => mentionAt(view, position) ?? termAt(view, position);

/** The places of a document that name the target, and for a term those where prose uses it, in the order of the text. */
export function placesOf(scope: Scope, target: Target): readonly Mention[] {
  const named = mentionsOf(scope).filter(mention => mention.target && sameTarget(mention.target, target));
  if (target.kind !== 'entity' || target.entity.node.kind !== 'term') return named;
  const { file, tree } = scope.document;
  const used = tree.segments.flatMap(segment =>
    termUses(scope, segment)
      .filter(({ term }) => term.node === target.entity.node)
      .map(use => ({ file, segment, ...linked(use) })),
  );
  const order = new Map(tree.segments.map((segment, n) => [segment, n]));
  return [...named, ...used].sort((a, b) => order.get(a.segment)! - order.get(b.segment)! || a.span.start - b.span.start);
}
