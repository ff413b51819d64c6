// A small set of situations written out, one cell for each combination of classes, and the widest terms that fit it.

import { and, type Circuit, type Literal } from './circuit.ts';
import { type Classes, classesFor } from './classes.ts';
import { combinations, laneCount, readAll } from './lanes.ts';
import { within } from './sets.ts';
import { shortest } from './shortest.ts';
import { expressionOf, lengthOf, type Term } from './wording.ts';

/** Of a cell: whether the term must say it, must not, or may do either. */
const free = 0;
const wanted = 1;
const unwanted = 2;

export interface Table {
  readonly classes: readonly Classes[];
  readonly strides: readonly number[];
  readonly cells: Uint8Array;
}

/** In a small table all ways round are tried, in a large one a few. */
const mostLooks = 20_000;
const mostTurns = 4;
/** More combinations than this are not written out. */
const most = 4096;

/** The situations of `goal` among those of `care`; undefined where there would be too many cells. */
export function tableFor(circuit: Circuit, goal: Literal, care: readonly Literal[]): Table | undefined {
  const classes = [...classesFor(circuit, [goal, ...care]).values()];
  const size = combinations(classes);
  if (size > most) return undefined;
  const cells = new Uint8Array(size);
  readAll(circuit, [goal, and(circuit, care)], classes, (first, words) => {
    for (let lane = 0; lane < laneCount && first + lane < size; lane++) {
      if (((words[1]! >> lane) & 1) === 1) cells[first + lane] = (words[0]! >> lane) & 1 ? wanted : unwanted;
    }
  });
  const strides: number[] = [];
  let stride = 1;
  for (const { sets } of classes) {
    strides.push(stride);
    stride *= sets.length;
  }
  return { classes, strides, cells };
}

/** The same table with what is wanted and what is not changed over. */
export const inverted = (table: Table): Table => ({ ...table, cells: table.cells.map(cell => (cell === free ? free : 3 - cell)) });

/** By variable: the classes that the term has. */
type Block = readonly (readonly number[])[];

/** Terms that together say every wanted cell and no unwanted one; undefined beyond `limit` of them. */
export function termsOf(table: Table, limit: number): readonly Term[] | undefined {
  const covered = new Uint8Array(table.cells.length);
  const blocks: Block[] = [];
  for (let cell = 0; cell < table.cells.length; cell++) {
    if (table.cells[cell] !== wanted || covered[cell]) continue;
    if (blocks.length === limit) return undefined;
    const block = widest(table, cell, covered);
    for (const other of cellsOf(table, block)) covered[other] = 1;
    blocks.push(block);
  }
  const kept = irredundant(table, blocks);
  const [overlapping, apart] = [kept.map(block => termOf(table, block)), apartIn(table, kept)];
  return apart && expressionOf(apart).length < expressionOf(overlapping).length ? apart : overlapping;
}

/** Of the widest blocks around a cell that were tried, the one that says the most in the fewest words. */
function widest(table: Table, cell: number, covered: Uint8Array): Block {
  const start: Block = table.classes.map((_, i) => [classAt(table, cell, i)]);
  const seen = new Set<string>();
  let best: { block: Block; length: number; gain: number } | undefined;
  for (const order of ordersFor(table)) {
    const block = expanded(table, start, order);
    const key = block.join(';');
    if (seen.has(key)) continue;
    seen.add(key);
    const length = termOf(table, block).reduce((sum, fact) => sum + lengthOf(fact) + 5, 0);
    if (best && length > best.length) continue;
    let gain = 0;
    for (const other of cellsOf(table, block)) if (table.cells[other] === wanted && !covered[other]) gain++;
    if (!best || length < best.length || gain > best.gain) best = { block, length, gain };
  }
  return best!.block;
}

/** The ways round that are tried: each variable first, forwards and backwards; of a large table a few. */
function* ordersFor({ classes, cells }: Table): Generator<readonly number[]> {
  const order = classes.map((_, i) => i);
  const turns = Math.max(1, Math.min(order.length, mostTurns, Math.floor(mostLooks / cells.length)));
  for (let turn = 0; turn < turns; turn++) {
    const rotated = [...order.slice(turn), ...order.slice(0, turn)];
    yield rotated;
    if (order.length > 1) yield rotated.toReversed();
  }
}

const classAt = ({ strides, classes }: Table, cell: number, i: number): number => Math.floor(cell / strides[i]!) % classes[i]!.sets.length;

