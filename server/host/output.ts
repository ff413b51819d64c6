// A file that a command was asked to write with `-o`.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { foundAt, isInside, leadsOut, readText, reasonOf, writeAtomically } from './files.ts';
import type { Project } from './project.ts';
import { refusal } from './refusal.ts';

/** Throws a refusal where it cannot be written. `sources` are the files that were read for it: none of them is overwritten. */
export function writeOutput(project: Project, named: string, content: string, sources: readonly string[] = []): void {
  const file = path.resolve(project.cwd, named);
  if (sources.includes(file)) throw refusal(`${named}: this is the file that was read; write to another one`);
  if (leadsOut(project.root, file))
    throw refusal(`${named}: a symbolic link leads out of the workspace (${project.root}); nothing was written`);
  if (!foundAt(path.dirname(file))?.isDirectory()) throw refusal(`${named}: there is no folder ${path.dirname(named)} to write it to`);
  try {
    writeAtomically(file, content);
  } catch (error) {
    throw refusal(`${named}: could not be written: ${reasonOf(error)}`);
  }
}

/**
 * The files that belong beside an output. Their names stand in the spec, so they only ever make new files below the output's
 * folder; gives a line for each that was not written.
 */
export function writeBeside(project: Project, named: string, files: ReadonlyMap<string, string>): string[] {
  const folder = path.dirname(path.resolve(project.cwd, named));
  return [...files].flatMap(([name, content]) => {
    const file = path.resolve(folder, name);
    if (!isInside(folder, file) || leadsOut(folder, file)) return [`${name} leads out of the folder of ${named}; it was not written`];
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content, { flag: 'wx' });
      return [];
    } catch (error) {
      const before = readText(file);
      if (before.kind === 'text' && before.text === content) return [];
      return [`${name} was not written: ${before.kind === 'text' ? 'there is another file of that name' : reasonOf(error)}`];
    }
  });
}
