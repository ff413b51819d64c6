// Declared terms where prose uses them: links, and words that are not vague.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import type { Stretch } from './sentences.ts';
import { type Token, wordsIn } from './tokens.ts';

/** The forms of terms, by their first words, longest first. */
export interface TermIndex<Of = unknown> {
  readonly byFirst: ReadonlyMap<string, readonly { readonly words: readonly string[]; readonly of: Of }[]>;
}

export interface TermPlace<Of> extends Stretch {
  readonly of: Of;
}

/** How prose writes a term: its forms, or its name with blanks. */
export function formsOf(term: syntax.Term): readonly string[] {
  const forms = term.forms.map(textOf).filter(form => form.trim() !== '');
  return forms.length > 0 ? forms : [term.name.text.replaceAll('_', ' ')];
}

export function termIndex<Of>(terms: Iterable<{ readonly forms: readonly string[]; readonly of: Of }>): TermIndex<Of> {
  const byFirst = new Map<string, { words: readonly string[]; of: Of }[]>();
  for (const { forms, of } of terms) {
    for (const form of forms) {
      const words = wordsIn(form, { start: 0, end: form.length }).map(token => token.text);
      if (words.length === 0) continue;
      const list = byFirst.get(words[0]!);
      if (list) list.push({ words, of });
      else byFirst.set(words[0]!, [{ words, of }]);
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  return { byFirst };
}

/** Where a text uses terms, in any case, the longest form first. Offsets in the text. */
export function termPlaces<Of>(text: string, index: TermIndex<Of>, within: Stretch = { start: 0, end: text.length }): TermPlace<Of>[] {
  if (index.byFirst.size === 0) return [];
  const tokens = wordsIn(text, within);
  const found: TermPlace<Of>[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const match = index.byFirst.get(tokens[at]!.text)?.find(({ words }) => words.every((word, n) => tokens[at + n]?.text === word));
    if (!match) continue;
    const last: Token = tokens[at + match.words.length - 1]!;
    found.push({ start: tokens[at]!.start, end: last.end, of: match.of });
    at += match.words.length - 1;
  }
  return found;
}
