// The principles that a study with models can be about, those first that are likely to be wanted.

import { textOf } from '../../../grammar/text.ts';
import { check } from '../../analysis/check.ts';
import type { Entity } from '../../analysis/names.ts';
import { visibleNames } from '../../analysis/resolve.ts';
import type { At, View } from '../feature.ts';
import { declaredAt } from '../fixes/writing.ts';
import type { PickedPrinciple } from '../measure-protocol.ts';
import { offsetAt } from '../positions.ts';
import { worldFor } from '../ruling.ts';
import { entityLocation } from './places.ts';

interface Asked extends Partial<At> {
  /** The first of two: those come first that clash with it, then those that rule on the same actions. */
  readonly beside?: string;
}

export function principles(view: View, { position, beside }: Asked): { principles: PickedPrinciple[]; standing?: string } {
  const { file, tree } = view.document;
  const names = [...visibleNames(view.scope, 'principle')].filter(({ name }) => name !== '' && name !== beside);
  const related = beside === undefined ? undefined : relations(view, beside);
  const ranked = names.map(({ name, entity }): { rank: number; picked: PickedPrinciple } => {
    const own = entity.file === file;
    const relation = related?.get(name);
    const picked = {
      name,
      title: titleOf(entity),
      own,
      at: entityLocation(view, entity),
      ...(relation ? { relation: relation.words } : {}),
    };
    return { rank: relation?.rank ?? (own ? 2 : 3), picked };
  });
  const here = position && declaredAt(view, offsetAt(tree, position));
  const standing = here?.node.kind === 'principle' && here.node.name.text !== '' ? { standing: here.node.name.text } : {};
  return { principles: ranked.toSorted((a, b) => a.rank - b.rank).map(({ picked }) => picked), ...standing };
}

const titleOf = ({ node, name }: Entity): string => ('title' in node && node.title ? textOf(node.title).replace(/\s+/g, ' ').trim() : name);

interface Relation {
  readonly rank: 0 | 1;
  readonly words: string;
}

/** By name, as the document writes it. */
function relations(view: View, first: string): ReadonlyMap<string, Relation> {
  const found = new Map<string, Relation>();
  const world = worldFor(view);
  const own = world?.principles.find(({ name }) => name === first);
  const acts = new Set(own?.norms.flatMap(({ act }) => act ?? []));
  for (const { name, norms } of world?.principles ?? []) {
    const shared = [...new Set(norms.flatMap(({ act }) => (act && acts.has(act) ? [act.name] : [])))];
    if (shared.length > 0) found.set(name, { rank: 1, words: `rules on ${shared.slice(0, 3).join(', ')} too` });
  }
  for (const { code, data } of check(view.workspace, view.document.file)) {
    const sides = (data?.norms ?? []).map(({ principle }) => principle);
    if (!code.startsWith('conflict/') || !sides.includes(first)) continue;
    for (const side of sides) found.set(side, { rank: 0, words: `clashes with ${first}${data?.when ? ` when ${data.when}` : ''}` });
  }
  return found;
}
