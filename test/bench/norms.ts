// The norm engine: all conflicts of many norms, beside a bare loop over the same cubes, and CaDiCaL and Z3 on the same pairs.

import { init } from 'z3-solver';
import { tableOf } from '../../server/analysis/norms/conflicts.ts';
import { type Cubes, cubesOf, unionsMeet } from '../../server/analysis/norms/cubes.ts';
import { differenceOf } from '../../server/analysis/norms/difference.ts';
import { valuesOf } from '../../server/analysis/norms/sets.ts';
import type { Norm, World } from '../../server/analysis/norms/world.ts';
import { worldOf } from '../../server/analysis/norms/worlds.ts';
import { scopeOf } from '../../server/analysis/resolve.ts';
import { type Document, documentOf, edited, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { loadSolver } from '../../server/host/solver.ts';
import { diceOf } from '../grammar/random-spec.ts';
import { type Benchmark, heapKept, median, type Row, timings } from './benchmark.ts';

const [contexts, values, actions] = [200, 4, 20];
const file = 'norms.constitution';

/** Twenty actions, so that one pair in twenty shares one; each norm is about one topic of fifty and two contexts of two hundred. */
function normsText(count: number, seed = 1): string {
  const dice = diceOf(seed);
  const number = (below: number) => dice.pick([...Array(below).keys()]);
  const lines = ['constitution norms "Norms"', `context topic: ${Array.from({ length: 50 }, (_, i) => `t${i}`).join(' | ')}`];
  for (let i = 0; i < contexts; i++) lines.push(`context c${i}: ${Array.from({ length: values }, (_, v) => `v${i}_${v}`).join(' | ')}`);
  for (let i = 0; i < actions; i++) lines.push(`action act${i} "Act ${i}"`);
  for (let i = 0; i < count; i++) {
    const [a, b] = [number(contexts), number(contexts)];
    const condition = `topic is t${number(50)} and c${a} is v${a}_${number(values)} and c${b} in (v${b}_0, v${b}_${1 + number(values - 1)})`;
    const level = dice.pick(['platform', 'developer', 'user', 'guideline']);
    lines.push(`principle p${i} "P" at ${level} { ${dice.pick(['must', 'must not'])} act${number(actions)} when ${condition} }`);
  }
  return `${lines.join('\n')}\n`;
}

const worldFor = (document: Document): World => worldOf(scopeOf(withDocuments(emptyWorkspace, [document]), file)!);

/** The pairs that share an action, one bidding what the other forbids. */
function opposingPairs(world: World): [Norm, Norm][] {
  const byAct = Map.groupBy(world.norms, norm => norm.act!);
  return [...byAct.values()].flatMap(norms => {
    const [bids, bans] = [norms.filter(({ modality }) => modality === 'must'), norms.filter(({ modality }) => modality === 'must not')];
    return bids.flatMap(bid => bans.map((ban): [Norm, Norm] => [bid, ban]));
  });
}

/** What nobody could leave out: for each pair, whether its cubes meet. */
function bareLoop(world: World, pairs: readonly [Norm, Norm][]): number {
  const cubes = new Map<Norm, Cubes>(world.norms.map(norm => [norm, cubesOf(norm.region)!]));
  let met = 0;
  for (const [a, b] of pairs) if (unionsMeet(cubes.get(a)!, cubes.get(b)!)) met++;
  return met;
}

async function growth(count: number): Promise<Row[]> {
  const text = normsText(count);
  const times = count > 20_000 ? 2 : 5;
  const cold: number[] = [];
  const bare: number[] = [];
  let pairs: [Norm, Norm][] = [];
  for (let i = 0; i < times; i++) {
    // A document of its own each time: nothing is known of it yet.
    const world = worldFor(documentOf(file, text));
    cold.push(...timings(() => tableOf(world), { times: 1, warm: 0 }));
    pairs = opposingPairs(world);
    const other = worldFor(documentOf(file, text));
    const same = opposingPairs(other);
    bare.push(...timings(() => bareLoop(other, same), { times: 1, warm: 0 }));
  }
  const what = `${count.toLocaleString('en')} norms, ${pairs.length.toLocaleString('en')} opposing pairs`;
  return [
    {
      what: `${what}: all conflicts, cold`,
      figure: median(cold),
      unit: 'ms',
      peer: { name: 'bare loop', figure: median(bare) },
      ...(count === 10_000 ? { mark: '1.5 times the bare loop' } : {}),
    },
  ];
}

/** One norm rewritten, among ten thousand: its pairs are compared anew, all others stay. */
function oneEdit(): Row[] {
  let document = documentOf(file, normsText(10_000));
  tableOf(worldFor(document));
  const spent: number[] = [];
  const compared: number[] = [];
  for (let i = 0; i < 40; i++) {
    const start = document.tree.text.indexOf(' when topic is t', Math.floor(document.tree.text.length / 2) + i * 997) + 16;
    document = edited(document, [{ start, end: start + 1, text: String(i % 5) }]);
    const world = worldFor(document);
    spent.push(...timings(() => tableOf(world), { times: 1, warm: 0 }));
    compared.push(tableOf(world).compared);
  }
  return [
    { what: 'one norm of 10,000 edited: conflicts again', figure: median(spent), unit: 'ms', mark: '1 ms' },
    { what: 'one norm of 10,000 edited: pairs compared', figure: median(compared), unit: 'pairs' },
  ];
}

type Clauses = number[][];

/** The question "do both apply somewhere?" in clauses: a variable for each value of each context, exactly one of them. */
function clausesFor([a, b]: [Norm, Norm]): Clauses {
  const clauses: Clauses = [];
  const base = new Map<number, number>();
  let next = 1;
  for (const norm of [a, b]) {
    const [cube] = cubesOf(norm.region)!;
    for (const [variable, set] of factsOf(cube!)) {
      const first = base.get(variable.index) ?? next;
      if (!base.has(variable.index)) {
        base.set(variable.index, first);
        next += variable.size;
        const all = Array.from({ length: variable.size }, (_, v) => first + v);
        clauses.push(all);
        for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) clauses.push([-all[i]!, -all[j]!]);
      }
      clauses.push(set.map(value => first + value));
    }
  }
  return clauses;
}

