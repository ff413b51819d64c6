// What a string or text block says, and where each of its characters stands (language.md §2).

import type { Text } from './syntax.ts';

/** The text of a string: escapes read, a block's margin taken off, line ends as LF. */
export function textOf(text: Text): string {
  return plain(text.raw) ?? read(text.raw).value;
}

/** As `textOf`; `at[i]` is the offset in `raw` of the character `i` of the value, and `at[value.length]` the end. */
export interface MappedText {
  readonly value: string;
  readonly at: Uint32Array | readonly number[];
}

export function mappedTextOf(text: Text): MappedText {
  return read(text.raw);
}

export const isBlock = (raw: string): boolean => raw.startsWith('"""');

/** Most strings have no escapes; they are a slice. */
function plain(raw: string): string | undefined {
  return isBlock(raw) || raw.includes('\\') ? undefined : raw.slice(1, raw.length > 1 && raw.endsWith('"') ? -1 : raw.length);
}

function read(raw: string): MappedText {
  return isBlock(raw) ? readBlock(raw) : readString(raw);
}

const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', t: '\t' };

function readString(raw: string): MappedText {
  let value = '';
  const at: number[] = [];
  const put = (piece: string, offset: number) => {
    for (let i = 0; i < piece.length; i++) at.push(offset);
    value += piece;
  };
  const end = raw.length > 1 && raw.endsWith('"') ? raw.length - 1 : raw.length;
  for (let i = 1; i < end; ) {
    const [piece, length] = raw[i] === '\\' ? readEscape(raw, i) : [raw[i]!, 1];
    put(piece, i);
    i += length;
  }
  at.push(end);
  return { value, at };
}

/** The escape at `i` and its length; an unknown one stands for itself. */
function readEscape(raw: string, i: number): [string, number] {
  const simple = escapes[raw[i + 1] ?? ''];
  if (simple !== undefined) return [simple, 2];
  const unicode = codePointEscape.exec(raw.slice(i, i + 12));
  if (unicode) {
    const code = Number.parseInt(unicode[1]!, 16);
    // Half of a surrogate pair is no character.
    if (code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) return [String.fromCodePoint(code), unicode[0].length];
  }
  return [raw[i]!, 1];
}

const codePointEscape = /^\\u\{([0-9a-fA-F]{1,6})\}/;

/** The offset of the first escape in a string that the language does not know. */
export function badEscape(raw: string): { start: number; end: number } | undefined {
  if (isBlock(raw)) return undefined;
  for (let i = raw.indexOf('\\'); i >= 0 && i < raw.length - 1; i = raw.indexOf('\\', i)) {
    const [, length] = readEscape(raw, i);
    if (length === 1) return { start: i, end: i + 2 };
    i += length;
  }
  return undefined;
}

/** The lines between the quotes; the closing quotes' column says how many leading blanks every line loses, at most. */
function readBlock(raw: string): MappedText {
  const lines = linesOf(raw);
  const closing = lines.length > 1 ? /^[ \t]*"""$/.exec(raw.slice(lines.at(-1)!.start, lines.at(-1)!.end)) : null;
  const margin = closing ? closing[0].length - 3 : 0;
  const body = lines.slice(1, closing ? -1 : undefined);
  let value = '';
  const at: number[] = [];
  body.forEach((line, n) => {
    let start = line.start;
    while (start < line.end && start - line.start < margin && (raw[start] === ' ' || raw[start] === '\t')) start++;
    if (n > 0) {
      value += '\n';
      at.push(body[n - 1]!.end);
    }
    // The one escape of a block: quotes that would close it, written \""" at the start of a line.
    const quotes = raw.startsWith('\\"""', skipBlanks(raw, start)) ? skipBlanks(raw, start) : -1;
    for (let i = start; i < line.end; i++) {
      if (i === quotes) continue;
      value += raw[i];
      at.push(i);
    }
  });
  at.push(body.at(-1)?.end ?? raw.length);
  return { value, at };
}

function skipBlanks(raw: string, i: number): number {
  while (raw[i] === ' ' || raw[i] === '\t') i++;
  return i;
}

/** Each line without its line end. */
function linesOf(raw: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  for (let start = 0; ; ) {
    const feed = raw.indexOf('\n', start);
    if (feed < 0) {
      lines.push({ start, end: raw.length });
      return lines;
    }
    lines.push({ start, end: feed > start && raw[feed - 1] === '\r' ? feed - 1 : feed });
    start = feed + 1;
  }
}
