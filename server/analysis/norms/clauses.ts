// A circuit as clauses for the solver: a variable for each class of values of each context, of which exactly one holds, and one
// for each gate.

import { type Box, type Circuit, type Literal, nodesBelow, openBox } from './circuit.ts';
import { type Classes, classesFor } from './classes.ts';
import { disjoint, hasValue, join, type ValueSet } from './sets.ts';
import type { Clause } from './solver.ts';

export interface Encoding {
  readonly clauses: readonly Clause[];
  /** The solver's literal for one of the circuit's, which lies under those that were encoded and is no constant. */
  readonly literal: (literal: Literal) => number;
  /** The literals of classes of a variable, by its index, that a set leaves out. */
  readonly outside: (about: number, set: ValueSet) => readonly number[];
  /** The situations that a model stands for. */
  readonly boxOf: (model: readonly number[]) => Box;
}

interface Draft {
  readonly circuit: Circuit;
  readonly clauses: number[][];
  /** By the index of a variable: the solver's literal for each of its classes. */
  readonly names: Map<number, readonly number[]>;
  readonly classes: ReadonlyMap<number, Classes>;
  /** By node: the solver's literal. */
  readonly nodes: Map<number, number>;
  last: number;
}

/** The clauses hold of every situation; what is asked is assumed. None of the roots is a constant. */
export function encodingOf(circuit: Circuit, roots: readonly Literal[]): Encoding {
  const draft: Draft = { circuit, clauses: [], names: new Map(), classes: classesFor(circuit, roots), nodes: new Map(), last: 0 };
  for (const [about, classes] of draft.classes) draft.names.set(about, nameClasses(draft, classes.sets.length));
  for (const node of nodesBelow(circuit, roots)) draft.nodes.set(node, encodeNode(draft, node));
  const literal = (of: Literal) => (of & 1 ? -draft.nodes.get(of >> 1)! : draft.nodes.get(of >> 1)!);
  return { clauses: draft.clauses, literal, outside: (about, set) => outsideOf(draft, about, set), boxOf: model => boxOf(draft, model) };
}

/** Literals for the classes of a context, of which exactly one holds. */
function nameClasses(draft: Draft, count: number): readonly number[] {
  if (count === 2) return [-++draft.last, draft.last];
  const names = Array.from({ length: count }, () => ++draft.last);
  draft.clauses.push(names);
  if (count <= 6) {
    for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) draft.clauses.push([-names[i]!, -names[j]!]);
    return names;
  }
  // `seen` says that one of the classes up to here holds; it grows with their number, not with its square.
  let seen = names[0]!;
  for (let i = 1; i < count; i++) {
    draft.clauses.push([-seen, -names[i]!]);
    if (i === count - 1) break;
    const next = ++draft.last;
    draft.clauses.push([-seen, next], [-names[i]!, next]);
    seen = next;
  }
  return names;
}

function encodeNode(draft: Draft, node: number): number {
  const { circuit } = draft;
  const about = circuit.about[node]!;
  if (about >= 0) return encodeFact(draft, about, circuit.sets[node]!);
  const parts = circuit.parts[node]!.map(part => (part & 1 ? -draft.nodes.get(part >> 1)! : draft.nodes.get(part >> 1)!));
  const name = ++draft.last;
  for (const part of parts) draft.clauses.push([-name, part]);
  draft.clauses.push([name, ...parts.map(part => -part)]);
  return name;
}

function encodeFact(draft: Draft, about: number, set: ValueSet): number {
  const names = draft.names.get(about)!;
  const { values } = draft.classes.get(about)!;
  const inside = names.filter((_, i) => hasValue(set, values[i]!));
  const outside = names.filter((_, i) => !hasValue(set, values[i]!));
  if (inside.length === 1) return inside[0]!;
  if (outside.length === 1) return -outside[0]!;
  const name = ++draft.last;
  // Of the classes exactly one holds, so that one side says it all.
  const [listed, sign] = inside.length <= outside.length ? [inside, 1] : [outside, -1];
  draft.clauses.push([-sign * name, ...listed]);
  for (const part of listed) draft.clauses.push([-part, sign * name]);
  return name;
}

function outsideOf({ names, classes }: Draft, about: number, set: ValueSet): readonly number[] {
  const of = classes.get(about);
  return of ? names.get(about)!.filter((_, i) => disjoint(of.sets[i]!, set)) : [];
}

function boxOf(draft: Draft, model: readonly number[]): Box {
  const held = new Set(model);
  const box = openBox(draft.circuit);
  for (const [about, names] of draft.names) {
    const { variable, sets } = draft.classes.get(about)!;
    const chosen = sets.filter((_, i) => held.has(names[i]!));
    if (chosen.length > 0) box[about] = chosen.reduce((a, b) => join(a, b, variable.size));
  }
  return box;
}
