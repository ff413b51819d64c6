// npm run editor: the extension on the examples, in the desktop VS Code where `code` is there, else in the one from the
// package registries, on this machine alone. What is changed in it stays in .vscode-test/examples.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostDir, hostFolder, onPath, root } from './host/folder.ts';
import { install } from './host/install.ts';
import { startServer } from './host/server.ts';
import { packageExtension } from './vsix.ts';

const work = join(root, '.vscode-test');
const examples = process.env.POLITY_EDITOR_FOLDER ?? join(work, 'examples');
mkdirSync(work, { recursive: true });
if (!existsSync(examples)) cpSync(join(root, 'examples'), examples, { recursive: true });
const vsix = await packageExtension(join(work, 'polity.vsix'));

const code = onPath('code');
if (code) {
  console.log(`Opening the examples in ${code}.`);
  spawn(code, [examples, `--extensionDevelopmentPath=${root}`], { stdio: 'inherit' });
} else await inBrowser();

async function inBrowser(): Promise<void> {
  const folder = hostFolder(hostDir());
  await install(folder, { browser: false, say: console.log });
  const token = randomBytes(24).toString('hex');
  // The host's own welcome page speaks of other things.
  const settings = { 'workbench.startupEditor': 'readme' };
  const restricted = process.env.POLITY_EDITOR_TRUSTED === undefined;
  const server = await startServer(folder, { vsix, token, restricted, settings });
  console.log(
    `\nPolity in the editor, for this machine alone:\n\n  http://127.0.0.1:${server.port}/?tkn=${token}&folder=${encodeURIComponent(examples)}\n\nCtrl+C ends it.`,
  );
  const end = () => void server.stop();
  process.once('SIGINT', end).once('SIGTERM', end);
  await server.ended;
}
