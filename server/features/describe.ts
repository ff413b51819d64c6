// What a declaration is, in Markdown: how it is written, its prose, the comment above it.

import { printNode } from '../../grammar/print.ts';
import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import type { Entity, Named } from '../analysis/names.ts';
import { startOf } from '../analysis/places.ts';
import { nameIn } from '../analysis/resolve.ts';
import type { Scope } from '../analysis/scope.ts';
import type { Workspace } from '../analysis/workspace.ts';

/** An entity as a card: its first line as code, what it says of itself, and where it comes from. */
export function describe(workspace: Workspace, scope: Scope, entity: Entity): string {
  const head = entity.node.kind === 'term' ? meaning(entity.node) : code(signature(entity.node));
  const parts = [head, ...imported(scope, entity), comment(workspace, entity), ...proseOf(entity.node)];
  if (entity.file !== scope.document.file) parts.push(`*From \`${entity.file}\`, here \`${nameIn(scope, entity) ?? entity.name}\`.*`);
  return parts.filter(part => part !== '').join('\n\n');
}

export const code = (text: string): string => `\`\`\`constitution\n${text}\n\`\`\``;

/** Of an import: which document it brings, and whether that holds here. */
function imported(scope: Scope, { node, name }: Entity): string[] {
  const header = node.kind === 'import' ? scope.imports.get(name)?.scope?.own.header?.node : undefined;
  if (!header) return [];
  const version = header.version ? `, version ${textOf(header.version)}` : '';
  const adopted = scope.adoptions.some(({ node: adoption }) => adoption.document.text === name);
  const holds = adopted ? 'It is adopted: what it rules holds here.' : 'It is not adopted: it can be named, and does not hold here.';
  return [`**${header.title ? textOf(header.title) : header.name.text}**${version}. ${holds}`];
}

function meaning({ name, forms, means }: syntax.Term): string {
  const written = forms.map(form => `“${textOf(form)}”`).join(', ');
  const head = `**${name.text}**: ${means ? textOf(means) : 'a term that has no meaning yet'}`;
  return written === '' ? head : `${head}\n\n*In prose: ${written}.*`;
}

/** The declaration without its braces. */
export function signature(node: Named): string {
  switch (node.kind) {
    case 'principle':
      return printNode({ ...node, body: [] });
    case 'value':
    case 'eval':
    case 'section':
    case 'agent':
    case 'amendment':
    case 'gate':
      return printNode({ ...node, body: [] } as Named);
    case 'consent':
    case 'stakeholder':
    case 'context':
    case 'option':
    case 'action':
    case 'dimension':
    case 'term':
    case 'import':
      return printNode(node);
  }
}

/** The comment block directly above a declaration belongs to it. */
export function commentAbove(tree: syntax.Tree, segment: syntax.Segment, node: syntax.Span): string {
  const base = startOf(tree, segment);
  const lines: string[] = [];
  let until = node.start;
  for (const comment of [...segment.comments].reverse()) {
    if (comment.start >= until) continue;
    const between = tree.text.slice(base + comment.end, base + until);
    if (!/^[ \t]*\r?\n?[ \t]*$/.test(between)) break;
    // A comment behind something else on its line speaks of that.
    const lineStart = tree.text.lastIndexOf('\n', base + comment.start - 1) + 1;
    if (tree.text.slice(lineStart, base + comment.start).trim() !== '') break;
    lines.unshift(commentText(tree.text.slice(base + comment.start, base + comment.end)));
    until = comment.start;
  }
  return lines.join('\n').trim();
}

export const commentText = (raw: string): string =>
  raw.startsWith('//')
    ? raw.slice(2).trim()
    : raw
        .replace(/^\/\*+|\*+\/$/g, '')
        .split('\n')
        .map(line => line.replace(/^\s*\*?\s?/, ''))
        .join('\n');

function comment(workspace: Workspace, { file, segment, node }: Entity): string {
  const document = workspace.documents.get(file);
  return document ? commentAbove(document.tree, segment, node) : '';
}

function proseOf(node: Named): string[] {
  switch (node.kind) {
    case 'principle':
    case 'value':
      return (node.body as readonly syntax.Node[]).flatMap(statementProse);
    case 'consent':
      return node.clauses.flatMap(clause => (clause.kind === 'covers' ? clause.texts.map(text => `- covers ${textOf(text)}`) : []));
    default:
      return [];
  }
}

function statementProse(statement: syntax.Node): string[] {
  switch (statement.kind) {
    case 'prose':
      return [textOf(statement.text)];
    case 'norm':
      return [`- \`${printNode(statement)}\``];
    case 'attends':
      return [`- attends to ${textOf(statement.text)}`];
    case 'because':
      return [`*Because ${textOf(statement.text)}*`];
    default:
      return [];
  }
}
