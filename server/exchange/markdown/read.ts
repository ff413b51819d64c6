// A Markdown document → Polity text.
//
// Structure is taken only where the exporter gives the same lines back. So the draft is compiled to Markdown and compared with
// the source; whatever differs is read again as prose that goes out word for word, until nothing differs.

import { parse } from '../../../grammar/parser.ts';
import { quoted } from '../../../grammar/quote.ts';
import { nameOf, nameOfTitle, uniqueNames } from '../names.ts';
import { neededLevels } from './authority.ts';
import { type Block, blocksOf, frontMatterEnd } from './blocks.ts';
import { piecesIn } from './code.ts';
import { type Grouping, groupsIn, itemsOf, nameOfHeading, roleOf } from './groups.ts';
import { type Group, type Item, layoutItem, polityText } from './items.ts';
import { type Difference, difference, differingLines, linesOf } from './lines.ts';
import { isPart, type Outline, outlineOf, type Part, specOf } from './outline.ts';
import { markdownOf } from './write.ts';

export interface MarkdownReading {
  /** The header and everything in the document itself, as Polity text. */
  readonly text: string;
  readonly items: readonly Item[];
  readonly outline: Outline;
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  /** Blocks that are kept as prose although they look like more, by first line. */
  readonly kept: ReadonlySet<number>;
  readonly differing: number;
}

const attempts = 6;

export function readMarkdown(file: string, source: string): MarkdownReading {
  const lines = linesOf(source);
  const blocks = blocksOf(lines);
  let best: MarkdownReading | undefined;
  let kept: ReadonlySet<number> = new Set();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const reading = readingOf(file, { lines, blocks, kept });
    const difference = differenceOf(reading);
    const differing = differingLines(difference);
    if (!best || differing < best.differing) best = { ...reading, differing };
    if (differing === 0) return best;
    const more = (attempt === attempts - 2 ? blocks : guilty(blocks, difference)).filter(canBeKept);
    const next = new Set([...kept, ...more.map(block => block.start)]);
    if (next.size === kept.size) break;
    kept = next;
  }
  return best!;
}

/** Code in the language itself stays code, unless it says nothing but prose: only its layout can differ. */
function canBeKept(block: Block): boolean {
  if (block.kind !== 'fence' || block.info !== 'polity') return true;
  const pieces = piecesIn(block.content.join('\n'), 'section');
  return pieces === undefined || pieces.every(piece => piece.kind === 'prose' || piece.kind === 'note');
}

function differenceOf({ text, lines }: { text: string; lines: readonly string[] }): Difference {
  return difference(lines, markdownOf(parse(text)).text.split('\n'));
}

/** The blocks in which lines were lost, or before or behind which some were added. */
function guilty(blocks: readonly Block[], { lost, added }: Difference): Block[] {
  const found = new Set<Block>();
  for (const line of lost) for (const block of around(blocks, line)) found.add(block);
  for (const line of added) for (const block of around(blocks, line)) found.add(block);
  return [...found];
}

/** The block that holds a line, or else the two that it stands between. */
function around(blocks: readonly Block[], line: number): Block[] {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.end <= line) low = middle + 1;
    else high = middle;
  }
  const at = blocks[low];
  if (at && at.start <= line) return at.start === line && low > 0 ? [blocks[low - 1]!, at] : [at];
  return [blocks[low - 1], at].filter(block => block !== undefined);
}

interface Draft {
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  readonly kept: ReadonlySet<number>;
}

