// What the Markdown of a document depends on as a whole.

import type { Authority, Header, Principle, Section, Tree, ValueDeclaration } from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { idOf } from '../names.ts';
import { isImplied } from './authority.ts';
import { readLayout } from './layout.ts';

export interface Survey {
  readonly header?: Header;
  /** Does a heading of its own name the document? Where the document came from Markdown that has none, it does not. */
  readonly hasHeading: boolean;
  /** Do headings say what they are? */
  readonly marked: boolean;
  /** The levels that principles name, in order. */
  readonly levels: ReadonlySet<string>;
  /** Says what an import makes of the headings anyway, in the place where it puts it. */
  readonly impliedAuthority?: Authority;
  /** The principles that `BAD[#id]` can name: by id, the name. */
  readonly principles: ReadonlyMap<string, string>;
  readonly titleOf: (action: string) => string | undefined;
}

type Node = Header | Section['body'][number];

export function surveyOf(tree: Tree): Survey {
  const top = tree.segments.flatMap(segment => (segment.node ? [segment.node] : []));
  const all = [...allOf(top)];
  const header = top.find(node => node.kind === 'header');
  const ruled = all.filter(node => node.kind === 'principle');
  const levels = new Set(ruled.flatMap(node => (node.level ? [node.level.text] : [])));
  const titles = new Map<string, string>();
  for (const node of all) if (node.kind === 'action' && node.title) titles.set(node.name.text, textOf(node.title));
  const second = top[1];
  const impliedAuthority = second?.kind === 'authority' && isImplied(second, levels) ? second : undefined;
  const showsMarks = levels.size > 0 || all.some(isDistinct);
  const saysInSections = all.some(saysSomething);
  const hasHeading = header !== undefined && (isNamed(header) || !all.some(isUntitled));
  const marked = hasHeading || showsMarks || saysInSections;
  const principles = new Map(ruled.filter(node => !node.name.text.includes('.')).map(node => [idOf(node.name.text), node.name.text]));
  return { header, hasHeading, marked, levels, impliedAuthority, principles, titleOf: action => titles.get(action) };
}

const isNamed = (header: Header): boolean => header.title !== undefined || header.version !== undefined || header.spec === 'modelspec';

const isGroup = (node: Node): node is Section | Principle | ValueDeclaration =>
  node.kind === 'section' || node.kind === 'principle' || node.kind === 'value';

/** More than a section or a principle at a level. */
const isDistinct = (node: Node): boolean =>
  node.kind === 'value' || (node.kind === 'principle' && (node.role || node.entrenched !== undefined || node.when !== undefined));

/** Says a note in it that no heading names the document? */
const isUntitled = (node: Node): boolean =>
  isGroup(node) && (node.body as readonly Node[]).some(one => one.kind === 'note' && readLayout(textOf(one.text))?.kind === 'no title');

/** Declarations with those inside sections. */
function* allOf(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    if (node.kind === 'section') yield* allOf(node.body);
  }
}

/** Is it a section with prose or notes of its own? */
const saysSomething = (node: Node): boolean =>
  node.kind === 'section' && node.body.some(one => one.kind === 'prose' || (one.kind === 'note' && !readLayout(textOf(one.text))));
