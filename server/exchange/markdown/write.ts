// A document → Markdown that reads as a public document and can be read back.
//
// Prose, commentary, examples, norms and reasons are said in words; what words cannot carry stands in fences of Polity text.

import type { Header, Principle, Section, Tree, ValueDeclaration } from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { idOf, nameOf } from '../names.ts';
import { fenced } from './blocks.ts';
import { conditionIn, same } from './code.ts';
import { fits, type HeadingFacts, headingOf } from './groups.ts';
import { deepest, type Heading, readHeading, sameHeading, writeHeading } from './heading.ts';
import { type Layout, readLayout } from './layout.ts';
import { endOf } from './outline.ts';
import { type BodyWriting, codeOf, joined, type MarkdownPiece, readsBack, statementPieces } from './pieces.ts';
import { footnotePrompts } from './prompts.ts';
import { asItStands, bodyStart, isApart, onOneLine, type SegmentText, segmentTexts } from './sources.ts';
import { type Survey, surveyOf } from './survey.ts';

export interface WrittenMarkdown {
  readonly text: string;
  /** The files that its footnotes name, by path. */
  readonly beside: ReadonlyMap<string, string>;
}

export function markdownOf(tree: Tree): WrittenMarkdown {
  const survey = surveyOf(tree);
  const prompts = footnotePrompts(tree);
  const pieces: MarkdownPiece[] = [];
  const { header, hasHeading } = survey;
  const line = header && hasHeading ? headerLine(header) : undefined;
  if (line !== undefined) pieces.push({ text: line, kind: 'heading' });
  let open: string | undefined;
  for (const { segment, ...text } of segmentTexts(tree)) {
    const { node } = segment;
    if (!node) continue;
    if (node.kind === 'header') {
      if (hasHeading && line === undefined) pieces.push({ text: asItStands(text, node), kind: 'code' });
      continue;
    }
    if (prompts.evals.has(node) || (node === survey.impliedAuthority && (line !== undefined) === hasHeading)) continue;
    open = append(pieces, node, { survey, segment: text, depth: hasHeading ? 2 : 1, body: 'document', after: 0, open });
  }
  return { text: `${joined(inFences(pieces))}\n`, beside: prompts.files };
}

/** The heading that names the document; undefined where a heading cannot say it. */
function headerLine({ name, title: own, version: number, spec }: Header): string | undefined {
  const title = own && textOf(own);
  const version = number && textOf(number);
  const heading: Heading = { depth: 1, title: title ?? name.text, id: idOf(name.text), classes: [spec], version, tags: [] };
  const line = writeHeading(heading);
  const read = readHeading(line);
  return canHead(title, name.text) && nameOf(heading.id!) === name.text && read && same(read, heading) && !/[\r\n]/.test(line)
    ? line
    : undefined;
}

/** A heading without a title of its own shows the name. */
const canHead = (title: string | undefined, name: string): boolean =>
  title === undefined || (title !== '' && title !== name && !/[\r\n]/.test(title));

interface Place {
  readonly survey: Survey;
  readonly segment: SegmentText;
  readonly depth: number;
  readonly body: 'document' | 'section';
  /** The end of what stands before, in the segment. */
  readonly after: number;
  /** How the heading ends that stands open above at this level. */
  readonly open?: string;
}

type Node = Section['body'][number];

/** Adds what a declaration, prose or note is in Markdown; returns how the heading ends that then stands open. */
function append(pieces: MarkdownPiece[], node: Node, place: Place): string | undefined {
  const group = isGroup(node) ? groupPieces(node, place) : undefined;
  if (group) {
    pieces.push(...group.pieces);
    return group.end;
  }
  if (place.open !== undefined) pieces.push({ text: `<!-- ${place.open} -->`, kind: 'other' });
  const { code, start } = codeOf(node, place, place.after);
  const last = pieces.at(-1);
  const apart = isApart(place.segment, place.after, start) ? '\n\n' : '\n';
  if (last?.kind === 'code' && place.open === undefined) pieces[pieces.length - 1] = { ...last, text: last.text + apart + code };
  else pieces.push({ text: code, kind: 'code' });
  return undefined;
}

const inFences = (pieces: readonly MarkdownPiece[]): MarkdownPiece[] =>
  pieces.map(piece => (piece.kind === 'code' ? { ...piece, kind: 'other', text: fenced('polity', piece.text, '`') } : piece));

type GroupNode = Section | Principle | ValueDeclaration;

const isGroup = (node: Node): node is GroupNode => node.kind === 'section' || node.kind === 'principle' || node.kind === 'value';

interface GroupPieces {
  readonly pieces: readonly MarkdownPiece[];
  /** What the comment says that closes the heading, where there is one. */
  readonly end?: string;
}

/** The heading and the body; undefined where Markdown cannot say them. */
function groupPieces(node: GroupNode, place: Place): GroupPieces | undefined {
  const joint = node.kind === 'section' ? jointPrinciple(node) : undefined;
  const heading = headingPieces(node, joint, place);
  if (!heading) return undefined;
  const below = node.kind === 'section' ? sectionPieces(node, joint, place) : bodyPieces(node, place);
  return below && { pieces: [...heading.pieces, ...below], end: heading.end };
}

/** The principle of the same name and title that a section holds first, with nothing but headings behind it. */
function jointPrinciple({ name, title, body }: Section): Principle | undefined {
  const [first, ...others] = body.filter(node => node.kind !== 'note' || !readLayout(textOf(node.text)));
  if (first?.kind !== 'principle' || first.name.text !== name.text || !same(first.title, title)) return undefined;
  return others.length > 0 && others.every(isGroup) ? first : undefined;
}

