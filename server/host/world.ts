// What a command touches of the process that it runs in. Tests hand in their own.

import { reasonOf } from './files.ts';

export interface World {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => Promise<Uint8Array>;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Aborts when the user interrupts. Only a command that keeps what it finished asks for it: from then on Ctrl-C no longer ends the process by itself. */
  readonly interrupted: () => AbortSignal;
}

export interface Stream {
  readonly write: (text: string) => void;
  readonly terminal: boolean;
}

const streamOf = (stream: NodeJS.WriteStream): Stream => ({
  write: text => void stream.write(text),
  terminal: stream.isTTY === true,
});

export function processWorld(): World {
  // The reader of a pipe may leave before the end (`polity check | head`); that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`polity: standard output cannot be written to (${reasonOf(error)}), so what was asked is not all there\n`);
    process.exit(3);
  });
  // Where nobody can be told, there is still the status.
  process.stderr.on('error', () => undefined);
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: readStandardInput,
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
    interrupted: interruption,
  };
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

let interrupt: AbortController | undefined;

/** The second Ctrl-C ends the process whatever it does. */
function interruption(): AbortSignal {
  if (!interrupt) {
    const controller = new AbortController();
    interrupt = controller;
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  }
  return interrupt.signal;
}
