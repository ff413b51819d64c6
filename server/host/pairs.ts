// Two versions of one document, as a comparison gets them.

import path from 'node:path';
import type { Subject } from '../analysis/rules/rule.ts';
import type { Document } from '../analysis/workspace.ts';
import { slashed } from './files.ts';

/** One of the two may be missing: the document came, or went. */
export interface Pair {
  readonly name: string;
  readonly before: Subject | undefined;
  readonly after: Subject | undefined;
}

/** What a comparison says that finds no spec in either version. */
export const nothingToCompare = 'there is nothing to compare';

/** Is a name one of these files, or below one of these folders? Everything is, where there are none. */
export function among(paths: readonly string[]): (name: string) => boolean {
  const wanted = paths.map(file => slashed(path.normalize(file)).replace(/\/$/, ''));
  return name => wanted.length === 0 || wanted.some(file => file === '.' || name === file || name.startsWith(`${file}/`));
}

export function headerOf(document: Document | undefined): string | undefined {
  const header = document?.tree.segments[0]?.node;
  return header?.kind === 'header' ? header.name.text : undefined;
}
