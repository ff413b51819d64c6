// A bounded search for situations: it narrows what the contexts can be, one fact after another, towards what the goal still
// lacks, and takes back the last step where the goal has become false. Most questions end after a handful of steps; the few
// that do not are the solver's (decide.ts).

import { always, type Box, type Circuit, type Literal, never, nodesBelow, openBox, setOf } from './circuit.ts';
import { disjoint, meet, minus, type ValueSet, within } from './sets.ts';

/** `found`: every situation of the box reaches the goal. */
export type Found = { readonly kind: 'found'; readonly box: Box } | { readonly kind: 'none' } | { readonly kind: 'unknown' };

const open = 0;
const holds = 1;
const fails = 2;

/** The part of the circuit under a goal, with what is known of each node in the box at hand. Nodes are numbered from 0, parts first. */
interface State {
  readonly circuit: Circuit;
  readonly nodes: readonly number[];
  /** Of a gate: its parts, as twice the number of a node and one more where it is negated. */
  readonly parts: readonly (readonly number[])[];
  readonly value: Uint8Array;
  /** Of a gate: how many parts do not hold yet. */
  readonly lacking: Int32Array;
  /** By node: the gates that have it as a part, in the same way. */
  readonly above: readonly number[][];
  /** By variable: its facts. */
  readonly facts: ReadonlyMap<number, readonly number[]>;
  readonly domain: ValueSet[];
  /** Nodes in the order in which they were decided. */
  readonly decided: number[];
  readonly narrowed: { readonly variable: number; readonly before: ValueSet }[];
  effort: number;
}

interface Step {
  readonly variable: number;
  readonly otherwise: ValueSet;
  readonly decided: number;
  readonly narrowed: number;
}

/** A box inside `start` that reaches the goal; `unknown` after `effort` looks at nodes. */
export function search(circuit: Circuit, goal: Literal, options: { readonly effort: number; readonly start?: Box }): Found {
  const start = options.start ?? openBox(circuit);
  if (goal === always) return { kind: 'found', box: start };
  if (goal === never) return { kind: 'none' };
  const state = stateFor(circuit, goal, start);
  const root = 2 * (state.nodes.length - 1) + (goal & 1);
  const steps: Step[] = [];
  for (;;) {
    const value = valueFor(state, root);
    if (value === holds) return { kind: 'found', box: state.domain };
    if (state.effort > options.effort) return { kind: 'unknown' };
    if (value === fails) {
      const step = steps.pop();
      if (!step) return { kind: 'none' };
      takeBack(state, step);
      narrow(state, step.variable, step.otherwise);
    } else {
      const { variable, set } = wantedFact(state, root);
      const otherwise = minus(state.domain[variable]!, set, circuit.variables[variable]!.size);
      steps.push({ variable, otherwise, decided: state.decided.length, narrowed: state.narrowed.length });
      narrow(state, variable, meet(state.domain[variable]!, set));
    }
  }
}

/** Of a literal in local numbers. */
function valueFor(state: State, literal: number): number {
  const value = state.value[literal >> 1]!;
  return value === open || !(literal & 1) ? value : 3 - value;
}

function stateFor(circuit: Circuit, goal: Literal, start: Box): State {
  const nodes = nodesBelow(circuit, [goal]);
  const local = new Map(nodes.map((node, i) => [node, i]));
  const parts = nodes.map(node => circuit.parts[node]!.map(part => 2 * local.get(part >> 1)! + (part & 1)));
  const above: number[][] = nodes.map(() => []);
  const facts = new Map<number, number[]>();
  const lacking = new Int32Array(nodes.length);
  nodes.forEach((node, i) => {
    const about = circuit.about[node]!;
    if (about >= 0) {
      const known = facts.get(about);
      if (known) known.push(i);
      else facts.set(about, [i]);
    }
    lacking[i] = parts[i]!.length;
    for (const part of parts[i]!) above[part >> 1]!.push(2 * i + (part & 1));
  });
  const state: State = {
    circuit,
    nodes,
    parts,
    value: new Uint8Array(nodes.length),
    lacking,
    above,
    facts,
    domain: [...start],
    decided: [],
    narrowed: [],
    effort: nodes.length,
  };
  for (const [variable, about] of facts) settleFacts(state, variable, about);
  return state;
}

