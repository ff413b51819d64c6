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

/** The last index whose first term this was. An edit elsewhere leaves the terms as they were, and so the links of all other declarations. */
const indexes = new WeakMap<syntax.Term, { readonly terms: readonly Held<syntax.Term>[]; readonly index: Terms }>();

const indexOf: (scope: Scope) => Terms = memo(scope => {
  const { terms } = heldIn(scope);
  const first = terms[0]?.node;
  const before = first && indexes.get(first);
  const same = before?.terms.length === terms.length && terms.every((term, n) => sameDeclaration(term, before.terms[n]!));
  if (same) return before.index;
  const index = termIndex(terms.map(of => ({ forms: formsOf(of.node), of })));
  if (first) indexes.set(first, { terms, index });
  return index;
});

const sameDeclaration = (a: Held<syntax.Term>, b: Held<syntax.Term>): boolean =>
  a.node === b.node && a.segment === b.segment && a.file === b.file;

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

/** The terms that a document's prose uses. */
export const termsUsedIn: (scope: Scope) => ReadonlySet<syntax.Term> = memo(scope => {
  const used = new Set<syntax.Term>();
  if (indexOf(scope).byFirst.size === 0) return used;
  for (const segment of scope.document.tree.segments) for (const { term } of termUses(scope, segment)) used.add(term.node);
  return used;
});

function* usesIn(node: syntax.Declaration, index: Terms): Iterable<TermUse> {
  for (const text of textsIn(node)) {
    for (const { start, end, of: term } of termPlaces(textOf(text), index)) {
      // What a term means says nothing of where it is used.
      if (term.node !== node) yield { span: spanIn(text, start, end), term };
    }
  }
}

/** What people and models read: prose, norms in prose, what values attend to, reasons, titles of actions, and what other words mean. */
function* textsIn(node: syntax.Declaration): Iterable<syntax.Text> {
  if (node.kind === 'action' && node.title) yield node.title;
  if (node.kind === 'term' && node.means) yield node.means;
  if (node.kind === 'tension') for (const line of node.lines) if (line.because) yield line.because;
  if (node.kind === 'prefer' && node.because) yield node.because;
  if (node.kind !== 'principle' && node.kind !== 'value' && node.kind !== 'section') return;
  for (const part of node.body) {
    if (part.kind === 'prose' || part.kind === 'attends' || part.kind === 'because') yield part.text;
    else if (part.kind === 'norm') yield* part.act.kind === 'text' ? [part.act] : [];
    else if (part.kind === 'overrides' || part.kind === 'wiser') yield* part.because ? [part.because] : [];
    else if (node.kind === 'section') yield* textsIn(part as syntax.Declaration);
  }
}
