// npm run demo: the editor on the examples, with a scripted server as its model, so that previews and evals can be seen without a
// key. Every reply says that it is scripted: it shows how Polity works, and nothing of what a model would do.

import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startScripted } from '../evaluation/server/scripted.ts';
import { demoReply } from './demo-reply.ts';
import { root } from './host/folder.ts';

const server = await startScripted(demoReply(60), { keep: false, models: ['scripted'] });
const end = () => void server.close();
process.once('SIGINT', end).once('SIGTERM', end);
const folder = join(root, '.vscode-test', 'demo');
mkdirSync(folder, { recursive: true });
if (!existsSync(join(folder, 'library.constitution'))) cpSync(join(root, 'examples'), folder, { recursive: true });
const scripted = { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted', price: { input: 0, output: 0 } };
const config = { models: { scripted }, preview: 'scripted', judges: ['scripted'], simulator: 'scripted' };
writeFileSync(join(folder, 'polity.config.json'), `${JSON.stringify(config, undefined, 2)}\n`);
console.log(`The model is a script at ${server.baseURL}; each of its replies says so.`);
process.env.POLITY_EDITOR_FOLDER = folder;
await import('./editor.ts');
