// The lexemes that a regular expression would read badly: strings, text blocks and block comments. Each scan goes once over
// what it reads, whatever the text, and an unclosed one stops where the next declaration begins, so that it spoils only itself.

/** What is wrong with a lexeme; the parser turns it into words. */
export type LexemeProblem =
  | { readonly kind: 'unclosedString' }
  | { readonly kind: 'unclosedBlock' }
  | { readonly kind: 'unclosedComment' }
  /** A comment opens inside a comment: `at` is the offset of the inner one. */
  | { readonly kind: 'commentInComment'; readonly at: number }
  /** `"""text"""`. */
  | { readonly kind: 'blockOnOneLine' }
  /** `"""` with text behind it on the line, which goes on to the closing quotes if there are any. */
  | { readonly kind: 'textBehindQuotes' }
  | { readonly kind: 'curlyQuotes' };

type Lexeme = [string] & { payload?: LexemeProblem };

const quote = 0x22;
const backslash = 0x5c;
const feed = 0x0a;
const tripled = '"""';

function lexeme(text: string, from: number, to: number, problem?: LexemeProblem): Lexeme {
  const found: Lexeme = [text.slice(from, to)];
  if (problem) found.payload = problem;
  return found;
}

export function scanString(text: string, from: number): RegExpExecArray | null {
  if (text.charCodeAt(from) !== quote) return null;
  return (text.startsWith(tripled, from) ? scanTripled(text, from) : scanLine(text, from)) as unknown as RegExpExecArray;
}

function scanLine(text: string, from: number): Lexeme {
  for (let i = from + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return lexeme(text, from, i + 1);
    if (code === feed) return lexeme(text, from, withoutReturn(text, i), { kind: 'unclosedString' });
    if (code === backslash && text.charCodeAt(i + 1) !== feed && text.charCodeAt(i + 1) !== 0x0d) i++;
  }
  return lexeme(text, from, text.length, { kind: 'unclosedString' });
}

const withoutReturn = (text: string, i: number): number => (text.charCodeAt(i - 1) === 0x0d ? i - 1 : i);

const restOfLineIsBlank = /[ \t]*\r?(?:\n|$)/y;

function scanTripled(text: string, from: number): Lexeme {
  restOfLineIsBlank.lastIndex = from + 3;
  if (restOfLineIsBlank.test(text)) return scanBlock(text, from);
  // `"""text"""` on one line is taken for the block that was meant.
  const end = lineEnd(text, from);
  const closing = text.lastIndexOf(tripled, end - 1);
  if (closing > from + 2 && closing < end) return lexeme(text, from, closing + 3, { kind: 'blockOnOneLine' });
  return lexeme(text, from, meantBlock(text, from) ?? end, { kind: 'textBehindQuotes' });
}

/** No scan for the quotes that close such a text goes farther: a file of them costs no square of its length. */
const farthest = 2000;

/**
 * Where `""" text` ends, if it was meant for a block: at quotes alone on their line, behind which the quotes up to the next declaration go
 * in pairs. Undefined where those would open the next block, and this is a text on one line with too many quotes.
 */
function meantBlock(text: string, from: number): number | undefined {
  let end: number | undefined;
  let open = true;
  for (let line = text.indexOf('\n', from); line >= 0; line = text.indexOf('\n', line + 1)) {
    if (line - from > farthest) return undefined;
    if (beginsDeclaration(text, line + 1)) break;
    const written = text.slice(line + 1, Math.min(lineEnd(text, line + 1), from + farthest)).trim();
    if (end === undefined && /^""".|."""$/.test(written)) return undefined;
    if (written === tripled) end ??= text.indexOf(tripled, line) + 3;
    if (open ? written.startsWith(tripled) : written.split(tripled).length % 2 === 0) open = !open;
  }
  return open ? undefined : end;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : withoutReturn(text, end);
}

