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
  const nodes = segments.flatMap((segment, i) => (segment.node ? [{ node: segment.node, base: starts[i]! }] : []));
  const spans = nodes.map(({ node, base }) => ({ start: base + node.start, end: base + node.end }));
  const { leads, tail } = leadsOf(text, spans, { start: 0, end: text.length });
  const pieces = nodes.map(({ node, base }, i) => ({
    lead: leads[i]!,
    text: text.slice(spans[i]!.start, spans[i]!.end),
    about: aboutDeclaration(node),
    ...innerOf(text, node, base),
  }));
  return { pieces, tail };
}

interface Between {
  readonly start: number;
  readonly end: number;
}

/** What stands before each span, and after the last. */
function leadsOf(
  text: string,
  spans: readonly Between[],
  { start, end }: Between,
): { readonly leads: readonly string[]; readonly tail: string } {
  const edges = [start, ...spans.map(span => span.end)];
  const leads = spans.map((span, i) => text.slice(edges[i], span.start));
  return { leads, tail: text.slice(edges.at(-1), end) };
}

function innerOf(text: string, node: syntax.Header | syntax.Declaration, base: number): { readonly inner?: Inner } {
  const body: readonly syntax.Node[] | undefined =
    node.kind === 'principle' ||
    node.kind === 'value' ||
    node.kind === 'eval' ||
    node.kind === 'amendment' ||
    node.kind === 'section' ||
    node.kind === 'agent' ||
    node.kind === 'gate'
      ? node.body
      : undefined;
  const [first] = body ?? [];
  if (!body || !first) return {};
  const [start, end] = [base + node.start, base + node.end];
  const open = text.lastIndexOf('{', base + first.start - 1);
  // A remark may hold a brace too: then the piece stays whole.
  const between = text.slice(open + 1, base + first.start);
  if (open < start || /\/[/*]/.test(text.slice(start, open)) || /\/[/*]/.test(between)) return {};
  const spans = body.map(part => ({ start: base + part.start, end: base + part.end }));
  const { leads, tail } = leadsOf(text, spans, { start: open + 1, end });
  return {
    inner: {
      head: text.slice(start, open + 1),
      pieces: body.map((part, i) => ({ lead: leads[i]!, text: text.slice(spans[i]!.start, spans[i]!.end), about: aboutStatement(part) })),
      tail,
    },
  };
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
