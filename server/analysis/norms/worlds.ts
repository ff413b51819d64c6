// The world of a document: its ground, the principles that hold in it, and what is said of which of them wins.

import type * as syntax from '../../../grammar/syntax.ts';
import { type Held, heldIn } from '../holding.ts';
import { entry } from '../memo.ts';
import { lookup } from '../resolve.ts';
import type { Scope } from '../scope.ts';
import { usualEffort } from './decide.ts';
import { groundOf } from './grounds.ts';
import { principleOf, readIn } from './principles.ts';
import type { Solver } from './solver.ts';
import type { Explicit, Ground, Origin, Principle, World } from './world.ts';

const kept = new WeakMap<Scope, World>();

/** The same object for the same scope and solver. */
export function worldOf(scope: Scope, solver?: Solver): World {
  const known = kept.get(scope);
  if (known && known.oracle.solver === solver) return known;
  const made = makeWorld(scope, solver);
  kept.set(scope, made);
  return made;
}

function makeWorld(scope: Scope, solver: Solver | undefined): World {
  const ground = groundOf(scope);
  const holding = heldIn(scope);
  const all = holding.principles.map(held => ({ held, principle: principleOf(ground, scope, held) }));
  const sorted = [...all.filter(({ held }) => !held.own), ...all.filter(({ held }) => held.own)];
  const principles = sorted.map(({ principle }) => principle);
  const statements = [...statementsOf({ scope, ground, held: sorted, principles })];
  return {
    ground,
    scope,
    oracle: { solver, effort: usualEffort },
    principles,
    norms: principles.flatMap(principle => principle.norms),
    statements,
    explicit: byPair(statements),
  };
}

interface Making {
  readonly scope: Scope;
  readonly ground: Ground;
  readonly held: readonly { readonly held: Held<syntax.Principle>; readonly principle: Principle }[];
  readonly principles: readonly Principle[];
}

/** `overrides` and `prefer`, adopted ones first, then own ones in the order of the text. */
function statementsOf({ scope, ground, held, principles }: Making): readonly Explicit[] {
  const named = new Map(principles.map(principle => [principle.entity, principle]));
  const meant = (at: Scope, ref: syntax.Ref) => {
    const found = lookup(at, 'principle', ref);
    return found.kind === 'found' ? named.get(found.entity as Principle['entity']) : undefined;
  };
  const found: Explicit[] = [];
  const add = (origin: Origin & { readonly scope: Scope }, statement: syntax.Overrides | syntax.Prefer, winner: Principle | undefined) => {
    for (const ref of winner ? (statement.kind === 'prefer' ? statement.losers : statement.principles) : []) {
      const loser = meant(origin.scope, ref);
      if (loser) found.push(...explicit({ ground, origin, statement, ref, winner: winner!, loser }));
    }
  };
  for (const { held: origin, principle } of held) {
    for (const statement of origin.node.body) if (statement.kind === 'overrides') add(origin, statement, principle);
  }
  for (const origin of heldIn(scope).prefers) add(origin, origin.node, meant(origin.scope, origin.node.winner));
  return [...found.filter(({ own }) => !own), ...found.filter(({ own }) => own).sort(byPlace(scope))];
}

interface Stated {
  readonly ground: Ground;
  readonly origin: Origin & { readonly scope: Scope };
  readonly statement: syntax.Overrides | syntax.Prefer;
  readonly ref: syntax.Ref;
  readonly winner: Principle;
  readonly loser: Principle;
}

const known = new WeakMap<syntax.Ref, Explicit>();

/** The same object as before where nothing about it changed. */
function explicit({ ground, origin, statement, ref, winner, loser }: Stated): Explicit[] {
  const before = known.get(ref);
  if (before && before.winner === winner && before.loser === loser && before.ground === ground) return [before];
  const when = readIn(ground, origin.scope, statement.when);
  if (!when) return [];
  const { own, ways, file, segment } = origin;
  const made: Explicit = { own, ways, file, segment, winner, loser, when, ref, statement, ground };
  known.set(ref, made);
  return [made];
}

function byPlace(scope: Scope): (a: Explicit, b: Explicit) => number {
  const order = new Map(scope.document.tree.segments.map((segment, i) => [segment, i]));
  return (a, b) => order.get(a.segment)! - order.get(b.segment)! || a.ref.start - b.ref.start;
}

function byPair(statements: readonly Explicit[]): World['explicit'] {
  const pairs = new Map<Principle, Map<Principle, Explicit[]>>();
  for (const statement of statements) {
    const { winner, loser } = statement;
    if (winner === loser) continue;
    for (const [a, b] of [
      [winner, loser],
      [loser, winner],
    ] as const) {
      entry(
        entry(pairs, a, () => new Map<Principle, Explicit[]>()),
        b,
        () => [],
      ).push(statement);
    }
  }
  return pairs;
}
