// The packaged extension: node test/vscode/vsix.ts makes polity.vsix, and fails where it has outgrown its budget.

import { execFile } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { root } from './host/folder.ts';

/** Bytes; speed.md. */
const budget = 2.5 * 1024 * 1024;

/** Bundles the sources and packs them; gives the path of the `.vsix`. */
export async function packageExtension(packagePath: string): Promise<string> {
  await promisify(execFile)(process.execPath, [join(root, 'esbuild.mjs'), '--quiet'], { cwd: root });
  mkdirSync(join(packagePath, '..'), { recursive: true });
  await createVSIX({ cwd: root, packagePath, dependencies: false, readmePath: 'client/gallery.md' });
  const { size } = statSync(packagePath);
  if (size > budget) throw new Error(`${packagePath} has ${size} bytes, and its budget is ${budget}: see what is in it with “unzip -lv”.`);
  return packagePath;
}

if (import.meta.main) await packageExtension(join(root, 'polity.vsix'));