function readingOf(file: string, draft: Draft): Omit<MarkdownReading, 'differing'> {
  const outline = wrapped(outlineOf(draft.blocks, draft.kept), file, draft);
  const { header } = outline;
  const grouping: Grouping = {
    lines: draft.lines,
    kept: draft.kept,
    marked: outline.marked,
    principles: principlesIn(outline),
    nameOf: { section: uniqueNames(), principle: uniqueNames(), value: uniqueNames() },
  };
  const items = inSections(itemsOf(outline.children, 'document', grouping), grouping);
  const levels = neededLevels(new Set([...groupsIn(items)].flatMap(group => group.level ?? [])));
  const title = header && header.title !== nameOf(header.id!) ? header.title : '';
  const head = [
    `${header ? specOf(header) : 'constitution'} ${header ? nameOf(header.id!) : nameOf(baseName(file))}`,
    ...(title === '' ? [] : [quoted(title)]),
    ...(header?.version === undefined ? [] : [`version ${quoted(header.version)}`]),
  ].join(' ');
  const declared = outline.headedByCode || items.some(item => item.kind === 'code' && /^\s*authority\b/m.test(item.text));
  const authority = levels && !declared ? `\nauthority ${levels.join(' > ')}\n` : '';
  const start = `${outline.headedByCode ? '' : `${head}\n`}${authority}\n`;
  const text = start + polityText(header || outline.headedByCode ? items : untitled(items));
  return { text, items, outline, ...draft };
}

/** The file's name without its folder and the ending. */
const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.[A-Za-z]+$/, '');

/** Text that no heading stands above goes into a section without one; and so does everything, where the first level of headings is not used. */
function wrapped(outline: Outline, file: string, { lines }: Draft): Outline {
  if (outline.header || outline.headedByCode) return outline;
  const { children } = outline;
  const depths = children.filter(isPart).map(part => part.heading.depth);
  const shallow = Math.min(...depths) === 1;
  const title = /^title: *["']?(.*?)["']? *$/.exec(
    lines.slice(1, frontMatterEnd(lines)).find(line => line.startsWith('title:')) ?? '',
  )?.[1];
  const heading = {
    depth: 1,
    title: title ?? '',
    id: title ? nameOfTitle(title, 'preamble') : depths.length > 0 && shallow ? 'preamble' : baseName(file),
    classes: [],
    tags: [],
  };
  if (!shallow) return { ...outline, children: [{ heading, depth: 1, children: children.map(deeper) }] };
  const wrapper = (blocks: Block[]): Part => ({ heading, depth: 1, children: blocks });
  const grouped: (Block | Part)[] = [];
  for (let at = 0; at < children.length; ) {
    const run: Block[] = [];
    for (let next = children[at]; next && !isPart(next); next = children[++at]) run.push(next);
    if (run.length > 0) grouped.push(wrapper(run));
    else grouped.push(children[at++]!);
  }
  return { ...outline, children: grouped };
}

const deeper = (child: Block | Part): Block | Part =>
  isPart(child) ? { ...child, depth: child.depth + 1, children: child.children.map(deeper) } : child;

/** What answers may name, by id: a heading that becomes a principle under just that name. */
function principlesIn({ children, marked }: Outline): Map<string, string> {
  const found = new Map<string, string>();
  const look = (parts: readonly (Block | Part)[]): void => {
    for (const part of parts.filter(isPart)) {
      const says = part.children[0] !== undefined && !isPart(part.children[0]);
      const role = roleOf(part.heading, { marked, says, holdsHeadings: part.children.some(isPart) });
      const { id } = part.heading;
      if (id !== undefined && (role === 'principle' || role === 'role')) found.set(id, nameOfHeading(part.heading));
      look(part.children);
    }
  };
  look(children);
  return found;
}

/** At the top of a document prose and notes have no place but in a section. */
function inSections(items: readonly Item[], { nameOf }: Grouping): Item[] {
  const top: Item[] = [];
  let loose: Item[] = [];
  const close = () => {
    if (loose.length > 0) top.push(wrapperOf(loose, nameOf.section('preamble')));
    loose = [];
  };
  for (const item of items) {
    if (item.kind === 'prose' || item.kind === 'note' || item.kind === 'example') loose.push(item);
    else {
      close();
      top.push(item);
    }
  }
  close();
  return top;
}

/** Says in the first group that no heading names the document. */
function untitled(items: readonly Item[]): readonly Item[] {
  const first = items.findIndex(item => 'items' in item);
  if (first < 0) return items;
  const group = items[first] as Group;
  return items.with(first, { ...group, items: [layoutItem({ kind: 'no title' }, group.line), ...group.items] });
}

function wrapperOf(items: readonly Item[], name: string): Group {
  const line = items[0]!.line;
  return { kind: 'section', name, line, items: [layoutItem({ kind: 'no heading' }, line), ...items] };
}
