// npm run demo: the editor on the examples, with a scripted server as its model, so that previews and evals can be seen without a key.

import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { demonstrateIn } from './demonstration.ts';
import { root } from './host/folder.ts';

const folder = join(root, '.vscode-test', 'demo');
mkdirSync(folder, { recursive: true });
if (!existsSync(join(folder, 'library.constitution'))) cpSync(join(root, 'examples'), folder, { recursive: true });
const server = await demonstrateIn(folder);
const end = () => void server.close();
process.once('SIGINT', end).once('SIGTERM', end);
console.log(`The model is a script at ${server.baseURL}; each of its replies says so.`);
process.env.POLITY_EDITOR_FOLDER = folder;
// Its configuration was written just now, and names no model but the script.
process.env.POLITY_EDITOR_TRUSTED = 'yes';
await import('./editor.ts');
