// Does it again whenever a file of the workspace changes, until interrupted.

import path from 'node:path';
import { type FSWatcher, watch as watchFolder } from 'chokidar';
import type { Call, Exit } from './commands/command.ts';
import { isInside } from './files.ts';
import { isRefusal } from './refusal.ts';

/** Editors save in several steps; what comes within this many milliseconds is one change. */
const settling = 60;

const matters = (file: string) => /\.(constitution|modelspec|md|markdown)$|(^|[\\/])polity\.config\.json$/i.test(file);

/** `once` gets the call as it is now: the configuration may have changed. */
export async function watchFiles(call: Call, once: (call: Call) => Promise<Exit>): Promise<Exit> {
  const { root, cwd } = await call.project();
  const stop = call.world.interrupted();
  const outside = call.args.map(named => path.resolve(cwd, named)).filter(named => !isInside(root, named));
  const watcher = watchFolder([root, ...outside], {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: file => /(^|[\\/])(node_modules|\.git)([\\/]|$)/.test(path.relative(root, file)),
  });
  await ready(watcher);
  try {
    await again(call, once);
    for await (const _ of changes(watcher, stop)) await again(call, once);
  } finally {
    await watcher.close();
  }
  return 130;
}

const ready = (watcher: FSWatcher) => new Promise<void>(resolve => watcher.once('ready', () => resolve()));

/** A call that is wrong for the moment, such as one whose only file was deleted, may be right after the next change. */
async function again(call: Call, once: (call: Call) => Promise<Exit>): Promise<void> {
  if (call.world.stdout.terminal) call.world.stdout.write('\u001b[2J\u001b[3J\u001b[H');
  try {
    await once(call.reopened());
  } catch (error) {
    if (!isRefusal(error)) throw error;
    call.complain(error.message);
  }
  call.note('watching; Ctrl-C ends');
}

async function* changes(watcher: FSWatcher, stop: AbortSignal): AsyncGenerator<void> {
  let pending = false;
  let wake = () => {};
  watcher.on('all', (_, file) => {
    if (!matters(file)) return;
    pending = true;
    wake();
  });
  stop.addEventListener('abort', () => wake());
  while (!stop.aborted) {
    if (!pending) await new Promise<void>(resolve => (wake = resolve));
    if (stop.aborted) return;
    await new Promise(resolve => setTimeout(resolve, settling));
    pending = false;
    yield;
  }
}
