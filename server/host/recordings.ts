// Replies on disk: `.polity/recordings/KEY.json`, one file a call. Laid out to be read, compared and merged in reviews: prompts
// once each under `prompts/`, texts as lists of lines. Files of others: whatever does not fit is passed over.

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Recordings } from '../evaluation/asking.ts';
import type { Answered, Call, Hash } from '../evaluation/call.ts';
import { foundAt } from './files.ts';
import { entryAt, keptAt, writableIn } from './polity-folder.ts';

const lines = z.array(z.string());

const recording = z.object({
  version: z.literal(1),
  key: z.string(),
  model: z.object({
    provider: z.string(),
    address: z.string(),
    model: z.string(),
    answeredBy: z.string().optional(),
    temperature: z.number().optional(),
    maxTokens: z.number().optional(),
    /** The provider did not let us choose how the answer is drawn. */
    sampling: z.literal('uncontrolled').optional(),
  }),
  /** ISO 8601. */
  at: z.iso.datetime(),
  repeat: z.number(),
  /** The system prompt stands in `prompts/HASH.md`. */
  asked: z.array(z.object({ role: z.string(), prompt: z.string().optional(), lines: lines.optional() })),
  reply: lines,
  finish: z.enum(['stop', 'length', 'filter', 'other']),
  usage: z.object({ input: z.number(), output: z.number(), estimated: z.boolean().optional() }),
  milliseconds: z.number(),
});

type Recording = z.infer<typeof recording>;

/** A recording larger than this was not made here. */
const largest = 16 * 1024 * 1024;

export const recordingsFolder = (root: string): string => path.join(root, '.polity', 'recordings');

const promptsIn = (folder: string): string => path.join(folder, 'prompts');

/** Those of a workspace. Throws a refusal where replies could not be kept there. */
export function recordingsUnder(root: string, hash: Hash): Recordings {
  const folder = writableIn(root, recordingsFolder(root));
  writableIn(root, promptsIn(folder));
  return recordingsIn(folder, hash);
}

/** Nothing is made on disk before the first reply. */
export function recordingsIn(folder: string, hash: Hash): Recordings {
  const prompts = new Map<string, string>();
  let begun = false;
  return {
    read: async key => {
      const text = textOf(path.join(folder, `${key}.json`));
      return text === undefined ? undefined : answeredIn(text, key);
    },
    write: async (call, reply) => {
      if (!begun) clearDrafts(folder);
      begun = true;
      const content = `${JSON.stringify(
        recordingOf(call, reply, text => keptPrompt(folder, text, { prompts, hash })),
        undefined,
        2,
      )}\n`;
      // Not through the thread pool: for files this small its four errands take longer than the work.
      keptAt(path.join(folder, `${reply.key}.json`), content);
    },
  };
}

/** A draft that has stood for longer than this was left behind by a kill. */
const oldDraft = 60_000;

function clearDrafts(folder: string): void {
  if (!entryAt(folder)?.isDirectory()) return;
  for (const name of readdirSync(folder)) {
    if (!/^\.[0-9a-f]{64}\..*\.tmp$/.test(name)) continue;
    const file = path.join(folder, name);
    const stat = foundAt(file);
    if (stat && Date.now() - stat.mtimeMs > oldDraft) rmSync(file, { force: true });
  }
}

function textOf(file: string): string | undefined {
  const stat = foundAt(file);
  if (!stat?.isFile() || stat.size > largest) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function answeredIn(text: string, key: string): Answered | undefined {
  const result = recording.safeParse(parsed(text));
  if (!result.success || result.data.key !== key) return undefined;
  const { model, at, reply, finish, usage, milliseconds } = result.data;
  return { text: reply.join('\n'), finish, usage, milliseconds, answeredBy: model.answeredBy, at: Date.parse(at), recorded: true, key };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordingOf({ profile, messages, repeat }: Call, reply: Answered, promptName: (text: string) => string): Recording {
  const { provider, address, model, parameters, sampling } = profile;
  return {
    version: 1,
    key: reply.key,
    model: { provider, address, model, answeredBy: reply.answeredBy, ...parameters, sampling },
    at: new Date(reply.at).toISOString(),
    repeat,
    asked: messages.map(({ role, text }) => (role === 'system' ? { role, prompt: promptName(text) } : { role, lines: text.split('\n') })),
    reply: reply.text.split('\n'),
    finish: reply.finish,
    usage: reply.usage,
    milliseconds: reply.milliseconds,
  };
}

/** Prompts are long and few. */
function keptPrompt(folder: string, text: string, { prompts, hash }: { prompts: Map<string, string>; hash: Hash }): string {
  const known = prompts.get(text);
  if (known !== undefined) return known;
  const name = hash(text).slice(0, 16);
  keptAt(path.join(promptsIn(folder), `${name}.md`), text);
  prompts.set(text, name);
  return name;
}

/** Whether there is a recording under this key, without reading it. */
export const isRecorded = (folder: string, key: string): boolean => (foundAt(path.join(folder, `${key}.json`))?.size ?? 0) > 0;
