// Who declares what, and what a name means in which document. language.md §3, "The header".

import { posix } from 'node:path';
import type {
  Action,
  Adopt,
  Agent,
  Consent,
  Context,
  Declaration,
  Dimension,
  Import,
  Option,
  Principle,
  Segment,
  Tree,
  ValueDeclaration,
} from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';

/** All documents by file, with `/`. */
export type Documents = ReadonlyMap<string, Tree>;

/** A declaration with its identity: "a declaration is one, by file and name". `base` is what turns its spans into offsets in the file. */
export interface Declared<Node = Declaration> {
  readonly id: string;
  readonly file: string;
  readonly base: number;
  readonly node: Node;
}

/** "Names are one space per kind; principles and roles share one, contexts and options share one." A consent makes the context `consent.NAME`. */
export interface Spaces {
  context: Context | Option | Consent;
  action: Action;
  value: ValueDeclaration;
  dimension: Dimension;
  principle: Principle;
  consent: Consent;
  agent: Agent;
}
export type Space = keyof Spaces;

/** Every declaration of a document in the order of the text; a section "groups declarations for reading … and changes no names". */
export function declarationsOf(tree: Tree): { node: Declaration; base: number }[] {
  const found: { node: Declaration; base: number }[] = [];
  const add = (node: NonNullable<Segment['node']>, base: number) => {
    if (node.kind === 'header') return;
    found.push({ node, base });
    if (node.kind === 'section') for (const inner of node.body) if (inner.kind !== 'prose' && inner.kind !== 'note') add(inner, base);
  };
  tree.segments.forEach((segment, i) => {
    if (segment.node) add(segment.node, tree.starts[i]!);
  });
  return found;
}

/** All declarations of one kind in a document, in the order of the text. */
export function declared<Kind extends Declaration['kind']>(
  documents: Documents,
  file: string,
  kind: Kind,
): Declared<Extract<Declaration, { kind: Kind }>>[] {
  const tree = documents.get(file);
  if (!tree) return [];
  return declarationsOf(tree).flatMap(({ node, base }) => {
    if (node.kind !== kind) return [];
    const name = 'name' in node ? node.name.text : '';
    return [{ id: `${kind}:${file}:${name}`, file, base, node: node as Extract<Declaration, { kind: Kind }> }];
  });
}

function ownNames<S extends Space>(documents: Documents, file: string, space: S): Map<string, Declared<Spaces[S]>> {
  const names = new Map<string, Declared<Spaces[S]>>();
  const put = (name: string, it: Declared<Declaration>) => {
    if (!names.has(name)) names.set(name, it as unknown as Declared<Spaces[S]>);
  };
  if (space === 'context') {
    for (const it of declared(documents, file, 'context')) put(it.node.name.text, it);
    for (const it of declared(documents, file, 'option')) put(it.node.name.text, it);
    for (const it of declared(documents, file, 'consent')) put(`consent.${it.node.name.text}`, it);
  } else {
    for (const it of declared(documents, file, space as Exclude<Space, 'context'>)) put(it.node.name.text, it);
  }
  return names;
}

/** "`import ALIAS from "PATH"` — a relative path." The file that an import names. */
export function importedFile(file: string, node: Import): string {
  return posix.normalize(posix.join(posix.dirname(file), node.path ? textOf(node.path) : ''));
}

export function importsOf(documents: Documents, file: string): Map<string, string> {
  return new Map(declared(documents, file, 'import').map(it => [it.node.name.text, importedFile(file, it.node)]));
}

/** The document's own `adopt` statements, in order, with the file that each adopts. */
export function adoptionsOf(documents: Documents, file: string): { node: Adopt; base: number; from: string }[] {
  const imports = importsOf(documents, file);
  return declared(documents, file, 'adopt').flatMap(({ node, base }) => {
    const from = imports.get(node.document.text);
    return from !== undefined && documents.has(from) ? [{ node, base, from }] : [];
  });
}

/** What looking names up again and again would be slow without. It holds nothing that is not in the documents. */
const memory = new WeakMap<Documents, Map<string, unknown>>();
export function remembered<T>(documents: Documents, key: string, make: () => T): T {
  let known = memory.get(documents);
  if (!known) {
    known = new Map();
    memory.set(documents, known);
  }
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}

/**
 * What a name may mean in a document: "An adopted name may be written bare if nothing here and no other adopted document declares it, and
 * always as `alias.name`; a document's own name wins. `a.X` is looked up as document `a` sees X." More than one answer: "a bare name that could be several".
 */
export function lookup<S extends Space>(
  documents: Documents,
  file: string,
  space: S,
  parts: readonly string[],
): readonly Declared<Spaces[S]>[] {
  const key = `${space} ${parts.join('.')} ${file}`;
  return remembered(documents, key, () => lookupFresh(documents, file, space, parts));
}

function lookupFresh<S extends Space>(
  documents: Documents,
  file: string,
  space: S,
  parts: readonly string[],
): readonly Declared<Spaces[S]>[] {
  const own = remembered(documents, `names ${space} ${file}`, () => ownNames(documents, file, space)).get(parts.join('.'));
  if (own) return [own];
  const [first, ...rest] = parts;
  const bare = rest.length === 0 || (space === 'context' && first === 'consent' && rest.length === 1);
  if (!bare) {
    const from = importsOf(documents, file).get(first!);
    return from === undefined ? [] : lookup(documents, from, space, rest);
  }
  const found = new Map<string, Declared<Spaces[S]>>();
  for (const { from } of adoptionsOf(documents, file)) for (const it of lookup(documents, from, space, parts)) found.set(it.id, it);
  return [...found.values()];
}

/** All files that a document reaches by imports, itself first. */
export function reachable(documents: Documents, file: string, seen = new Set<string>()): string[] {
  if (seen.has(file) || !documents.has(file)) return [];
  seen.add(file);
  return [file, ...[...importsOf(documents, file).values()].flatMap(next => reachable(documents, next, seen))];
}
