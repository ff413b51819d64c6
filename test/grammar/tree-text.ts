// A tree as text, for cases: a line for each node, with where it stands in its segment, and its problems at the end.

import type { Node, Tree } from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';

export function treeText(tree: Tree): string {
  const lines = tree.segments.flatMap((segment, i) => {
    const own = [`segment ${tree.starts[i]} +${segment.length}${segment.node ? '' : ' (no declaration)'}`];
    if (segment.node) own.push(...nodeLines(segment.node, '  '));
    for (const { block, start, end } of segment.comments) own.push(`  comment ${start}-${end}${block ? ' block' : ''}`);
    for (const { code, start, end, message, instead, related } of segment.problems) {
      own.push(`  ! ${code} ${start}-${end} ${message}${instead === undefined ? '' : ` → ${instead}`}`);
      if (related) own.push(`    ${related.start}-${related.end} ${related.message}`);
    }
    return own;
  });
  return lines.join('\n');
}

/** `role: kind start-end what`, and below it what it holds. */
function nodeLines(node: Node, inset: string, role = ''): string[] {
  const head = `${inset}${role === '' ? '' : `${role}: `}${node.kind} ${node.start}-${node.end}`;
  if (node.kind === 'name' || node.kind === 'ref') return [`${head} ${node.text || '(missing)'}`];
  if (node.kind === 'text') return [`${head} ${JSON.stringify(textOf(node))}`];
  const said: string[] = [];
  const below: string[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'kind' || key === 'start' || key === 'end' || value === undefined) continue;
    if (typeof value !== 'object' || value === null) said.push(`${key}=${value}`);
    else below.push(...partLines(value, `${inset}  `, key));
  }
  return [[head, ...said].join(' '), ...below];
}

function partLines(value: object, inset: string, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Node) => nodeLines(item, inset, key));
  if ('kind' in value) return nodeLines(value as Node, inset, key);
  if ('start' in value) return [`${inset}${key}: ${Object.values(value).join('-')}`];
  return Object.entries(value).flatMap(([inner, item]) => nodeLines(item as Node, inset, inner));
}
