// The landscape with its ground: how much of the world is served, fenced or silent, by which norms, and where.

import { textOf } from '../../../grammar/text.ts';
import { and, fact, type Literal, not, or } from '../../analysis/norms/circuit.ts';
import { isNegative } from '../../analysis/norms/clashes.ts';
import { termsFor } from '../../analysis/norms/cover.ts';
import { standingOf } from '../../analysis/norms/force.ts';
import { findsAny } from '../../analysis/norms/life.ts';
import { careFor, type Reading, readingOf } from '../../analysis/norms/reading.ts';
import { sharesOf } from '../../analysis/norms/shares.ts';
import { expressionOf } from '../../analysis/norms/wording.ts';
import type { Norm, World } from '../../analysis/norms/world.ts';
import type { View } from '../feature.ts';
import type { LandscapeResult, LandscapeRow } from '../protocol.ts';
import { worldFor } from '../ruling.ts';
import { entityLocation, normLink, titleOfEntity } from './places.ts';
import { clamped } from './when.ts';

type Ground = LandscapeRow['positive'];

/** The widest situations that are named; more are nobody's list. */
const mostSituations = 6;

export function landscape(view: View): LandscapeResult {
  const title = view.scope.own.header?.node.title;
  const world = worldFor(view);
  const empty: Ground = { share: { value: 0, approximate: false }, norms: [], situations: [] };
  const head = { document: view.document.file, title: title ? textOf(title) : view.document.file };
  if (!world) return { ...head, situations: '0', rows: [], silent: empty };
  const counted = world.norms.filter(({ act, broken, modality }) => act && !broken && modality !== 'may');
  return {
    ...head,
    situations: situationsOf(world),
    rows: [...rowsOf(view, world, counted)],
    silent: groundsOf(view, world, counted).silent,
  };
}

function* rowsOf(view: View, world: World, counted: readonly Norm[]): Iterable<LandscapeRow> {
  for (const { entity, name } of world.ground.dimensions) {
    const serving = counted.filter(({ principle }) => principle.serves.some(value => value.nourishes.includes(entity)));
    yield { kind: 'dimension', name, ...titleOfEntity(entity), at: entityLocation(view, entity), ...groundsOf(view, world, serving) };
  }
  for (const value of world.ground.values) {
    const serving = counted.filter(({ principle }) => principle.serves.includes(value));
    yield {
      kind: 'value',
      name: value.name,
      ...titleOfEntity(value.entity),
      at: entityLocation(view, value.entity),
      ...groundsOf(view, world, serving),
    };
  }
}

function groundsOf(view: View, world: World, norms: readonly Norm[]): Pick<LandscapeRow, 'positive' | 'fenced' | 'silent'> {
  const reading = readingOf(world);
  const { circuit } = reading;
  const inForce = (some: readonly Norm[]) =>
    or(
      circuit,
      some.map(norm => standingOf(reading, norm).inForce),
    );
  const bids = norms.filter(({ modality }) => !isNegative(modality));
  const bans = norms.filter(({ modality }) => isNegative(modality));
  const [positive, fences] = [inForce(bids), inForce(bans)];
  const ground = (goal: Literal, behind: readonly Norm[]) => groundOf(view, { world, reading, goal, behind });
  return {
    positive: ground(positive, bids),
    fenced: ground(and(circuit, [fences, not(positive)]), bans),
    silent: ground(and(circuit, [not(fences), not(positive)]), []),
  };
}

interface Asked {
  readonly world: World;
  readonly reading: Reading;
  readonly goal: Literal;
  readonly behind: readonly Norm[];
}

function groundOf(view: View, { world, reading, goal, behind }: Asked): Ground {
  const { circuit } = reading;
  const { terms } = termsFor(reading, goal);
  const norms = behind.filter(norm => findsAny(reading, and(circuit, [goal, standingOf(reading, norm).inForce])) !== false);
  const widest = terms.toSorted((a, b) => a.length - b.length).slice(0, mostSituations);
  const situations = widest.map(term => {
    const facts = term.map(({ variable, set }) => fact(circuit, variable, set));
    return { when: term.length === 0 ? 'always' : expressionOf([term]), share: shareOf(reading, and(circuit, facts)) };
  });
  return { share: shareOf(reading, goal), norms: norms.map(norm => normLink(view, world, norm)), situations };
}

function shareOf(reading: Reading, goal: Literal): Ground['share'] {
  const { shares, exact } = sharesOf(reading.circuit, [goal], careFor(reading, [goal]));
  return { value: clamped(shares[0]), approximate: !exact };
}

/** "96", "about 2 million". */
function situationsOf({ ground }: World): string {
  const count = ground.variables.reduce((product, { size }) => product * size, 1);
  if (count < 10_000) return String(count);
  if (count < 1e6) return `about ${Math.round(count / 1000)} thousand`;
  return count < 1e9 ? `about ${Math.round(count / 1e6)} million` : 'billions';
}
