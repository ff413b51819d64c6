// Norms and declarations as surfaces show them: with a place to open.

import type { Span } from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import type { Declared, Entity } from '../../analysis/names.ts';
import { normName, spotOf } from '../../analysis/norms/naming.ts';
import type { Norm, World } from '../../analysis/norms/world.ts';
import { startOf } from '../../analysis/places.ts';
import type { View } from '../feature.ts';
import { declarationOf, locationOf } from '../places.ts';
import { moved, rangeAt } from '../positions.ts';
import type { Location, NormLink, Range } from '../protocol.ts';

export const nowhere = (view: View): Location => ({
  uri: view.uriOf(view.document.file),
  range: rangeAt(view.document.tree, { start: 0, end: 0 }),
});

export function normLink(view: View, world: World, norm: Norm): NormLink {
  const { principle, index, text } = normName(world, norm);
  const title = norm.principle.node.title;
  return { principle, index, text, ...(title ? { title: textOf(title) } : {}), at: locationOf(view, spotOf(norm)) ?? nowhere(view) };
}

export const entityLocation = (view: View, entity: Entity): Location => declarationOf(view, entity) ?? nowhere(view);

/** A span of a declaration of the document, as a range. */
export const rangeOf = (view: View, { segment }: Pick<Declared, 'segment'>, span: Span): Range =>
  rangeAt(view.document.tree, moved(span, startOf(view.document.tree, segment)));

export const titleOfEntity = ({ node }: Entity): { title?: string } => ('title' in node && node.title ? { title: textOf(node.title) } : {});
