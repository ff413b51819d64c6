// What the norm engine knows of one norm, for hovers and hints: whom it clashes with, who wins where, and by which rule; and
// how much of the world a condition is.

import type * as syntax from '../../grammar/syntax.ts';
import type { Condition } from '../analysis/norms/conditions.ts';
import { type Conflict, conflictLiteral, tableOf } from '../analysis/norms/conflicts.ts';
import { describe } from '../analysis/norms/cover.ts';
import { rivalsOf } from '../analysis/norms/force.ts';
import { normName, reasons } from '../analysis/norms/naming.ts';
import { provableIn } from '../analysis/norms/proofs.ts';
import { careFor, literal, readingOf } from '../analysis/norms/reading.ts';
import { sharesOf } from '../analysis/norms/shares.ts';
import type { Act, Norm, World } from '../analysis/norms/world.ts';
import { worldOf } from '../analysis/norms/worlds.ts';
import type { View } from './feature.ts';

/** One norm's word over another: in an author's words, `when` being an expression or `always`. */
export interface Ruling {
  readonly norm: Norm;
  readonly when: string;
  /** Behind *by*: "its authority". */
  readonly because: string;
}

export interface NormStanding {
  readonly conflicts: readonly Omit<Ruling, 'because'>[];
  readonly yieldsTo: readonly Ruling[];
  readonly winsOver: readonly Ruling[];
}

/** Nothing where the assumes leave no situation: then there is nothing to say. */
export const worldFor = ({ scope, workspace }: View): World | undefined => provableIn(worldOf(scope, workspace.settings.solver));

/** The norm that a statement of the document states. */
export const normOf = (world: World, node: syntax.Norm): Norm | undefined =>
  world.norms.find(norm => norm.node === node && norm.principle.own);

/** "no_dosage: must not give_dosage when audience is minor" */
export function titleOf(world: World, norm: Norm): string {
  const { principle, text } = normName(world, norm);
  return `${principle}: ${text}`;
}

export function standingIn(world: World, norm: Norm): NormStanding {
  return { conflicts: conflictsOf(world, norm), yieldsTo: yieldsIn(world, norm), winsOver: winsIn(world, norm) };
}

function conflictsOf(world: World, norm: Norm): NormStanding['conflicts'] {
  const reading = readingOf(world);
  return tableOf(world)
    .conflicts.filter(({ first, second }) => first === norm || second === norm)
    .map((conflict: Conflict) => ({
      norm: conflict.first === norm ? conflict.second : conflict.first,
      when: describe(reading, conflictLiteral(reading, conflict)).text,
    }));
}

/** The norms that win over this one. */
export function yieldsIn(world: World, norm: Norm): readonly Ruling[] {
  const reading = readingOf(world);
  return rivalsOf(reading, norm).flatMap(rival =>
    rival.by
      .map(({ part, where }) => ({ norm: rival.norm, when: describe(reading, where).text, because: reasons[part] }))
      .filter(({ when }) => when !== 'never'),
  );
}

function winsIn(world: World, norm: Norm): readonly Ruling[] {
  const near = around(norm.act);
  return world.norms
    .filter(other => other !== norm && !other.broken && [...around(other.act)].some(act => near.has(act)))
    .flatMap(other =>
      yieldsIn(world, other)
        .filter(ruling => ruling.norm === norm)
        .map(ruling => ({ ...ruling, norm: other })),
    );
}

/** The actions that have something to do with one: what it is a kind of, and what these oppose. Norms about others cannot clash with its own. */
function around(act: Act | undefined): ReadonlySet<Act> {
  const found = new Set<Act>(act ? [act] : []);
  for (const next of found) for (const { act: parent } of next.parents) found.add(parent);
  for (const next of [...found]) for (const opposed of next.opposed) found.add(opposed);
  return found;
}

/** How much of the world a condition is: "25%", "≈ 3%"; undefined where it cannot be told. */
export function shareText(world: World, condition: Condition): string | undefined {
  const reading = readingOf(world);
  const goal = literal(reading, condition);
  const { shares, exact } = sharesOf(reading.circuit, [goal], careFor(reading, [goal]));
  const share = shares[0];
  return share === undefined ? undefined : `${exact ? '' : '≈ '}${percent(share)}`;
}

function percent(share: number): string {
  const points = share * 100;
  if (points === 0 || points === 100) return `${points}%`;
  if (points < 0.1) return 'less than 0.1%';
  return points > 99.9 ? 'more than 99.9%' : `${Number(points.toPrecision(points < 1 ? 1 : 3))}%`;
}
