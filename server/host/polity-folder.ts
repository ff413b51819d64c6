// `.polity/` in a workspace, where what models said is kept: others wrote that folder too, so before anything is asked it is seen
// whether files can be written there, and that no symbolic link leads them elsewhere.

import { accessSync, closeSync, constants, lstatSync, mkdirSync, openSync, renameSync, rmSync, type Stats, writeSync } from 'node:fs';
import path from 'node:path';
import { foundAt, leadsOut, reasonOf } from './files.ts';
import { refusal } from './refusal.ts';

/** The folder itself. Throws a refusal where files cannot be written to it; it need not be there yet. */
export function writableIn(root: string, folder: string): string {
  const next = 'nothing was asked and nothing written';
  if (leadsOut(root, folder)) throw refusal(`${folder}: a symbolic link leads out of the workspace (${root}); ${next}`);
  const there = nearest(folder);
  if (!foundAt(there)?.isDirectory())
    throw refusal(`${there} is no folder, and what models say is kept in one of that name; ${next}. Move it away, and try again`);
  try {
    accessSync(there, constants.W_OK);
  } catch (error) {
    throw refusal(`${there}: what models say is kept there, and it cannot be written to (${reasonOf(error)}); ${next}`);
  }
  return folder;
}

/** What exists of a path, a link that leads nowhere too. */
function nearest(file: string): string {
  const parent = path.dirname(file);
  return parent === file || entryAt(file) ? file : nearest(parent);
}

/** What stands there by this name, a link as a link; undefined where it cannot be had, for whatever reason. */
export function entryAt(file: string): Stats | undefined {
  try {
    return lstatSync(file);
  } catch {
    return undefined;
  }
}

let drafts = 0;

/**
 * All of it or nothing, and never through a symbolic link: the new file takes the place of whatever has that name. A kill leaves a
 * draft behind, whose name begins with a dot and ends in `.tmp`. Not forced to the disk: replies are many. Throws a refusal.
 */
export function keptAt(file: string, content: string): void {
  const folder = path.dirname(file);
  const draft = path.join(folder, `.${path.basename(file, path.extname(file))}.${process.pid}-${drafts++}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    const descriptor = openSync(draft, 'wx');
    try {
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
  } catch (error) {
    if (entryAt(draft)) rmSync(draft, { force: true });
    throw refusal(
      `${file}: what a model said could not be kept (${reasonOf(error)}), so nothing more is asked. What was kept before stays`,
    );
  }
}
