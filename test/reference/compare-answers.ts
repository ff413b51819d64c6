// The answers of `polity when`, `polity diff` and `polity landscape` against the evaluator's. interfaces.md §1.

import type { Expression } from '../../grammar/syntax.ts';
import { actionNamed, normNamed } from './compare.ts';
import { type Difference, differenceOf, verdictOf } from './difference.ts';
import { lookup } from './documents.ts';
import { landscapeOf, type Shares } from './landscape.ts';
import type { World } from './norms.ts';
import { type Holds, heldActions, holdsWhen } from './when.ts';
import { expressionFault, type Witness, witnessFault } from './witness.ts';

export interface WhenAnswer {
  readonly possible: boolean;
  readonly norms: readonly {
    readonly principle: string;
    readonly index: number;
    readonly applies: string;
    readonly inForce: string;
    readonly beatenBy: readonly { readonly principle: string; readonly index: number; readonly by: string; readonly when?: string }[];
  }[];
  readonly actions: readonly {
    readonly action: string;
    readonly status: string;
    readonly leaning: string;
    readonly needs?: readonly string[];
    readonly cases?: readonly { readonly status: string; readonly when: string }[];
  }[];
}

export function whenFaults(world: World, facts: readonly Expression[], answer: WhenAnswer | undefined): string[] {
  if (!answer) return ['the facts were not read'];
  const expected = holdsWhen(world, facts);
  const possible = expected.situations.length > 0;
  if (answer.possible !== possible) return [`possible is ${answer.possible}`];
  // "Facts that no situation has: `"possible": false`, empty lists".
  if (!possible) return answer.norms.length + answer.actions.length > 0 ? ['the lists are not empty'] : [];
  return [...normFaults(world, expected, answer), ...actionFaults(world, expected, answer)];
}

function normFaults(world: World, expected: Holds, answer: WhenAnswer): string[] {
  const faults: (string | undefined)[] = [];
  const left = new Set(answer.norms);
  for (const it of expected.norms) {
    const found = [...left].find(other => normNamed(world, other) === it.norm);
    if (!found) {
      faults.push(`the norm ${it.norm.id} is not listed`);
      continue;
    }
    left.delete(found);
    const about = (fault: string | undefined, what: string) => fault && `${it.norm.id} ${what}: ${fault}`;
    faults.push(about(expressionFault(world, found.applies, { all: expected.situations, where: it.applies }), 'applies'));
    faults.push(about(expressionFault(world, found.inForce, { all: expected.situations, where: it.inForce }), 'in force'));
    const beaters = new Set(found.beatenBy);
    for (const beater of it.beatenBy) {
      const told = [...beaters].find(other => normNamed(world, other) === beater.norm && other.by === beater.by);
      if (told) beaters.delete(told);
      const fault = told ? expressionFault(world, told.when ?? 'always', { all: expected.situations, where: beater.where }) : 'is not told';
      faults.push(about(fault, `beaten by ${beater.norm.id} by ${beater.by}`));
    }
    for (const other of beaters) faults.push(`${it.norm.id} is not beaten by ${JSON.stringify(other)}`);
  }
  for (const it of left) faults.push(`a norm that never applies is listed: ${it.principle} ${it.index}`);
  return faults.filter(it => it !== undefined);
}

function actionFaults(world: World, expected: Holds, answer: WhenAnswer): string[] {
  const faults: (string | undefined)[] = [];
  for (const it of expected.actions) {
    const found = answer.actions.find(other => actionNamed(world, other.action) === it.action.id);
    if (!found) {
      faults.push(`the action ${it.action.id} is not listed`);
      continue;
    }
    const leaning = it.leanings.size === 1 ? [...it.leanings][0] : 'depends';
    if (found.leaning !== leaning) faults.push(`${it.action.id} leans to ${found.leaning}, not ${leaning}`);
    const status = it.statuses.size === 1 ? [...it.statuses.keys()][0] : 'depends';
    if (found.status !== status) faults.push(`${it.action.id} is ${found.status}, not ${status}`);
    if ((found.needs ?? []).length !== it.action.needs.length) faults.push(`${it.action.id} needs ${found.needs}, not ${it.action.needs}`);
    if (status !== 'depends') continue;
    const cases = found.cases ?? [];
    if (cases.length !== it.statuses.size) faults.push(`${it.action.id} has the cases ${JSON.stringify(cases)}`);
    for (const [name, where] of it.statuses) {
      const told = cases.find(other => other.status === name);
      const fault = told ? expressionFault(world, told.when, { all: expected.situations, where }) : 'is not told';
      faults.push(fault && `${it.action.id} ${name}: ${fault}`);
    }
  }
  return faults.filter(it => it !== undefined);
}

