// Runs the command in a folder of its own, as a user would call it.

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../server/host/program.ts';
import type { World } from '../../server/host/world.ts';

export interface Outcome {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface Place {
  /** Absolute and real. */
  readonly folder: string;
  readonly call: (words: readonly string[], more?: More) => Promise<Outcome>;
  readonly read: (file: string) => string;
  readonly write: (file: string, content: string | Uint8Array) => void;
}

interface More {
  readonly stdin?: string | Uint8Array;
  readonly env?: Record<string, string>;
  readonly terminal?: boolean;
  readonly interrupted?: AbortSignal;
  /** Told of all that is written, as it comes. */
  readonly heard?: (text: string) => void;
}

const made: string[] = [];

/** A folder with these files. Every suite that calls it removes them with `cleared`. */
export function place(files: Readonly<Record<string, string | Uint8Array>> = {}): Place {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'polity-test-')));
  made.push(folder);
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    folder,
    write,
    read: file => readFileSync(path.join(folder, file), 'utf8'),
    call: (words, more) => callIn(folder, words, more),
  };
}

export function cleared(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

async function callIn(folder: string, words: readonly string[], more: More = {}): Promise<Outcome> {
  const heard = { out: '', err: '' };
  const stream = (to: 'out' | 'err') => ({
    write: (text: string) => {
      heard[to] += text;
      more.heard?.(text);
    },
    terminal: more.terminal ?? false,
  });
  const world: World = {
    cwd: folder,
    env: more.env ?? {},
    stdin: async () => (typeof more.stdin === 'string' ? Buffer.from(more.stdin) : (more.stdin ?? new Uint8Array())),
    stdout: stream('out'),
    stderr: stream('err'),
    interrupted: () => more.interrupted ?? new AbortController().signal,
  };
  const exit = await run(words, world);
  return { exit, ...heard };
}
