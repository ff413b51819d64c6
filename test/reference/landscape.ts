// How much of the situations the norms speak to. language.md §6, "the landscape".

import { declared, lookup } from './documents.ts';
import { partsOf } from './holding.ts';
import type { HeldNorm, World } from './norms.ts';
import { forceIn } from './reading.ts';
import type { Situation } from './situations.ts';

export interface Shares {
  readonly positive: number;
  readonly fenced: number;
  readonly silent: number;
}

export interface Landscape {
  readonly overall: Shares;
  /** By the id of the value or dimension. */
  readonly values: ReadonlyMap<string, Shares>;
  readonly dimensions: ReadonlyMap<string, Shares>;
}

export function landscapeOf(world: World): Landscape {
  const { documents, holding } = world;
  const values = new Map<string, Shares>();
  const nourishing = new Map<string, Set<string>>();
  for (const file of holding.files) for (const { id } of declared(documents, file, 'dimension')) nourishing.set(id, new Set());
  for (const file of holding.files) {
    for (const { id, node } of declared(documents, file, 'value')) {
      values.set(
        id,
        sharesOf(world, norm => norm.serves.has(id)),
      );
      for (const it of node.body) {
        if (it.kind !== 'nourishes') continue;
        for (const ref of it.dimensions)
          for (const found of lookup(documents, file, 'dimension', partsOf(ref))) nourishing.get(found.id)?.add(id);
      }
    }
  }
  const dimensions = new Map(
    [...nourishing].map(([id, some]) => [id, sharesOf(world, norm => [...norm.serves].some(it => some.has(it)))] as const),
  );
  return { overall: sharesOf(world, () => true), values, dimensions };
}

/** "*positive* (a `must` or `should` is in force that serves it), *fenced* (only prohibitions are), *silent* (nothing is); `may` and prose norms do not count" */
function sharesOf(world: World, serves: (norm: HeldNorm) => boolean): Shares {
  const look = (situation: Situation): keyof Shares => {
    const inForce = [...forceIn(world, situation).inForce].filter(norm => norm.action && serves(norm)).map(norm => norm.node.modality);
    if (inForce.some(it => it === 'must' || it === 'should')) return 'positive';
    return inForce.some(it => it === 'must not' || it === 'should not') ? 'fenced' : 'silent';
  };
  const looks = world.situations.map(look);
  const share = (it: keyof Shares) => looks.filter(other => other === it).length / looks.length;
  return { positive: share('positive'), fenced: share('fenced'), silent: share('silent') };
}
