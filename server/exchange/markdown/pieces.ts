// Statements → pieces of Markdown, each read back to see that it says the same.

import type { Answer, Example, Given, Note, Prose, Ref, Section, Statement, Turn, ValueStatement } from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { idOf } from '../names.ts';
import { blocksOf, fenced } from './blocks.ts';
import { commentaryLine, exampleMarkdown, readBodyText } from './bodies.ts';
import { type Body, type Piece, piecesIn, same } from './code.ts';
import { type Message, type Verdict, woven } from './conversation.ts';
import { polityText } from './items.ts';
import { type Layout, readLayout } from './layout.ts';
import { isItem, sentenceOf, type Wording } from './sentences.ts';
import { asItStands, isApart, movedLeft, onOneLine, type SegmentText, withComments } from './sources.ts';

/** Some Markdown, and what stands above it. */
export interface MarkdownPiece {
  readonly text: string;
  readonly kind: 'heading' | 'prose' | 'kept' | 'item' | 'code' | 'other';
  /** No blank line above, where one is usual. */
  readonly tight?: boolean;
}

export interface BodyWriting {
  readonly segment: SegmentText;
  readonly body: Body;
  readonly principles: ReadonlyMap<string, string>;
  readonly titleOf: (action: string) => string | undefined;
  /** Where the body begins, or what stands before it ends: comments from there on are its own. */
  readonly after: number;
}

type Said = Statement | ValueStatement | Section['body'][number];

/** Joins pieces: list items follow one another, everything else stands apart. */
export function joined(pieces: readonly MarkdownPiece[]): string {
  return pieces
    .map((piece, n) => {
      const before = pieces[n - 1];
      if (!before) return piece.text;
      if (piece.tight || (piece.kind === 'item' && before.kind === 'item')) return `\n${piece.text}`;
      const divided = piece.kind === 'prose' && before.kind === 'prose' ? '\n\n<!-- -->' : '';
      return `${divided}\n\n${piece.text}`;
    })
    .join('');
}

/** What the layout notes before a statement say of it. */
type Pending = { readonly [Kind in Layout['kind']]?: Layout & { kind: Kind } };

/** A body's statements as Markdown; in words where that says the same, else in the language itself. */
export function statementPieces(statements: readonly Said[], writing: BodyWriting, inCode: (statement: Said) => boolean): MarkdownPiece[] {
  const pieces: MarkdownPiece[] = [];
  let pending: Pending = {};
  let codeEnd = 0;
  let { after } = writing;
  for (const statement of statements) {
    const layout = statement.kind === 'note' ? readLayout(textOf(statement.text)) : undefined;
    if (layout) {
      pending = { ...pending, [layout.kind]: layout };
      after = statement.end;
      continue;
    }
    const words = inCode(statement) ? undefined : inWords(statement, writing, pending);
    const last = pieces.at(-1);
    const tight = pending.tight !== undefined;
    if (words) pieces.push({ ...words, tight });
    else {
      const { code, start, end } = codeOf(statement, writing, after);
      if (last?.kind === 'code' && !tight)
        pieces[pieces.length - 1] = { ...last, text: last.text + (isApart(writing.segment, codeEnd, start) ? '\n\n' : '\n') + code };
      else pieces.push({ text: code, kind: 'code', tight });
      codeEnd = end;
    }
    after = words ? statement.end : codeEnd;
    pending = {};
  }
  return pieces.map(piece => (piece.kind === 'code' ? { ...piece, kind: 'other', text: fenced('polity', piece.text, '`') } : piece));
}

/** A statement or declaration in the language itself. */
export function codeOf(
  node: Said,
  { segment, body }: Pick<BodyWriting, 'segment' | 'body'>,
  after: number,
): { code: string; start: number; end: number } {
  const span = withComments(segment, node, after);
  const moved = movedLeft(segment, span);
  const read = piecesIn(moved, body);
  return { code: read?.length === 1 && same(read[0], node) ? moved : asItStands(segment, span), ...span };
}

