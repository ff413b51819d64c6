// What the Markdown of a document depends on as a whole.

import type { Declaration, Header, Section, Tree } from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { idOf } from '../names.ts';
import { isImplied } from './authority.ts';
import { readLayout } from './layout.ts';
import { footnotePrompts } from './prompts.ts';

export interface Survey {
  readonly header?: Header;
  /** Does a heading of its own name the document? Where the document came from Markdown that has none, it does not. */
  readonly hasHeading: boolean;
  /** Do headings say what they are? */
  readonly marked: boolean;
  /** The levels that principles name, in order. */
  readonly levels: ReadonlySet<string>;
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
  const hasHeading =
    header !== undefined &&
    (header.title !== undefined || header.version !== undefined || header.spec === 'modelspec' || isNative(tree, all, levels));
  const marked =
    hasHeading ||
    levels.size > 0 ||
    ruled.some(node => node.role || node.entrenched || node.when) ||
    all.some(node => node.kind === 'value' || saysSomething(node));
  const principles = new Map(ruled.filter(node => !node.name.text.includes('.')).map(node => [idOf(node.name.text), node.name.text]));
  return { header, hasHeading, marked, levels, principles, titleOf: action => titles.get(action) };
}

/** Does the document hold what Markdown without a heading of its own does not hold, unless a note says otherwise? */
function isNative(tree: Tree, all: readonly Node[], levels: ReadonlySet<string>): boolean {
  const { evals } = footnotePrompts(tree);
  let native = false;
  for (const node of all) {
    const isGroup = node.kind === 'section' || node.kind === 'principle' || node.kind === 'value';
    const body = isGroup ? (node.body as readonly { kind: string }[]) : [];
    if (isGroup && (node.body as readonly Node[]).some(isUntitled)) return false;
    if (isGroup ? body.some(statement => statements.has(statement.kind)) : !plain.has(node.kind) && !evals.has(node as Declaration)) {
      native ||= !(node.kind === 'authority' && isImplied(node, levels));
    }
  }
  return native;
}

const plain: ReadonlySet<string> = new Set(['header', 'prose', 'note']);
const statements: ReadonlySet<string> = new Set([
  'norm',
  'serves',
  'because',
  'overrides',
  'source',
  'allow',
  'attends',
  'nourishes',
  'wiser',
]);
const isUntitled = (node: Node): boolean => node.kind === 'note' && readLayout(textOf(node.text))?.kind === 'no title';

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
