// A small set of situations written out, one cell for each combination of classes, and the widest terms that fit it.

import { and, type Circuit, type Literal } from './circuit.ts';
import { type Classes, classesFor } from './classes.ts';
import { combinations, laneCount, readAll } from './lanes.ts';
import { join, type ValueSet } from './sets.ts';
import { lengthOf, type Term } from './wording.ts';

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

/** By variable, by class: whether the term has it. */
type Block = readonly (readonly boolean[])[];

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
  return irredundant(table, blocks).map(block => termOf(table, block));
}

/** Of the widest blocks around a cell that were tried, the one that says the most in the fewest words. */
function widest(table: Table, cell: number, covered: Uint8Array): Block {
  const count = table.classes.length;
  const start: Block = table.classes.map(({ sets }, i) => sets.map((_, k) => k === classAt(table, cell, i)));
  const order = Array.from({ length: count }, (_, i) => i);
  let best: { block: Block; length: number; gain: number } | undefined;
  const turns = Math.max(1, Math.min(count, Math.floor(mostLooks / table.cells.length)));
  for (let turn = 0; turn < turns; turn++) {
    const rotated = [...order.slice(turn), ...order.slice(0, turn)];
    for (const tried of count > 1 ? [rotated, rotated.toReversed()] : [rotated]) {
      const block = expanded(table, start, tried);
      const length = termOf(table, block).reduce((sum, fact) => sum + lengthOf(fact) + 5, 0);
      if (best && length > best.length) continue;
      let gain = 0;
      for (const other of cellsOf(table, block)) if (table.cells[other] === wanted && !covered[other]) gain++;
      if (!best || length < best.length || gain > best.gain) best = { block, length, gain };
    }
  }
  return best!.block;
}

const classAt = ({ strides, classes }: Table, cell: number, i: number): number => Math.floor(cell / strides[i]!) % classes[i]!.sets.length;

/** First whole variables are let go, in this order, then single classes. */
function expanded(table: Table, start: Block, order: readonly number[]): Block {
  let block = start;
  for (const i of order) {
    const wider = block.with(
      i,
      block[i]!.map(() => true),
    );
    if (fits(table, wider)) block = wider;
  }
  for (const i of order) {
    for (let k = 0; k < block[i]!.length; k++) {
      if (block[i]![k]) continue;
      const wider = block.with(i, block[i]!.with(k, true));
      if (fits(table, wider)) block = wider;
    }
  }
  return block;
}

function fits(table: Table, block: Block): boolean {
  for (const cell of cellsOf(table, block)) if (table.cells[cell] === unwanted) return false;
  return true;
}

function cellsOf({ strides }: Table, block: Block): Int32Array {
  let cells = new Int32Array([0]);
  block.forEach((has, i) => {
    const steps = has.flatMap((inside, k) => (inside ? [k * strides[i]!] : []));
    if (steps.length === 1 && steps[0] === 0) return;
    const next = new Int32Array(cells.length * steps.length);
    let at = 0;
    for (const step of steps) for (const cell of cells) next[at++] = cell + step;
    cells = next;
  });
  return cells;
}

/** Without blocks whose wanted cells the others say as well, the last ones first. */
function irredundant(table: Table, blocks: readonly Block[]): readonly Block[] {
  const counts = new Int32Array(table.cells.length);
  const cells = blocks.map(block => cellsOf(table, block).filter(cell => table.cells[cell] === wanted));
  for (const of of cells) for (const cell of of) counts[cell]!++;
  const kept: Block[] = [];
  for (let i = blocks.length - 1; i >= 0; i--) {
    if (cells[i]!.every(cell => counts[cell]! > 1)) for (const cell of cells[i]!) counts[cell]!--;
    else kept.unshift(blocks[i]!);
  }
  return kept;
}

function termOf({ classes }: Table, block: Block): Term {
  return classes.flatMap(({ variable, sets }, i) => {
    const has = block[i]!;
    if (has.every(inside => inside)) return [];
    const set = sets.filter((_, k) => has[k]).reduce((a: ValueSet, b) => join(a, b, variable.size));
    return [{ variable, set }];
  });
}
