// What a name is (language.md §2), and which name an author most likely meant.

import { distance } from 'fastest-levenshtein';

const name = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:-[\p{L}\p{M}\p{Nd}_]+)*$/u;
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Is this text, as the lexer cut it, a name indeed? Only names beyond ASCII need the look. */
export const isName = (text: string): boolean => isAscii(text) || name.test(text);

/** Names are compared after NFC. */
export const canonical = (text: string): string => (isAscii(text) ? text : text.normalize('NFC'));

/** The candidate nearest to `word`, if it is near enough to be what was meant: a slip or two, or one of them begins with the other. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.min(3, Math.floor(word.length / 3))) + 0.5;
  const lower = word.toLowerCase();
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > 8) continue;
    const other = candidate.toLowerCase();
    const extends_ = lower.length >= 4 && (other.startsWith(lower) || (other.length >= 4 && lower.startsWith(other)));
    // Two letters that changed places are one slip, which counts as two steps.
    const apart = distance(lower, other);
    const swapped = apart === 2 && lower.length === other.length && letters(lower) === letters(other);
    const steps = Math.min(swapped ? 1.3 : apart, extends_ ? 1.4 : Infinity);
    if (steps < least && candidate !== word) {
      best = candidate;
      least = steps;
    }
  }
  return best;
}

const letters = (word: string): string => [...word].sort().join('');
