// Runs on disk: `.polity/runs/ID.jsonl`, a line for each thing as it happens, so that a run can be read while it grows and
// loses nothing when it is killed. Only whole lines count.

import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { entry } from '../analysis/memo.ts';
import { type RunEnd, type RunHead, type RunLine, readRunLine, type TrialRecord } from '../evaluation/record.ts';
import { addTrial, type Summary, summaryOf, tallyOf } from '../evaluation/score.ts';
import type { KeptRun } from '../reporting/evals/kept-run.ts';
import { entryAt } from './polity-folder.ts';

export const runsFolder = (root: string): string => path.join(root, '.polity', 'runs');

/** `2026-03-20T10-11-12-345-3f9a`: sorts by time; two that start at once differ. */
export function newRunId(now: number, salt: string): string {
  return `${new Date(now).toISOString().slice(0, 23).replace(/[:.]/g, '-')}-${salt.slice(0, 4)}`;
}

export interface RunWriter {
  readonly file: string;
  readonly keep: (line: RunLine) => void;
  readonly close: () => void;
}

export function writeRun(folder: string, id: string): RunWriter {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${id}.jsonl`);
  const descriptor = openSync(file, 'wx');
  let open = true;
  return {
    file,
    // One write a line: a reader sees it whole or sees that it is not whole yet. Closed, its number may be another file's.
    keep: line => {
      if (open) writeAll(descriptor, Buffer.from(`${JSON.stringify(line)}\n`));
    },
    close: () => {
      open = false;
      closeSync(descriptor);
    },
  };
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

/** The ids of the runs that are kept, the newest first. Plain files only: what else lies there might never end. */
export function runIds(folder: string): string[] {
  if (!entryAt(folder)?.isDirectory()) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile() && entry.name.endsWith('.jsonl'));
  const names = files.map(({ name }) => name);
  return names.map(name => name.slice(0, -'.jsonl'.length)).sort((left, right) => (left < right ? 1 : -1));
}

export interface Glimpse {
  readonly head: RunHead;
  readonly end?: RunEnd;
}

/** The beginning and the end of a run, without what is between. Undefined where the file is no run, or cannot be read. */
export function glimpse(folder: string, id: string): Glimpse | undefined {
  const file = path.join(folder, `${id}.jsonl`);
  try {
    const [first] = linesOf(file);
    const head = first && headIn(first.line, id);
    if (!head) return undefined;
    const end = readRunLine(lastLine(file));
    return { head, ...(end?.kind === 'end' && { end }) };
  } catch {
    // It may have gone, or been closed to us, since it was listed.
    return undefined;
  }
}

/** A run is called as its file is, whatever it says of itself. */
function headIn(line: string, id: string): RunHead | undefined {
  const read = readRunLine(line);
  return read?.kind === 'run' ? { ...read, id } : undefined;
}

/** Ends of runs are short. */
const longestEnd = 64 * 1024;

function lastLine(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, longestEnd));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8').trimEnd().split('\n').at(-1)!;
  } finally {
    closeSync(descriptor);
  }
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A run as it stands in its file now. Undefined where the file is no run. Holds places and counts, and reads conversations when they are asked for. */
export function openRun(folder: string, id: string): KeptRun | undefined {
  const reading = readingRun(folder, id);
  for (let step = reading.next(); ; step = reading.next()) if (step.done) return step.value;
}

/** The same for a process that has other things to do: `pause` is awaited every so often. */
export async function openRunBetween(folder: string, id: string, pause: () => Promise<void>): Promise<KeptRun | undefined> {
  const reading = readingRun(folder, id);
  try {
    for (let step = reading.next(), since = performance.now(); ; step = reading.next()) {
      if (step.done) return step.value;
      if (performance.now() - since < longestBlock) continue;
      await pause();
      since = performance.now();
    }
  } finally {
    reading.return(undefined);
  }
}

/** Milliseconds. */
const longestBlock = 20;

function* readingRun(folder: string, id: string): Generator<void, KeptRun | undefined> {
  const file = path.join(folder, `${id}.jsonl`);
  if (path.dirname(file) !== folder || !entryAt(file)?.isFile()) return undefined;
  let head: RunHead | undefined;
  let end: RunEnd | undefined;
  let tally: ReturnType<typeof tallyOf> | undefined;
  const places = new Map<string, Stretch[]>();
  const prompts = new Map<string, Stretch>();
  for (const { line, start, end: stop } of linesOf(file)) {
    if (!head) {
      head = headIn(line, id);
      if (!head) return undefined;
      tally = tallyOf(head);
      continue;
    }
    const read = readRunLine(line);
    if (read?.kind === 'prompt') prompts.set(read.hash, { start, end: stop });
    else if (read?.kind === 'end') end = read;
    else if (read?.kind === 'trial') {
      addTrial(tally!, read);
      entry(places, read.eval, (): Stretch[] => []).push({ start, end: stop });
    }
    yield;
  }
  if (!head) return undefined;
  return {
    head,
    end,
    summary: summed(tally!, end),
    trialsOf: id => trialsAt(file, places.get(id) ?? []),
    prompt: hash => promptAt(file, prompts.get(hash)),
  };
}

/** What was spent is more than conversations tell: those that were called off are not on record, and were paid for. */
function summed(tally: ReturnType<typeof tallyOf>, end: RunEnd | undefined): Summary {
  const summary = summaryOf(tally);
  return end ? { ...summary, calls: end.spent } : summary;
}

function* trialsAt(file: string, stretches: readonly Stretch[]): Iterable<TrialRecord> {
  for (const line of stretchesOf(file, stretches)) {
    const read = readRunLine(line);
    if (read?.kind === 'trial') yield read;
  }
}

function promptAt(file: string, stretch: Stretch | undefined): string | undefined {
  if (!stretch) return undefined;
  for (const line of stretchesOf(file, [stretch])) {
    const read = readRunLine(line);
    if (read?.kind === 'prompt') return read.text;
  }
  return undefined;
}

function* stretchesOf(file: string, stretches: readonly Stretch[]): Iterable<string> {
  const descriptor = openSync(file, 'r');
  try {
    for (const { start, end } of stretches) {
      const bytes = Buffer.alloc(end - start);
      readSync(descriptor, bytes, 0, bytes.length, start);
      yield bytes.toString('utf8');
    }
  } finally {
    closeSync(descriptor);
  }
}

const blockSize = 1 << 20;
const lineFeed = 0x0a;

/** Bytes. A conversation of a dozen of the longest replies is shorter; what is longer was not written here. */
const longestLine = 64 * blockSize;

/** The whole lines of a file with their places in bytes. One that is too long is given as an empty one, before its end is looked for. */
function* linesOf(file: string): Iterable<Stretch & { readonly line: string }> {
  const descriptor = openSync(file, 'r');
  try {
    const size = fstatSync(descriptor).size;
    let start = 0;
    let pieces: Buffer[] | undefined = [];
    for (let at = 0; at < size; at += blockSize) {
      const block = Buffer.alloc(Math.min(blockSize, size - at));
      readSync(descriptor, block, 0, block.length, at);
      let from = 0;
      for (let feed = block.indexOf(lineFeed); feed >= 0; feed = block.indexOf(lineFeed, from)) {
        if (pieces) yield { line: textOf([...pieces, block.subarray(from, feed)]), start, end: at + feed };
        from = feed + 1;
        start = at + from;
        pieces = [];
      }
      // Pieces are put together once, at the end of the line.
      pieces?.push(block.subarray(from));
      if (!pieces || at + block.length - start <= longestLine) continue;
      yield { line: '', start, end: start };
      pieces = undefined;
    }
  } finally {
    closeSync(descriptor);
  }
}

const textOf = (pieces: readonly Buffer[]): string => (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString('utf8');
