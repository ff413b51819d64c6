// Where a segment stands in the file of the moment.

import type { Segment, Tree } from '../../grammar/syntax.ts';
import { memo } from './memo.ts';

const starts: (tree: Tree) => ReadonlyMap<Segment, number> = memo(
  tree => new Map(tree.segments.map((segment, i) => [segment, tree.starts[i]!])),
);

/** The offset of a segment's first character in the file. */
export const startOf = (tree: Tree, segment: Segment): number => starts(tree).get(segment) ?? 0;
