// Paths of imports and addresses of sources, as links.

import type { DocumentLink, Position } from 'vscode-languageserver-types';
import type { Span } from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { importTarget, isSpecFile } from '../analysis/imports.ts';
import type { Declared } from '../analysis/names.ts';
import { startOf } from '../analysis/places.ts';
import type { Feature, View } from './feature.ts';
import { moved, offsetAt, rangeAt } from './positions.ts';

interface Link {
  readonly span: Span;
  readonly to: string;
}

function* linksIn(view: View, { node, file }: Declared): Iterable<Link> {
  if (node.kind === 'import' && node.path) {
    const target = importTarget(file, textOf(node.path));
    if (target && isSpecFile(target) && view.workspace.documents.has(target)) yield { span: inside(node.path), to: view.uriOf(target) };
  }
  if (node.kind !== 'principle' && node.kind !== 'value') return;
  for (const statement of node.body) {
    if (statement.kind !== 'source' || !statement.at) continue;
    const address = textOf(statement.at);
    // Only what a browser opens: a spec is somebody else's text, and a link must not run anything.
    if (/^https?:\/\/[^\s]+$/i.test(address)) yield { span: inside(statement.at), to: address };
  }
}

/** The text between the quotes. */
const inside = ({ start, end }: Span): Span => ({ start: start + 1, end: Math.max(start + 1, end - 1) });

function* placed(view: View): Iterable<Link> {
  for (const declared of view.scope.own.declarations) {
    for (const link of linksIn(view, declared)) yield { ...link, span: moved(link.span, startOf(view.document.tree, declared.segment)) };
  }
}

export function links(view: View): DocumentLink[] {
  return [...placed(view)].map(({ span, to }) => ({ range: rangeAt(view.document.tree, span), target: to }));
}

/** Where the link at a place leads. */
export function linkAt(view: View, position: Position): string | undefined {
  const offset = offsetAt(view.document.tree, position);
  for (const { span, to } of placed(view)) if (span.start <= offset && offset <= span.end) return to;
  return undefined;
}

export const linksFeature: Feature<unknown, DocumentLink[]> = {
  method: 'textDocument/documentLink',
  capability: { documentLinkProvider: { resolveProvider: false } },
  provide: links,
};
