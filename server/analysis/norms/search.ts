// A bounded search for situations: it narrows what the contexts can be, follows what each step forces, and takes back the last
// step where that cannot be. Most questions end after a handful of steps; the few that do not are the solver's (decide.ts).

import { always, type Box, type Circuit, type Literal, never, openBox, type Scratch, setOf } from './circuit.ts';
import { disjoint, isEmpty, meet, type ValueSet, within } from './sets.ts';

/** `found`: every situation of the box reaches the goals; it is to be had until the next question. */
export type Found = { readonly kind: 'found'; readonly box: () => Box } | { readonly kind: 'none' } | { readonly kind: 'unknown' };

const open = 0;
const yes = 1;
const no = 2;

interface State extends Scratch {
  readonly circuit: Circuit;
  /** Nodes with a higher number that no goal rests on are passed over; this is the mark of those that one does. */
  readonly relevant: number;
  readonly domain: ValueSet[];
  /** Nodes in the order in which they got a value; the gates above the first `told` of them know. */
  readonly decided: number[];
  told: number;
  /** Nodes in the order in which they came to be needed. */
  readonly needed: number[];
  readonly narrowed: { readonly variable: number; readonly before: ValueSet }[];
  /** Literals that have to hold and were not looked at yet. */
  readonly owed: Literal[];
  /** All needed gates before this one hold or fail as they should, or will by what comes after. */
  cursor: number;
  fault: boolean;
  effort: number;
}

/** A branch that was taken, how things stood before it, and what holds in the other branch. */
interface Step {
  readonly otherwise: Literal;
  readonly decided: number;
  readonly told: number;
  readonly needed: number;
  readonly narrowed: number;
  readonly cursor: number;
}

/** A box inside `start` in which all goals hold; `unknown` after `effort` looks at nodes. */
export function search(circuit: Circuit, goals: readonly Literal[], options: { readonly effort: number; readonly start?: Box }): Found {
  if (goals.includes(never)) return { kind: 'none' };
  const roots = goals.filter(goal => goal !== always);
  const state = stateFor(circuit, roots);
  const bottom: Step = { otherwise: never, decided: 0, told: 0, needed: 0, narrowed: 0, cursor: 0 };
  for (const [variable, set] of (options.start ?? []).entries()) narrow(state, variable, set);
  state.owed.push(...roots.toReversed());
  const found = searched(state, options.effort);
  takeBack(state, bottom);
  return found;
}

function searched(state: State, effort: number): Found {
  const steps: Step[] = [];
  for (;;) {
    follow(state);
    if (state.effort > effort) return { kind: 'unknown' };
    if (state.fault) {
      const step = steps.pop();
      if (!step) return { kind: 'none' };
      takeBack(state, step);
      state.owed.push(step.otherwise);
      continue;
    }
    const gate = nextGate(state);
    if (gate < 0) {
      const box = [...state.domain];
      return { kind: 'found', box: () => box };
    }
    const part = freePart(state, gate);
    if (part === undefined) {
      state.fault = true;
      continue;
    }
    steps.push({
      otherwise: part,
      decided: state.decided.length,
      told: state.told,
      needed: state.needed.length,
      narrowed: state.narrowed.length,
      cursor: state.cursor,
    });
    state.owed.push(part ^ 1);
  }
}

function stateFor(circuit: Circuit, roots: readonly Literal[]): State {
  const { scratch } = circuit;
  const state: State = {
    ...scratch,
    circuit,
    relevant: markBelow(circuit, roots),
    domain: openBox(circuit),
    decided: [],
    told: 0,
    needed: [],
    narrowed: [],
    owed: [],
    cursor: 0,
    fault: false,
    effort: 0,
  };
  return state;
}

/** Marks what the roots rest on, but for the nodes of the base, which count in any case. */
function markBelow({ parts, base, scratch }: Circuit, roots: readonly Literal[]): number {
  const first = base ? base.about.length : 0;
  const mark = ++scratch.walks;
  const pending = roots.map(root => root >> 1).filter(node => node >= first);
  for (const node of pending) scratch.marks[node] = mark;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const part of parts[node]!) {
      const below = part >> 1;
      if (below < first || scratch.marks[below] === mark) continue;
      scratch.marks[below] = mark;
      pending.push(below);
    }
  }
  return mark;
}

const isRelevant = (state: State, node: number): boolean =>
  state.marks[node] === state.relevant || node < (state.circuit.base?.about.length ?? 0);

/** Draws every conclusion: what has a value tells the gates above it, what is owed is brought about. */
function follow(state: State): void {
  while (!state.fault && (state.told < state.decided.length || state.owed.length > 0)) {
    if (state.told < state.decided.length) tell(state, state.decided[state.told++]!);
    else bringAbout(state, state.owed.pop()!);
  }
  if (state.fault) state.owed.length = 0;
}