function narrow(state: State, variable: number, set: ValueSet): void {
  state.narrowed.push({ variable, before: state.domain[variable]! });
  state.domain[variable] = set;
  settleFacts(state, variable, state.facts.get(variable) ?? []);
}

function settleFacts(state: State, variable: number, facts: readonly number[]): void {
  const domain = state.domain[variable]!;
  for (const i of facts) {
    if (state.value[i] !== open) continue;
    const set = state.circuit.sets[state.nodes[i]!]!;
    if (disjoint(domain, set)) decide(state, i, fails);
    else if (within(domain, set)) decide(state, i, holds);
  }
  state.effort += facts.length;
}

/** Sets a node's value, and that of every gate which it settles. */
function decide(state: State, node: number, value: number): void {
  const { above, lacking } = state;
  state.value[node] = value;
  const from = state.decided.length;
  state.decided.push(node);
  for (let next = from; next < state.decided.length; next++) {
    const done = state.decided[next]!;
    const isTrue = state.value[done] === holds;
    for (const gate of above[done]!) {
      const i = gate >> 1;
      if (isTrue === ((gate & 1) === 0)) {
        lacking[i]!--;
        if (lacking[i] !== 0 || state.value[i] !== open) continue;
        state.value[i] = holds;
      } else {
        if (state.value[i] !== open) continue;
        state.value[i] = fails;
      }
      state.decided.push(i);
    }
    state.effort += above[done]!.length;
  }
}

function takeBack(state: State, step: Step): void {
  while (state.decided.length > step.decided) {
    const node = state.decided.pop()!;
    const isTrue = state.value[node] === holds;
    for (const gate of state.above[node]!) if (isTrue === ((gate & 1) === 0)) state.lacking[gate >> 1]!++;
    state.value[node] = open;
  }
  while (state.narrowed.length > step.narrowed) {
    const { variable, before } = state.narrowed.pop()!;
    state.domain[variable] = before;
  }
}

/** A fact that brings the goal nearer: down from the goal, through what is open, preferring parts that leave little choice. */
function wantedFact(state: State, root: number): { variable: number; set: ValueSet } {
  let literal = root;
  for (;;) {
    const node = state.nodes[literal >> 1]!;
    const about = state.circuit.about[node]!;
    if (about >= 0) return { variable: about, set: setOf(state.circuit, 2 * node + (literal & 1)) };
    const part = literal & 1 ? firstOpen(state, literal >> 1) : tightest(state, literal >> 1);
    literal = part ^ (literal & 1);
  }
}

function firstOpen(state: State, gate: number): number {
  for (const part of state.parts[gate]!) {
    state.effort++;
    if (valueFor(state, part) === open) return part;
  }
  throw new Error('an open gate has an open part');
}

/** Of the parts that must all hold, an open one with the fewest ways left to make it hold. */
function tightest(state: State, gate: number): number {
  let best = -1;
  let fewest = Infinity;
  for (const part of state.parts[gate]!) {
    state.effort++;
    if (valueFor(state, part) !== open) continue;
    const ways = waysLeft(state, part, fewest);
    if (ways >= fewest) continue;
    best = part;
    fewest = ways;
    if (ways <= 1) break;
  }
  return best;
}

function waysLeft(state: State, literal: number, limit: number): number {
  const parts = state.parts[literal >> 1]!;
  if (parts.length === 0) return 1;
  if (!(literal & 1)) return 2;
  let ways = 0;
  for (const part of parts) {
    state.effort++;
    if (valueFor(state, part) === open && ++ways >= limit) return ways;
  }
  return ways;
}
