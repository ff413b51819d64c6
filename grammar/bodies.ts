// What may stand between braces, by the word that it begins with.

import { EOF, type TokenType } from 'chevrotain';
import {
  connectingWords,
  declarationWords,
  LeftBrace,
  LeftParen,
  NameLike,
  NumberToken,
  RightBrace,
  StringToken,
  type Word,
  words,
} from './tokens.ts';

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

const speech = [StringToken, words.to, words.from];
const condition = [NameLike, words.not, words.true, words.false, LeftParen];

/** What a word must be followed by to begin a statement or declaration; a name, where nothing is said here. */
const followers: Partial<Record<Word, readonly TokenType[]>> = {
  because: [StringToken],
  note: [StringToken],
  source: [StringToken],
  subject: [StringToken],
  covers: [StringToken],
  simulate: [StringToken],
  system: speech,
  developer: speech,
  user: speech,
  assistant: speech,
  tool: speech,
  settings: speech,
  good: speech,
  ok: speech,
  bad: speech,
  given: condition,
  assume: condition,
  assert: condition,
  expect: [StringToken, ...condition],
  example: [StringToken, LeftBrace],
  repeat: [NumberToken],
  retention: [NumberToken],
  attends: [words.to],
  wiser: [words.than],
  renew: [words.every],
  ratification: [words.requires],
  proposed: [words.on],
  ratified: [words.on],
  default: [NameLike],
};

/** Words that lead on from a name: what they follow is one. */
const connecting: ReadonlySet<TokenType> = new Set([...connectingWords, 'because' as const].map(word => words[word]));

/** Does a token of this type, with the next one, begin a statement or declaration? Else the word is a name, wherever its line breaks. */
export function leads(word: TokenType, next: TokenType): boolean {
  if (!isNameLike(word) || word === words.revocable) return true;
  // Half a statement at the end, which somebody is typing.
  if (next === RightBrace || next === EOF) return true;
  const wanted = followers[word.name as Word];
  return wanted ? wanted.some(type => type === next || (type === NameLike && isNameLike(next))) : isNameLike(next) && !connecting.has(next);
}

const isNameLike = ({ CATEGORIES }: TokenType): boolean => CATEGORIES?.includes(NameLike) ?? false;
