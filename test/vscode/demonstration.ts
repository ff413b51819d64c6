// A model that is a script, for the demonstration and for pictures of it: every reply says that it is scripted, for it shows how
// Polity works, and nothing of what a model would do.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asked, type Behaviour, says } from '../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../evaluation/server/scripted.ts';
import { isJudge, judgementFor, steady } from '../evaluation/server/scripts.ts';
import { root } from './host/folder.ts';

/** Milliseconds between two pieces of a reply. */
const pause = 60;

/** What a reply says of itself that no spec came with; the script's own judge finds it wanting, so that there is something to compare. */
const unruled = 'No spec stands in the prompt that came with it.';

function reply(asked: Asked): Behaviour | Promise<Behaviour> {
  if (isJudge(asked)) return asked.messages[0]?.text.includes(unruled) ? says(judgementFor(asked, 'not met')) : steady(asked);
  const said = asked.messages.at(-1)?.text.replaceAll(/\s+/g, ' ').slice(0, 120) ?? '';
  const rules = asked.system.split('\n').filter(line => /^- You (must|should|may)/.test(line)).length;
  const seen =
    asked.system === ''
      ? unruled
      : `The spec that came with it has ${asked.system.length} characters and ${rules} rules that can apply here.`;
  return says(
    `[scripted] This reply comes from a script and not from a model. It was asked: “${said}” ${seen} With a model of your own, its answer stands here.`,
    { pause },
  );
}

/** The script, as a server on this machine, and as the only model that the specs in the folder know. */
export async function demonstrateIn(folder: string): Promise<Scripted> {
  const server = await startScripted(reply, { keep: false, models: ['scripted'] });
  const scripted = { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted', price: { input: 0, output: 0 } };
  const own = JSON.parse(readFileSync(join(root, 'examples', 'polity.config.json'), 'utf8')) as { models: object };
  // Agents name the profiles that the examples come with: the script answers for all of them.
  const models = Object.fromEntries([...Object.keys(own.models), 'scripted'].map(name => [name, scripted]));
  const config = { ...own, models, preview: 'scripted', judges: ['scripted'], simulator: 'scripted' };
  writeFileSync(join(folder, 'polity.config.json'), `${JSON.stringify(config, undefined, 2)}\n`);
  return server;
}
