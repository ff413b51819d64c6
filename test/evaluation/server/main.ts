// The scripted server as a process of its own: `node main.ts [--port N] [--delay MS] [--quiet]`. Prints its address, then runs until it is
// told to end, when it says how many requests there were, and how many at most at once.

import { parseArgs } from 'node:util';
import { startScripted } from './scripted.ts';
import { steady } from './scripts.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, delay: { type: 'string', default: '0' } } });
const delay = Number(values.delay);
const server = await startScripted(
  async asked => {
    const behaviour = await steady(asked);
    return behaviour.kind === 'reply' ? { ...behaviour, after: delay } : behaviour;
  },
  { port: Number(values.port), keep: false },
);
console.log(server.baseURL);
process.once('SIGTERM', () => {
  console.log(JSON.stringify(server.counts));
  process.exit(0);
});
