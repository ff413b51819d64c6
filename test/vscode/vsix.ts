// The packaged extension: node test/vscode/vsix.ts makes polity.vsix, and fails where it has outgrown its budget.
//
// It is packed from a folder that holds what the editor needs and no more: not the command line, and a manifest that says
// nothing of modules, because the web's extension host takes an entry of a package of modules for one.

import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { root } from './host/folder.ts';

/** Bytes; speed.md. */
const budget = 2.5 * 1024 * 1024;

/** Where the editor begins; what these load comes along. */
const entries = [
  'extension.cjs',
  'extension.browser.js',
  'server.cjs',
  'server.browser.js',
  'landscape.js',
  'values.js',
  'read.js',
  'preview.js',
  'review.js',
];

/** Bundles the sources and packs them; gives the path of the `.vsix`. */
export async function packageExtension(packagePath: string): Promise<string> {
  await promisify(execFile)(process.execPath, [join(root, 'esbuild.mjs'), '--quiet'], { cwd: root });
  const stage = mkdtempSync(join(tmpdir(), 'polity-vsix-'));
  try {
    fill(stage);
    mkdirSync(join(packagePath, '..'), { recursive: true });
    await createVSIX({ cwd: stage, packagePath, dependencies: false });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const { size } = statSync(packagePath);
  if (size > budget) throw new Error(`${packagePath} has ${size} bytes, and its budget is ${budget}: see what is in it with “unzip -lv”.`);
  return packagePath;
}

function fill(stage: string): void {
  for (const file of loaded(entries.filter(name => existsSync(join(root, 'dist', name)))))
    cpSync(join(root, 'dist', file), join(stage, 'dist', file));
  cpSync(join(root, 'client', 'assets'), join(stage, 'client', 'assets'), { recursive: true });
  cpSync(join(root, 'examples'), join(stage, 'examples'), { recursive: true });
  cpSync(join(root, 'client', 'gallery.md'), join(stage, 'README.md'));
  for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(join(root, file), join(stage, file));
  const { type, files, bin, scripts, allowScripts, devDependencies, ...manifest } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest, undefined, 2));
}

/** These bundles, and every file beside them that they name. */
function loaded(names: readonly string[]): Set<string> {
  const found = new Set(names);
  for (const name of found) {
    if (!/\.c?js$/.test(name)) continue;
    for (const [, other] of readFileSync(join(root, 'dist', name), 'utf8').matchAll(/["'`](?:\.\/)?([\w.-]+\.(?:cjs|wasm|json))["'`]/g)) {
      if (existsSync(join(root, 'dist', other!))) found.add(other!);
    }
  }
  return found;
}

if (import.meta.main) await packageExtension(join(root, 'polity.vsix'));