/** First whole variables are let go, in this order, then single classes. */
function expanded(table: Table, start: Block, order: readonly number[]): Block {
  const block = [...start];
  for (const i of order) {
    const others = othersOf(table, block, i);
    if (fits(table, block, { i, classes: others })) block[i] = [...block[i]!, ...others].sort(ascending);
  }
  for (const i of order) {
    for (const other of othersOf(table, block, i)) {
      if (fits(table, block, { i, classes: [other] })) block[i] = [...block[i]!, other].sort(ascending);
    }
  }
  return block;
}

const ascending = (a: number, b: number): number => a - b;

function othersOf({ classes }: Table, block: Block, i: number): number[] {
  const others: number[] = [];
  const has = block[i]!;
  for (let k = 0; k < classes[i]!.sets.length; k++) if (!has.includes(k)) others.push(k);
  return others;
}

/** Is no unwanted cell among those that these classes of one variable would add? */
function fits(table: Table, block: Block, added: { readonly i: number; readonly classes: readonly number[] }): boolean {
  const cells = cellsOf(table, block.with(added.i, added.classes));
  for (let k = 0; k < cells.length; k++) if (table.cells[cells[k]!] === unwanted) return false;
  return true;
}

function cellsOf({ strides }: Table, block: Block): readonly number[] {
  let cells: number[] = [0];
  for (let i = 0; i < block.length; i++) {
    const next: number[] = [];
    for (const at of block[i]!) for (let k = 0; k < cells.length; k++) next.push(cells[k]! + at * strides[i]!);
    cells = next;
  }
  return cells;
}

/** Without blocks whose wanted cells the others say as well, the last ones first. */
function irredundant(table: Table, blocks: readonly Block[]): readonly Block[] {
  if (blocks.length < 2) return blocks;
  const cells = blocks.map(block => cellsOf(table, block).filter(cell => table.cells[cell] === wanted));
  const counts = countsIn(table, cells);
  const kept: Block[] = [];
  for (let i = blocks.length - 1; i >= 0; i--) {
    if (cells[i]!.every(cell => counts[cell]! > 1)) for (const cell of cells[i]!) counts[cell]!--;
    else kept.unshift(blocks[i]!);
  }
  return kept;
}

/** By cell: how many of the lists have it. */
function countsIn({ cells }: Table, lists: readonly (readonly number[])[]): Int32Array {
  const counts = new Int32Array(cells.length);
  for (const list of lists) for (const cell of list) counts[cell]!++;
  return counts;
}

/** The same blocks as terms that need not say what another does; undefined where none does. */
function apartIn(table: Table, blocks: readonly Block[]): readonly Term[] | undefined {
  const cells = blocks.map(block => cellsOf(table, block).filter(cell => table.cells[cell] === wanted));
  const counts = countsIn(table, cells);
  if (!counts.some(count => count > 1)) return undefined;
  return blocks.map((block, i) => {
    if (cells[i]!.every(cell => counts[cell] === 1)) return termOf(table, block);
    const term = termOf(table, block, cell => counts[cell] === 1);
    const said = new Set(cellsOf(table, narrowed(table, block, term)));
    for (const cell of cells[i]!) if (!said.has(cell)) counts[cell]!--;
    return term;
  });
}

/** The classes of a block that a term about it has. */
const narrowed = ({ classes }: Table, block: Block, term: Term): Block =>
  block.map((has, i) => {
    const fact = term.find(({ variable }) => variable === classes[i]!.variable);
    return fact ? has.filter(k => within(classes[i]!.sets[k]!, fact.set)) : has;
  });

/** What the block says of the cells that need it, in the fewest words: of the others it may say less, or more. */
function termOf(table: Table, block: Block, needs = (cell: number) => table.cells[cell] === wanted): Term {
  const needed = neededOf(table, block, needs);
  return table.classes.flatMap(({ variable, sets }, i) => {
    if (block[i]!.length === sets.length) return [];
    const { has = [], spare = [] } = Object.groupBy(block[i]!, k => (needed[i]![k] ? 'has' : 'spare'));
    const setsOf = (classes: readonly number[]) => classes.map(k => sets[k]!);
    return [{ variable, set: shortest(variable, setsOf(has), setsOf(spare)) }];
  });
}

/** By variable: the classes in which the block has a cell that needs it. */
function neededOf(table: Table, block: Block, needs: (cell: number) => boolean): readonly Uint8Array[] {
  const needed = table.classes.map(({ sets }) => new Uint8Array(sets.length));
  for (const cell of cellsOf(table, block)) {
    if (needs(cell)) for (let i = 0; i < needed.length; i++) needed[i]![classAt(table, cell, i)] = 1;
  }
  return needed;
}
