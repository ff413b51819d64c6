// The order of the levels that headings name, where the document does not say it in the language itself.

import type { Authority } from '../../../grammar/syntax.ts';

/** What holds where a document declares none (language.md §4). */
const standard = ['platform', 'developer', 'user', 'guideline'];
/** The Model Spec since September 2025. */
const sinceRoot = ['root', 'system', 'developer', 'user', 'guideline'];
const known = ['root', 'platform', 'system', 'developer', 'user', 'guideline'];

/** The list that a document needs whose headings name these levels, highest first; undefined where the standard one will do. */
export function neededLevels(used: ReadonlySet<string>): string[] | undefined {
  const all = [...used];
  if (all.every(level => standard.includes(level))) return undefined;
  if (all.every(level => sinceRoot.includes(level))) return sinceRoot;
  return [...known.filter(level => used.has(level) || standard.slice(1).includes(level)), ...all.filter(level => !known.includes(level))];
}

export const isKnownLevel = (level: string): boolean => known.includes(level);

/** Would the headings alone say the same? */
export function isImplied({ levels }: Authority, used: ReadonlySet<string>): boolean {
  return neededLevels(used)?.join() === levels.map(level => level.text).join();
}
