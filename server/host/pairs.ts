// Two versions of one document, as a comparison gets them.

import path from 'node:path';
import picomatch from 'picomatch';
import type { Subject } from '../analysis/rules/rule.ts';
import type { Document } from '../analysis/workspace.ts';
import { slashed } from './files.ts';

/** One of the two may be missing: the document came, or went. */
export interface Pair {
  readonly name: string;
  readonly before: Subject | undefined;
  readonly after: Subject | undefined;
  /** Another one that is compared adopts it and tells the rest: only its evals and who voted are its own. */
  readonly adopted?: true;
}

/** What a comparison says that finds no spec in either version. */
export const nothingToCompare = 'there is nothing to compare';

/** Is a name one of these files, below one of these folders, or what one of these globs means? Everything is, where there are none. */
export function among(paths: readonly string[]): (name: string) => boolean {
  const wanted = paths.map(file => slashed(path.normalize(file)).replace(/\/$/, ''));
  const globs = picomatch(wanted.filter(file => !file.startsWith('!')));
  return name => wanted.length === 0 || globs(name) || wanted.some(file => file === '.' || name === file || name.startsWith(`${file}/`));
}

/** The documents of a version. */
export interface Listing {
  readonly asked: readonly string[];
  /** Of some of them, those that none of the others adopts. */
  readonly headsOf: (names: readonly string[]) => Promise<readonly string[]> | readonly string[];
}

export interface NamedPair extends Pick<Pair, 'name' | 'adopted'> {
  readonly was: string | undefined;
  readonly is: string | undefined;
}

/**
 * What is compared with what: the heads of either version, and those that they adopt. A document is wanted by either
 * of its names, and what is not wanted adopts nothing here. `from` gives the old name of one that has another one now.
 */
export async function pairedNames(
  old: Listing,
  now: Listing,
  { from, isWanted }: { readonly from: ReadonlyMap<string, string>; readonly isWanted: (name: string) => boolean },
): Promise<readonly NamedPair[]> {
  const [olds, nows] = [new Set(old.asked), new Set(now.asked)];
  const to = new Map([...from].map(([is, was]) => [was, is]));
  const isNow = (was: string) => (nows.has(was) ? was : to.get(was));
  const wasOnce = (is: string) => (olds.has(is) ? is : from.get(is));
  const either = (name: string, other: string | undefined) => isWanted(name) || (other !== undefined && isWanted(other));
  const wanted = now.asked.filter(name => either(name, from.get(name)));
  const heads = (await now.headsOf(wanted)).map((is): NamedPair => ({ name: is, was: wasOnce(is), is }));
  const taken = new Set(heads.map(({ was }) => was));
  // One that stood alone and is adopted now is compared with itself all the same: who adopts it may be new, and has nothing to compare.
  const oldHeads = await old.headsOf(old.asked.filter(name => either(name, to.get(name))));
  const left = oldHeads.filter(was => !taken.has(was)).map((was): NamedPair => ({ name: isNow(was) ?? was, was, is: isNow(was) }));
  const told = new Set([...heads, ...left].map(({ is }) => is));
  const adopted = wanted.filter(is => !told.has(is)).map((is): NamedPair => ({ name: is, was: wasOnce(is), is, adopted: true }));
  return [...heads, ...left, ...adopted];
}

export function headerOf(document: Document | undefined): string | undefined {
  const header = document?.tree.segments[0]?.node;
  return header?.kind === 'header' ? header.name.text : undefined;
}
