// Blocks → the tree that headings make, and what each heading becomes.
//
// A heading with an authority is a principle. One that has headings below it as well becomes a section that holds first the
// principle, of the same name and title, and then what stands below. A heading without an authority is a section, and
// what it says is the section's prose. Where no heading has any such mark, every heading that says something is a principle of
// no level, so that a plain constitution is made of principles too.

import type { Block } from './blocks.ts';
import type { Heading } from './heading.ts';

/** A heading with what stands under it, in order. */
export interface Part {
  readonly heading: Heading;
  readonly block?: Block & { kind: 'heading' };
  /** How deep it nests, from 1. */
  readonly depth: number;
  readonly children: readonly (Block | Part)[];
}

export interface Outline {
  /** The heading that names the whole document, where one does: `# Title {#name .constitution}`. */
  readonly header?: Heading;
  /** Or a fence of Polity text that begins with the header; it is the first of the children. */
  readonly headedByCode: boolean;
  /** Do headings say what they are? */
  readonly marked: boolean;
  readonly children: readonly (Block | Part)[];
}

export const isPart = (child: Block | Part): child is Part => 'children' in child;

const kinds: ReadonlySet<string> = new Set(['principle', 'role', 'value', 'entrenched', 'constitution', 'modelspec']);

const isMarked = ({ authority, classes }: Heading): boolean => authority !== undefined || classes.some(name => kinds.has(name));

export const specOf = (heading: Heading): 'constitution' | 'modelspec' | undefined =>
  heading.classes.find(name => name === 'constitution' || name === 'modelspec') as 'constitution' | 'modelspec' | undefined;

interface Open {
  readonly part: Part;
  readonly children: (Block | Part)[];
  /** How many `#` its heading has. */
  readonly marks: number;
}

/** `kept`: the blocks, by their first line, that are prose whatever they look like. */
export function outlineOf(blocks: readonly Block[], kept: ReadonlySet<number>): Outline {
  const headings = blocks.filter(block => block.kind === 'heading' && !kept.has(block.start)) as (Block & { kind: 'heading' })[];
  const marked = headings.some(({ heading }) => isMarked(heading));
  const first = blocks[0];
  const header =
    first?.kind === 'heading' && !kept.has(first.start) && specOf(first.heading) && first.heading.id !== undefined
      ? first.heading
      : undefined;
  const headedByCode =
    first?.kind === 'fence' &&
    first.info === 'polity' &&
    !kept.has(first.start) &&
    /^(constitution|modelspec)\b/.test(first.content[0] ?? '');
  const children: (Block | Part)[] = [];
  const open: Open[] = [];
  for (const block of header ? blocks.slice(1) : blocks) {
    if (kept.has(block.start) || (block.kind !== 'heading' && !ends(block, open))) {
      (open.at(-1)?.children ?? children).push(block);
    } else if (block.kind === 'heading') {
      while (open.length > 0 && open.at(-1)!.marks >= block.heading.depth) open.pop();
      const own: (Block | Part)[] = [];
      const part: Part = { heading: block.heading, block, depth: open.length + (header || headedByCode ? 2 : 1), children: own };
      (open.at(-1)?.children ?? children).push(part);
      open.push({ part, children: own, marks: block.heading.depth });
    }
  }
  return { header, headedByCode, marked: marked || headedByCode, children };
}

/** `<!-- end of ## ID -->` closes that heading: what follows stands beside it, not in it. */
function ends(block: Block, open: Open[]): boolean {
  if (block.kind !== 'comment' || !block.text.startsWith('end of #')) return false;
  const n = open.findLastIndex(({ part }) => endOf(part.heading) === block.text);
  if (n >= 0) open.length = n;
  return n >= 0;
}

/** What the comment says that closes a heading. */
export const endOf = ({ depth, id, title }: Heading): string => `end of ${'#'.repeat(depth)} ${id ?? title}`;
