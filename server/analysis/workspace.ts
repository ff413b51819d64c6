// An immutable set of documents. Every edit makes a new one, which shares all that did not change.

import { parse } from '../../grammar/parser.ts';
import { type Edit, reparse } from '../../grammar/reparse.ts';
import type { Tree } from '../../grammar/syntax.ts';
import type { Severity } from './finding.ts';
import type { Measurement } from './measured.ts';
import type { Solver } from './norms/solver.ts';

/** `file` is the path relative to the workspace, with `/`; outside of it, it begins with `../`. */
export interface Document {
  readonly file: string;
  readonly tree: Tree;
}

/** What the outside decides: configuration, and effects that are handed in. */
export interface Settings {
  /** By code or by family; `off` silences. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** Names of the model profiles, where there is a config. */
  readonly models?: ReadonlySet<string>;
  /** The files that are reported on, where it is not all of them: trouble in an import that is not among them shows at the import. */
  readonly asked?: ReadonlySet<string>;
  /** Decides what cubes cannot; without it such questions are said to be not decided. */
  readonly solver?: Solver;
  /** What was measured with models, as it is kept; whatever speaks of another text than the present one counts for nothing. */
  readonly measured?: readonly Measurement[];
  /** Hears of a fault of ours in one rule, so that the others go on; without it, the fault is thrown. */
  readonly fault?: (where: string, error: unknown) => void;
}

export interface Workspace {
  readonly documents: ReadonlyMap<string, Document>;
  /** Files that an import names and that cannot be had, with the reason in an author's words. */
  readonly absent: ReadonlyMap<string, string>;
  readonly settings: Settings;
}

const noSettings: Settings = { severities: new Map() };

export const emptyWorkspace: Workspace = { documents: new Map(), absent: new Map(), settings: noSettings };

/** A document read anew. */
export function documentOf(file: string, text: string): Document {
  return { file, tree: parse(text) };
}

/** The workspace with these documents in place of what stood under their names. */
export function withDocuments(workspace: Workspace, documents: Iterable<Document>): Workspace {
  const next = new Map(workspace.documents);
  const found = new Set<string>();
  for (const document of documents) {
    next.set(document.file, document);
    if (workspace.absent.has(document.file)) found.add(document.file);
  }
  // The same map while nothing was found, so that what depends on it stays.
  const absent = found.size > 0 ? new Map([...workspace.absent].filter(([file]) => !found.has(file))) : workspace.absent;
  return { ...workspace, documents: next, absent };
}

/** The workspace without `file`; `why` says so at the imports that name it. */
export function withoutDocument(workspace: Workspace, file: string, why: string): Workspace {
  const documents = new Map(workspace.documents);
  documents.delete(file);
  return { ...workspace, documents, absent: new Map(workspace.absent).set(file, why) };
}

/** The document after edits, each counted in the text that the one before left. Declarations that no edit touched stay the same objects. */
export function edited(document: Document, edits: readonly Edit[]): Document {
  return { file: document.file, tree: edits.reduce(reparse, document.tree) };
}
