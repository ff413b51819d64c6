// What was measured with models, on disk: `.polity/findings/HASH.json`, one file a finding, named by the hash of the text that it speaks of.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Measurement } from '../analysis/measured.ts';
import { leadsOut } from './files.ts';
import { entryAt, keptAt, writableIn } from './polity-folder.ts';

export const findingsFolder = (root: string): string => path.join(root, '.polity', 'findings');

/** Findings are a few cases with what was said and judged; and there are few. */
const largest = 4 * 1024 * 1024;
const most = 1000;

/** Those that are kept, in the order of their files' names; files that are none are passed over. */
export function measurementsIn(root: string): readonly Measurement[] {
  const folder = findingsFolder(root);
  if (!existsSync(folder) || leadsOut(root, folder)) return [];
  return namesIn(folder)
    .slice(0, most)
    .flatMap(name => readMeasurement(path.join(folder, name)) ?? []);
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
};

function readMeasurement(file: string): Measurement | undefined {
  try {
    // What else may lie there, a pipe or a link to a device, might never end.
    const stat = entryAt(file);
    if (!stat?.isFile() || stat.size > largest) return undefined;
    return measurementOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

// Read by hand and not by zod: `check` reads this at every start, and zod takes longer to load than the whole of a check.
function measurementOf(json: unknown): Measurement | undefined {
  const { code, file, principles, hash, message, cases } = (json ?? {}) as Record<string, unknown>;
  if (code !== 'vague/measured' && code !== 'conflict/observed') return undefined;
  if (!isText(file) || !isText(hash) || !isText(message) || !isList(principles, isText) || !isList(cases, isCase)) return undefined;
  if (principles.length !== (code === 'vague/measured' ? 1 : 2)) return undefined;
  return { code, file, principles, hash, message, cases };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length < 10_000;
const isList = <T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.length < 100 && value.every(isItem);

type Case = Measurement['cases'][number];
type Reply = NonNullable<Case['replies']>[number];

const fieldsOf = (value: unknown): Record<string, unknown> => (value ?? {}) as Record<string, unknown>;
const isAny = (value: unknown): value is string => typeof value === 'string';
const isAbsent = (value: unknown): value is undefined => value === undefined;

function isCase(value: unknown): value is Case {
  const { user, outcome, reply, said, replies } = fieldsOf(value);
  if (!isText(user) || !isText(outcome) || !(isAbsent(reply) || isAny(reply))) return false;
  return (isAbsent(said) || isList(said, isTurn)) && (isAbsent(replies) || isList(replies, isReply));
}

function isTurn(value: unknown): value is NonNullable<Case['said']>[number] {
  const { speaker, text } = fieldsOf(value);
  return isText(speaker) && isAny(text);
}

function isReply(value: unknown): value is Reply {
  const { model, text, verdicts } = fieldsOf(value);
  return isAny(model) && isAny(text) && isList(verdicts, isVerdict);
}

function isVerdict(value: unknown): value is Reply['verdicts'][number] {
  const { judge, principle, met, reason, cites } = fieldsOf(value);
  return isText(judge) && isText(principle) && isText(met) && isAny(reason) && (isAbsent(cites) || isAny(cites));
}

/** Throws a refusal where a finding could not be kept: before anything is asked. */
export const findingsKeepable = (root: string): void => void writableIn(root, findingsFolder(root));

/** Keeps a finding in place of what was measured of the same principles before; without one, only takes that away. Throws a refusal. */
export function keepMeasurement(
  root: string,
  of: Pick<Measurement, 'code' | 'file' | 'principles'>,
  measurement: Measurement | undefined,
): string | undefined {
  const folder = findingsFolder(root);
  findingsKeepable(root);
  for (const name of existsSync(folder) ? namesIn(folder) : []) {
    const file = path.join(folder, name);
    const old = readMeasurement(file);
    if (old?.code === of.code && old.file === of.file && old.principles.join(' ') === of.principles.join(' ')) rmSync(file);
  }
  if (!measurement) return undefined;
  const file = path.join(folder, `${measurement.hash}.json`);
  keptAt(file, `${JSON.stringify(measurement, undefined, 2)}\n`);
  return file;
}
