// A short expression for a set of situations: few terms, each as wide as it can be (after Espresso's expand and irredundant
// steps, Brayton et al. 1984). What the assumes rule out, or what was given, is free to be said or not.

import { always, and, fact, type Literal, not, supportOf } from './circuit.ts';
import { careFor, extent, find, findIn, type Reading } from './reading.ts';
import { spanSet, type ValueSet, within } from './sets.ts';
import { shortest } from './shortest.ts';
import { inverted, type Table, tableFor, termsOf } from './table.ts';
import { fullOf, type Variable } from './variables.ts';
import { boxOfFacts, type Fact, factsFor, situationFor } from './witness.ts';
import { expressionOf, negationOf, type Term } from './wording.ts';

export interface Described {
  /** An expression of the language, or `always` or `never`. */
  readonly text: string;
  /** False where the expression says only a part of the situations, for want of a short one for all, or where it was not decided. */
  readonly whole: boolean;
}

/** More terms than this are nobody's short expression. */
const mostTerms = 40;
/** Where the situations are too many to be written out, each term is paid for with proofs. */
const mostFoundTerms = 4;
/** Where the situations differ in more contexts than this, one example has to do. */
const mostSearched = 24;

/** The situations of `goal` among the possible ones in which `given` holds, in words. */
export function describe(reading: Reading, goal: Literal, given: Literal = always): Described {
  const how = extent(reading, goal, given);
  if (how === 'always' || how === 'never') return { text: how, whole: true };
  const table = tableOf(reading, goal, given);
  const terms = table && termsOf(table, mostTerms);
  const others = !table || (terms?.length === 1 && terms[0]!.length <= 2) ? undefined : termsOf(inverted(table), mostTerms);
  const texts = [terms && expressionOf(terms), others && others.length > 0 ? negationOf(others) : undefined].filter(
    text => text !== undefined,
  );
  if (texts.length > 0) return { text: texts.reduce((a, b) => (b.length < a.length - 4 ? b : a)), whole: true };
  const found = searched(reading, goal, given);
  return { text: found.terms.length > 0 ? expressionOf(found.terms) : 'never', whole: found.whole };
}

/** The same situations as terms, one of which holds in each; none for *never*, one that says nothing for *always*. */
export function termsFor(
  reading: Reading,
  goal: Literal,
  given: Literal = always,
): { readonly terms: readonly Term[]; readonly whole: boolean } {
  const table = tableOf(reading, goal, given);
  const terms = table && termsOf(table, mostTerms);
  return terms ? { terms, whole: true } : searched(reading, goal, given);
}

function tableOf({ circuit, ...reading }: Reading, goal: Literal, given: Literal): Table | undefined {
  const care = [given, ...careFor({ circuit, ...reading }, [goal, given])];
  return tableFor(circuit, goal, care) ?? tableFor(circuit, and(circuit, [goal, given]), []);
}

/** Term by term: a situation, widened as far as it can be proved, then one that no term says yet. */
function searched(reading: Reading, goal: Literal, given: Literal): { readonly terms: readonly Term[]; readonly whole: boolean } {
  const { circuit } = reading;
  if (supportOf(circuit, [goal, given]).length > mostSearched)
    return { terms: exampleOf(reading, and(circuit, [goal, given])), whole: false };
  const terms: Term[] = [];
  let left = and(circuit, [goal, given]);
  for (;;) {
    if (terms.length === mostFoundTerms) return { terms, whole: find(reading, left).kind === 'none' };
    const situation = situationFor(reading, left, [goal]);
    if (!situation) return { terms, whole: find(reading, left).kind === 'none' };
    const term = widened(reading, situation, { wanted: and(circuit, [given, goal]), unwanted: and(circuit, [given, not(goal)]) });
    terms.push(term);
    left = and(circuit, [left, not(termLiteral(reading, term))]);
  }
}

/** The facts of a witness, where a wider term would cost too many proofs. */
function exampleOf(reading: Reading, goal: Literal): readonly Term[] {
  const facts = factsFor(reading, goal);
  return facts ? [facts.map(({ variable, value }) => ({ variable, set: spanSet(variable.size, value, value + 1) }))] : [];
}

/** First whole contexts are let go, the last ones first, then of each of the others the values are widened, as it reads shortest. */
function widened(reading: Reading, situation: readonly Fact[], { wanted, unwanted }: { wanted: Literal; unwanted: Literal }): Term {
  const box = boxOfFacts(reading, situation);
  const has = (goal: Literal, variable: Variable, set: ValueSet) => findIn(reading, goal, box.with(variable.index, set)).kind !== 'none';
  const kept = situation.toReversed().filter(({ variable }) => {
    const isKept = has(unwanted, variable, fullOf(variable));
    if (!isKept) box[variable.index] = fullOf(variable);
    return isKept;
  });
  for (const { variable } of kept) {
    if (variable.size > 8) continue;
    const values = Array.from({ length: variable.size }, (_, value) => spanSet(variable.size, value, value + 1));
    const allowed = values.filter(set => within(set, box[variable.index]!) || !has(unwanted, variable, set));
    const { needed = [], spare = [] } = Object.groupBy(allowed, set => (has(wanted, variable, set) ? 'needed' : 'spare'));
    box[variable.index] = shortest(variable, needed, spare);
  }
  return kept.toReversed().map(({ variable }) => ({ variable, set: box[variable.index]! }));
}

const termLiteral = ({ circuit }: Reading, term: Term): Literal =>
  and(
    circuit,
    term.map(({ variable, set }) => fact(circuit, variable, set)),
  );
