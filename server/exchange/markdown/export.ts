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
  const lost = tree.segments.flatMap((segment, n) =>
    segment.comments.filter(comment => !text.includes(contentOf(comment, tree.text.slice(tree.starts[n]!)))),
  );
  const some = lost.length === 1 ? 'One comment has' : `${lost.length} comments have`;
  return lost.length === 0 ? [] : [`${some} no place in the document, and ${lost.length === 1 ? 'was' : 'were'} left out.`];
}

function contentOf({ start, end, block }: Comment, segment: string): string {
  const text = segment.slice(start, end);
  return (block ? text.slice(2, -2).split('\n')[0]! : text.slice(2)).trim();
}

function separateFiles(beside: ReadonlyMap<string, string>): string[] {
  if (beside.size === 0) return [];
  const [first] = beside.keys();
  return [`The prompts that footnotes name belong in files beside the document (${first} and ${beside.size - 1} more), and are not in it.`];
}
