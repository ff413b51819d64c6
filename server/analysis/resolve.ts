// What a document sees: its own names, those of its imports, and bare those that it adopts (language.md §3).

import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { agree as agreeBy, keyOf } from './agreement.ts';

import { importTarget, importWay, isSpecFile } from './imports.ts';
import { type Declared, declarationsOf, type Entity, type NameKind, ownOf } from './names.ts';
import type { Adoption, Found, Imported, Scope } from './scope.ts';
import type { Document, Workspace } from './workspace.ts';

interface Kept {
  readonly scope: Scope;
  readonly seen: ReadonlyMap<string, Document | undefined>;
}

const kept = new WeakMap<Document, Kept>();

/** The scope of a file; the same object for as long as the file and all that it imports stay. */
export function scopeOf(workspace: Workspace, file: string): Scope | undefined {
  const document = workspace.documents.get(file);
  if (!document) return undefined;
  const known = kept.get(document);
  if (known && stillSeen(workspace, known.seen)) return known.scope;
  const made = makeScope(workspace, document);
  kept.set(document, made);
  return made.scope;
}

function stillSeen(workspace: Workspace, seen: ReadonlyMap<string, Document | undefined>): boolean {
  for (const [file, document] of seen) if (workspace.documents.get(file) !== document) return false;
  return true;
}

function makeScope(workspace: Workspace, document: Document): Kept {
  const own = ownOf(document);
  const seen = new Map<string, Document | undefined>([[document.file, document]]);
  const imports = new Map<string, Imported>();
  const reach = new Map<string, Scope>();
  for (const declared of declarationsOf(own, 'import')) {
    const imported = followed(workspace, declared, seen);
    if (!imports.has(declared.node.name.text)) imports.set(declared.node.name.text, imported);
    for (const [file, scope] of imported.scope?.reach ?? []) reach.set(file, scope);
  }
  const adoptions = [...declarationsOf(own, 'adopt')].map(declared => adopted(declared, imports));
  const scope: Scope = { document, own, imports, adoptions, reach };
  reach.set(document.file, scope);
  return { scope, seen };
}

function followed(workspace: Workspace, declared: Declared<syntax.Import>, seen: Map<string, Document | undefined>): Imported {
  const target = declared.node.path && importTarget(declared.file, textOf(declared.node.path));
  if (target === undefined || !isSpecFile(target)) return { ...declared, target };
  const ring = importWay(workspace, target, declared.file);
  const document = workspace.documents.get(target);
  seen.set(target, document);
  if (ring) {
    for (const file of ring) seen.set(file, workspace.documents.get(file));
    return { ...declared, target, ring: [declared.file, ...ring] };
  }
  const scope = scopeOf(workspace, target);
  for (const [file, known] of (document && kept.get(document)?.seen) ?? []) seen.set(file, known);
  return { ...declared, target, scope };
}

function adopted(declared: Declared<syntax.Adopt>, imports: ReadonlyMap<string, Imported>): Adoption {
  const alias = declared.node.document.text;
  const scope = imports.get(alias)?.scope;
  const except = new Set<Entity>();
  for (const ref of declared.node.except) {
    const found = scope && lookupExcepted(scope, alias, ref);
    if (found?.kind === 'found') except.add(found.entity);
  }
  return { ...declared, alias, scope, except };
}

/** What an `except` names: a principle as the adopted document sees it, with or without the alias before it. */
export function lookupExcepted(scope: Scope, alias: string, ref: syntax.Ref): Found {
  const parts = ref.parts.map(part => part.text);
  const found = lookupName(scope, 'principle', parts);
  return found.kind === 'unknown' && parts[0] === alias && parts.length > 1 ? lookupName(scope, 'principle', parts.slice(1)) : found;
}

/** What a reference means in a document. A missing name (`text` is empty) is unknowable: the parser has said so. */
export function lookup(scope: Scope, kind: NameKind, ref: syntax.Ref): Found {
  if (ref.text === '') return { kind: 'unknowable' };
  return lookupName(
    scope,
    kind,
    ref.parts.map(part => part.text),
  );
}

export function lookupName(scope: Scope, kind: NameKind, parts: readonly string[]): Found {
  if (parts.length === 1) return lookupBare(scope, kind, parts[0]!);
  if (kind === 'context' && parts.length === 2 && parts[0] === 'consent') {
    const consent = lookupBare(scope, 'consent', parts[1]!);
    if (consent.kind !== 'unknown') return consent;
  }
  const imported = scope.imports.get(parts[0]!);
  if (!imported) return { kind: 'unknown' };
  return imported.scope ? lookupName(imported.scope, kind, parts.slice(1)) : { kind: 'unknowable' };
}