function headingPieces(node: GroupNode, joint: Principle | undefined, { survey, segment, depth }: Place): GroupPieces | undefined {
  const layouts = layoutsOf(node);
  const facts = factsOf(joint ?? node, segment);
  const { when } = joint ?? (node.kind === 'principle' ? node : {});
  if (!canHead(facts.title, facts.name) || !same(when, facts.when && conditionIn(facts.when))) return undefined;
  const usual = { ...headingOf(facts, survey.marked), depth };
  if (layouts.some(layout => layout.kind === 'no heading')) {
    const matter = layouts.find(layout => layout.kind === 'front matter');
    return { pieces: matter?.kind === 'front matter' ? [{ text: matter.text, kind: 'kept' }] : [] };
  }
  const tight = layouts.some(layout => layout.kind === 'tight heading');
  const layout = layouts.find(one => one.kind === 'heading');
  const once = layout?.kind === 'heading' ? readHeading(layout.line) : undefined;
  if (layout?.kind === 'heading' && once && fits(once, facts)) {
    return { pieces: [{ text: layout.line, kind: 'heading', tight }], end: endOf(once) };
  }
  const line = writeHeading(usual);
  const read = depth <= deepest ? readHeading(line) : undefined;
  if (!read || !sameHeading(read, usual) || !fits(read, facts)) return undefined;
  return { pieces: [{ text: line, kind: 'heading', tight }], end: endOf(usual) };
}

const layoutsOf = ({ body }: GroupNode): Layout[] =>
  (body as readonly Node[]).flatMap(node => (node.kind === 'note' ? (readLayout(textOf(node.text)) ?? []) : []));

function factsOf(node: GroupNode, segment: SegmentText): HeadingFacts {
  const title = node.title && textOf(node.title);
  const shared = { name: node.name.text, title };
  if (node.kind !== 'principle') return { kind: node.kind, ...shared };
  const tags = taggedFirst(node)?.tags.map(tag => tag.text);
  const when = node.when && onOneLine(segment, node.when);
  return {
    kind: node.role ? 'role' : 'principle',
    ...shared,
    level: node.level?.text,
    entrenched: node.entrenched !== undefined,
    when,
    tags,
  };
}

/** The labels that the heading carries. */
function taggedFirst({ body }: Principle) {
  const first = body.find(statement => statement.kind !== 'note' || !readLayout(textOf(statement.text)));
  return first?.kind === 'tagged' ? first : undefined;
}

function sectionPieces(section: Section, joint: Principle | undefined, place: Place): MarkdownPiece[] | undefined {
  const pieces: MarkdownPiece[] = [];
  let open: string | undefined;
  let after = bodyStart(place.segment, headEnd(section));
  for (const run of runsOf(section.body)) {
    if (isSaid(run[0]!)) {
      const said = open === undefined ? [] : [{ text: `<!-- ${open} -->`, kind: 'other' } as const];
      pieces.push(...said, ...checkedPieces(run, { ...writingOf(place), body: 'section', after }));
      open = undefined;
    } else if (run[0] === joint) {
      const own = bodyPieces(joint!, place);
      if (!own) return undefined;
      pieces.push(...own);
    } else {
      for (const node of run) {
        open = append(pieces, node, { ...place, depth: place.depth + 1, body: 'section', after, open });
        after = node.end;
      }
    }
    after = run.at(-1)!.end;
  }
  return inFences(pieces);
}

function headEnd(node: GroupNode): number {
  const ruled = node.kind === 'principle' ? [node.level, node.entrenched, node.when] : [];
  return Math.max(...[node.name, node.title, ...ruled].map(part => part?.end ?? 0));
}

const isSaid = (node: Node): boolean => node.kind === 'prose' || node.kind === 'note';

/** Prose and notes in a row, and declarations one by one. */
function runsOf(body: readonly Node[]): Node[][] {
  const runs: Node[][] = [];
  for (const node of body) {
    const last = runs.at(-1);
    if (last && isSaid(node) && isSaid(last[0]!)) last.push(node);
    else runs.push([node]);
  }
  return runs;
}

const writingOf = ({ survey, segment }: Place): Omit<BodyWriting, 'body' | 'after'> => ({
  segment,
  principles: survey.principles,
  titleOf: survey.titleOf,
});

function bodyPieces(node: Principle | ValueDeclaration, place: Place): MarkdownPiece[] | undefined {
  const tagged = node.kind === 'principle' ? taggedFirst(node) : undefined;
  const writing: BodyWriting = { ...writingOf(place), body: node.kind, after: tagged?.end ?? bodyStart(place.segment, headEnd(node)) };
  const statements = (node.body as readonly Node[]).filter(statement => statement !== (tagged as unknown));
  return checkedPieces(statements, writing);
}

/** In words as far as they read back. */
function checkedPieces(statements: readonly Node[], writing: BodyWriting): MarkdownPiece[] {
  const own = statements.filter(node => node.kind !== 'note' || !headingLayouts.has(readLayout(textOf(node.text))?.kind));
  const all = statementPieces(own, writing, () => false);
  if (own.some(node => node.kind === 'note' && readLayout(textOf(node.text))?.kind === 'as written') || readsBack(all, own, writing))
    return all;
  const unsaid = new Set(
    own.filter(
      node =>
        !readsBack(
          statementPieces([node], writing, () => false),
          [node],
          writing,
        ),
    ),
  );
  const some = statementPieces(own, writing, statement => unsaid.has(statement as Node));
  if (readsBack(some, own, writing)) return some;
  return statementPieces(own, writing, () => true);
}

/** Layout that is the heading's and not the body's. */
const headingLayouts: ReadonlySet<Layout['kind'] | undefined> = new Set([
  'heading',
  'tight heading',
  'no heading',
  'no title',
  'front matter',
]);
