// The files that a command is about, as they are gathered.

import { statSync } from 'node:fs';
import path from 'node:path';
import { leadsOut, shownFrom } from './files.ts';
import type { Project } from './project.ts';

export interface Found {
  /** Absolute, sorted, each once. */
  readonly specs: readonly string[];
  /** Markdown that was named, or that the configuration names under a folder that was. */
  readonly markdown: readonly string[];
  /** What was passed over and should not have been: one line each. */
  readonly troubles: readonly string[];
}

export interface Gathering {
  readonly specs: Set<string>;
  readonly markdown: Set<string>;
  readonly troubles: Set<string>;
}

export const gathering = (): Gathering => ({ specs: new Set(), markdown: new Set(), troubles: new Set() });

export function gathered({ specs, markdown, troubles }: Gathering): Found {
  return { specs: [...specs].sort(), markdown: [...markdown].sort(), troubles: [...troubles].sort() };
}

export const isMarkdown = (file: string) => /\.(md|markdown)$/i.test(file);

export function addFile(into: Gathering, project: Project, file: string): void {
  if (leadsOut(project.root, file)) {
    into.troubles.add(`${shownFrom(project, file)}: this symbolic link leads out of the workspace (${project.root}), so it was left out`);
    return;
  }
  (isMarkdown(file) ? into.markdown : into.specs).add(file);
}

/** Where all paths name files, these files; undefined where a folder or a pattern has to be searched (search.ts). */
export function namedFiles(project: Project, paths: readonly string[]): Found | undefined {
  const into = gathering();
  for (const named of paths) {
    const file = path.resolve(project.cwd, named);
    if (!isFile(file)) return undefined;
    addFile(into, project, file);
  }
  return paths.length > 0 ? gathered(into) : undefined;
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
