// Judges what a finding says of situations: its expression, and its witness. language.md §6.

import { parse } from '../../grammar/parser.ts';
import type { Expression } from '../../grammar/syntax.ts';
import { type ContextFact, type ContextValue, contextNamed } from './contexts.ts';
import { declarationsOf } from './documents.ts';
import { agentNamed, holds, type Reading, type Situation } from './situations.ts';

/** Facts as a report writes them: "booleans as such, numbers as a value of their range, everything else as written" (interfaces.md §1). */
export type Witness = Readonly<Record<string, string | number | boolean>>;

/** Reads an expression as reports write it, or undefined where it is none. */
export function expressionOf(text: string): Expression | undefined {
  const tree = parse(`constitution c\nassume ${text}\n`);
  const [first, ...more] = declarationsOf(tree);
  const sound = tree.segments.every(segment => segment.problems.length === 0);
  return sound && more.length === 0 && first?.node.kind === 'assume' ? first.node.condition : undefined;
}

/** What is wrong with an expression that should denote exactly these situations; undefined where nothing is. `always` and `never` are what they say. */
export function expressionFault(reading: Reading, text: string | undefined, { all, where }: Claim): string | undefined {
  if (text === undefined) return 'there is no expression';
  const expression = text === 'always' || text === 'never' ? undefined : expressionOf(text);
  if (!expression && text !== 'always' && text !== 'never') return `"${text}" is no expression`;
  for (const situation of all) {
    const says = expression ? holds(reading, { file: reading.file, expression }, situation) : text === 'always';
    if (says !== where.has(situation.number)) return `"${text}" is ${says} where it should not be: ${spelled(situation)}`;
  }
  return undefined;
}

export interface Claim {
  /** Every situation that there is to speak of. */
  readonly all: readonly Situation[];
  /** Numbers of those of which it is claimed. */
  readonly where: ReadonlySet<number>;
}

export function spelled(situation: Situation): string {
  const values = [...situation.values].map(([id, value]) => `${id}=${value}`);
  return [...values, ...(situation.agent ? [`agent=${situation.agent.name}`] : [])].join(', ');
}

type Fact = (situation: Situation) => boolean;

/** "A fact of a witness gives a context's exact value …, or `agent`." */
function factOf(reading: Reading, name: string, value: ContextValue): Fact | string {
  if (name === 'agent') {
    const agent = agentNamed(reading, reading.file, value as string);
    return agent ? situation => situation.agent === agent : `no agent ${value}`;
  }
  const context = contextIn(reading, name);
  if (!context) return `no context ${name}`;
  if (!context.values.includes(value)) return `${name} has no value ${JSON.stringify(value)}`;
  return situation => situation.values.get(context.id) === value;
}

function contextIn(reading: Reading, name: string): ContextFact | undefined {
  const { documents, file, before } = reading;
  return contextNamed(documents, file, file, name.split('.')) ?? (before && contextIn(before, name));
}

/**
 * "one witness: a few facts such that every situation that has them is one of these, and none of which can be left out." `minimal` asks for the
 * second half, and for "a leaf of a hierarchy where one will do".
 */
export function witnessFault(reading: Reading, witness: Witness | undefined, claim: Claim & { minimal: boolean }): string | undefined {
  if (!witness) return 'there is no witness';
  const facts = Object.entries(witness).map(([name, value]) => factOf(reading, name, value));
  const wrong = facts.find(it => typeof it === 'string');
  if (wrong) return `the witness ${JSON.stringify(witness)} is not readable: ${wrong}`;
  const isProof = (some: readonly Fact[]) => {
    const having = claim.all.filter(situation => some.every(fact => fact(situation)));
    return having.length > 0 && having.every(it => claim.where.has(it.number));
  };
  const all = facts as Fact[];
  if (!isProof(all)) return `a situation with ${JSON.stringify(witness)} is none of those, or there is none with it`;
  if (!claim.minimal) return undefined;
  const idle = Object.keys(witness).find((_, i) => isProof(all.filter((_, j) => j !== i)));
  if (idle) return `${idle} can be left out of the witness ${JSON.stringify(witness)}`;
  for (const [i, [name, value]] of Object.entries(witness).entries()) {
    const context = name === 'agent' ? undefined : contextIn(reading, name)!;
    if (!context || context.leaves.has(value)) continue;
    const leaf = [...context.leaves].find(it => isProof(all.map((fact, j) => (i === j ? (factOf(reading, name, it) as Fact) : fact))));
    if (leaf !== undefined) return `the leaf ${leaf} of ${name} would do in place of ${value}`;
  }
  return undefined;
}
