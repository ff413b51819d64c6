// All spec files of a project at one time, read as they are asked for: of a revision, or of the working tree.

import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { isSpecFile } from '../analysis/imports.ts';
import { decoded, isInside, largestFile, leadsOut, type Reading, readText } from './files.ts';
import { committable, filesIn, type Objects, pathIn, type Repository, type Revision } from './git.ts';
import { nameIn, pathOf } from './load.ts';
import type { Project } from './project.ts';

export interface Snapshot {
  /** The spec files that stand under the folder and are not excluded, by name in the workspace. */
  readonly asked: readonly string[];
  /** What tells one content of a file from another; undefined where the file cannot be had. */
  readonly idOf: (name: string) => string | undefined;
  readonly read: (name: string) => Promise<Reading>;
}

export interface Room {
  readonly project: Project;
  /** Only what stands under it is compared. Absolute. */
  readonly folder: string;
  readonly repository: Repository;
  readonly objects: Objects;
}

export function revisionSnapshot(room: Room, revision: Revision): Snapshot {
  const { project, repository, objects } = room;
  const files = filesIn(repository, revision, pathIn(repository, project.root) ?? '');
  const ids = new Map<string, string>();
  for (const [file, id] of files) {
    const absolute = path.join(repository.root, file);
    if (isSpecFile(file) && isInside(project.root, absolute)) ids.set(nameIn(project, absolute), id);
  }
  return {
    asked: [...ids.keys()].filter(counting(room)).sort(),
    idOf: name => ids.get(name),
    read: async name => {
      const id = ids.get(name);
      return id === undefined ? { kind: 'absent', why: `there is no such file in ${revision.named}` } : objects.read(id);
    },
  };
}

/** `like` is the version that it is compared with: a file that differs from it in its line ends alone is the same file. */
export async function workingSnapshot(room: Room, like: Snapshot): Promise<Snapshot> {
  const { project, folder } = room;
  const { search } = await import('./search.ts');
  const found = search({ ...project, cwd: folder, config: { ...project.config, markdown: [] } }, []);
  const contents = new Map<string, { readonly id: string | undefined; readonly reading: () => Reading }>();
  const contentOf = (name: string) => {
    const known = contents.get(name);
    if (known) return known;
    const made = onDisk(pathOf(project, name), like.idOf(name));
    contents.set(name, made);
    return made;
  };
  return {
    // As in a revision: a symbolic link is no file of its own, and what git does not keep is not there.
    asked: committable(room.repository, found.specs)
      .filter(file => !lstatSync(file).isSymbolicLink())
      .map(file => nameIn(project, file))
      .sort(),
    idOf: name => contentOf(name).id,
    read: async name =>
      !isInside(project.root, pathOf(project, name)) || leadsOut(project.root, pathOf(project, name))
        ? { kind: 'absent', why: `it stands outside of the workspace (${project.root}), and a spec imports only from inside` }
        : contentOf(name).reading(),
  };
}

function onDisk(file: string, like: string | undefined): { readonly id: string | undefined; readonly reading: () => Reading } {
  try {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > largestFile) return { id: undefined, reading: () => readText(file) };
    const bytes = readFileSync(file);
    const id = blobId(bytes, like?.length === 64 ? 'sha256' : 'sha1');
    const same =
      id !== like &&
      like !== undefined &&
      bytes.includes('\r\n') &&
      blobId(withoutReturns(bytes), like.length === 64 ? 'sha256' : 'sha1') === like;
    return { id: same ? like : id, reading: () => decoded(bytes) };
  } catch {
    return { id: undefined, reading: () => readText(file) };
  }
}

const withoutReturns = (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

const blobId = (bytes: Buffer, algorithm: 'sha1' | 'sha256') =>
  createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/** As a search on disk would have it: under the folder, not in `node_modules`, not excluded. */
function counting({ project, folder }: Room): (name: string) => boolean {
  const excluded = (project.config.exclude ?? []).map(glob => glob.replace(/\/$/, ''));
  const isExcluded = picomatch(['**/node_modules/**', ...excluded, ...excluded.map(glob => `${glob}/**`)]);
  return name => isInside(folder, pathOf(project, name)) && !isExcluded(name);
}
