// A text cut into pieces that can be told again in another version of it: declarations, or the statements of one.

import type * as syntax from '../../../grammar/syntax.ts';

export interface Piece {
  /** Blanks and comments before it. */
  readonly lead: string;
  readonly text: string;
  /** What it is about, whatever it says: `principle no_dosage`, `norm give_dosage`. Several may be about the same. */
  readonly about: string;
  /** Cut further, where it has statements in braces. */
  readonly inner?: Inner;
}

export interface Inner {
  /** Up to the brace and with it. */
  readonly head: string;
  readonly pieces: readonly Piece[];
  /** From what follows the last statement. */
  readonly tail: string;
}

export interface Cut {
  readonly pieces: readonly Piece[];
  /** Blanks and comments at the end. */
  readonly tail: string;
}

/** Undefined where some of it is no declaration: such a text is nothing to cut. */
export function cutDocument({ text, segments, starts }: syntax.Tree): Cut | undefined {
  if (segments.some(({ node, problems }, i) => problems.length > 0 || (node === undefined && i < segments.length - 1))) return undefined;
  const pieces: Piece[] = [];
  let tail = '';
  for (const [i, { node, length }] of segments.entries()) {
    const base = starts[i]!;
    const end = base + length;
    // A remark at the end of its last line belongs to a declaration, blanks do not: somebody may write behind them.
    if (node) {
      const stop = base + node.end + remarkAfter(text.slice(base + node.end, end));
      pieces.push({
        lead: tail + text.slice(base, base + node.start),
        text: text.slice(base + node.start, stop),
        about: aboutDeclaration(node),
        ...innerOf(text, { node, base, stop }),
      });
      tail = text.slice(stop, end);
    } else tail += text.slice(base, end);
  }
  return { pieces, tail };
}

/** How many characters a remark at the end of the line has, with the blanks before it; 0 where there is none. */
const remarkAfter = (text: string): number =>
  /^[^\S\r\n]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/(?=[^\S\r\n]*(?:\r?\n|$)))/.exec(text)?.[0].length ?? 0;

interface Place {
  readonly node: syntax.Header | syntax.Declaration;
  /** Where its segment begins, and where the piece ends. */
  readonly base: number;
  readonly stop: number;
}

function innerOf(text: string, { node, base, stop }: Place): { readonly inner?: Inner } {
  const body = bodyOf(node);
  const [first] = body;
  if (!first) return {};
  const start = base + node.start;
  const open = text.lastIndexOf('{', base + first.start - 1);
  // A remark may hold a brace too: then the piece stays whole.
  const between = text.slice(open + 1, base + first.start);
  if (open < start || /\/[/*]/.test(text.slice(start, open)) || /\/[/*]/.test(between)) return {};
  const pieces: Piece[] = [];
  let at = open + 1;
  for (const [i, part] of body.entries()) {
    const next = body[i + 1];
    const end = base + part.end + remarkAfter(text.slice(base + part.end, next ? base + next.start : base + node.end));
    pieces.push({ lead: text.slice(at, base + part.start), text: text.slice(base + part.start, end), about: aboutStatement(part) });
    at = end;
  }
  return { inner: { head: text.slice(start, open + 1), pieces, tail: text.slice(at, stop) } };
}

function bodyOf(node: syntax.Header | syntax.Declaration): readonly syntax.Node[] {
  switch (node.kind) {
    case 'principle':
    case 'value':
    case 'eval':
    case 'amendment':
    case 'section':
    case 'agent':
    case 'gate':
      return node.body;
    default:
      return [];
  }
}

function aboutDeclaration(node: syntax.Header | syntax.Declaration): string {
  switch (node.kind) {
    case 'header':
      return 'header';
    case 'adopt':
      return `adopt ${node.document.text}`;
    case 'tension':
      return `tension ${[node.left.text, node.right.text].sort().join(' ')}`;
    case 'prefer':
      return `prefer ${node.winner.text} ${node.losers.map(({ text }) => text).join(' ')}`;
    case 'assert':
      return `assert ${node.action.text}`;
    default:
      return 'name' in node ? `${node.kind} ${node.name.text}` : node.kind;
  }
}

function aboutStatement(node: syntax.Node): string {
  switch (node.kind) {
    case 'norm':
      return node.act.kind === 'ref' ? `norm ${node.act.text}` : 'norm';
    case 'overrides':
      return `overrides ${node.principles.map(({ text }) => text).join(' ')}`;
    case 'allow':
      return `allow ${node.code.text}`;
    case 'example':
      return `example ${node.title?.raw ?? ''}`;
    default:
      return 'name' in node && typeof node.name === 'object' ? `${node.kind} ${(node.name as syntax.Name).text}` : node.kind;
  }
}
