// What a format is to the rest of Polity: something to read a spec from, or something to write one as.

import type { Scope } from '../analysis/scope.ts';
import type { Document, Workspace } from '../analysis/workspace.ts';
import type { LeftOut } from '../evaluation/prompt.ts';
import type { ImportReport } from './report.ts';

/** What an importer is given. It reads no file itself: what lies beside the imported one comes as functions. */
export interface Source {
  /** The name of the imported file, with `/`; the new document's name is made from it. */
  readonly file: string;
  readonly text: string;
  /** The text of a file by its path relative to the folder of `file`; undefined where there is none, or it is no text. */
  readonly beside: (path: string) => string | undefined;
  /** The paths, relative to the folder of `file`, of the files below it that may be read. Importers look at `examples/*.md`. */
  readonly filesBeside: readonly string[];
}

export interface Imported {
  /** A whole Polity document. */
  readonly text: string;
  readonly report: ImportReport;
}

/** The text cannot be read at all: why, and what to do, to the person who asked. */
export interface Refused {
  readonly refused: string;
}

export interface Importer {
  /** What `--from` names. */
  readonly kind: string;
  /** For a person who chooses. */
  readonly title: string;
  /** Is this text of that kind? Looks at the content first; cheap, and never throws. */
  readonly recognises: (file: string, text: string) => boolean;
  /** Never throws. */
  readonly read: (source: Source) => Imported | Refused;
}

/** The document that is written, as it sees the others. */
export interface ExportSubject {
  readonly workspace: Workspace;
  readonly document: Document;
  readonly scope: Scope;
}

export interface ExportOptions {
  /** `prompt`: at most so many tokens, as the evaluation estimates them. */
  readonly budget?: number;
  /** `prompt`: norms (`principle#index`) and whole principles that cannot apply where it is used, as the norm engine found. */
  readonly leftOut?: LeftOut;
  /** `prompt`: the facts that it is narrowed to, each as an expression; they are told to the model. */
  readonly facts?: readonly string[];
}

export interface Exported {
  readonly text: string;
  /** What was left out and why, for the person who asked; empty where nothing was. */
  readonly notes: readonly string[];
  /** Where lines have one origin (`prompt`): for each line of `text` the principle, value or term that it comes from. */
  readonly origins?: readonly (string | undefined)[];
  /** Files that belong beside the text, by relative path. */
  readonly beside?: ReadonlyMap<string, string>;
}

export interface Exporter {
  /** What `--to` names. */
  readonly target: string;
  readonly title: string;
  /** Without the dot. */
  readonly extension: string;
  readonly write: (subject: ExportSubject, options: ExportOptions) => Exported;
}