// A line at the left margin that can hardly be anything but a declaration: keyword, name, and what follows a name.
const declarationLine =
  /(?:constitution|modelspec|import|context|option|consent|action|dimension|value|term|principle|role|section|eval|agent|gate|stakeholder|amendment)[ \t]+[^\s"{}:]+[ \t]*(?:["{:]|from "|at [^\n]*[{]|is [^\n]*|when [^\n]*[{])/y;

function beginsDeclaration(text: string, at: number): boolean {
  declarationLine.lastIndex = at;
  return declarationLine.test(text);
}

// Once a scan has found no closing mark up to the end, none that begins later will: without this, a file of openings costs the square of its length.
let unclosed: { text: string; block: number; comment: number } | undefined;

/** Forgets what is known about the last text; call it after each tokenization. */
export function forgetText(): void {
  unclosed = undefined;
}

/** What is known of `text`: from where on no block and no comment is ever closed. */
function knownOf(text: string): { block: number; comment: number } {
  if (unclosed?.text !== text) unclosed = { text, block: Infinity, comment: Infinity };
  return unclosed;
}

function scanBlock(text: string, from: number): Lexeme {
  const known = knownOf(text);
  let declaration = -1;
  for (let line = text.indexOf('\n', from); line >= 0; line = text.indexOf('\n', line + 1)) {
    let i = line + 1;
    while (text.charCodeAt(i) === 0x20 || text.charCodeAt(i) === 0x09) i++;
    if (text.startsWith(tripled, i)) {
      // Where the closing quotes are indented, text at the margin that reads as a declaration is one: the quotes open the next block.
      if (declaration >= 0 && i > line + 1) return lexeme(text, from, declaration, { kind: 'unclosedBlock' });
      return lexeme(text, from, i + 3);
    }
    if (declaration < 0 && i === line + 1 && beginsDeclaration(text, i)) {
      declaration = i;
      if (from >= known.block) break;
    }
  }
  known.block = Math.min(known.block, from);
  return lexeme(text, from, declaration >= 0 ? declaration : text.length, { kind: 'unclosedBlock' });
}

export function scanBlockComment(text: string, from: number): RegExpExecArray | null {
  if (!text.startsWith('/*', from)) return null;
  return comment(text, from) as unknown as RegExpExecArray;
}

function comment(text: string, from: number): Lexeme {
  const known = knownOf(text);
  const end = from >= known.comment ? -1 : text.indexOf('*/', from + 2);
  if (end < 0) {
    known.comment = Math.min(known.comment, from);
    return lexeme(text, from, nextDeclaration(text, from), { kind: 'unclosedComment' });
  }
  const inner = anotherIn(text, from, end);
  return inner === undefined ? lexeme(text, from, end + 2) : lexeme(text, from, end + 2, { kind: 'commentInComment', at: inner });
}

/**
 * Where another comment opens on a later line: then it is this one that somebody forgot to close. On the same line, or inside of a
 * word (`specs/*.md`), it is a part of what the comment says, for comments do not nest.
 */
function anotherIn(text: string, from: number, end: number): number | undefined {
  const line = text.indexOf('\n', from);
  if (line < 0 || line >= end) return undefined;
  const inner = /\s\/\*/.exec(text.slice(line, end));
  return inner ? line + inner.index + 1 : undefined;
}

function nextDeclaration(text: string, from: number): number {
  for (let line = text.indexOf('\n', from); line >= 0; line = text.indexOf('\n', line + 1)) {
    if (beginsDeclaration(text, line + 1)) return line + 1;
  }
  return text.length;
}

const curly = /[\u201c\u201d\u201e\u00ab]([^\u201c\u201d\u00bb"\r\n]*)[\u201c\u201d\u00bb"]?/y;

export function scanCurlyString(text: string, from: number): RegExpExecArray | null {
  curly.lastIndex = from;
  const match = curly.exec(text);
  return match && (lexeme(text, from, from + match[0].length, { kind: 'curlyQuotes' }) as unknown as RegExpExecArray);
}

/** Is there such a day in the calendar? Of a date as it is written: `2026-03-20`. */
export function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}
