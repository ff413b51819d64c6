// What the norm engine says of the situations that have given facts, as far as running a spec needs it.

import type * as syntax from '../../grammar/syntax.ts';
import type { Entity } from '../analysis/names.ts';
import { and } from '../analysis/norms/circuit.ts';
import { readFacts } from '../analysis/norms/facts.ts';
import { findsAny } from '../analysis/norms/life.ts';
import { narrowed } from '../analysis/norms/narrowing.ts';
import { readIn } from '../analysis/norms/principles.ts';
import { possibilityOf } from '../analysis/norms/proofs.ts';
import { literal, readingOf } from '../analysis/norms/reading.ts';
import { dueUnder } from '../analysis/norms/when.ts';
import type { Norm, World } from '../analysis/norms/world.ts';
import { scopeAt } from '../analysis/scope.ts';
import type { LeftOut } from './prompt.ts';

export interface Situation {
  /** False where no situation has the facts. */
  readonly possible: boolean;
  readonly leftOut: LeftOut;
  /** What every reply owes, in all situations that have the facts. */
  readonly due: () => Due;
}

export interface Due {
  readonly required: readonly Entity[];
  readonly forbidden: readonly Entity[];
}

const nothingLeftOut: LeftOut = { principles: new Set(), norms: new Set() };

export const openSituation: Situation = { possible: true, leftOut: nothingLeftOut, due: () => ({ required: [], forbidden: [] }) };

/** Facts that cannot be read rule nothing out: what is wrong with them is said elsewhere. */
export function situationOf(world: World, facts: readonly syntax.Expression[]): Situation {
  const condition = readFacts(world, facts);
  if (!condition) return openSituation;
  const reading = readingOf(world);
  const possible = possibilityOf(world) !== 'impossible' && findsAny(reading, literal(reading, condition)) !== false;
  if (!possible) return { ...openSituation, possible };
  return { possible, leftOut: leftOutUnder(world, facts), due: () => due(world, facts) };
}

function due(world: World, facts: readonly syntax.Expression[]): Due {
  const owed = dueUnder(world, facts);
  return { required: owed?.performs.map(({ entity }) => entity) ?? [], forbidden: owed?.avoids.map(({ entity }) => entity) ?? [] };
}

/**
 * Norms that cannot apply where the facts hold, and those that are beaten throughout; and principles of which nothing is left: the
 * head cannot hold, or all norms are out and there is no prose, or what beats one of them would speak against it.
 */
export function leftOutUnder(world: World, facts: readonly syntax.Expression[]): LeftOut {
  const narrowing = narrowed(world, facts);
  if (!narrowing) return nothingLeftOut;
  const beaten = new Set(narrowing.beaten.map(({ norm }) => norm));
  const out = new Set<Norm>([...narrowing.apart, ...beaten]);
  const gone = world.principles.filter(
    ({ node, norms }) =>
      norms.length > 0 && norms.every(norm => out.has(norm)) && (!hasProse(node) || norms.some(norm => beaten.has(norm))),
  );
  return {
    principles: new Set([...gone, ...headless(world, facts)].map(({ name }) => name)),
    norms: new Set([...out].map(({ principle, index }) => `${principle.name}#${index}`)),
  };
}

const hasProse = ({ body }: syntax.Principle): boolean => body.some(({ kind }) => kind === 'prose');

/** Principles whose head cannot hold under the facts, and roles that nobody plays there. */
function* headless(world: World, facts: readonly syntax.Expression[]): Iterable<World['principles'][number]> {
  const reading = readingOf(world);
  const where = literal(reading, readFacts(world, facts)!);
  for (const principle of world.principles) {
    const { node, norms } = principle;
    const head = readIn(world.ground, scopeAt(world.scope, principle), node.when);
    if (head && findsAny(reading, and(reading.circuit, [where, literal(reading, head)])) === false) yield principle;
    else if (
      node.role &&
      norms.length > 0 &&
      norms.every(norm => !norm.broken && findsAny(reading, and(reading.circuit, [where, literal(reading, norm.region)])) === false)
    )
      yield principle;
  }
}
