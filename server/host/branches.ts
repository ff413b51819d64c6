// What a comparison can be made with: the branches, tags and newest commits of a repository, and which of them is the main branch.

import { asked, commonAncestor, line, type Repository, type Revision, revisionIn } from './git.ts';

export interface Named {
  /** As git is asked for it: `main`, `origin/main`, `v1.2`, `1a2b3c4`. */
  readonly name: string;
  readonly kind: 'branch' | 'remote' | 'tag' | 'commit';
  /** The day and the first line of its newest commit. */
  readonly about: string;
}

const most = 300;
const mostCommits = 30;
export const usualBranches = ['main', 'master', 'trunk', 'develop'];

/** Branches by their newest commit, then those of remotes, tags, and the newest commits of what is checked out. */
export function revisionsToName({ root }: Repository): readonly Named[] {
  const format = '%(refname)%09%(creatordate:short)  %(contents:subject)';
  const listed = asked(root, [
    'for-each-ref',
    '--sort=-creatordate',
    `--count=${most}`,
    `--format=${format}`,
    ...folders.map(([at]) => at),
  ]);
  const refs = line(listed)
    .split('\n')
    .flatMap((entry): Named[] => {
      const [ref = '', about = ''] = entry.split('\t');
      const [folder, kind] = folders.find(([at]) => ref.startsWith(at)) ?? [];
      if (folder === undefined || kind === undefined || ref.endsWith('/HEAD')) return [];
      return [{ name: ref.slice(folder.length), kind, about: about.slice(0, 200) }];
    });
  return [...folders.flatMap(([, kind]) => refs.filter(one => one.kind === kind)), ...commitsIn(root)];
}

const folders = [
  ['refs/heads/', 'branch'],
  ['refs/remotes/', 'remote'],
  ['refs/tags/', 'tag'],
] as const;

/** A signature is not shown: to check it, git would start the program that the repository's configuration names. */
function commitsIn(root: string): Named[] {
  const words = ['log', '--no-show-signature', '--no-color', `--max-count=${mostCommits}`, '--format=%h%x09%cs  %s', 'HEAD', '--'];
  const found = asked(root, words);
  if (!found.ok) return [];
  return line(found)
    .split('\n')
    .map(entry => {
      const [name = '', about = ''] = entry.split('\t');
      return { name, kind: 'commit' as const, about: about.slice(0, 200) };
    });
}

/** The branch that others start from: what the remote says, else the usual names. */
export function mainBranch(repository: Repository): string | undefined {
  const { root } = repository;
  const told = /^refs\/remotes\/[^/]+\/(.+)$/.exec(line(asked(root, ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'])))?.[1];
  const names = [...new Set([...(told === undefined ? [] : [told]), ...usualBranches])];
  const wanted = names.flatMap(name => [`refs/heads/${name}`, `refs/remotes/origin/${name}`]);
  const there = new Set(line(asked(root, ['for-each-ref', '--format=%(refname)', ...wanted])).split('\n'));
  return wanted.find(ref => there.has(ref))?.replace(/^refs\/(heads|remotes)\//, '');
}

export interface Since {
  readonly revision: Revision;
  /** In words: "main", or "where this branch left main (1a2b3c4)". */
  readonly said: string;
}

/**
 * The version that a comparison with `name` starts from. With a branch, as in a pull request: where the two parted, so that what
 * others did there since is not told as if it were undone here. Undefined where there is no such revision.
 */
export function sinceOf(repository: Repository, name: string): Since | undefined {
  const branch = revisionIn(repository, `refs/heads/${name}`) ?? revisionIn(repository, `refs/remotes/${name}`);
  const revision = branch ?? revisionIn(repository, name);
  if (!revision) return undefined;
  const head = branch && revisionIn(repository, 'HEAD');
  const base = head && commonAncestor(repository, head, revision);
  if (!base || base.id === revision.id) return { revision, said: name };
  return { revision: base, said: `where this branch left ${name} (${base.id.slice(0, 7)})` };
}
