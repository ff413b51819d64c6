// Folding and selection: the shape of the text.

import { type FoldingRange, FoldingRangeKind, type Position, type SelectionRange } from 'vscode-languageserver-types';
import type { Node, Span, Tree } from '../../grammar/syntax.ts';
import { nodesOf, placeAt } from '../../grammar/walk.ts';
import type { Feature, View } from './feature.ts';
import { moved, offsetAt, positionAt, rangeAt } from './positions.ts';

const foldable: ReadonlySet<Node['kind']> = new Set([
  'principle',
  'value',
  'section',
  'example',
  'eval',
  'agent',
  'gate',
  'consent',
  'tension',
  'stakeholder',
  'amendment',
  'adopt',
  'text',
  'context',
]);

export function folding({ document: { tree } }: View): FoldingRange[] {
  const found: FoldingRange[] = [];
  tree.segments.forEach((segment, i) => {
    const base = tree.starts[i]!;
    for (const span of commentRuns(tree, i)) push(tree, found, moved(span, base), FoldingRangeKind.Comment);
    if (!segment.node) return;
    for (const node of nodesOf(segment.node)) if (foldable.has(node.kind)) push(tree, found, moved(node, base));
  });
  return found;
}

function push(tree: Tree, found: FoldingRange[], span: Span, kind?: FoldingRangeKind): void {
  const startLine = positionAt(tree, span.start).line;
  const endLine = positionAt(tree, span.end).line;
  // The closing brace stays in sight.
  const last = tree.text[span.end - 1] === '}' ? endLine - 1 : endLine;
  if (last > startLine && found.at(-1)?.startLine !== startLine) found.push({ startLine, endLine: last, ...(kind ? { kind } : {}) });
}

/** Comments on lines that follow one another fold as one. */
function* commentRuns(tree: Tree, index: number): Iterable<Span> {
  let run: Span | undefined;
  const base = tree.starts[index]!;
  for (const comment of tree.segments[index]!.comments) {
    const adjoins = run && /^[ \t\r]*\n[ \t]*$/.test(tree.text.slice(base + run.end, base + comment.start));
    if (run && !adjoins) yield run;
    run = { start: run && adjoins ? run.start : comment.start, end: comment.end };
  }
  if (run) yield run;
}

export function selections({ document: { tree } }: View, { positions }: { readonly positions: readonly Position[] }): SelectionRange[] {
  return positions.map(position => selectionAt(tree, offsetAt(tree, position)));
}

function selectionAt(tree: Tree, offset: number): SelectionRange {
  const place = placeAt(tree, offset);
  let selection: SelectionRange = { range: rangeAt(tree, { start: 0, end: tree.text.length }) };
  let last: Span = { start: 0, end: tree.text.length };
  for (const node of place?.path ?? []) {
    const span = moved(node, place!.start);
    if (span.start === last.start && span.end === last.end) continue;
    // The protocol wants each range to hold the one inside it; a node's span always does.
    selection = { range: rangeAt(tree, span), parent: selection };
    last = span;
  }
  return selection;
}

export const foldingFeature: Feature<unknown, FoldingRange[]> = {
  method: 'textDocument/foldingRange',
  capability: { foldingRangeProvider: true },
  provide: folding,
};

export const selectionsFeature: Feature<{ positions: Position[] }, SelectionRange[]> = {
  method: 'textDocument/selectionRange',
  capability: { selectionRangeProvider: true },
  provide: selections,
};