function settle(state: State, node: number, value: number): void {
  state.value[node] = value;
  state.decided.push(node);
  if (state.need[node] !== open && state.need[node] !== value) state.fault = true;
}

function tell(state: State, node: number): void {
  const { lacking, value, need } = state;
  const holds = value[node] === yes;
  const above = state.circuit.above[node]!;
  state.effort += above.length + 1;
  for (const gate of above) {
    const i = gate >> 1;
    if (!isRelevant(state, i)) continue;
    if (holds === ((gate & 1) === 0)) {
      lacking[i]!--;
      if (value[i] !== open) continue;
      if (lacking[i] === 0) settle(state, i, yes);
      else if (lacking[i] === 1 && need[i] === no) failLast(state, i);
    } else if (value[i] === open) settle(state, i, no);
  }
}

function bringAbout(state: State, literal: Literal): void {
  const node = literal >> 1;
  const wanted = literal & 1 ? no : yes;
  if (state.value[node] !== open) {
    if (state.value[node] !== wanted) state.fault = true;
    return;
  }
  if (state.need[node] !== open) {
    if (state.need[node] !== wanted) state.fault = true;
    return;
  }
  const { circuit } = state;
  const about = circuit.about[node]!;
  if (about >= 0) {
    narrow(state, about, setOf(circuit, literal));
    return;
  }
  state.need[node] = wanted;
  state.needed.push(node);
  state.effort += circuit.parts[node]!.length;
  if (wanted === yes) state.owed.push(...circuit.parts[node]!);
  else if (state.lacking[node] === 1) failLast(state, node);
}

function narrow(state: State, variable: number, set: ValueSet): void {
  const before = state.domain[variable]!;
  if (within(before, set)) return;
  const domain = meet(before, set);
  state.narrowed.push({ variable, before });
  state.domain[variable] = domain;
  if (isEmpty(domain)) {
    state.fault = true;
    return;
  }
  const { facts, sets } = state.circuit;
  for (const node of facts[variable]!) {
    if (state.value[node] !== open || !isRelevant(state, node)) continue;
    if (disjoint(domain, sets[node]!)) settle(state, node, no);
    else if (within(domain, sets[node]!)) settle(state, node, yes);
  }
  state.effort += facts[variable]!.length;
}

function takeBack(state: State, step: Step): void {
  const { lacking, value, need, circuit } = state;
  while (state.decided.length > step.decided) {
    const node = state.decided.pop()!;
    if (state.decided.length < state.told) {
      const holds = value[node] === yes;
      for (const gate of circuit.above[node]!) {
        if (holds === ((gate & 1) === 0) && isRelevant(state, gate >> 1)) lacking[gate >> 1]!++;
      }
    }
    value[node] = open;
  }
  state.told = step.told;
  while (state.needed.length > step.needed) need[state.needed.pop()!] = open;
  while (state.narrowed.length > step.narrowed) {
    const { variable, before } = state.narrowed.pop()!;
    state.domain[variable] = before;
  }
  state.owed.length = 0;
  state.cursor = step.cursor;
  state.fault = false;
}

/** A gate that must not hold and still may; -1 where none is left. */
function nextGate(state: State): number {
  const { needed, value, need } = state;
  for (; state.cursor < needed.length; state.cursor++) {
    const node = needed[state.cursor]!;
    state.effort++;
    if (value[node] === open && need[node] === no && !isUnderWay(state, node)) return node;
  }
  return -1;
}

/** Has a part of the gate been asked to fail already? Then what that part needs comes first. */
function isUnderWay({ circuit, value, need }: State, gate: number): boolean {
  return circuit.parts[gate]!.some(part => value[part >> 1] === open && need[part >> 1] === (part & 1 ? yes : no));
}

/** A part that may fail: one that is open and has not been asked to hold. */
function freePart({ circuit, value, need }: State, gate: number): Literal | undefined {
  return circuit.parts[gate]!.find(part => value[part >> 1] === open && need[part >> 1] !== (part & 1 ? no : yes));
}

function openPart({ circuit, value }: State, gate: number): Literal | undefined {
  return circuit.parts[gate]!.find(part => value[part >> 1] === open);
}

/** Of a gate that must not hold, all parts but one do: that one must fail. It may have a value that the gate was not told yet. */
function failLast(state: State, gate: number): void {
  state.effort += state.circuit.parts[gate]!.length;
  const part = openPart(state, gate);
  if (part !== undefined) state.owed.push(part ^ 1);
}
