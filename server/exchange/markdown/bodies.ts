// Blocks → what stands in the body of a section, principle or value.

import { type Block, blocksOf, fenced } from './blocks.ts';
import { type Body, conditionIn, piecesIn } from './code.ts';
import { type Conversation, readConversation, skeletonOf, writeConversation } from './conversation.ts';
import { type CodeItem, type ExampleItem, type Item, layoutItem } from './items.ts';
import { readLayout } from './layout.ts';
import { isBlank, sameLines } from './lines.ts';
import { statementOf } from './sentences.ts';

export interface BodyText {
  readonly lines: readonly string[];
  readonly body: Body;
  /** The principles that answers may name, by id. */
  readonly principles: ReadonlyMap<string, string>;
  /** Blocks that stay prose whatever they look like, by the line that they begin at. */
  readonly kept: ReadonlySet<number>;
}

/** Everything in these blocks, in order; no line is left out. */
export function readBody(blocks: readonly Block[], text: BodyText): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < blocks.length; ) {
    const first = blocks[at]!;
    const last = items.at(-1);
    const divided = last?.kind === 'prose' && divides(blocks, at, text);
    const translation = last?.kind === 'prose' ? translationAt(blocks, at, text) : undefined;
    if (last?.kind === 'prose' && translation) {
      items[items.length - 1] = { ...last, translations: [...last.translations, translation] };
      at = translation.end;
      continue;
    }
    if (divided) at++;
    else if (first.tight) items.push(layoutItem({ kind: 'tight' }, first.start));
    const found = divided ? undefined : structureAt(blocks, at, text);
    if (found) {
      items.push(...found.items);
      at = found.end;
      continue;
    }
    const end = proseEnd(blocks, at, text);
    if (text.kept.has(blocks[at]!.start)) items.push(layoutItem({ kind: 'as written' }, first.start));
    items.push({ kind: 'prose', text: linesFrom(blocks, { from: at, to: end }, text), translations: [], line: blocks[at]!.start });
    at = end;
  }
  return items;
}

/** A text on its own, as the body of something. */
export function readBodyText(markdown: string, body: Body, principles: ReadonlyMap<string, string>): Item[] {
  const lines = markdown.split('\n');
  return readBody(blocksOf(lines), { lines, body, principles, kept: new Set() });
}

function linesFrom(blocks: readonly Block[], { from, to }: { from: number; to: number }, { lines }: BodyText): string {
  return lines.slice(blocks[from]!.start, blocks[to - 1]!.end).join('\n');
}

/** The block behind the prose that begins at `from`. Prose that must stay as it is stands alone. */
function proseEnd(blocks: readonly Block[], from: number, text: BodyText): number {
  const kept = text.kept.has(blocks[from]!.start);
  let end = from + 1;
  while (end < blocks.length && text.kept.has(blocks[end]!.start) === kept && (kept || !interrupts(blocks, end, text))) end++;
  return end;
}

const interrupts = (blocks: readonly Block[], at: number, text: BodyText): boolean =>
  divides(blocks, at, text) || translationAt(blocks, at, text) !== undefined || structureAt(blocks, at, text) !== undefined;

/** An empty comment between two pieces of prose: they are two statements. */
function divides(blocks: readonly Block[], at: number, text: BodyText): boolean {
  const block = blocks[at]!;
  const next = blocks[at + 1];
  if (block.kind !== 'comment' || block.text !== '' || block.tight || !next || next.tight) return false;
  if (text.kept.has(block.start) || text.kept.has(next.start) || (next.kind === 'comment' && next.text === '')) return false;
  return structureAt(blocks, at + 1, text) === undefined && translationAt(blocks, at + 1, text) === undefined;
}

/** In blocks; what is not closed by then is no translation. */
const longestTranslation = 40;

/** `<div lang="es">`, the text, `</div>`. */
function translationAt(blocks: readonly Block[], at: number, text: BodyText): { language: string; text: string; end: number } | undefined {
  const open = /^<div lang="([A-Za-z][A-Za-z0-9-]*)">$/.exec(onlyLine(blocks[at], text) ?? '');
  if (!open || text.body === 'value') return undefined;
  for (let end = at + 1; end < Math.min(blocks.length, at + longestTranslation); end++) {
    if (onlyLine(blocks[end], text) !== '</div>') continue;
    return end === at + 1 ? undefined : { language: open[1]!, text: linesFrom(blocks, { from: at + 1, to: end }, text), end: end + 1 };
  }
  return undefined;
}

/** The line of a text block that has one, and that may be read as more than text. */
function onlyLine(block: Block | undefined, { lines, kept }: BodyText): string | undefined {
  if (block?.kind !== 'text' || block.end !== block.start + 1 || kept.has(block.start)) return undefined;
  return lines[block.start]!.trimEnd();
}

interface Found {
  readonly items: readonly Item[];
  readonly end: number;
}

