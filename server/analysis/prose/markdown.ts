// Markdown → blocks of prose. Code, quotes, tables, headings and commentary are not prose.
//
// A block's text is as long as the stretch of source that it stands for: what is not prose (link targets, emphasis marks, markup)
// is blank there, so that a place in the text is a place in the source and nothing has to be mapped back.

import type { Nodes, Parent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { defused } from './defuse.ts';

export interface Block {
  /** Where `text` begins in the Markdown. */
  readonly start: number;
  readonly text: string;
  /** Whether it is a list's item. */
  readonly item: boolean;
  /** The block that ends in a colon and that this item goes on: `The assistant should never:`. */
  readonly leadIn?: Block;
  /** Headings before it are counted: blocks with one number stand in one section. */
  readonly section: number;
  /** Whether an example follows it directly. */
  readonly illustrated: boolean;
  /** Places in `text` of notes' marks, `[^1]`: what they point to says more of the sentence. */
  readonly notes: readonly number[];
}

/** The blocks of a text, in order. Linear in its length. */
export function blocksOf(markdown: string): readonly Block[] {
  return plainBlocks(markdown) ?? read(markdown);
}

const marks = /[*_`[\]<>&\\#|~!]|^[ \t]*(?:[-+=:]|\d+[.)]|\t| {4})/m;

/** Most prose in a spec has no marks at all: paragraphs that blank lines set apart. */
function plainBlocks(text: string): readonly Block[] | undefined {
  if (marks.test(text)) return undefined;
  const blocks: Block[] = [];
  const push = (from: number, to: number) => {
    const piece = text.slice(from, to);
    if (/\S/.test(piece)) blocks.push({ start: from, text: flat(piece), item: false, section: 0, illustrated: false, notes: [] });
  };
  let from = 0;
  for (const gap of text.matchAll(/\n[ \t\r]*\n/g)) {
    push(from, gap.index);
    from = gap.index + gap[0].length;
  }
  push(from, text.length);
  return blocks;
}

const flat = (text: string): string => text.replace(/[\r\n\t]/g, ' ');

/** What the walk over the tree knows of the place it has come to. */
interface Walk {
  readonly source: string;
  readonly blocks: Block[];
  /** Where the part that is read begins; the reader counts from there. */
  base: number;
  section: number;
}

function read(markdown: string): readonly Block[] {
  const source = defused(withoutFrontMatter(markdown));
  const walk: Walk = { source, blocks: [], base: 0, section: 0 };
  for (const { start, end } of parts(source)) {
    walk.base = start;
    visit(fromMarkdown(source.slice(start, end)), walk, undefined);
  }
  return walk.blocks;
}

/** The text up to each heading and from there: nothing but a link's target reaches over one, and short texts are read faster. */
function* parts(source: string): Generator<{ start: number; end: number }> {
  let start = 0;
  for (const { index } of source.matchAll(/^#{1,6}[ \t]/gm)) {
    if (index > start) yield { start, end: index };
    start = index;
  }
  if (start < source.length) yield { start, end: source.length };
}

/** `---`, settings, `---` at the very top, as site generators write it. */
function withoutFrontMatter(markdown: string): string {
  const front = /^---[ \t]*\r?\n(?:(?!---[ \t]*\r?\n).*\r?\n)*?---[ \t]*(?:\r?\n|$)/.exec(markdown.slice(0, 10_000));
  return front ? front[0].replace(/[^\r\n]/g, ' ') + markdown.slice(front[0].length) : markdown;
}

/** `above` is the block that a list goes on, if it is one. */
function visit(parent: Parent, walk: Walk, above: Block | undefined): void {
  const item = parent.type === 'listItem';
  let before: Block | undefined = above;
  parent.children.forEach((child, n) => {
    switch (child.type) {
      case 'heading':
        walk.section++;
        before = undefined;
        return;
      case 'paragraph':
        before = blockOf(child, walk, { item, leadIn: item && n === 0 ? above : undefined });
        if (before) walk.blocks.push(before);
        return;
      case 'list':
        for (const each of child.children) visit(each, walk, before && endsOpen(before) ? before : undefined);
        return;
      default:
    }
  });
}

const endsOpen = (block: Block): boolean => /:\s*$/.test(block.text.slice(-40));

/** `**Example**: …`, or a block of code, right behind a paragraph. */
const isExample = (source: string, end: number): boolean =>
  /^(?:[~`]{3}|[#*_ ]*(?:for |por )?(?:example|ejemplo)s?\b)/i.test(source.slice(end, end + 80).trimStart());

/** Blocks that begin so are commentary, or a table that has no borders of its own. */
const notProse = /^(?:!!!|\?\?\?|\|)|^[^\n|]*\|[^\n]*\r?\n[ \t]*:?-+:?[ \t]*\|/;

function blockOf(paragraph: Nodes, walk: Walk, setting: Pick<Block, 'item' | 'leadIn'>): Block | undefined {
  const { source, section } = walk;
  const { start, end } = spanOf(paragraph, walk.base);
  const whole = source.slice(start, end);
  if (notProse.test(whole.slice(0, 2000))) return undefined;
  const ink: Ink = { source, base: walk.base, parts: [], at: start };
  draw(paragraph, ink);
  ink.parts.push(' '.repeat(end - ink.at));
  const drawn = flat(ink.parts.join(''));
  const notes: number[] = [];
  const text = drawn.replace(/\[\^[^\]\s]{1,80}\]:?/g, (mark, at: number) => {
    notes.push(at);
    return ' '.repeat(mark.length);
  });
  return /[^\s\p{P}]/u.test(text) ? { start, text, section, notes, illustrated: isExample(source, end), ...setting } : undefined;
}

const spanOf = ({ position }: Nodes, base: number) => ({ start: base + position!.start.offset!, end: base + position!.end.offset! });

/** The text of a block as it is drawn: `at` is how far in the source it has come. */
interface Ink {
  readonly source: string;
  readonly base: number;
  readonly parts: string[];
  at: number;
}

function draw(node: Nodes, ink: Ink): void {
  switch (node.type) {
    case 'text':
      put(ink, spanOf(node, ink.base), unescaped);
      return;
    case 'inlineCode':
      put(ink, spanOf(node, ink.base), code => '_'.repeat(code.length));
      return;
    case 'link':
    case 'linkReference':
      // A link that names its target by number only is a thing, and no question.
      if (node.children.length === 1 && node.children[0]!.type === 'text' && /^\W*$/.test(node.children[0].value)) {
        put(ink, spanOf(node, ink.base), link => '_'.repeat(link.length));
        return;
      }
      break;
    default:
  }
  if ('children' in node) for (const child of node.children) draw(child, ink);
}

function put(ink: Ink, { start, end }: { start: number; end: number }, as: (text: string) => string): void {
  ink.parts.push(' '.repeat(start - ink.at), as(ink.source.slice(start, end)));
  ink.at = end;
}

function unescaped(text: string): string {
  if (!text.includes('\\') && !text.includes('&')) return text;
  return text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, ' ')
    .replace(/&(?:#x?[0-9a-f]{1,7}|[a-z][a-z0-9]{1,30});/gi, entity => '&'.padEnd(entity.length));
}
