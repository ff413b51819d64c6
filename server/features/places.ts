// From a place in a document to what stands there, and from what was found to a place that a client can open.

import type { Location, Position } from 'vscode-languageserver-types';
import type { Segment, Span } from '../../grammar/syntax.ts';
import type { Entity } from '../analysis/names.ts';
import { startOf } from '../analysis/places.ts';
import { scopeOf } from '../analysis/resolve.ts';
import type { Scope } from '../analysis/scope.ts';
import type { Snapshot, View } from './feature.ts';
import { type Mention, mentionsIn, mentionsOf, sameTarget, type Target } from './mentions.ts';
import { moved, offsetAt, rangeAt, segmentIndexAt } from './positions.ts';

/** What is named at a place: the cursor may stand in the name or right behind it. */
export function mentionAt(view: View, position: Position): Mention | undefined {
  const { tree } = view.document;
  const offset = offsetAt(tree, position);
  const index = segmentIndexAt(tree, offset);
  for (const i of [index, index + 1]) {
    const segment = tree.segments[i];
    const within = offset - (tree.starts[i] ?? 0);
    for (const declared of segment ? view.scope.own.declarations : []) {
      if (declared.segment !== segment) continue;
      for (const mention of mentionsIn(view.scope, declared)) {
        if (mention.span.start <= within && within <= mention.span.end && mention.span.start < mention.span.end) return mention;
      }
    }
  }
  return undefined;
}

/** Where something in a segment of any file stands. */
export function locationOf(
  snapshot: Snapshot,
  place: { readonly file: string; readonly segment: Segment; readonly span: Span },
): Location | undefined {
  const document = snapshot.workspace.documents.get(place.file);
  if (!document) return undefined;
  const range = rangeAt(document.tree, moved(place.span, startOf(document.tree, place.segment)));
  return { uri: snapshot.uriOf(place.file), range };
}

/** Where an entity's name is declared. */
export const declarationOf = (snapshot: Snapshot, entity: Entity): Location | undefined =>
  locationOf(snapshot, { ...entity, span: entity.node.name });

/** Every place in the workspace that names the target, by file. */
export const mentionsOfTarget = (view: View, target: Target): readonly Mention[] =>
  namingFiles(view, target).flatMap(file =>
    mentionsOf(scopeOf(view.workspace, file)!).filter(mention => mention.target && sameTarget(mention.target, target)),
  );

/** The files whose documents may name the target. Levels and labels go by their name alone, so they count where one imports the other. */
export function namingFiles({ workspace, document }: View, target: Target): readonly string[] {
  const scopes = [...workspace.documents.keys()].flatMap(file => scopeOf(workspace, file) ?? []);
  const bound = target.kind === 'entity' || target.kind === 'value' ? undefined : boundWith(document.file, scopes);
  return scopes
    .filter(({ reach, document: { file } }) => (bound ? bound.has(file) : reaches(reach, target)))
    .map(scope => scope.document.file);
}

function reaches(reach: Scope['reach'], target: Target): boolean {
  if (target.kind === 'level' || target.kind === 'label') return false;
  for (const file of reach.keys()) if (file === target.entity.file) return true;
  return false;
}

/** The documents that imports join with this one, in either direction. */
function boundWith(file: string, scopes: readonly Scope[]): ReadonlySet<string> {
  const bound = new Set([file]);
  for (let before = 0; before < bound.size; ) {
    before = bound.size;
    for (const { reach } of scopes) if ([...reach.keys()].some(each => bound.has(each))) for (const each of reach.keys()) bound.add(each);
  }
  return bound;
}
