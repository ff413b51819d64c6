// Markdown as a format to write.

import type { Comment, Tree } from '../../../grammar/syntax.ts';
import type { Exported, Exporter } from '../format.ts';
import { markdownOf } from './write.ts';

export const markdownExporter: Exporter = {
  target: 'markdown',
  title: 'a public document in Markdown, which reads back as the same spec',
  extension: 'md',
  write: ({ document: { tree } }): Exported => {
    const { text, beside } = markdownOf(tree);
    return { text, beside, notes: [...lostComments(tree, text), ...separateFiles(beside)] };
  },
};

/** Comments stay where they stand in code; in prose they have no place. */
function lostComments(tree: Tree, text: string): string[] {
  const there = new Set(text.split('\n').flatMap(line => [...line.matchAll(/\/[/*]/g)].map(mark => line.slice(mark.index + 2).trim())));
  const lost = tree.segments.flatMap((segment, n) =>
    segment.comments.filter(comment => !there.has(contentOf(comment, { tree, start: tree.starts[n]! }))),
  );
  const some = lost.length === 1 ? 'One comment has' : `${lost.length} comments have`;
  return lost.length === 0 ? [] : [`${some} no place in the document, and ${lost.length === 1 ? 'was' : 'were'} left out.`];
}

/** The first line of a comment, as it ends a line. */
function contentOf({ start: from, end }: Comment, { tree, start }: { tree: Tree; start: number }): string {
  const text = tree.text.slice(start + from + 2, start + end);
  const line = text.split('\n', 1)[0]!;
  const rest = line.length < text.length ? '' : (tree.text.slice(start + end, start + end + 200).split('\n', 1)[0] ?? '');
  return (line + rest).trim();
}

function separateFiles(beside: ReadonlyMap<string, string>): string[] {
  if (beside.size === 0) return [];
  const [first] = beside.keys();
  return [
    `The prompts that footnotes name belong in files beside the document (${first}${beside.size > 1 ? ` and ${beside.size - 1} more` : ''}), and are not in it.`,
  ];
}
