// Rings of `overrides` and `prefer` whose conditions can hold together.

import { and, type Literal, never } from './circuit.ts';
import { find, literal, type Reading } from './reading.ts';
import type { Explicit, Principle } from './world.ts';

/** A ring, told from its last statement on. */
export interface StatementRing {
  readonly statements: readonly Explicit[];
  readonly where: Literal;
  readonly decided: boolean;
}

/** Ways that are tried for one statement. */
const mostWays = 4000;

/** The statements that close a ring with those before them, each once, in their order. */
export function* statementRings(reading: Reading): Generator<StatementRing> {
  const before = new Map<Principle, Explicit[]>();
  for (const statement of reading.world.statements) {
    const known = before.get(statement.winner);
    if (known) known.push(statement);
    else before.set(statement.winner, [statement]);
    const ring = ringClosedBy(reading, statement, before);
    if (ring) yield ring;
  }
}

interface Way {
  readonly at: Principle;
  readonly where: Literal;
  readonly statements: readonly Explicit[];
}

/** From the loser on, over statements that can hold together with all before them, back to the winner. */
function ringClosedBy(reading: Reading, last: Explicit, by: ReadonlyMap<Principle, readonly Explicit[]>): StatementRing | undefined {
  const start = literal(reading, last.when);
  const ways: Way[] = possible(reading, start) ? [{ at: last.loser, where: start, statements: [last] }] : [];
  const seen = new Set<string>();
  let undecided: StatementRing | undefined;
  for (let tried = 0; ways.length > 0; tried++) {
    const way = ways.pop()!;
    if (way.at === last.winner) {
      if (find(reading, way.where).kind === 'found') return { ...way, decided: true };
      undecided = { ...way, decided: false };
      continue;
    }
    if (tried > mostWays) return { ...way, decided: false };
    for (const next of (by.get(way.at) ?? []).toReversed()) {
      const where = and(reading.circuit, [way.where, literal(reading, next.when)]);
      const key = `${reading.world.principles.indexOf(next.loser)} ${where}`;
      if (seen.has(key) || !possible(reading, where)) continue;
      seen.add(key);
      ways.push({ at: next.loser, where, statements: [...way.statements, next] });
    }
  }
  return undecided;
}

const possible = (reading: Reading, where: Literal): boolean => where !== never && find(reading, where).kind !== 'none';
