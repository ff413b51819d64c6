// A sentence → its words and the marks that part its clauses. Parentheses and quotations are set apart: what stands in them is said
// of the norm and is not the norm.

import type { Stretch } from './sentences.ts';

export interface Token {
  /** A word in lower case, with straight apostrophes; or one of `, ; : . ? !` and `-` for any dash. */
  readonly text: string;
  /** Offsets in the block. */
  readonly start: number;
  readonly end: number;
}

export interface Tokens {
  /** Outside of parentheses and quotations. */
  readonly main: readonly Token[];
  /** What stands in each parenthesis, in order, without its brackets. */
  readonly parentheses: readonly Stretch[];
}

export const isWord = (token: Token | undefined): token is Token => token !== undefined && token.text.length > 0 && !isMark(token.text);

const isMark = (text: string): boolean => text.length === 1 && ',;:.?!-'.includes(text);

/** Words, with apostrophes and hyphens inside; dashes; marks; brackets; quotation marks. */
const pieces = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*(?:['’\-‑/][\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)*|-{2,3}|[–—\-,;:.?!…()[\]{}"“”«»„]/gu;

/** The same for the letters of English alone, which is quicker. */
const asciiPieces = /[A-Za-z0-9_]+(?:['\-/][A-Za-z0-9_]+)*|-{2,3}|[-,;:.?!()[\]{}"]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ascii = /^[\x00-\x7f]*$/;

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '“': '”', '«': '»', '„': '“', '"': '"' };

/** Linear in the sentence's length. */
export function tokensOf(text: string, { start, end }: Stretch): Tokens {
  const all = raw(text.slice(start, end), start);
  if (!all.some(token => isBracket(token.text))) return { main: all, parentheses: [] };
  const main: Token[] = [];
  const parentheses: Stretch[] = [];
  const closed = closings(all);
  for (let i = 0; i < all.length; i++) {
    const close = closed.get(i);
    if (close !== undefined) {
      if ('([{'.includes(all[i]!.text)) parentheses.push({ start: all[i]!.end, end: all[close]!.start });
      i = close;
    } else if (!isBracket(all[i]!.text)) main.push(all[i]!);
  }
  return { main, parentheses };
}

const isBracket = (text: string): boolean => text.length === 1 && '()[]{}"“”«»„'.includes(text);

export function wordsIn(text: string, stretch: Stretch): readonly Token[] {
  return raw(text.slice(stretch.start, stretch.end), stretch.start);
}

function raw(text: string, offset: number): Token[] {
  // Lower case of other alphabets may be longer than what it is of.
  const isAscii = ascii.test(text);
  const tokens: Token[] = [];
  for (const match of isAscii ? text.toLowerCase().matchAll(asciiPieces) : text.matchAll(pieces)) {
    const [piece] = match;
    const start = offset + match.index;
    tokens.push({ text: isAscii && piece.charCodeAt(0) !== 45 ? piece : normal(piece), start, end: start + piece.length });
  }
  return tokens;
}

function normal(text: string): string {
  const code = text.charCodeAt(0);
  if (code === 45 || code === 8211 || code === 8212) return '-';
  if (text === '…') return '.';
  return text.toLowerCase().replaceAll('’', "'").replaceAll('‑', '-');
}

/** For every bracket or quotation mark that is closed in this sentence, the token that closes it; nested ones belong to the outer. */
function closings(tokens: readonly Token[]): Map<number, number> {
  const closed = new Map<number, number>();
  const open: { at: number; closer: string }[] = [];
  tokens.forEach(({ text }, at) => {
    if (!isBracket(text)) return;
    const top = open.findLastIndex(({ closer }) => closer === text);
    // Only the innermost few count: a thousand unclosed brackets are noise.
    if (top >= 0 && top >= open.length - 4) {
      closed.set(open[top]!.at, at);
      open.length = top;
    } else if (text in closers && open.length < 50) open.push({ at, closer: closers[text]! });
  });
  return closed;
}
