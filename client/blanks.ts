// What an edit leaves to be written: a string that is only `…`. Knows no editor.

interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Replaced {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly newText: string;
}

/** Where the first `"…"` of the new text stands once all edits are made, without its quotes. */
export function firstBlank(edits: readonly Replaced[]): { readonly start: Position; readonly end: Position } | undefined {
  const ordered = edits.toSorted(
    ({ range: { start: one } }, { range: { start: other } }) => one.line - other.line || one.character - other.character,
  );
  let lines = 0;
  for (const { range, newText } of ordered) {
    const at = newText.indexOf('"…"') + 1;
    if (at > 0) {
      const before = newText.slice(0, at).split('\n');
      // What earlier edits did to the same line nobody has needed yet: fixes write whole declarations, or one place.
      const line = range.start.line + lines + before.length - 1;
      const character = before.at(-1)!.length + (before.length === 1 ? range.start.character : 0);
      return { start: { line, character }, end: { line, character: character + 1 } };
    }
    lines += newText.split('\n').length - 1 - (range.end.line - range.start.line);
  }
  return undefined;
}
