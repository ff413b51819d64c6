// Terms where a document's prose uses them: what definition and hover stand on.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { type Held, heldIn } from '../holding.ts';
import { memo } from '../memo.ts';
import type { Scope } from '../scope.ts';
import { spanIn } from './passages.ts';
import { formsOf, type TermIndex, termIndex, termPlaces } from './terms.ts';

export interface TermUse {
  /** In the segment. */
  readonly span: syntax.Span;
  readonly term: Held<syntax.Term>;
}

type Terms = TermIndex<Held<syntax.Term>>;

const indexOf: (scope: Scope) => Terms = memo(scope => termIndex(heldIn(scope).terms.map(of => ({ forms: formsOf(of.node), of }))));

const known = new WeakMap<syntax.Segment, { readonly index: Terms; readonly uses: readonly TermUse[] }>();

/** The uses of terms, own and adopted, in the prose of a top-level declaration, in the order of the text. */
export function termUses(scope: Scope, segment: syntax.Segment): readonly TermUse[] {
  const index = indexOf(scope);
  const before = known.get(segment);
  if (before?.index === index) return before.uses;
  const uses = segment.node && segment.node.kind !== 'header' && index.byFirst.size > 0 ? [...usesIn(segment.node, index)] : [];
  known.set(segment, { index, uses });
  return uses;
}

/** The term that prose uses at an offset in the segment. */
export const termUseAt = (scope: Scope, segment: syntax.Segment, offset: number): TermUse | undefined =>
  termUses(scope, segment).find(({ span }) => span.start <= offset && offset <= span.end);

function* usesIn(node: syntax.Declaration, index: Terms): Iterable<TermUse> {
  for (const text of textsIn(node)) {
    for (const { start, end, of: term } of termPlaces(textOf(text), index)) yield { span: spanIn(text, start, end), term };
  }
}

/** What people and models read: prose, norms in prose, what values attend to, reasons. */
function* textsIn(node: syntax.Declaration): Iterable<syntax.Text> {
  if (node.kind !== 'principle' && node.kind !== 'value' && node.kind !== 'section') return;
  for (const part of node.body) {
    if (part.kind === 'prose' || part.kind === 'attends' || part.kind === 'because') yield part.text;
    else if (part.kind === 'norm' && part.act.kind === 'text') yield part.act;
    else if (node.kind === 'section') yield* textsIn(part as syntax.Declaration);
  }
}