/** What stands here, where it is more than prose. */
function structureAt(blocks: readonly Block[], at: number, text: BodyText): Found | undefined {
  const block = blocks[at]!;
  if (text.kept.has(block.start)) return undefined;
  switch (block.kind) {
    case 'commentary':
      return text.body === 'document' || readLayout(block.text) ? undefined : { items: commentary(block, text), end: at + 1 };
    case 'fence': {
      if (block.info === 'polity') return code(block, at, text);
      const example = exampleAt(blocks, at, text);
      return example && { items: example, end: at + 1 };
    }
    case 'text': {
      const sentences = sentencesIn(block, text);
      return sentences ? { items: sentences, end: at + 1 } : titledExample(blocks, at, text);
    }
    default:
      return undefined;
  }
}

function commentary(block: Block & { kind: 'commentary' }, { lines }: BodyText): Item[] {
  const line = lines[block.start]!.trimEnd();
  return [
    ...(line === commentaryLine ? [] : [layoutItem({ kind: 'note', line }, block.start)]),
    { kind: 'note', text: block.text, line: block.start },
  ];
}

export const commentaryLine = '!!! meta "Commentary"';

function code(block: Block & { kind: 'fence' }, at: number, { lines, body }: BodyText): Found | undefined {
  if (!block.closed || !lines[block.start]!.startsWith('```')) return undefined;
  const text = block.content.join('\n');
  const [first] = piecesIn(text, body) ?? [];
  // Only the document's first lines may name it.
  if (!first || ((first.kind as string) === 'header' && lines.slice(0, block.start).some(line => !isBlank(line)))) return undefined;
  return { items: [{ kind: 'code', text, line: block.start }], end: at + 1 };
}

function sentencesIn(block: Block, { lines, body }: BodyText): Item[] | undefined {
  if (body !== 'principle' && body !== 'value') return undefined;
  const items: CodeItem[] = [];
  for (let line = block.start; line < block.end; line++) {
    const statement = block.end > block.start + 1 && !lines[line]!.startsWith('- ') ? undefined : statementOf(lines[line]!, body);
    if (statement === undefined) return undefined;
    items.push({ kind: 'code', text: statement, line });
  }
  if (piecesIn(items.map(item => item.text).join('\n'), body)?.length !== items.length) return undefined;
  return items;
}

// Examples

const titleForm = /^\*\*Example(?::\*\*|\*\*:)[ \t]*/;
const givenForm = /^Given `([^`]+)`:$/;

function titledExample(blocks: readonly Block[], at: number, text: BodyText): Found | undefined {
  const line = onlyLine(blocks[at], text);
  const found = text.body === 'principle' && line !== undefined ? titleForm.exec(line) : null;
  if (!found) return undefined;
  const title = line!.slice(found[0].length);
  const given = givenForm.exec(onlyLine(blocks[at + 1], text) ?? '')?.[1];
  const fence = given !== undefined && conditionIn(given.replaceAll(', ', ' and ')) !== undefined ? at + 2 : at + 1;
  const example = exampleAt(blocks, fence, text, {
    from: at,
    title: title === '' ? undefined : title,
    given: fence === at + 2 ? given : undefined,
  });
  return example && { items: example, end: fence + 1 };
}

interface Titled {
  readonly from: number;
  readonly title?: string;
  readonly given?: string;
}

function exampleAt(blocks: readonly Block[], at: number, text: BodyText, titled: Titled = { from: at }): Item[] | undefined {
  const block = blocks[at];
  if (text.body !== 'principle' || block?.kind !== 'fence' || block.info !== 'xml' || !block.closed || text.kept.has(block.start))
    return undefined;
  const conversation = readConversation(block.content.join('\n'));
  if (!conversation) return undefined;
  const start = blocks[titled.from]!.start;
  const { title, given } = titled;
  const example: ExampleItem = { kind: 'example', title, given, messages: conversation.messages, principles: text.principles, line: start };
  const lines = text.lines.slice(start, block.end);
  if (sameLines(lines, exampleMarkdown(example).split('\n'))) return [example];
  return [layoutItem({ kind: 'example', skeleton: skeletonLines(lines, block, conversation).join('\n') }, start), example];
}

function skeletonLines(lines: readonly string[], block: Block, conversation: Conversation): string[] {
  const opening = lines.length - (block.end - block.start);
  return [...lines.slice(0, opening + 1).map(line => line.trimEnd()), skeletonOf(conversation), lines.at(-1)!.trimEnd()];
}

/** An example in its usual layout. */
export function exampleMarkdown({ title, given, messages }: Pick<ExampleItem, 'title' | 'given' | 'messages'>): string {
  return [
    ...(title === undefined && given === undefined ? [] : [`**Example**:${title === undefined ? '' : ` ${title}`}`]),
    ...(given === undefined ? [] : [`Given \`${given}\`:`]),
    fenced('xml', writeConversation(messages), '~'),
  ].join('\n\n');
}
