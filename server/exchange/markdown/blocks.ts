// Markdown, as far as a spec's structure shows in it: headings, fences, commentary, marks in comments, and everything else.
//
// A line scanner and not a Markdown parser: every block must be able to give its lines back exactly as they were, and what it
// takes for text wrongly is still there, as text. Blocks cover all lines that are not blank, in order.

import { type Heading, readHeading } from './heading.ts';
import { isBlank } from './lines.ts';

interface Lines {
  /** The numbers of the first line and of the one behind the last, from 0. */
  readonly start: number;
  readonly end: number;
  /** No blank line stands above, though there is a line. */
  readonly tight: boolean;
}

export type Block = Lines &
  (
    | { readonly kind: 'heading'; readonly heading: Heading }
    /** `info` is the word behind the opening fence; `content` the lines between. */
    | { readonly kind: 'fence'; readonly info: string; readonly content: readonly string[]; readonly closed: boolean }
    /** `!!! meta "Commentary"`, with the indented lines below it, less the indent. */
    | { readonly kind: 'commentary'; readonly title: string; readonly text: string }
    /** `<!-- … -->` on a line of its own. */
    | { readonly kind: 'comment'; readonly text: string }
    | { readonly kind: 'text' }
  );

type Found = Block extends infer B ? (B extends Block ? Omit<B, keyof Lines> : never) : never;

export function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let at = frontMatterEnd(lines);
  if (at > 0) blocks.push({ kind: 'text', start: 0, end: at, tight: false });
  while (at < lines.length) {
    if (isBlank(lines[at]!)) {
      at++;
      continue;
    }
    const { found, end } = blockAt(lines, at);
    blocks.push({ ...found, start: at, end, tight: at > 0 && !isBlank(lines[at - 1]!) } as Block);
    at = end;
  }
  return blocks;
}

/** Where `---`, as the first line, opens a header that another `---` closes: the line behind it. */
export function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() !== '---') return 0;
  for (let at = 1; at < lines.length && at < 100; at++) if (lines[at]!.trimEnd() === '---') return at + 1;
  return 0;
}

function blockAt(lines: readonly string[], at: number): { found: Found; end: number } {
  const line = lines[at]!;
  const heading = readHeading(line);
  if (heading) return { found: { kind: 'heading', heading }, end: at + 1 };
  const special = fenceAt(lines, at) ?? commentaryAt(lines, at);
  if (special) return special;
  const comment = commentOn(line);
  if (comment !== undefined) return { found: { kind: 'comment', text: comment }, end: at + 1 };
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end]!) && !beginsBlock(lines[end]!)) end++;
  return { found: { kind: 'text' }, end };
}

const fenceForm = /^ {0,3}(`{3,}|~{3,})/;
const commentaryForm = /^!!! meta(?: "([^"]*)")?[ \t]*$/;

const beginsBlock = (line: string): boolean =>
  readHeading(line) !== undefined || fenceForm.test(line) || commentaryForm.test(line) || commentOn(line) !== undefined;

/** What a line that is one comment says. */
function commentOn(line: string): string | undefined {
  if (!line.startsWith('<!--')) return undefined;
  const end = line.indexOf('-->', 4);
  return end >= 0 && isBlank(line.slice(end + 3)) ? line.slice(4, end).trim() : undefined;
}

function fenceAt(lines: readonly string[], at: number): { found: Found; end: number } | undefined {
  const open = fenceForm.exec(lines[at]!);
  if (!open) return undefined;
  const fence = open[1]!;
  const info = lines[at]!.slice(open[0].length).trim();
  if (fence[0] === '`' && info.includes('`')) return undefined;
  let end = at + 1;
  while (end < lines.length && !closes(lines[end]!, fence)) end++;
  const closed = end < lines.length;
  const content = lines.slice(at + 1, end);
  return { found: { kind: 'fence', info, content, closed }, end: closed ? end + 1 : end };
}

function closes(line: string, fence: string): boolean {
  const mark = line.trim();
  return mark.length >= fence.length && mark === fence[0]!.repeat(mark.length) && /^ {0,3}\S/.test(line);
}

function commentaryAt(lines: readonly string[], at: number): { found: Found; end: number } | undefined {
  const open = commentaryForm.exec(lines[at]!);
  if (!open) return undefined;
  let end = at + 1;
  for (let next = end; next < lines.length && (isBlank(lines[next]!) || lines[next]!.startsWith('    ')); next++) {
    if (!isBlank(lines[next]!)) end = next + 1;
  }
  if (end === at + 1) return undefined;
  const text = lines
    .slice(at + 1, end)
    .map(line => (isBlank(line) ? '' : line.slice(4)))
    .join('\n');
  return { found: { kind: 'commentary', title: open[1] ?? '', text }, end };
}

/** A fence around these lines that nothing in them closes. */
export function fenced(info: string, content: string, mark: '~' | '`'): string {
  let longest = 2;
  for (const line of content.split('\n')) {
    const run = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (run?.[0] === mark) longest = Math.max(longest, run.length);
  }
  const fence = mark.repeat(longest + 1);
  return `${fence}${info}\n${content === '' ? '' : `${content}\n`}${fence}`;
}
