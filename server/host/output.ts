// A file that a command was asked to write with `-o`.

import { statSync } from 'node:fs';
import path from 'node:path';
import { leadsOut, reasonOf, writeAtomically } from './files.ts';
import type { Project } from './project.ts';
import { refusal } from './refusal.ts';

/** Throws a refusal where it cannot be written. `sources` are the files that were read for it: none of them is overwritten. */
export function writeOutput(project: Project, named: string, content: string, sources: readonly string[] = []): void {
  const file = path.resolve(project.cwd, named);
  if (sources.includes(file)) throw refusal(`${named}: this is the file that was read; write to another one`);
  if (leadsOut(project.root, file))
    throw refusal(`${named}: a symbolic link leads out of the workspace (${project.root}); nothing was written`);
  if (!statSync(path.dirname(file), { throwIfNoEntry: false })?.isDirectory())
    throw refusal(`${named}: there is no folder ${path.dirname(named)} to write it to`);
  try {
    writeAtomically(file, content);
  } catch (error) {
    throw refusal(`${named}: could not be written: ${reasonOf(error)}`);
  }
}
