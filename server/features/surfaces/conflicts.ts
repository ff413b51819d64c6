// All conflicts of the documents that were asked about, for a tree by principle, by value, by document.

import { check } from '../../analysis/check.ts';
import { isSpecFile } from '../../analysis/imports.ts';
import type { World } from '../../analysis/norms/world.ts';
import { scopeOf } from '../../analysis/resolve.ts';
import type { Snapshot, View } from '../feature.ts';
import { rangeAt } from '../positions.ts';
import type { Conflict } from '../protocol.ts';
import { worldFor } from '../ruling.ts';
import { entityLocation, normLink, titleOfEntity } from './places.ts';

export function conflicts(snapshot: Snapshot): Conflict[] {
  const files = [...snapshot.workspace.documents.keys()].filter(file => isSpecFile(file) && !file.startsWith('../')).sort();
  return files.flatMap(file => [...conflictsIn(snapshot, file)]);
}

function* conflictsIn(snapshot: Snapshot, file: string): Iterable<Conflict> {
  const document = snapshot.workspace.documents.get(file)!;
  const scope = scopeOf(snapshot.workspace, file);
  const view: View | undefined = scope && { ...snapshot, document, scope };
  const world = view && worldFor(view);
  if (!view || !world) return;
  for (const finding of check(snapshot.workspace, file)) {
    if (!finding.code.startsWith('conflict/')) continue;
    const { kind, when, witness, norms, principles } = finding.data ?? {};
    yield {
      code: finding.code,
      severity: finding.severity,
      message: finding.message,
      at: { uri: view.uriOf(file), range: rangeAt(document.tree, finding) },
      kind: kind ?? finding.code.split('/')[1]!,
      ...(when === undefined ? {} : { when }),
      ...(witness ? { witness } : {}),
      norms: norms
        ? norms.flatMap(({ principle, index }) => sideOf(view, world, { principle, index }))
        : (principles ?? []).flatMap(name => wholeOf(view, world, name)),
    };
  }
}

function sideOf(view: View, world: World, named: { principle: string; index: number }): Conflict['norms'] {
  const norm = world.norms.find(each => each.principle.name === named.principle && each.index === named.index);
  return norm ? [{ ...normLink(view, world, norm), serves: norm.principle.serves.map(value => value.name) }] : [];
}

/** A principle that was tried as a whole, in place of its norms. */
function wholeOf(view: View, world: World, name: string): Conflict['norms'] {
  const principle = world.principles.find(each => each.name === name);
  if (!principle) return [];
  const { title = name } = titleOfEntity(principle.entity);
  const serves = principle.serves.map(value => value.name);
  return [{ principle: name, title, index: 0, text: title, at: entityLocation(view, principle.entity), serves }];
}
