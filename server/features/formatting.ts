// The canonical layout, for the document, for a part of it, and as the author types.

import type { Position, Range, TextEdit } from 'vscode-languageserver-types';
import { print } from '../../grammar/print.ts';
import type { Feature, View } from './feature.ts';
import { offsetAt, rangeAt } from './positions.ts';

/** The edits that bring a document into canonical layout; none where it has syntax errors, for those must not be covered up. */
export function formatting({ document: { tree } }: View): TextEdit[] {
  if (tree.segments.some(segment => segment.problems.length > 0)) return [];
  return lineEdits(tree.text, print(tree)).map(({ start, end, text }) => ({ range: rangeAt(tree, { start, end }), newText: text }));
}

/** Of these edits, those that touch the range. */
export function rangeFormatting(view: View, { range }: { readonly range: Range }): TextEdit[] {
  const { tree } = view.document;
  const [from, to] = [offsetAt(tree, range.start), offsetAt(tree, range.end)];
  return formatting(view).filter(edit => offsetAt(tree, edit.range.start) <= to && offsetAt(tree, edit.range.end) >= from);
}

/** When a closing brace is typed: the declaration that it closes. */
export function typedFormatting(view: View, { position }: { readonly position: Position; readonly ch: string }): TextEdit[] {
  const { tree } = view.document;
  const offset = offsetAt(tree, position);
  const index = tree.starts.findLastIndex(start => start < offset);
  const segment = tree.segments[index];
  if (!segment?.node) return [];
  const start = tree.starts[index]! + segment.node.start;
  const range = rangeAt(tree, { start, end: tree.starts[index]! + segment.node.end });
  return rangeFormatting(view, { range });
}

interface LineEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Runs of lines that differ, so that cursors and folds elsewhere stay. Lines are matched from both ends and by their next like. */
export function lineEdits(before: string, after: string): LineEdit[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const edits: LineEdit[] = [];
  let [i, j, offset] = [0, 0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      offset += old[i]!.length;
      i++;
      j++;
      continue;
    }
    const [di, dj] = nextLike(old, fresh, { i, j });
    const removed = old.slice(i, i + di).join('');
    edits.push({ start: offset, end: offset + removed.length, text: fresh.slice(j, j + dj).join('') });
    offset += removed.length;
    i += di;
    j += dj;
  }
  return edits;
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** How far to go on both sides to come to two lines that are the same; looks a little way ahead only, so that the cost stays linear. */
function nextLike(old: readonly string[], fresh: readonly string[], { i, j }: { i: number; j: number }): [number, number] {
  for (let sum = 1; sum <= 60; sum++) {
    for (let di = 0; di <= sum; di++) {
      const dj = sum - di;
      if (i + di < old.length && j + dj < fresh.length && old[i + di] === fresh[j + dj]) return [di, dj];
    }
  }
  return [old.length - i, fresh.length - j];
}

export const formattingFeature: Feature<unknown, TextEdit[]> = {
  method: 'textDocument/formatting',
  capability: { documentFormattingProvider: true },
  provide: formatting,
};

export const rangeFormattingFeature: Feature<{ range: Range }, TextEdit[]> = {
  method: 'textDocument/rangeFormatting',
  capability: { documentRangeFormattingProvider: true },
  provide: rangeFormatting,
};

export const typedFormattingFeature: Feature<{ position: Position; ch: string }, TextEdit[]> = {
  method: 'textDocument/onTypeFormatting',
  capability: { documentOnTypeFormattingProvider: { firstTriggerCharacter: '}' } },
  provide: typedFormatting,
};
