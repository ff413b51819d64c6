// Edits as LSP sends them, each counted in the text that the one before left.

import { type Document, documentOf, edited } from '../../analysis/workspace.ts';
import { offsetAt } from '../../features/positions.ts';

interface Place {
  readonly line: number;
  readonly character: number;
}

/** Without a range, the text is the whole document's. */
export interface TextChange {
  readonly range?: { readonly start: Place; readonly end: Place };
  readonly text: string;
}

export function changedDocument(document: Document, changes: readonly TextChange[]): Document {
  return changes.reduce<Document>((at, { range, text }) => {
    if (!range) return documentOf(at.file, text);
    const [a, b] = [offsetAt(at.tree, range.start), offsetAt(at.tree, range.end)];
    return edited(at, [{ start: Math.min(a, b), end: Math.max(a, b), text }]);
  }, document);
}

/** The same for a text that is no spec. */
export function changedText(text: string, changes: readonly TextChange[]): string {
  return changes.reduce((at, { range, text: fresh }) => {
    if (!range) return fresh;
    const [a, b] = [offsetIn(at, range.start), offsetIn(at, range.end)];
    return at.slice(0, Math.min(a, b)) + fresh + at.slice(Math.max(a, b));
  }, text);
}

function offsetIn(text: string, { line, character }: Place): number {
  let start = 0;
  for (let i = 0; i < line; i++) {
    const feed = text.indexOf('\n', start);
    if (feed < 0) return text.length;
    start = feed + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + character, end < 0 ? text.length : end);
}
