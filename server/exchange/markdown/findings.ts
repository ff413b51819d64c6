// What is wrong with a Markdown document as a spec, each with its line.

import type { Trouble } from '../report.ts';
import { isKnownLevel } from './authority.ts';
import { groupsIn } from './groups.ts';
import type { Group } from './items.ts';
import { isBlank } from './lines.ts';
import type { MarkdownReading } from './read.ts';

type Found = Omit<Trouble, 'file'> & { readonly line: number };

/** In the order of lines, which count from 1. */
export function troublesIn(reading: MarkdownReading): Found[] {
  const found = [...headingTroubles(reading), ...referencesToNothing(reading), ...exampleTroubles(reading), ...keptTroubles(reading)];
  return found.sort((a, b) => a.line - b.line);
}

function headingsOf({ blocks, kept }: MarkdownReading) {
  return blocks.flatMap(block => (block.kind === 'heading' && !kept.has(block.start) ? [{ ...block.heading, line: block.start + 1 }] : []));
}

function headingTroubles(reading: MarkdownReading): Found[] {
  const found: Found[] = [];
  const lines = new Map<string, number>();
  for (const { id, authority, line } of headingsOf(reading)) {
    const before = id === undefined ? undefined : lines.get(id);
    if (before !== undefined)
      found.push({
        code: 'duplicate-id',
        line,
        message: `\`${id}\` names the heading on line ${before} already; here it became another name.`,
      });
    else if (id !== undefined) lines.set(id, line);
    if (authority !== undefined && !isKnownLevel(authority)) {
      const message = `The level \`${authority}\` is not known; it was put lowest. Look at the order in \`authority\`.`;
      found.push({ code: 'unknown-authority', line, message });
    }
  }
  return found;
}

const link = /\]\(#([^)\s]{1,200})\)/g;
const mark = /<!--\s*(?:GOOD|OK|BAD)((?:\[#[^\]\n]{0,200}\])+)/;

/** Links and marks of answers whose target no heading is. What is said inside a conversation is not looked at. */
function referencesToNothing(reading: MarkdownReading): Found[] {
  const targets = new Set(headingsOf(reading).flatMap(({ id, title }) => [id === undefined ? anchorOf(title) : id, anchorOf(title)]));
  const missing = (id: string): boolean => !targets.has(id) && !targets.has(decoded(id));
  return reading.blocks.flatMap(block => {
    const found: Found[] = [];
    for (let n = block.start; n < block.end; n++) {
      const line = reading.lines[n]!;
      if (block.kind === 'fence' && !line.startsWith('<assistant')) continue;
      const ids = [...line.matchAll(link)].map(one => one[1]!);
      for (const one of mark.exec(line)?.[1]?.matchAll(/\[#([^\]\n]*)\]/g) ?? []) ids.push(one[1]!);
      for (const id of ids.filter(missing))
        found.push({ code: 'reference-to-nothing', line: n + 1, message: `Nothing here is called \`${id}\`.` });
    }
    return found;
  });
}

/** As GitHub makes it from a title. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function exampleTroubles(reading: MarkdownReading): Found[] {
  const found: Found[] = [];
  const fences = reading.blocks.filter(block => block.kind === 'fence' && block.info === 'xml').map(block => block.start);
  const examples = new Set<number>();
  for (const group of groupsIn(reading.items)) {
    const own = group.items.filter(item => item.kind === 'example');
    for (const { line } of own) examples.add(line);
    if (isRuled(group) && own.length === 0) {
      found.push({
        code: 'principle-without-example',
        line: group.line + 1,
        message: `\`${group.name}\` is ruled at ${group.level} and shows no example.`,
      });
    }
  }
  fences.forEach((start, n) => {
    // An example begins at its title, above the fence and behind the one before.
    let line = start;
    while (line > (fences[n - 1] ?? -1) && line > start - tallestTitle && !examples.has(line)) line--;
    if (examples.has(line)) return;
    const message = 'The conversation stands outside of a principle, or is not one that Polity understands; it is kept as prose.';
    found.push({ code: 'unread-conversation', line: start + 1, message });
  });
  return found;
}

/** In lines: title, facts, and blank lines between. */
const tallestTitle = 40;

export const isRuled = (group: Group): boolean => (group.kind === 'principle' || group.kind === 'role') && group.level !== undefined;

function keptTroubles({ blocks, kept, lines }: MarkdownReading): Found[] {
  return blocks.flatMap(block => {
    if (!kept.has(block.start) || block.kind === 'text') return [];
    const first = lines.slice(block.start, block.end).find(line => !isBlank(line)) ?? '';
    const message = `${first.length > 60 ? `${first.slice(0, 59)}…` : first} could not be given back exactly as structure, and is prose.`;
    return [{ code: 'kept-as-prose', line: block.start + 1, message }];
  });
}

/** The principle that a line belongs to: the one whose heading is the last above it. */
export function principlesByLine(reading: MarkdownReading): (line: number) => string | undefined {
  const starts = headingsOf(reading).map(({ line }) => line - 1);
  const groups = [...groupsIn(reading.items)].filter(group => group.kind === 'principle' || group.kind === 'role');
  const names = new Map(groups.toReversed().map(group => [group.line, group.name]));
  return line => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= line) low = middle + 1;
      else high = middle;
    }
    return names.get(starts[low - 1] ?? 0);
  };
}
