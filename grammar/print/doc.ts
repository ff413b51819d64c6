// What is to be printed, before it is decided where lines break; after Wadler, "A prettier printer" (2003).
//
// Strings hold no line ends and neither begin nor end with a blank; ' ' alone is a blank that vanishes at a line's end.

export type Doc = string | readonly Doc[] | Line | Fresh | Indent | Group | Suffix | Raw;

/** A blank, or a line end where the group around it breaks; with `empty`, an empty line comes before. */
interface Line {
  readonly kind: 'line';
  readonly empty: boolean;
}
/** What follows begins on a line of its own. */
interface Fresh {
  readonly kind: 'fresh';
}
interface Indent {
  readonly kind: 'indent';
  readonly by: number;
  readonly doc: Doc;
}
/** On one line if that fits and `broken` does not forbid it. */
interface Group {
  readonly kind: 'group';
  readonly doc: Doc;
  readonly broken: boolean;
}
/** A comment at a line's end, which may go beyond the margin. */
interface Suffix {
  readonly kind: 'suffix';
  readonly doc: Doc;
}
/** Lines that keep what they hold. All but the first get the indentation of the line that the first stands on, unless `verbatim`. */
interface Raw {
  readonly kind: 'raw';
  readonly lines: readonly string[];
  readonly verbatim: boolean;
}

export const line: Doc = { kind: 'line', empty: false };
export const emptyLine: Doc = { kind: 'line', empty: true };
export const fresh: Doc = { kind: 'fresh' };
export const indent = (doc: Doc, by = 2): Doc => ({ kind: 'indent', by, doc });
export const group = (doc: Doc, broken = false): Doc => ({ kind: 'group', doc, broken });
export const suffix = (doc: Doc): Doc => ({ kind: 'suffix', doc });
export const raw = (lines: readonly string[], verbatim = false): Doc => ({ kind: 'raw', lines, verbatim });

/** `width` is the column that lines should not go beyond, `indent` the column that the first line begins at. */
export interface Page {
  readonly width: number;
  readonly lineEnd: string;
  readonly indent: number;
  /** Where something stands already on the line that this begins on: that line's indentation. */
  readonly behind?: number;
}

interface Frame {
  readonly doc: Doc;
  readonly indent: number;
  readonly flat: boolean;
}

/** The text. Outside of any group, lines break. */
export function render(doc: Doc, page: Page): string {
  const out = output(page);
  const stack: Frame[] = [{ doc, indent: page.indent, flat: false }];
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    const { doc, indent, flat } = frame;
    if (typeof doc === 'string') out.write(doc, indent);
    else if (isList(doc)) for (let i = doc.length - 1; i >= 0; i--) stack.push({ doc: doc[i]!, indent, flat });
    else
      switch (doc.kind) {
        case 'line':
          if (flat) out.write(' ', indent);
          else out.breakLine(indent, doc.empty);
          break;
        case 'fresh':
          out.freshen();
          break;
        case 'indent':
          stack.push({ doc: doc.doc, indent: indent + doc.by, flat });
          break;
        case 'suffix':
          stack.push({ doc: doc.doc, indent, flat });
          break;
        case 'group':
          stack.push({ doc: doc.doc, indent, flat: !doc.broken && (flat || fits(doc.doc, stack, page.width - out.column(), out.blank())) });
          break;
        case 'raw':
          out.writeRaw(doc, indent);
          break;
      }
  }
  return out.text();
}

const isList = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);

/** Is there something in it that takes several lines, wherever they break? */
export function holdsLines(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (isList(doc)) return doc.some(holdsLines);
  if (doc.kind === 'raw') return doc.lines.length > 1;
  if (doc.kind === 'group' && doc.broken) return true;
  return 'doc' in doc && holdsLines(doc.doc);
}

/** Does `doc` on one line, with what follows it up to the next place where a line may break, take no more than `room` columns? */
function fits(doc: Doc, rest: readonly Frame[], room: number, blank: boolean): boolean {
  const inner: { doc: Doc; flat: boolean }[] = [{ doc, flat: true }];
  let following = rest.length;
  const take = (text: string) => {
    if (text === '' || (text === ' ' && blank)) return;
    room -= text.length;
    blank = text === ' ';
  };
  while (room >= 0) {
    const frame = inner.pop() ?? rest[--following];
    if (!frame) return true;
    const { doc, flat } = frame;
    if (typeof doc === 'string') take(doc);
    else if (isList(doc)) for (let i = doc.length - 1; i >= 0; i--) inner.push({ doc: doc[i]!, flat });
    else
      switch (doc.kind) {
        case 'line':
          if (!flat) return true;
          take(' ');
          break;
        case 'fresh':
          return true;
        case 'indent':
          inner.push({ doc: doc.doc, flat });
          break;
        case 'suffix':
          break;
        case 'group':
          if (flat && doc.broken) return false;
          inner.push({ doc: doc.doc, flat });
          break;
        case 'raw':
          take(doc.lines[0]!);
          if (doc.lines.length > 1) return room >= 0;
          break;
      }
  }
  return false;
}

/** Writes pieces; blanks at line ends and indentation of empty lines never come to be. */
function output(page: Page) {
  const pieces: string[] = [];
  let column = page.indent;
  let margin = page.behind ?? page.indent;
  let atStart = page.behind === undefined;
  let indented = true;
  let blank = false;
  let fresh = false;
  const breakLine = (indent: number, empty: boolean) => {
    pieces.push(empty ? page.lineEnd + page.lineEnd : page.lineEnd);
    column = margin = indent;
    atStart = true;
    indented = blank = fresh = false;
  };
  const write = (text: string, indent: number) => {
    if (text === '') return;
    if (text === ' ') {
      blank = true;
      return;
    }
    if (fresh && !atStart) breakLine(indent, false);
    const before = !indented ? ' '.repeat(margin) : blank && !atStart ? ' ' : '';
    pieces.push(before, text);
    column += text.length + (indented ? before.length : 0);
    indented = true;
    blank = atStart = fresh = false;
  };
  return {
    write,
    breakLine,
    freshen: () => {
      fresh = true;
    },
    writeRaw: ({ lines, verbatim }: Raw, indent: number) => {
      write(lines[0]!, indent);
      if (lines.length === 1) return;
      const inset = verbatim ? '' : ' '.repeat(margin);
      for (const text of lines.slice(1)) pieces.push(verbatim ? '\n' : page.lineEnd, text === '' ? '' : inset + text);
      column = inset.length + lines.at(-1)!.length;
      margin = inset.length + /^[ \t]*/.exec(lines.at(-1)!)![0].length;
    },
    column: () => (blank && !atStart ? column + 1 : column),
    blank: () => blank || atStart,
    text: () => pieces.join(''),
  };
}
