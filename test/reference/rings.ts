// Rings of statements: each statement points from its winner to its loser.

import type { ExplicitStatement } from './norms.ts';

/** Every ring that visits no principle twice, each once. */
export function rings(statements: readonly ExplicitStatement[]): ExplicitStatement[][] {
  const found: ExplicitStatement[][] = [];
  const walk = (path: readonly ExplicitStatement[]) => {
    const [first, last] = [path[0]!, path.at(-1)!];
    if (last.loser === first.winner) {
      found.push([...path]);
      return;
    }
    for (const next of statements) {
      // Start each ring at the first of its statements, so that it is found once.
      if (next.winner !== last.loser || statements.indexOf(next) < statements.indexOf(first)) continue;
      if (path.some(it => it.winner === next.winner)) continue;
      walk([...path, next]);
    }
  };
  for (const statement of statements) walk([statement]);
  return found;
}
