// The landscape: how much of the world is served by something to do, by prohibitions alone, or by nothing (language.md §6).

import { and, type Literal, not, or } from './circuit.ts';
import { isNegative } from './clashes.ts';
import { termsFor } from './cover.ts';
import { standingOf } from './force.ts';
import { provableIn } from './proofs.ts';
import { careFor, type Reading, readingOf } from './reading.ts';
import { sharesOf } from './shares.ts';
import { expressionOf } from './wording.ts';
import type { Norm, World } from './world.ts';

export interface Landscape {
  readonly overall: Served;
  readonly dimensions: readonly (Served & { readonly name: string })[];
  readonly values: readonly (Served & { readonly name: string })[];
  /** The situations for which nothing that counts is in force: expressions, the widest first; `whole` if they say all of them. */
  readonly silent: { readonly when: readonly string[]; readonly whole: boolean };
}

/** Shares of all situations, from 0 to 1; undefined where no situations could be drawn. `estimated` from samples: shown with ≈. */
export interface Served {
  readonly positive: number | undefined;
  readonly fenced: number | undefined;
  readonly silent: number | undefined;
  readonly estimated: boolean;
}

/** Nothing where the assumes leave no situation. */
export function landscapeOf(world: World): Landscape | undefined {
  if (!provableIn(world)) return undefined;
  const reading = readingOf(world);
  const counted = world.norms.filter(({ act, broken, modality }) => act && !broken && modality !== 'may');
  const overall = servedBy(reading, counted);
  const { values, dimensions } = world.ground;
  const silent = termsFor(reading, overall.silent);
  return {
    overall: overall.shares,
    dimensions: dimensions.map(({ entity, name }) => ({
      name,
      ...servedBy(
        reading,
        counted.filter(({ principle }) => principle.serves.some(value => value.nourishes.includes(entity))),
      ).shares,
    })),
    values: values.map(value => ({
      name: value.name,
      ...servedBy(
        reading,
        counted.filter(({ principle }) => principle.serves.includes(value)),
      ).shares,
    })),
    silent: {
      when: silent.terms.toSorted((a, b) => a.length - b.length).map(term => (term.length === 0 ? 'always' : expressionOf([term]))),
      whole: silent.whole,
    },
  };
}

function servedBy(reading: Reading, norms: readonly Norm[]): { readonly shares: Served; readonly silent: Literal } {
  const { circuit } = reading;
  const inForce = (some: readonly Norm[]) =>
    or(
      circuit,
      some.map(norm => standingOf(reading, norm).inForce),
    );
  const positive = inForce(norms.filter(({ modality }) => !isNegative(modality)));
  const fences = inForce(norms.filter(({ modality }) => isNegative(modality)));
  const goals = [positive, and(circuit, [fences, not(positive)]), and(circuit, [not(fences), not(positive)])];
  const { shares, exact } = sharesOf(circuit, goals, careFor(reading, goals));
  return { shares: { positive: shares[0], fenced: shares[1], silent: shares[2], estimated: !exact }, silent: goals[2]! };
}
