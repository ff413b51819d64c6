// PATHS → files (interfaces.md §1): files, folders or globs; none means every spec file under the folder.

import * as fs from 'node:fs';
import path from 'node:path';
import fastGlob from 'fast-glob';
import { nearest } from '../../grammar/names.ts';
import { isInside, reasonOf, shownFrom, slashed } from './files.ts';
import { addFile, type Found, type Gathering, gathered, gathering, isMarkdown } from './found.ts';
import type { Project } from './project.ts';
import { refusal } from './refusal.ts';

const specPattern = '**/*.{constitution,modelspec}';
const alwaysExcluded = ['**/node_modules/**'];

interface Search extends Gathering {
  readonly project: Project;
}

/** Throws a refusal where a path names nothing. */
export function search(project: Project, paths: readonly string[]): Found {
  const state: Search = { project, ...gathering() };
  if (paths.length === 0) searchFolder(state, project.cwd);
  for (const named of paths) searchPath(state, named);
  return gathered(state);
}

function searchPath(state: Search, named: string): void {
  const absolute = path.resolve(state.project.cwd, named);
  const stat = statOf(absolute);
  if (stat === 'absent') searchGlob(state, named);
  else if (typeof stat === 'string') state.troubles.add(`${named}: ${stat}`);
  else if (stat.isDirectory()) searchFolder(state, absolute);
  else addFile(state, state.project, absolute);
}

function statOf(absolute: string): fs.Stats | string {
  try {
    return fs.statSync(absolute);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EINVAL' ? 'absent' : reasonOf(error);
  }
}

function searchGlob(state: Search, named: string): void {
  const pattern = process.platform === 'win32' ? named.replaceAll('\\', '/') : named;
  if (!fastGlob.isDynamicPattern(pattern)) throw refusal(absent(state.project, named));
  const files = walk(state, state.project.cwd, [pattern]).filter(file => isMarkdown(file) || isSpec(file));
  if (files.length === 0) throw refusal(`${named}: no spec file matches`);
  for (const file of files) addFile(state, state.project, file);
}

const isSpec = (file: string) => /\.(constitution|modelspec)$/.test(file);

function absent({ cwd }: Project, named: string): string {
  const folder = path.resolve(cwd, path.dirname(named));
  const base = path.basename(named);
  let near: string | undefined;
  try {
    near = nearest(base, fs.readdirSync(folder));
  } catch {
    // The folder is not there either, or may not be read: nothing to offer.
  }
  const meant = near === undefined ? '' : `; did you mean ${slashed(path.join(path.dirname(named), near))}?`;
  return `${named}: there is no such file or folder${meant}`;
}

function searchFolder(state: Search, folder: string): void {
  for (const file of walk(state, folder, [specPattern])) addFile(state, state.project, file);
  const globs = state.project.config.markdown ?? [];
  if (globs.length === 0) return;
  for (const file of walk(state, state.project.root, globs)) if (isInside(folder, file)) addFile(state, state.project, file);
}

/** Files under `folder`, without those that are excluded. Exclusions count from the workspace, patterns from `folder`. */
function walk(state: Search, folder: string, patterns: readonly string[]): string[] {
  const { root, config } = state.project;
  // A pattern that leads up or stands alone is matched from where it leads, and the workspace's exclusions do not reach there.
  const inWorkspace = isInside(root, folder) && !patterns.some(pattern => /^(\.\.|\/|[A-Za-z]:)/.test(pattern));
  const base = inWorkspace ? root : folder;
  const prefix = inWorkspace && folder !== root ? `${fastGlob.escapePath(slashed(path.relative(root, folder)))}/` : '';
  const entries = fastGlob.globSync(
    patterns.map(pattern => prefix + pattern.replace(/^(\.\/)+/, '')),
    {
      cwd: base,
      ignore: [...alwaysExcluded, ...(inWorkspace ? (config.exclude ?? []).map(glob => glob.replace(/\/$/, '')) : [])],
      absolute: true,
      followSymbolicLinks: false,
      onlyFiles: false,
      objectMode: true,
      fs: { readdirSync: readerOf(state) },
    },
  );
  return entries
    .filter(({ dirent, path: file }) => dirent.isFile() || (dirent.isSymbolicLink() && leadsToFile(file)))
    .map(({ path: file }) => path.normalize(file));
}

/** A link into a folder is not followed: what stands there is found where it stands. A broken one is found, and then said to lead nowhere. */
function leadsToFile(file: string): boolean {
  const stat = statOf(file);
  return typeof stat === 'string' || stat.isFile();
}

/** Reads a folder; one that cannot be read is a trouble, and empty. */
function readerOf({ project, troubles }: Search): typeof fs.readdirSync {
  return ((folder: string, options: { withFileTypes: true }) => {
    try {
      return fs.readdirSync(folder, options);
    } catch (error) {
      troubles.add(`${shownFrom(project, folder)}: ${reasonOf(error)}, so nothing in this folder was looked at`);
      return [];
    }
  }) as typeof fs.readdirSync;
}

/** The Markdown files in `examples/` beside a file, by path relative to its folder: an importer may read them. */
export function examplesBeside(folder: string): string[] {
  return fastGlob.globSync('examples/**/*.md', { cwd: folder, followSymbolicLinks: false, suppressErrors: true }).sort();
}