const factsOf = ({ variables, sets }: Cubes[number]) => variables.map((variable, i) => [variable, [...valuesOf(sets[i]!)]] as const);

async function solvers(): Promise<Row[]> {
  const world = worldFor(documentOf(file, normsText(1000)));
  const pairs = opposingPairs(world).slice(0, 2000);
  const questions = pairs.map(clausesFor);
  const cubes = median(timings(() => bareLoop(world, pairs), { times: 5 }));
  const solver = await loadSolver();
  const cadical = median(timings(() => questions.map(clauses => solver(clauses, 10_000)), { times: 3, warm: 1 }));
  const z3 = await z3Milliseconds(questions.slice(0, 10));
  return [
    { what: `${pairs.length} pairs: do the two meet?`, figure: cubes, unit: 'ms', peer: { name: 'CaDiCaL alone', figure: cadical } },
    {
      what: `${pairs.length} pairs: do the two meet?`,
      figure: cubes,
      unit: 'ms',
      peer: { name: 'Z3', figure: (z3 * questions.length) / 10 },
    },
  ];
}

async function z3Milliseconds(questions: readonly Clauses[]): Promise<number> {
  const { Context } = await init();
  const { Solver, Bool, Or, Not } = Context('bench');
  const began = performance.now();
  for (const clauses of questions) {
    const solver = new Solver();
    for (const clause of clauses)
      solver.add(Or(...clause.map(literal => (literal > 0 ? Bool.const(`x${literal}`) : Not(Bool.const(`x${-literal}`))))));
    await solver.check();
  }
  return performance.now() - began;
}

function differences(): Row[] {
  const subjectOf = (text: string) => {
    const document = documentOf(file, text);
    const workspace = withDocuments(emptyWorkspace, [document]);
    return { workspace, document, scope: scopeOf(workspace, file)! };
  };
  const text = normsText(500);
  const row = (what: string, other: string, mark: string): Row => ({
    what,
    figure: median(timings(() => differenceOf(subjectOf(text), subjectOf(other)), { times: 3, warm: 1 })),
    unit: 'ms',
    mark,
  });
  return [
    row('difference of two specs of 500 norms, one changed', text.replace('must act', 'must not act'), '80 ms'),
    row('difference of two specs of 500 norms, all rewritten', normsText(500, 2), '300 ms'),
  ];
}

async function run(): Promise<Row[]> {
  const rows = [
    ...(await growth(1000)),
    ...(await growth(10_000)),
    ...(await growth(50_000)),
    ...oneEdit(),
    ...differences(),
    ...(await solvers()),
  ];
  const text = normsText(10_000);
  rows.push({
    what: '10,000 norms: heap kept, document and conflicts',
    figure: heapKept(each => tableOf(worldFor(documentOf(file, each))), text),
    unit: 'MB',
  });
  return rows;
}

export const ruling: Benchmark = { name: 'norms', title: 'The norm engine', run };
