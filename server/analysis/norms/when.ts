// What holds when some facts do: the answer of `polity when` (interfaces.md §1), and of the editor's *What Holds When…*.

import type * as syntax from '../../../grammar/syntax.ts';
import type { NormName } from '../finding.ts';
import { and, type Literal, not } from './circuit.ts';
import { tableOf } from './conflicts.ts';
import { describe } from './cover.ts';
import { givenOf, readFacts } from './facts.ts';
import { rivalsOf, standingOf } from './force.ts';
import { appliesSomewhere, findsAny } from './life.ts';
import { normName } from './naming.ts';
import { possibilityOf } from './proofs.ts';
import { find, literal, type Reading, readingOf } from './reading.ts';
import { type Status, statuses, statusesOf } from './status.ts';
import type { Act, Norm, Part, World } from './world.ts';

export interface WhenAnswer {
  readonly version: 1;
  /** The facts, by context. */
  readonly given: Readonly<Record<string, string | number | boolean>>;
  /** False if no situation has the facts; then the lists are empty. */
  readonly possible: boolean;
  /** Those that apply somewhere under the facts, adopted ones first, then in the order of the text. */
  readonly norms: readonly NormAnswer[];
  readonly actions: readonly ActionAnswer[];
}

/** `always`, `never` or an expression. */
type Extent = string;

export interface NormAnswer extends NormName {
  readonly applies: Extent;
  readonly inForce: Extent;
  readonly beatenBy: readonly { readonly principle: string; readonly index: number; readonly by: Part; readonly when: Extent }[];
  /** Something here was too tangled to be decided. */
  readonly notDecided?: true;
}

export type Leaning = 'encouraged' | 'discouraged' | 'both' | 'none';

export interface ActionAnswer {
  readonly action: string;
  readonly status: Status | 'depends';
  /** Where it depends: each status with where it is. */
  readonly cases?: readonly { readonly status: Status; readonly when: Extent }[];
  readonly leaning: Leaning | 'depends';
  readonly leanings?: readonly { readonly leaning: Leaning; readonly when: Extent }[];
  /** The consents that it needs itself. */
  readonly needs?: readonly string[];
  readonly notDecided?: true;
}

/** Undefined where a fact cannot be read: an unknown name, or a value that the context does not have. */
export function whenFacts(world: World, facts: readonly syntax.Expression[]): WhenAnswer | undefined {
  const condition = readFacts(world, facts);
  if (!condition) return undefined;
  const given = givenOf(facts);
  const reading = readingOf(world);
  const where = literal(reading, condition);
  if (possibilityOf(world) === 'impossible' || find(reading, where).kind === 'none') {
    return { version: 1, given, possible: false, norms: [], actions: [] };
  }
  return {
    version: 1,
    given,
    possible: true,
    norms: [...normAnswers(reading, where)],
    actions: actsOf(world).map(act => actionAnswer(reading, act, where)),
  };
}

function* normAnswers(reading: Reading, where: Literal): Generator<NormAnswer> {
  for (const norm of reading.world.norms) {
    if (norm.broken || appliesSomewhere(reading, norm) === false) continue;
    const { applies, inForce, unknown } = standingOf(reading, norm);
    const there = describe(reading, applies, where);
    if (there.text === 'never') continue;
    const inForceThere = describe(reading, inForce, where);
    const decided = there.whole && inForceThere.whole && !unknown;
    yield {
      ...normName(reading.world, norm),
      applies: there.text,
      inForce: inForceThere.text,
      beatenBy: [...beaters(reading, norm, where)],
      ...(decided ? {} : { notDecided: true }),
    };
  }
}

function* beaters(reading: Reading, norm: Norm, where: Literal): Generator<NormAnswer['beatenBy'][number]> {
  for (const rival of rivalsOf(reading, norm)) {
    const { inForce } = standingOf(reading, rival.norm);
    for (const said of rival.by) {
      const beaten = and(reading.circuit, [said.where, inForce]);
      if (findsAny(reading, and(reading.circuit, [beaten, where])) === false) continue;
      const { principle, index } = normName(reading.world, rival.norm);
      yield { principle, index, by: said.part, when: describe(reading, beaten, where).text };
    }
  }
}

/** The actions that answers list: those that hold here, and those that a norm names. */
export function actsOf(world: World): readonly Act[] {
  const { rulings } = tableOf(world).book;
  return world.ground.acts.filter(act => act.holds || rulings.has(act));
}

function actionAnswer(reading: Reading, act: Act, where: Literal): ActionAnswer {
  const { circuit } = reading;
  const found = statusesOf(reading, act);
  const { encouraged, discouraged } = found;
  const status = told(
    reading,
    statuses.map(name => ({ name, goal: found[name] })),
    where,
  );
  const leaning = told<Leaning>(
    reading,
    [
      { name: 'encouraged', goal: and(circuit, [encouraged, not(discouraged)]) },
      { name: 'discouraged', goal: and(circuit, [discouraged, not(encouraged)]) },
      { name: 'both', goal: and(circuit, [encouraged, discouraged]) },
      { name: 'none', goal: and(circuit, [not(encouraged), not(discouraged)]) },
    ],
    where,
  );
  const needs = act.needs.map(({ name }) => name);
  return {
    action: act.name,
    status: status.only ?? 'depends',
    ...(status.only ? {} : { cases: status.cases.map(({ name, when }) => ({ status: name, when })) }),
    leaning: leaning.only ?? 'depends',
    ...(leaning.only ? {} : { leanings: leaning.cases.map(({ name, when }) => ({ leaning: name, when })) }),
    ...(needs.length > 0 ? { needs } : {}),
    ...(found.unknown || !status.decided || !leaning.decided ? { notDecided: true } : {}),
  };
}

interface Told<Name> {
  readonly only?: Name;
  readonly cases: readonly { readonly name: Name; readonly when: Extent }[];
  readonly decided: boolean;
}

/** Which of several things that exclude each other is so under the facts. */
function told<Name>(reading: Reading, goals: readonly { readonly name: Name; readonly goal: Literal }[], where: Literal): Told<Name> {
  const seen = goals.map(({ name, goal }) => ({ name, goal, some: findsAny(reading, and(reading.circuit, [goal, where])) }));
  const left = seen.filter(({ some }) => some !== false);
  const decided = left.every(({ some }) => some === true);
  if (left.length === 1) return { only: left[0]!.name, cases: [], decided };
  return { cases: left.map(({ name, goal }) => ({ name, when: describe(reading, goal, where).text })), decided };
}

/** What every reply owes where the facts hold: actions that are required, and that are forbidden, in all situations that have them. */
export function dueUnder(
  world: World,
  facts: readonly syntax.Expression[],
): { readonly performs: readonly Act[]; readonly avoids: readonly Act[] } | undefined {
  const condition = readFacts(world, facts);
  if (!condition || possibilityOf(world) === 'impossible') return undefined;
  const reading = readingOf(world);
  const where = literal(reading, condition);
  if (findsAny(reading, where) !== true) return undefined;
  const everywhere = (act: Act, status: Status) => {
    const found = statusesOf(reading, act);
    return !found.unknown && findsAny(reading, and(reading.circuit, [where, not(found[status])])) === false;
  };
  const acts = actsOf(world);
  return { performs: acts.filter(act => everywhere(act, 'required')), avoids: acts.filter(act => everywhere(act, 'forbidden')) };
}