export interface DiffAnswer {
  readonly verdict: string;
  readonly actions: readonly {
    readonly action: string;
    readonly changes: readonly {
      readonly from: string;
      readonly to: string;
      readonly when: string;
      readonly witness: Witness;
      readonly share?: number;
    }[];
  }[];
}

export function diffFaults(before: World, after: World, answer: DiffAnswer): string[] {
  const expected = differenceOf(before, after);
  const faults: string[] = [];
  const counted: Difference['changes'][number][] = [];
  const left = new Set(answer.actions.flatMap(({ action, changes }) => changes.map(change => ({ action, ...change }))));
  for (const it of expected.changes) {
    const isIt = (name: string) => (it.after ? actionNamed(after, name) === it.after.id : actionNamed(before, name) === it.before!.id);
    const found = [...left].find(other => isIt(other.action) && other.from === it.from && other.to === it.to);
    const name = `${(it.after ?? it.before)!.id} ${it.from} → ${it.to}`;
    if (it.held) counted.push(it);
    if (!found) {
      // Two actions of before that have become one may be told together.
      const told = expected.changes.some(
        other => counted.includes(other) && other !== it && other.after === it.after && other.from === it.from && other.to === it.to,
      );
      if (it.held && !(it.after && told)) faults.push(`${name} is not told`);
      continue;
    }
    left.delete(found);
    if (!it.held) continue;
    faults.push(...changeFaults({ before, after, expected }, it, found).map(fault => `${name}: ${fault}`));
  }
  for (const it of left)
    if (isHeld(before, it.action) || isHeld(after, it.action)) faults.push(`${it.action} ${it.from} → ${it.to} should not be told`);
  // Actions that are merely imported count in the verdict where they are told.
  const others = answer.actions.filter(it => !isHeld(before, it.action) && !isHeld(after, it.action)).flatMap(it => it.changes);
  const verdict = verdictOf([...counted, ...others]);
  if (answer.verdict !== verdict) faults.push(`the verdict is ${answer.verdict}, not ${verdict}`);
  return faults;
}

const isHeld = (world: World, name: string) => heldActions(world).some(it => it.id === actionNamed(world, name));

function changeFaults(
  { before, after, expected }: { before: World; after: World; expected: Difference },
  it: Difference['changes'][number],
  found: DiffAnswer['actions'][number]['changes'][number],
): string[] {
  const reading = { documents: after.documents, file: after.file, before: { documents: before.documents, file: before.file } };
  const claim = { all: expected.situations, where: it.where };
  const share = Math.abs((found.share ?? Number.NaN) - it.share) < 1e-9 ? undefined : `the share is ${found.share}, not ${it.share}`;
  const faults = [share, expressionFault(reading, found.when, claim), witnessFault(reading, found.witness, { ...claim, minimal: false })];
  return faults.filter(fault => fault !== undefined);
}

/** A share that could not be told is undefined; that does not happen in small specs. */
type Told = { readonly [Key in keyof Shares]: number | undefined };
export interface LandscapeAnswer {
  readonly overall: Told;
  readonly dimensions: readonly (Told & { readonly name: string })[];
  readonly values: readonly (Told & { readonly name: string })[];
  /** "which contexts are the silent ones (as short expressions)"; `whole` where they say all of them. */
  readonly silent?: { readonly when: readonly string[]; readonly whole: boolean };
}

export function landscapeFaults(world: World, answer: LandscapeAnswer | undefined): string[] {
  if (!answer) return ['there is no landscape'];
  const expected = landscapeOf(world);
  const faults = shareFaults('overall', expected.overall, answer.overall);
  for (const [space, key] of [
    ['dimension', 'dimensions'],
    ['value', 'values'],
  ] as const) {
    for (const [id, shares] of expected[key]) {
      const isIt = (name: string) => lookup(world.documents, world.file, space, name.split('.')).some(other => other.id === id);
      faults.push(
        ...shareFaults(
          id,
          shares,
          answer[key].find(it => isIt(it.name)),
        ),
      );
    }
    if (answer[key].length !== expected[key].size) faults.push(`there are ${answer[key].length} ${key}, not ${expected[key].size}`);
  }
  return faults;
}

function shareFaults(what: string, expected: Shares, found: Told | undefined): string[] {
  if (!found) return [`${what} is not told`];
  return (['positive', 'fenced', 'silent'] as const).flatMap(key =>
    Math.abs((found[key] ?? Number.NaN) - expected[key]) < 1e-9 ? [] : [`${what} is ${key} in ${found[key]}, not ${expected[key]}`],
  );
}
