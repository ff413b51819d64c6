// Where a statement or declaration goes, and how one is taken out, without disturbing what stands around.

import type { Edit } from '../../../grammar/reparse.ts';
import type * as syntax from '../../../grammar/syntax.ts';
import { placeAt } from '../../../grammar/walk.ts';
import { type Declared, declarationsOf } from '../../analysis/names.ts';
import { startOf } from '../../analysis/places.ts';
import type { View } from '../feature.ts';

/** The innermost declaration around an offset, sections opened. */
export function declaredAt({ scope, document }: View, offset: number): Declared | undefined {
  let best: Declared | undefined;
  for (const declared of scope.own.declarations) {
    const base = startOf(document.tree, declared.segment);
    if (base + declared.node.start <= offset && offset <= base + declared.node.end) best = declared;
  }
  return best;
}

/** The innermost node of a kind around an offset, with where its segment begins. */
export function nodeAt<Kind extends syntax.Node['kind']>(
  { document }: View,
  offset: number,
  ...kinds: Kind[]
): { node: Extract<syntax.Node, { kind: Kind }>; base: number } | undefined {
  const place = placeAt(document.tree, offset);
  const node = place?.path.findLast(each => (kinds as string[]).includes(each.kind));
  return place && node && { node: node as Extract<syntax.Node, { kind: Kind }>, base: place.start };
}

const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Puts a statement last into the braces of a declaration; opens braces where there are none. */
export function withStatement({ document: { tree } }: View, { segment, node }: Declared, statement: string): Edit {
  const base = startOf(tree, segment);
  const end = base + node.end;
  const line = lineEndOf(tree.text);
  const margin = marginAt(tree.text, base + node.start);
  const inner = statement.replaceAll('\n', `${line}${margin}  `);
  if (tree.text[end - 1] !== '}') return { start: end, end, text: ` {${line}${margin}  ${inner}${line}${margin}}` };
  const brace = end - 1;
  const lineStart = tree.text.lastIndexOf('\n', brace - 1) + 1;
  const alone = tree.text.slice(lineStart, brace).trim() === '';
  if (alone) return { start: lineStart, end: lineStart, text: `${margin}  ${inner}${line}` };
  const blank = /\s/.test(tree.text[brace - 1] ?? '') ? '' : ' ';
  return { start: brace, end: brace, text: `${blank}${inner} ` };
}

/** The blanks that a line begins with. */
export function marginAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** The name, or the first of `name_2`, `name_3` … that no eval of the document has. */
export function freeEvalName({ scope }: View, name: string): string {
  const taken = scope.own.named.get('eval');
  let free = name;
  for (let n = 2; taken?.has(free); n++) free = `${name}_${n}`;
  return free;
}

/** A declaration of its own behind the last of its kind, else behind the header and the settings, else at the end. */
export function withDeclaration(view: View, kind: syntax.Declaration['kind'], text: string): Edit {
  const { tree } = view.document;
  const line = lineEndOf(tree.text);
  const last = [...declarationsOf(view.scope.own, kind)].filter(({ node, segment }) => segment.node === node).at(-1);
  const header = view.scope.own.header;
  const end = last
    ? startOf(tree, last.segment) + last.node.end
    : kind === 'eval' || kind === 'prefer' || kind === 'tension' || !header
      ? tree.text.trimEnd().length
      : headEnd(view);
  const at = lineEnd(tree.text, end);
  return { start: at, end: at, text: `${line}${last && !text.includes('\n') ? '' : line}${text.replaceAll('\n', line)}` };
}

/** Behind the header, its settings, imports and adoptions. */
function headEnd({ document: { tree }, scope }: View): number {
  const head = new Set(['header', 'language', 'translations', 'subject', 'precedence', 'import', 'adopt', 'authority']);
  let end = 0;
  for (const segment of tree.segments) {
    if (!segment.node || !head.has(segment.node.kind)) continue;
    end = startOf(tree, segment) + segment.node.end;
  }
  return Math.max(end, scope.own.header ? startOf(tree, scope.own.header.segment) + scope.own.header.node.end : 0);
}

function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : text[feed - 1] === '\r' ? feed - 1 : feed;
  // Only over blanks and a comment: what else stands on the line is not to be split from it.
  return /^[ \t]*(?:\/\/.*)?$/.test(text.slice(offset, end)) ? end : offset;
}

/** Takes a span out, with its line where it has it to itself. */
export function without({ document: { tree } }: View, start: number, end: number): Edit {
  const { text } = tree;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const feed = text.indexOf('\n', end);
  const restEnd = feed < 0 ? text.length : feed;
  const alone = text.slice(lineStart, start).trim() === '' && text.slice(end, restEnd).trim() === '';
  if (alone) return { start: lineStart, end: feed < 0 ? text.length : feed + 1, text: '' };
  const blank = /[ \t]/.test(text[start - 1] ?? '') && /[ \t]/.test(text[end] ?? '') ? 1 : 0;
  return { start, end: end + blank, text: '' };
}

/** The statement of a principle, value, example, eval or amendment that holds the offset, in the file. */
export function statementAt(view: View, offset: number, ...kinds: syntax.Node['kind'][]): { start: number; end: number } | undefined {
  const found = nodeAt(view, offset, ...kinds);
  return found && { start: found.base + found.node.start, end: found.base + found.node.end };
}
