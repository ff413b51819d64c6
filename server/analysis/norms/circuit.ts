// Questions are asked of a circuit: conditions as nodes that share their common parts. A literal is a node and a sign, so that
// *not* costs nothing; every gate is an *and*; equal nodes are one. Search, proof, counting and sampling all read it.

import type { Condition } from './conditions.ts';
import { complement, hasValue, isEmpty, isFull, meet, type ValueSet } from './sets.ts';
import { fullOf, type Variable } from './variables.ts';

/** Twice the number of a node, and one more where it is negated. */
export type Literal = number;

export const always: Literal = 0;
export const never: Literal = 1;

export const not = (literal: Literal): Literal => literal ^ 1;

export interface Circuit {
  readonly variables: readonly Variable[];
  /** By node: the variable of a fact, -1 for a gate. */
  readonly about: number[];
  /** By node: the values of a fact. */
  readonly sets: ValueSet[];
  /** By node: what must all hold, for a gate. */
  readonly parts: (readonly Literal[])[];
  /** By node: the gates that have it as a part, as twice the gate, and one more where it is negated there. */
  readonly above: (readonly number[])[];
  /** By variable: the nodes of its facts. */
  readonly facts: (readonly number[])[];
  readonly index: Map<string, number>;
  /** What a condition became. */
  readonly known: Map<Condition, Literal>;
  /** The keys of nodes, and the conditions, in the order in which they came; those of the base not among them. */
  readonly keys: string[];
  readonly learned: Condition[];
  /** The circuit that this one continues: its nodes come first, under the same numbers, and are left as they are. */
  readonly base?: Circuit;
  readonly scratch: Scratch;
}

/** What walks and searches note down by node, and leave as it was when they are done. */
export interface Scratch {
  /** The number of the last walk that saw the node. */
  readonly marks: number[];
  walks: number;
  /** 0 where it is open, else 1 for true, 2 for false. */
  readonly value: number[];
  /** What the node has to be, in the same way. */
  readonly need: number[];
  /** Of a gate: how many parts are not known to hold. */
  readonly lacking: number[];
}

export function emptyCircuit(variables: readonly Variable[]): Circuit {
  // Node 0 is the gate with no parts: it always holds.
  const scratch = { marks: [0], walks: 0, value: [0], need: [0], lacking: [0] };
  return {
    variables,
    about: [-1],
    sets: [0],
    parts: [[]],
    above: [[]],
    facts: variables.map(() => []),
    index: new Map(),
    known: new Map(),
    keys: [],
    learned: [],
    scratch,
  };
}

/** A circuit that begins with all that another one has, and does not change it. */
export function continued(base: Circuit): Circuit {
  const { variables, about, sets, parts, above, facts, scratch } = base;
  return {
    variables,
    about: about.slice(),
    sets: sets.slice(),
    parts: parts.slice(),
    above: above.slice(),
    facts: facts.slice(),
    index: new Map(),
    known: new Map(),
    keys: [],
    learned: [],
    base,
    scratch: {
      ...scratch,
      marks: new Array(about.length).fill(0),
      walks: 0,
      value: new Array(about.length).fill(0),
      need: new Array(about.length).fill(0),
      lacking: scratch.lacking.slice(),
    },
  };
}

/** Forgets all nodes and conditions that came after there were this many of them. */
export function forget(circuit: Circuit, keys: number, learned: number): void {
  const { about, sets, parts, above, facts, scratch } = circuit;
  while (circuit.keys.length > keys) {
    circuit.index.delete(circuit.keys.pop()!);
    const variable = about.pop()!;
    if (variable >= 0) (facts[variable] as number[]).pop();
    for (const part of parts.pop()!) (above[part >> 1] as number[]).pop();
    for (const list of [sets, above, scratch.marks, scratch.value, scratch.need, scratch.lacking]) list.pop();
  }
  while (circuit.learned.length > learned) circuit.known.delete(circuit.learned.pop()!);
}

/** A gate whose parts are more than this stays a part of its own. */
const flat = 24;

export function fact(circuit: Circuit, variable: Variable, set: ValueSet): Literal {
  if (isEmpty(set)) return never;
  if (isFull(set, variable.size)) return always;
  // One node for a set and its complement.
  const negated = hasValue(set, 0);
  const kept = negated ? complement(set, variable.size) : set;
  const literal = 2 * nodeFor(circuit, `${variable.index}:${kept}`, variable.index, kept, []);
  return negated ? not(literal) : literal;
}

/** The values for which a fact's literal holds. */
export function setOf(circuit: Circuit, literal: Literal): ValueSet {
  const node = literal >> 1;
  const set = circuit.sets[node]!;
  return literal & 1 ? complement(set, circuit.variables[circuit.about[node]!]!.size) : set;
}

