// Ways through the tree that hold for every kind of node, those too that come later.

import type { Node, Segment, Tree } from './syntax.ts';

/** The nodes right under this one, in the order of the text. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  collect(Object.values(node), found);
  for (let i = 1; i < found.length; i++) if (found[i]!.start < found[i - 1]!.start) return found.sort((a, b) => a.start - b.start);
  return found;
}

function collect(values: readonly unknown[], found: Node[]): void {
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) collect(value, found);
    else if ('kind' in value) found.push(value as Node);
    // Such as the scale of an expectation: a record that is no node, with nodes in it. A bare span holds none.
    else collect(Object.values(value), found);
  }
}

/** The node and everything under it, each before what it holds. */
export function* nodesOf(node: Node): Generator<Node, void, undefined> {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    waiting.push(...childrenOf(next).reverse());
  }
}

/** The node and everything under it of these kinds. */
export function nodesOfKind<Kind extends Node['kind']>(node: Node, ...kinds: Kind[]): Extract<Node, { kind: Kind }>[] {
  return [...nodesOf(node)].filter((each): each is Extract<Node, { kind: Kind }> => (kinds as string[]).includes(each.kind));
}

/**
 * The nodes that hold the offset, from `node` to the innermost, which comes last; empty if `node` does not hold it. The
 * offset counts as the spans do, from the start of the segment. A node holds the places before, between and behind its
 * characters; where two touch, the later one has it.
 */
export function pathTo(node: Node, offset: number): Node[] {
  const path: Node[] = [];
  let next: Node | undefined = holds(node, offset) ? node : undefined;
  while (next) {
    path.push(next);
    next = childrenOf(next).findLast(child => holds(child, offset));
  }
  return path;
}

const holds = (node: Node, offset: number): boolean => node.start <= offset && offset <= node.end;

/** A place in a file: the segment that holds it, where that begins, and the nodes around it, the innermost last. */
export interface Place {
  readonly segment: Segment;
  readonly start: number;
  readonly path: readonly Node[];
}

/** What stands at an offset of the file; undefined in an empty one. */
export function placeAt(tree: Tree, offset: number): Place | undefined {
  const index = segmentAt(tree, offset);
  const here = placeIn(tree, index, offset);
  // Right behind a declaration begins the next segment; the cursor there still belongs to what was just typed.
  const before = offset === here?.start && here.path.length === 0 ? placeIn(tree, index - 1, offset) : undefined;
  return before && before.path.length > 0 ? before : here;
}

function placeIn(tree: Tree, index: number, offset: number): Place | undefined {
  const segment = tree.segments[index];
  const start = tree.starts[index];
  if (!segment || start === undefined) return undefined;
  return { segment, start, path: segment.node ? pathTo(segment.node, offset - start) : [] };
}

/** The number of the segment that holds the offset, the last one at the end of the text; 0 where there is none. */
export function segmentAt(tree: Tree, offset: number): number {
  let low = 0;
  let high = Math.max(0, tree.starts.length - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tree.starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
