// What a feature is: a plain function from a snapshot of the workspace to LSP data, with the request it answers.

import type { ServerCapabilities } from 'vscode-languageserver-protocol';
import type { Position } from 'vscode-languageserver-types';
import type { Scope } from '../analysis/scope.ts';
import type { Document, Workspace } from '../analysis/workspace.ts';

/** A snapshot in which every answer to one request is found. */
export interface Snapshot {
  readonly workspace: Workspace;
  /** Files of the workspace are relative paths; clients speak of addresses. */
  readonly uriOf: (file: string) => string;
  readonly fileOf: (uri: string) => string | undefined;
}

/** A document of a snapshot, as it sees the others. */
export interface View extends Snapshot {
  readonly document: Document;
  readonly scope: Scope;
}

/**
 * A feature that is asked about one document. `provide` gives `undefined` where there is nothing; what it throws is a fault of
 * ours. `Params` hold what LSP sends beside the document.
 */
export interface Feature<Params = never, Result = unknown> {
  /** The request, such as `textDocument/hover`. */
  readonly method: string;
  readonly capability: ServerCapabilities;
  readonly provide: (view: View, params: Params) => Result | undefined;
}

/** A feature that is asked about the workspace. */
export interface WideFeature<Params = never, Result = unknown> {
  readonly method: string;
  readonly capability: ServerCapabilities;
  readonly provideWide: (snapshot: Snapshot, params: Params) => Result | undefined;
}

export interface At {
  readonly position: Position;
}
