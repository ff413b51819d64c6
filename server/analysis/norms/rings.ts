// Strongly connected parts of a graph (Tarjan 1972), without recursion: a chain of a thousand is no deeper than one of two.

interface Entered<Node> {
  readonly node: Node;
  readonly number: number;
  readonly next: readonly Node[];
  at: number;
  lowest: number;
}

/** The parts that can be reached from `start`, each after all that it leads to. A node that is not on a ring is a part of its own. */
export function ringsIn<Node>(start: Node, next: (node: Node) => readonly Node[], done: (node: Node) => boolean): Node[][] {
  const entered = new Map<Node, Entered<Node>>();
  const path: Entered<Node>[] = [];
  const waiting: Node[] = [];
  const isWaiting = new Set<Node>();
  const rings: Node[][] = [];
  const enter = (node: Node) => {
    const state: Entered<Node> = { node, number: entered.size, next: next(node), at: 0, lowest: entered.size };
    entered.set(node, state);
    path.push(state);
    waiting.push(node);
    isWaiting.add(node);
  };
  enter(start);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    if (top.at < top.next.length) {
      const other = top.next[top.at++]!;
      const known = entered.get(other);
      if (known) {
        if (isWaiting.has(other)) top.lowest = Math.min(top.lowest, known.number);
      } else if (!done(other)) enter(other);
      continue;
    }
    path.pop();
    const below = path.at(-1);
    if (below) below.lowest = Math.min(below.lowest, top.lowest);
    if (top.lowest !== top.number) continue;
    const ring = waiting.splice(waiting.indexOf(top.node));
    for (const node of ring) isWaiting.delete(node);
    rings.push(ring);
  }
  return rings;
}
