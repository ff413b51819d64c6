// What the norms in force make of an action, situation by situation (language.md §6).

import { entry, memo } from '../memo.ts';
import { and, type Literal, not, or } from './circuit.ts';
import { opposedTo, type Rulebook } from './clashes.ts';
import type { Condition } from './conditions.ts';
import { tableOf } from './conflicts.ts';
import { standingOf } from './force.ts';
import { kindsAbove, oppositionOf } from './kinds.ts';
import { literal, type Reading } from './reading.ts';
import type { Act, Norm } from './world.ts';

export const statuses = ['forbidden', 'required', 'permitted', 'open', 'conflicted'] as const;
export type Status = (typeof statuses)[number];

/** Where an action has which status: one of them everywhere. Beside it, what is wished. */
export interface Statuses extends Readonly<Record<Status, Literal>> {
  readonly encouraged: Literal;
  readonly discouraged: Literal;
  /** Something that this rests on was not decided. */
  readonly unknown: boolean;
  readonly bearing: readonly Bearing[];
}

/** A norm that bears on an action, and how, where `relation` holds. */
export interface Bearing {
  readonly norm: Norm;
  readonly says: 'forbids' | 'requires' | 'permits' | 'encourages' | 'discourages';
  readonly relation: Condition;
}

const known: (reading: Reading) => Map<Act, Statuses> = memo(() => new Map());

export function statusesOf(reading: Reading, act: Act): Statuses {
  return entry(known(reading), act, () => findStatuses(reading, act));
}

function findStatuses(reading: Reading, act: Act): Statuses {
  const { circuit } = reading;
  const bearing = [...bearingOn(tableOf(reading.world).book, act)];
  const said = bearing.map(({ norm, says, relation }) => ({
    says,
    relation: literal(reading, relation),
    standing: standingOf(reading, norm),
  }));
  const where = (says: Bearing['says'], how: 'inForce' | 'undecided') =>
    or(
      circuit,
      said.filter(one => one.says === says).map(one => and(circuit, [one.relation, one.standing[how]])),
    );
  const [forbids, requires, permits] = [where('forbids', 'inForce'), where('requires', 'inForce'), where('permits', 'inForce')];
  const conflicted = or(circuit, [and(circuit, [forbids, requires]), where('forbids', 'undecided'), where('requires', 'undecided')]);
  const forbidden = and(circuit, [forbids, not(conflicted)]);
  const required = and(circuit, [requires, not(conflicted)]);
  const none = and(circuit, [not(forbids), not(requires), not(conflicted)]);
  return {
    forbidden,
    required,
    permitted: and(circuit, [permits, none]),
    open: and(circuit, [not(permits), none]),
    conflicted,
    encouraged: where('encourages', 'inForce'),
    discouraged: where('discourages', 'inForce'),
    unknown: said.some(({ standing }) => standing.unknown),
    bearing,
  };
}

/** The norms that bear on an action, by their kinds and by what it opposes. */
export function* bearingOn(book: Rulebook, act: Act): Generator<Bearing> {
  for (const [kind, relation] of kindsAbove(act)) {
    yield* bearings(book, kind, { relation, says: { 'must not': 'forbids', 'should not': 'discourages', may: 'permits' } });
  }
  for (const kind of book.below.get(act) ?? []) {
    yield* bearings(book, kind, { relation: kindsAbove(kind).get(act)!, says: { must: 'requires', should: 'encourages' } });
  }
  for (const other of opposedTo(book, act)) {
    yield* bearings(book, other, { relation: oppositionOf(act, other), says: { must: 'forbids', should: 'discourages' } });
  }
}

interface Said {
  readonly relation: Condition;
  readonly says: Readonly<Partial<Record<Norm['modality'], Bearing['says']>>>;
}

function* bearings(book: Rulebook, act: Act, { relation, says }: Said): Generator<Bearing> {
  for (const [modality, how] of Object.entries(says) as [Norm['modality'], Bearing['says']][]) {
    for (const { norm } of book.rulings.get(act)?.[modality] ?? []) yield { norm, says: how, relation };
  }
}

/** Where a status holds; `permitted` also where the action is required, as an `assert` means it. */
export function assertedLiteral(reading: Reading, act: Act, status: Exclude<Status, 'conflicted'>): Literal {
  const found = statusesOf(reading, act);
  return status === 'permitted' ? or(reading.circuit, [found.permitted, found.required]) : found[status];
}
