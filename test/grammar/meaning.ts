// What of a tree is meaning: everything but places, the way it is written, and brackets that change nothing.

import type { Comment, Node, Text, Tree } from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';

export const meaningOf = (tree: Tree): unknown => tree.segments.filter(segment => segment.node).map(segment => plain(segment.node as Node));

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const node = value as Record<string, unknown>;
  if (node.kind === 'text') return textOf(node as unknown as Text);
  if (node.kind === 'and' || node.kind === 'or') return { kind: node.kind, operands: operandsOf(node) };
  if (node.kind === undefined && 'start' in node) return 'span';
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, of]) => key !== 'start' && key !== 'end' && of !== undefined)
      .map(([key, of]) => [key, plain(of)]),
  );
}

/** `a and (b and c)` says what `a and b and c` says. */
const operandsOf = (node: Record<string, unknown>): unknown[] =>
  (node.operands as Record<string, unknown>[]).flatMap(operand => (operand.kind === node.kind ? operandsOf(operand) : [plain(operand)]));

/** The comments in order, without how deep their lines stand. */
export function commentsOf(tree: Tree): string[] {
  return tree.segments.flatMap((segment, i) =>
    segment.comments.map((comment: Comment) =>
      tree.text
        .slice(tree.starts[i]! + comment.start, tree.starts[i]! + comment.end)
        .split(/\r?\n/)
        .map(line => line.trim())
        .join('\n'),
    ),
  );
}

export const problemsOf = (tree: Tree): string[] =>
  tree.segments.flatMap((segment, i) => segment.problems.map(problem => `${tree.starts[i]! + problem.start}: ${problem.message}`));
