// How a document was laid out where that is not how Polity lays it out: notes that begin with `Markdown: `.
//
// An importer leaves them so that the Markdown of the import is the Markdown that was imported; the exporter follows one as
// long as it still says the same as the declaration that holds it. They say nothing to a reader of the spec and are never printed.

export type Layout =
  /** No blank line stands above the next thing in this body. */
  | { readonly kind: 'tight' }
  /** No blank line stands above this heading. */
  | { readonly kind: 'tight heading' }
  /** The heading as it was written. */
  | { readonly kind: 'heading'; readonly line: string }
  /** This section has no heading of its own. */
  | { readonly kind: 'no heading' }
  /** No heading names the document. */
  | { readonly kind: 'no title' }
  /** The next prose goes out word for word, whatever it looks like. */
  | { readonly kind: 'as written' }
  /** The next example as it was written, with a `…` for each text. */
  | { readonly kind: 'example'; readonly skeleton: string }
  /** The first line of the next note as it was written. */
  | { readonly kind: 'note'; readonly line: string }
  /** The lines between `---` and `---` at the top of the file, with these. */
  | { readonly kind: 'front matter'; readonly text: string };

const mark = 'Markdown: ';
const plain = {
  tight: 'no blank line above',
  'tight heading': 'no blank line above the heading',
  'no heading': 'no heading',
  'no title': 'no title',
  'as written': 'as written',
} as const;
const leading = { heading: 'heading ', example: 'example\n', note: 'note ', 'front matter': 'front matter\n' } as const;

export function writeLayout(layout: Layout): string {
  switch (layout.kind) {
    case 'heading':
    case 'note':
      return mark + leading[layout.kind] + layout.line;
    case 'example':
      return mark + leading.example + layout.skeleton;
    case 'front matter':
      return mark + leading['front matter'] + layout.text;
    default:
      return mark + plain[layout.kind];
  }
}

/** What a note says of the layout; undefined for a note that is one. */
export function readLayout(note: string): Layout | undefined {
  if (!note.startsWith(mark)) return undefined;
  const text = note.slice(mark.length);
  for (const kind of Object.keys(plain) as (keyof typeof plain)[]) if (text === plain[kind]) return { kind };
  if (text.startsWith(leading.heading)) return { kind: 'heading', line: text.slice(leading.heading.length) };
  if (text.startsWith(leading.note)) return { kind: 'note', line: text.slice(leading.note.length) };
  if (text.startsWith(leading.example)) return { kind: 'example', skeleton: text.slice(leading.example.length) };
  if (text.startsWith(leading['front matter'])) return { kind: 'front matter', text: text.slice(leading['front matter'].length) };
  return undefined;
}