export function and(circuit: Circuit, given: readonly Literal[]): Literal {
  const parts: Literal[] = [];
  const facts = new Map<number, { set: ValueSet; literal: Literal }>();
  const pending = given.toReversed();
  for (let literal = pending.pop(); literal !== undefined; literal = pending.pop()) {
    if (literal === always) continue;
    if (literal === never) return never;
    const about = circuit.about[literal >> 1]!;
    const inner = circuit.parts[literal >> 1]!;
    if (about >= 0) {
      const before = facts.get(about);
      const set = before ? meet(before.set, setOf(circuit, literal)) : setOf(circuit, literal);
      if (isEmpty(set)) return never;
      facts.set(about, { set, literal: before ? -1 : literal });
    } else if (!(literal & 1) && inner.length <= flat) {
      for (let i = inner.length - 1; i >= 0; i--) pending.push(inner[i]!);
    } else parts.push(literal);
  }
  for (const [about, { set, literal }] of facts) parts.push(literal >= 0 ? literal : fact(circuit, circuit.variables[about]!, set));
  return gate(circuit, parts);
}

function gate(circuit: Circuit, parts: Literal[]): Literal {
  if (parts.length === 0) return always;
  if (parts.length === 1) return parts[0]!;
  parts.sort((a, b) => a - b);
  const kept: Literal[] = [];
  for (const literal of parts) {
    if (literal === kept.at(-1)) continue;
    if (kept.length > 0 && literal === not(kept.at(-1)!)) return never;
    kept.push(literal);
  }
  return kept.length === 1 ? kept[0]! : 2 * nodeFor(circuit, kept.join(), -1, 0, kept);
}

export function or(circuit: Circuit, parts: readonly Literal[]): Literal {
  return not(and(circuit, parts.map(not)));
}

function nodeFor(circuit: Circuit, key: string, about: number, set: ValueSet, parts: readonly Literal[]): number {
  const known = circuit.index.get(key) ?? circuit.base?.index.get(key);
  if (known !== undefined) return known;
  const { scratch } = circuit;
  const node = circuit.about.length;
  circuit.about.push(about);
  circuit.sets.push(set);
  circuit.parts.push(parts);
  circuit.above.push([]);
  scratch.marks.push(0);
  scratch.value.push(0);
  scratch.need.push(0);
  scratch.lacking.push(parts.length);
  circuit.index.set(key, node);
  circuit.keys.push(key);
  if (about >= 0) append(circuit, 'facts', about, node);
  for (const part of parts) append(circuit, 'above', part >> 1, 2 * node + (part & 1));
  return node;
}

/** Adds to a list of the circuit; one that still belongs to the base is copied first. */
function append(circuit: Circuit, where: 'facts' | 'above', at: number, item: number): void {
  const list = circuit[where][at]!;
  if (circuit.base && circuit.base[where][at] === list) circuit[where][at] = [...list, item];
  else (list as number[]).push(item);
}

/** The condition as a literal. `translate` says what a fact is in this circuit, where its variables are not the condition's own. */
export function literalOf(circuit: Circuit, condition: Condition, translate?: (fact: Condition & { kind: 'fact' }) => Condition): Literal {
  const known = circuit.known.get(condition) ?? circuit.base?.known.get(condition);
  if (known !== undefined) return known;
  const inner = (part: Condition) => literalOf(circuit, part, translate);
  const literal = (() => {
    switch (condition.kind) {
      case 'constant':
        return condition.value ? always : never;
      case 'fact': {
        const own = translate ? translate(condition) : condition;
        return own.kind === 'fact' ? fact(circuit, own.variable, own.set) : inner(own);
      }
      case 'not':
        return not(inner(condition.part));
      case 'all':
        return and(circuit, condition.parts.map(inner));
      case 'any':
        return or(circuit, condition.parts.map(inner));
    }
  })();
  circuit.known.set(condition, literal);
  circuit.learned.push(condition);
  return literal;
}

/** The nodes that the literals rest on, parts before what is made of them. */
export function nodesBelow(circuit: Circuit, literals: readonly Literal[]): number[] {
  const { parts, scratch } = circuit;
  const { marks } = scratch;
  const seen = ++scratch.walks;
  const done = ++scratch.walks;
  const order: number[] = [];
  const pending = literals.map(literal => literal >> 1);
  while (pending.length > 0) {
    const node = pending.at(-1)!;
    if (marks[node]! < seen) {
      marks[node] = seen;
      for (const part of parts[node]!) if (marks[part >> 1]! < seen) pending.push(part >> 1);
    } else {
      pending.pop();
      if (marks[node] === seen) {
        marks[node] = done;
        order.push(node);
      }
    }
  }
  return order;
}

/** The variables that the literals speak of, by index. */
export function supportOf(circuit: Circuit, literals: readonly Literal[]): readonly Variable[] {
  const found = new Set<number>();
  for (const node of nodesBelow(circuit, literals)) if (circuit.about[node]! >= 0) found.add(circuit.about[node]!);
  return [...found].sort((a, b) => a - b).map(index => circuit.variables[index]!);
}

/** What each variable can still be; full where nothing is known. By index. */
export type Box = readonly ValueSet[];

export const openBox = (circuit: Circuit): ValueSet[] => circuit.variables.map(fullOf);
