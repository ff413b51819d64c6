// YAML that somebody else wrote, as plain data: nothing in it runs, and nothing in it can grow without end.

import { isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';

/** A value of a YAML file with the line that it begins at, from 1. */
export interface Placed {
  readonly value: unknown;
  readonly line: number;
}

export interface YamlRead {
  /** The documents of the file; a list in one of them is taken for that many values. */
  readonly documents: readonly (readonly Placed[])[];
  /** What could not be read, with its line; what is around it was read. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** In characters. Real files are a tenth of it at most. */
const largest = 500_000;
/** A file that repeats itself more often is taken for one that was made to grow without end. */
const mostAliases = 100;

/** Lists in lists in lists on one line: the parser's time grows with the square of them. */
const towers = /(?:[-?:][ \t]+){100}/;

export function readYaml(text: string): YamlRead | { readonly refused: string } {
  if (text.length > largest)
    return { refused: `the file has ${text.length} characters; more than ${largest} are not read. Split it into several files.` };
  if (towers.test(text)) return { refused: tooDeep };
  try {
    return documentsIn(text);
  } catch (problem) {
    if (problem instanceof RangeError) return { refused: tooDeep };
    if (problem instanceof ReferenceError) {
      return {
        refused:
          'the file repeats parts of itself (`*name`) so often that it would grow without end, so it was not read. Write the parts out.',
      };
    }
    throw problem;
  }
}

const tooDeep = 'the file nests too deeply to be read. Flatten it.';

function documentsIn(text: string): YamlRead {
  const lines = new LineCounter();
  const read = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, strict: false, prettyErrors: false });
  const all = Array.isArray(read) ? read : [];
  const lineOf = (node: Node | null): number => lines.linePos(node?.range?.[0] ?? 0).line;
  return {
    documents: all.map(document => {
      const root = document.contents as Node | null;
      const nodes = isSeq(root) ? (root.items as Node[]) : root ? [root] : [];
      return nodes.map(node => ({ value: plain(node.toJS(document, { maxAliasCount: mostAliases, mapAsMap: true })), line: lineOf(node) }));
    }),
    problems: all.flatMap(document =>
      document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, message: message.split('\n')[0]! })),
    ),
  };
}

/** Maps as objects. Keys that are no text (a map can be a key) have no name, and are left out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(
    [...value].flatMap(([key, one]) => (typeof key === 'object' && key !== null ? [] : [[String(key), plain(one)]])),
  );
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