function inWords(statement: Said, writing: BodyWriting, pending: Pending): MarkdownPiece | undefined {
  switch (statement.kind) {
    case 'prose':
      return pending['as written'] ? { text: textOf(statement.text), kind: 'kept' } : { text: proseMarkdown(statement), kind: 'prose' };
    case 'note':
      return { text: commentary(statement, pending.note?.line), kind: 'other' };
    case 'example': {
      const text = exampleText(statement, writing, pending.example?.skeleton);
      return text === undefined ? undefined : { text, kind: 'other' };
    }
    default: {
      const sentence = writing.body === 'section' ? undefined : sentenceOf(statement as Statement | ValueStatement, wordingOf(writing));
      return sentence === undefined ? undefined : { text: sentence, kind: isItem(sentence) ? 'item' : 'other' };
    }
  }
}

const wordingOf = ({ segment, titleOf }: BodyWriting): Wording => ({ source: node => onOneLine(segment, node), titleOf });

function proseMarkdown(prose: Prose): string {
  return [
    textOf(prose.text),
    ...prose.translations.map(({ language, text }) => `<div lang="${language.text}">\n\n${textOf(text)}\n\n</div>`),
  ].join('\n\n');
}

function commentary(note: Note, line: string | undefined): string {
  const first = line !== undefined && blocksOf([line, '    .'])[0]?.kind === 'commentary' ? line : commentaryLine;
  return [
    first,
    ...textOf(note.text)
      .split('\n')
      .map(text => (text.trim() === '' ? '' : `    ${text}`)),
  ].join('\n');
}

// Examples

function exampleText(example: Example, writing: BodyWriting, skeleton: string | undefined): string | undefined {
  const [first, ...rest] = example.body;
  const given = first?.kind === 'given' ? first : undefined;
  const said = given ? rest : example.body;
  if (said.some(statement => statement.kind === 'given')) return undefined;
  const messages = (said as readonly Exclude<(typeof said)[number], Given>[]).map(messageOf);
  const title = example.title && textOf(example.title);
  const facts = given?.facts.map(fact => onOneLine(writing.segment, fact)).join(', ');
  const usual = exampleMarkdown({ title, given: facts, messages });
  return skeleton === undefined ? usual : (inSkeleton(messages, skeleton, { title, given: facts, writing }) ?? usual);
}

export function messageOf(said: Turn | Answer): Message {
  return {
    speaker: said.kind === 'turn' ? said.speaker : 'assistant',
    to: said.to && textOf(said.to),
    from: said.from && textOf(said.from),
    continues: said.continues,
    text: textOf(said.text),
    verdict: said.kind === 'answer' ? verdictOf(said, said.violates) : undefined,
  };
}

const marksForm = /^((?:\[#[^\]\n]*\])+)(?:: ([\s\S]*))?$/;

function verdictOf({ label, because }: Answer, violates: Ref | undefined): Verdict {
  const reason = because && textOf(because);
  if (violates) return { label, marks: [idOf(violates.text)], reason };
  const found = marksForm.exec(reason ?? '');
  if (!found) return { label, marks: [], reason };
  return { label, marks: [...found[1]!.matchAll(/\[#([^\]\n]*)\]/g)].map(mark => mark[1]!), reason: found[2] };
}

/** The example in the layout that it once had, as long as that still says the same. */
function inSkeleton(
  messages: readonly Message[],
  skeleton: string,
  { title, given, writing }: { title?: string; given?: string; writing: BodyWriting },
): string | undefined {
  const lines = skeleton.split('\n');
  const fence = blocksOf(lines).find(block => block.kind === 'fence');
  if (fence?.kind !== 'fence' || fence.end !== lines.length) return undefined;
  const conversation = woven(messages, fence.content.join('\n'));
  if (conversation === undefined) return undefined;
  const text = [...lines.slice(0, fence.start + 1), conversation, lines.at(-1)!].join('\n');
  const read = readBodyText(text, 'principle', writing.principles).filter(item => item.kind !== 'note');
  const [only] = read;
  if (read.length !== 1 || only?.kind !== 'example') return undefined;
  return only.title === title && only.given === given && same(only.messages, messages) ? text : undefined;
}

/** Is the Markdown read as these very statements? */
export function readsBack(pieces: readonly MarkdownPiece[], statements: readonly Said[], { body, principles }: BodyWriting): boolean {
  const read = piecesIn(polityText(readBodyText(joined(pieces), body, principles)), body);
  return read !== undefined && same(withoutLayout(read), withoutLayout(statements));
}

/** How a piece was laid out shows only among the others. */
const withoutLayout = (statements: readonly (Said | Piece)[]) =>
  statements.filter(statement => statement.kind !== 'note' || !readLayout(textOf(statement.text)));
