// Files → workspace: those that are asked for, and all that they import, as far as that leads.

import path from 'node:path';
import { importsOf } from '../analysis/imports.ts';
import { type Document, documentOf, emptyWorkspace, type Settings, type Workspace } from '../analysis/workspace.ts';
import { decoded, isInside, leadsOut, type Reading, readText, slashed } from './files.ts';
import type { Project } from './project.ts';

export interface Loaded {
  readonly workspace: Workspace;
  /** The documents that were asked for and could be read, by their names in the workspace. */
  readonly asked: readonly string[];
  /** Those that were asked for and could not, each with what was to be had of it. */
  readonly unread: readonly Unread[];
}

export interface Unread {
  readonly file: string;
  readonly reading: Exclude<Reading, { kind: 'text' }>;
}

/** A document whose text was handed in and not read from a file. */
export interface Given {
  /** Absolute: what its imports are relative to. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The name of a file in the workspace of a project: relative to its root, with `/`. */
export const nameIn = ({ root }: Project, absolute: string): string => slashed(path.relative(root, absolute));

export const pathOf = ({ root }: Project, name: string): string => path.resolve(root, name);

export function load(project: Project, files: readonly string[], options: { settings: Settings; given?: Given }): Loaded {
  const documents = new Map<string, Document>();
  const absent = new Map<string, string>();
  const asked: string[] = [];
  const unread: Unread[] = [];
  const read = (absolute: string) => (options.given?.file === absolute ? decoded(options.given.bytes) : readText(absolute));
  for (const absolute of files) {
    const file = nameIn(project, absolute);
    const reading = read(absolute);
    if (reading.kind === 'text') {
      documents.set(file, documentOf(file, reading.text));
      asked.push(file);
    } else {
      unread.push({ file, reading });
      absent.set(file, reading.why);
    }
  }
  const waiting = [...documents.values()];
  for (let importer = waiting.pop(); importer; importer = waiting.pop()) {
    for (const file of importsOf(importer)) {
      if (documents.has(file) || absent.has(file)) continue;
      const reading = importable(project, importer.file, file);
      if (reading.kind === 'text') {
        const document = documentOf(file, reading.text);
        documents.set(file, document);
        waiting.push(document);
      } else absent.set(file, reading.why);
    }
  }
  const settings = { ...options.settings, asked: new Set([...asked, ...unread.map(({ file }) => file)]) };
  return { workspace: { ...emptyWorkspace, documents, absent, settings }, asked, unread };
}

/** A file named on the command line that stands outside of the workspace has its own folder for one. */
function importable(project: Project, importer: string, file: string): Reading {
  const inside = !importer.startsWith('../');
  const folder = inside ? project.root : path.dirname(pathOf(project, importer));
  const absolute = pathOf(project, file);
  const where = inside ? `the workspace (${folder})` : `the folder of the file that imports it (${folder})`;
  if (!isInside(folder, absolute)) return { kind: 'absent', why: `it stands outside of ${where}, and a spec imports only from inside` };
  if (leadsOut(folder, absolute))
    return { kind: 'absent', why: `a symbolic link leads out of ${where}, and a spec imports only from inside` };
  return readText(absolute);
}
