// What patterns are made of: names and the ends of words, for Oniguruma.

import { reservedWords } from '../tokens.ts';

/** A rule of a TextMate grammar. */
export interface Rule {
  readonly comment?: string;
  readonly include?: string;
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Rule[];
}
type Captures = Readonly<Record<string, { readonly name?: string; readonly patterns?: readonly Rule[] }>>;

export const part = '[\\p{L}\\p{M}\\p{Nd}_]';
export const name = `[\\p{L}_]${part}*(?:-${part}+)*`;
export const reference = `${name}(?:\\.${name})*`;
export const begins = `(?<!${part}|[.-])`;
export const ends = `(?!${part}|-${part}|\\.${part})`;
export const reserved = `(?!(?:${reservedWords.join('|')})${ends})`;
/** Behind a word, what is looked for may come on the next line, or behind a comment. */
export const goesOn = '$|//|/\\*';

export const scoped = (scope: string): string => `${scope}.polity`;
export const named = (scope: string): { name: string } => ({ name: scoped(scope) });
export const variable = 'variable.other';
