// Which documents import a file, and which declarations are named anywhere but in themselves.

import type * as syntax from '../../grammar/syntax.ts';
import { memo } from './memo.ts';
import { type Declared, type Entity, entityOf, type NameKind } from './names.ts';
import { termsUsedIn } from './prose/links.ts';
import { lookup, lookupExcepted, scopeOf } from './resolve.ts';
import type { Scope } from './scope.ts';
import { atomsOf, usesOf } from './uses.ts';
import type { Workspace } from './workspace.ts';

const scopes: (workspace: Workspace) => readonly Scope[] = memo(workspace =>
  [...workspace.documents.keys()].map(file => scopeOf(workspace, file)).filter(scope => scope !== undefined),
);

const importers: (workspace: Workspace) => ReadonlyMap<string, readonly Scope[]> = memo(workspace => {
  const found = new Map<string, Scope[]>();
  for (const scope of scopes(workspace)) {
    for (const file of scope.reach.keys()) {
      if (file === scope.document.file) continue;
      const list = found.get(file);
      if (list) list.push(scope);
      else found.set(file, [scope]);
    }
  }
  return found;
});

/** The scopes of all other documents that import this file, directly or through others. */
export const importersOf = (workspace: Workspace, file: string): readonly Scope[] => importers(workspace).get(file) ?? [];

/** The entities that a document names in other declarations than their own. */
export const usedIn: (scope: Scope) => ReadonlySet<Entity> = memo(scope => {
  const used = new Set<Entity>();
  for (const declared of scope.own.declarations) {
    for (const entity of namedBy(scope, declared)) {
      if (entity.node !== declared.node) used.add(entity);
    }
  }
  return used;
});

function* namedBy(scope: Scope, declared: Declared): Iterable<Entity> {
  const { names, conditions } = usesOf(declared.node);
  for (const { kind, ref, adopt } of names) {
    if (kind === 'adopted' || kind === 'fixed') yield* aliasOf(scope, ref);
    else if (adopt) {
      const below = scope.imports.get(adopt.document.text)?.scope;
      if (below) yield* foundIn(lookupExcepted(below, adopt.document.text, ref));
    } else yield* meant(scope, kind === 'role' || kind === 'agentOrRole' || kind === 'evalOrPrinciple' ? 'principle' : kind, ref);
  }
  for (const { expression } of conditions) {
    for (const atom of atomsOf(expression)) yield* meant(scope, 'context', atom.subject);
  }
}

function* meant(scope: Scope, kind: NameKind, ref: syntax.Ref): Iterable<Entity> {
  if (ref.parts.length > 1) yield* aliasOf(scope, ref);
  yield* foundIn(lookup(scope, kind, ref));
}

function* aliasOf(scope: Scope, ref: syntax.Ref): Iterable<Entity> {
  const imported = scope.imports.get(ref.parts[0]?.text ?? '');
  if (imported) yield entityOf(imported);
}

function foundIn(found: ReturnType<typeof lookup>): readonly Entity[] {
  return found.kind === 'found' ? [found.entity] : found.kind === 'several' ? found.entities : [];
}

/** Is it named in no declaration but its own, here or in any document that imports this one? */
export function isUnused(workspace: Workspace, scope: Scope, entity: Entity): boolean {
  return !usedIn(scope).has(entity) && !importersOf(workspace, scope.document.file).some(other => usedIn(other).has(entity));
}

/** Does any prose here, or in a document that adopts this one, use one of the term's surface forms? */
export function termIsUsed(workspace: Workspace, scope: Scope, { node }: Entity<syntax.Term>): boolean {
  return termsUsedIn(scope).has(node) || importersOf(workspace, scope.document.file).some(other => termsUsedIn(other).has(node));
}
