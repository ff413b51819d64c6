// Where the names of a review stand in the newer version.

import type * as syntax from '../../../grammar/syntax.ts';
import { heldIn, heldName } from '../../analysis/holding.ts';
import { type Declared, entityOf, type Named } from '../../analysis/names.ts';
import { spotOf, textOfNorm } from '../../analysis/norms/naming.ts';
import type { Norm, World } from '../../analysis/norms/world.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import { exampleTitle } from '../../evaluation/wording.ts';
import type { View } from '../../features/feature.ts';
import { declarationOf, locationOf } from '../../features/places.ts';
import type { Location } from '../../features/protocol.ts';
import type { NamedPlace } from '../../features/review-protocol.ts';

type Kind = 'principle' | 'action' | 'term' | 'value' | 'dimension' | 'context' | 'option' | 'consent' | 'eval';

export interface Places {
  readonly world: World;
  /** The document's own address. */
  readonly uri: string;
  readonly at: (kind: Kind, name: string) => Location | undefined;
  readonly named: (kind: Kind, name: string) => NamedPlace;
  /** Where the norm with this text stands in its principle. */
  readonly norm: (principle: string, text: string) => Location | undefined;
  readonly normAt: (norm: Norm) => Location | undefined;
}

export function placesIn(view: View): Places {
  const world = worldOf(view.scope, view.workspace.settings.solver);
  const known = new Map<string, () => Location | undefined>();
  const put = (kind: Kind, name: string, find: () => Location | undefined) => {
    const key = `${kind} ${name}`;
    if (!known.has(key)) known.set(key, find);
  };
  for (const { name, entity } of world.principles) put('principle', name, () => declarationOf(view, entity));
  for (const { name, entity } of world.ground.acts) put('action', name, () => declarationOf(view, entity));
  for (const [file, { own }] of view.scope.reach)
    for (const declared of own.declarations)
      if (declared.node.kind === 'term' || (declared.node.kind === 'eval' && file === view.document.file)) {
        const { kind, name } = declared.node;
        put(kind, name.text, () => locationOf(view, { ...declared, file, span: name }));
      }
  const holding = heldIn(view.scope);
  for (const held of [...holding.values, ...holding.dimensions, ...holding.contexts])
    put(held.node.kind, heldName(holding, held), () => declarationOf(view, entityOf(held as Declared<Named>)));
  for (const declared of view.scope.own.declarations)
    if (declared.node.kind === 'principle')
      for (const [name, node] of examplesIn(declared.node)) put('eval', name, () => placeOf(view, declared, node));
  const at = (kind: Kind, name: string) => known.get(`${kind} ${name}`)?.();
  const normAt = (norm: Norm) => locationOf(view, spotOf(norm));
  return {
    world,
    uri: view.uriOf(view.document.file),
    at,
    named: (kind, name) => {
      const place = at(kind, name);
      return { name, ...(place ? { at: place } : {}) };
    },
    norm: (principle, text) => {
      const norm = world.norms.find(one => one.principle.name === principle && textOfNorm(world, one) === text);
      return norm && normAt(norm);
    },
    normAt,
  };
}

/** The word `example` stands for the whole of it. */
const placeOf = (view: View, { segment }: Declared, { start }: syntax.Example): Location | undefined =>
  locationOf(view, { file: view.document.file, segment, span: { start, end: start + 'example'.length } });

/** By the names that a difference gives them: `principle/title`. */
const examplesIn = (node: syntax.Principle): [string, syntax.Example][] =>
  node.body
    .filter(statement => statement.kind === 'example')
    .map((example, i) => [`${node.name.text}/${exampleTitle(example, i)}`, example]);
