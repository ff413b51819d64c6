// From the identifiers and titles of other formats to names that the language allows (language.md §2).

import { reservedWords } from '../../grammar/tokens.ts';

const reserved: ReadonlySet<string> = new Set(reservedWords);

/** A name as near to `id` as the language allows: one that begins with a digit gets a `_`, and so does every character that no name has. */
export function nameOf(id: string): string {
  const plain = id
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{Nd}_-]/gu, '_')
    .replace(/--+/g, '_')
    .replace(/^-|-$/g, '_')
    .replace(/^(?=[\p{M}\p{Nd}])|^_-/gu, '_')
    .replace(/_-|-_/g, '_');
  if (plain === '') return 'unnamed';
  return reserved.has(plain) ? `${plain}_` : plain;
}

/** The identifier that `nameOf` most likely made this name from. */
export const idOf = (name: string): string => (/^_\p{Nd}/u.test(name) ? name.slice(1) : name);

/** A name made from a title: lower case, words joined by `_`, at most eight of them. */
export function nameOfTitle(title: string, otherwise: string): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .filter(word => word !== '');
  return words.length === 0 ? otherwise : nameOf(words.slice(0, 8).join('_'));
}

/** Gives out names, each once: the second `x` is `x_2`. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return name => {
    let free = name;
    for (let n = next.get(name) ?? 2; taken.has(free); n++) {
      free = `${name}_${n}`;
      next.set(name, n + 1);
    }
    taken.add(free);
    return free;
  };
}
