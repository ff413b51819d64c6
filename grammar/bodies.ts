// What may stand between braces, by the word that it begins with.

import type { TokenType } from 'chevrotain';
import { declarationWords, type Word, words } from './tokens.ts';

/** What may begin inside a pair of braces. */
export interface Body {
  /** "a principle", as messages call it. */
  readonly called: string;
  readonly starts: ReadonlySet<TokenType>;
  readonly startWords: readonly string[];
}

export const bodyOf = (called: string, startWords: readonly Word[], ...others: TokenType[]): Body => ({
  called,
  starts: new Set([...startWords.map(word => words[word]), ...others]),
  startWords,
});

export const declarationStarts: ReadonlySet<TokenType> = new Set(declarationWords.map(word => words[word]));
export const topLevel = bodyOf('the document', declarationWords);
