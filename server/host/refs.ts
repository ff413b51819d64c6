// Whether a repository's branches are where they were, by the times of its files: asking git anew takes a process for each question,
// and an editor asks after every pause in typing.

import { statSync } from 'node:fs';
import path from 'node:path';
import { usualBranches } from './branches.ts';
import { asked, line } from './git.ts';

export interface GitFolders {
  /** Of this working tree, and of the repository, which working trees share. Absolute. */
  readonly own: string;
  readonly common: string;
}

export function gitFoldersOf(root: string): GitFolders | undefined {
  const found = asked(root, ['rev-parse', '--git-dir', '--git-common-dir']);
  const [own, common] = line(found).split('\n');
  return found.ok && own && common ? { own: path.resolve(root, own), common: path.resolve(root, common) } : undefined;
}

/** Another text once a commit, a fetch, a checkout or a change of branches was made. `name`: as a comparison was asked for. */
export function refsState({ own, common }: GitFolders, name: string | undefined): string {
  const names = name === undefined ? [...usualBranches, ...usualBranches.map(one => `origin/${one}`), 'origin/HEAD'] : [name];
  const files = [
    ...['HEAD', 'logs/HEAD', 'FETCH_HEAD'].map(file => path.join(own, file)),
    ...['packed-refs', 'reftable/tables.list', 'refs/heads', 'refs/remotes', 'refs/remotes/origin'].map(file => path.join(common, file)),
    ...names.flatMap(one => ['heads', 'remotes', 'tags'].map(kind => path.join(common, 'refs', kind, one))),
  ];
  return files.map(file => timeOf(file)).join();
}

function timeOf(file: string): number {
  try {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  } catch {
    // A name that no file can have.
    return 0;
  }
}