/** These stay a document's own when it is adopted. */
const ownKinds: ReadonlySet<NameKind> = new Set(['import', 'section', 'eval', 'agent', 'gate', 'stakeholder', 'amendment']);

/** A document's own name wins; else the adopted documents are asked, as they see it. */
function lookupBare(scope: Scope, kind: NameKind, name: string): Found {
  const own = scope.own.named.get(kind)?.get(name);
  if (own) return { kind: 'found', entity: own };
  if (ownKinds.has(kind)) return { kind: 'unknown' };
  const entities: Entity[] = [];
  let unknowable = false;
  for (const { scope: below, alias } of scope.adoptions) {
    const found = below
      ? lookupBare(below, kind, name)
      : { kind: scope.imports.has(alias) ? ('unknowable' as const) : ('unknown' as const) };
    if (found.kind === 'unknowable') unknowable = true;
    for (const entity of found.kind === 'found' ? [found.entity] : found.kind === 'several' ? found.entities : []) {
      if (!entities.some(other => other === entity || agree(scope, other, entity))) entities.push(entity);
    }
  }
  if (entities.length === 1) return { kind: 'found', entity: entities[0]! };
  if (entities.length > 1) return { kind: 'several', entities };
  return { kind: unknowable ? 'unknowable' : 'unknown' };
}

/** The names of a kind that may be written in a document, own ones first, for the nearest name and for completion. */
export function* visibleNames(scope: Scope, kind: NameKind): Iterable<{ readonly name: string; readonly entity: Entity }> {
  const written = new Set<string>();
  const offer = function* (name: string, entity: Entity) {
    if (!written.has(name)) {
      written.add(name);
      yield { name, entity };
    }
  };
  for (const [name, entity] of scope.own.named.get(kind) ?? []) yield* offer(name, entity);
  if (kind === 'context') for (const [name, entity] of scope.own.named.get('consent') ?? []) yield* offer(`consent.${name}`, entity);
  if (ownKinds.has(kind)) return;
  for (const { scope: below } of scope.adoptions) {
    for (const { name, entity } of below ? visibleNames(below, kind) : []) {
      if (!name.includes('.') || name.startsWith('consent.')) {
        if (lookupName(scope, kind, name.split('.')).kind === 'found') yield* offer(name, entity);
      }
    }
  }
  for (const [alias, { scope: below }] of scope.imports) {
    for (const { name, entity } of below ? visibleNames(below, kind) : []) yield* offer(`${alias}.${name}`, entity);
  }
}

/** How a document writes an entity: its own bare, all others behind the alias they come through. Undefined where it cannot be named. */
export function nameIn(scope: Scope, entity: Entity): string | undefined {
  const name = entity.kind === 'consent' ? `consent.${entity.name}` : entity.name;
  if (entity.file === scope.document.file) return name;
  const adoptedFirst = [...scope.adoptions.map(adoption => adoption.alias), ...scope.imports.keys()];
  for (const alias of new Set(adoptedFirst)) {
    const below = scope.imports.get(alias)?.scope;
    if (!below?.reach.has(entity.file)) continue;
    const bare = lookupName(below, entity.kind === 'consent' ? 'context' : entity.kind, name.split('.'));
    if (bare.kind === 'found' && (bare.entity === entity || agree(scope, bare.entity, entity))) return `${alias}.${name}`;
    const longer = nameIn(below, entity);
    if (longer !== undefined) return `${alias}.${longer}`;
  }
  return undefined;
}

/** Do two contexts or actions agree in full, so that they are one? */
export const agree = (scope: Scope, a: Entity, b: Entity): boolean => agreeBy({ scope, lookup }, a, b);

/** The same text for entities that agree in full. */
export const agreementKey = (scope: Scope, entity: Entity): string => keyOf({ scope, lookup }, entity);

/** The levels of authority of a document's own list, highest first. */
export function levelsOf(scope: Scope): readonly string[] {
  for (const { node } of declarationsOf(scope.own, 'authority')) return node.levels.map(level => level.text).filter(level => level !== '');
  return defaultLevels;
}

export const defaultLevels: readonly string[] = ['platform', 'developer', 'user', 'guideline'];
