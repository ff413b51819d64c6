// What a document sees of itself and of others; resolve.ts makes it.

import type * as syntax from '../../grammar/syntax.ts';
import type { Declared, Entity, NameKind, Own } from './names.ts';
import type { Document } from './workspace.ts';

export interface Scope {
  readonly document: Document;
  readonly own: Own;
  /** By alias; of two under one alias the first. */
  readonly imports: ReadonlyMap<string, Imported>;
  /** In the order of the text. */
  readonly adoptions: readonly Adoption[];
  /** This scope and those of all that it imports, by file. */
  readonly reach: ReadonlyMap<string, Scope>;
}

export interface Imported extends Declared<syntax.Import> {
  /** Where the path leads, if it can be followed at all. */
  readonly target?: string;
  /** Nothing where the file cannot be had, or where the import lies on a ring. */
  readonly scope?: Scope;
  /** From this file over others back to it, if the import lies on a ring. */
  readonly ring?: readonly string[];
}

export interface Adoption extends Declared<syntax.Adopt> {
  readonly alias: string;
  /** Nothing where the alias or its file is not there. */
  readonly scope?: Scope;
  /** The principles that it leaves out (entrenched ones hold all the same). */
  readonly except: ReadonlySet<Entity>;
}

export type Found =
  | { readonly kind: 'found'; readonly entity: Entity }
  | { readonly kind: 'unknown' }
  /** A bare name that several adopted documents declare. */
  | { readonly kind: 'several'; readonly entities: readonly Entity[] }
  /** The name reaches into a file that cannot be had: what is wrong is said at the import. */
  | { readonly kind: 'unknowable' };

/** What a reference means in a document. */
export type Lookup = (scope: Scope, kind: NameKind, ref: syntax.Ref) => Found;

/** The scope that a declaration is read in. */
export const scopeAt = (scope: Scope, declared: { readonly file: string }): Scope => scope.reach.get(declared.file) ?? scope;
