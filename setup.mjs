// Brings a checkout to the state that `npm start` and `npm test` need: the locked packages, the pinned Node among them.
// Runs on any Node >= 20, asks nothing, and does nothing where nothing is missing.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const lowest = 20;

if (Number(process.versions.node.split('.')[0]) < lowest) {
  console.error(`Polity is built with Node ${lowest} or newer; this is ${process.version}.`);
  process.exit(2);
}

const packagesIn = file => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;

/** What the lock file asks for and the folder does not hold; other platforms' optional packages are not missed. */
function missing() {
  const kept = path.join('node_modules', '.package-lock.json');
  if (!existsSync(path.join(root, kept))) return ['everything'];
  const installed = packagesIn(kept);
  return Object.entries(packagesIn('package-lock.json'))
    .filter(([name, wanted]) => name !== '' && !wanted.optional && !wanted.peer && !wanted.link)
    .filter(([name, wanted]) => installed[name]?.version !== wanted.version)
    .map(([name]) => name);
}

/** npm by the path that npm itself hands down, so that no shell is needed where there is one. */
function npm(...args) {
  const cli = process.env.npm_execpath;
  const options = { cwd: root, stdio: 'inherit' };
  const done = cli?.endsWith('.js')
    ? spawnSync(process.execPath, [cli, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return done.status ?? 1;
}

const absent = missing();
if (absent.length > 0) {
  console.error(`Setting up: ${absent.length === 1 ? absent[0] : `${absent.length} packages`} to fetch…`);
  // Warnings left out: that this Node is older than some packages want is why the pinned one comes along.
  // Not `npm ci`: it refuses a lock file that was written where the registry lacks other platforms' optional binaries.
  const status = npm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error');
  if (status !== 0) {
    console.error('npm could not fetch what package-lock.json asks for; its own message stands above.');
    process.exit(status);
  }
}

const node = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
if (!existsSync(node)) {
  console.error('The pinned Node is missing, its install script did not run. `npm rebuild node` fetches it.');
  if (npm('rebuild', 'node') !== 0) process.exit(1);
}
