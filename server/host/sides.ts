// What OLD and NEW of a comparison name: git revisions, or what stands on disk (interfaces.md §1).

import path from 'node:path';
import { changedPairs } from './changed.ts';
import type { Call } from './commands/command.ts';
import { foundAt, isInside, slashed } from './files.ts';
import { mergeBase, objectsIn, pathIn, type Repository, type Revision, repositoryAt, revisionIn, whyAbsent } from './git.ts';
import { nameIn } from './load.ts';
import { among, type Pair } from './pairs.ts';
import { refusal } from './refusal.ts';
import { type Room, revisionSnapshot, type Snapshot, workingSnapshot } from './snapshots.ts';

type Side = { readonly kind: 'revision'; readonly revision: Revision } | { readonly kind: 'working' };

export interface Sides {
  readonly repository: Repository;
  readonly old: Side;
  readonly now: Side;
  /** The file or folder that is compared. Absolute. */
  readonly place: string;
}

/**
 * Undefined where both are on disk. What exists on disk is meant before a revision of the same name, except before a `--`, as in git.
 * `A..B` is A and B, `A...B` is B since it left A.
 */
export async function sidesOf(call: Call): Promise<Sides | undefined> {
  const { cwd } = await call.project();
  const [first, second] = call.args as [string, string | undefined];
  const onDisk = (named: string) => foundAt(path.resolve(cwd, named)) !== undefined;
  const range = second === undefined && !onDisk(first) ? /^(.*?)(\.{2,3})(?!\.)(.*)$/s.exec(first) : undefined;
  const words = range ? [range[1] || 'HEAD', range[3] || 'HEAD'] : [first, ...(second === undefined ? [] : [second])];
  const dashed = call.rest.length > 0;
  if (!range && !dashed && words.every(onDisk)) return undefined;
  const repository = repositoryAt(cwd);
  if (!repository) {
    const missing = words.find(word => !onDisk(word));
    if (missing === undefined) return undefined;
    throw refusal(
      `${missing}: there is no such file or folder, and this folder stands in no git repository that could have such a revision`,
    );
  }
  const found = words.map(word => sideOf(repository, word, !range && onDisk(word) ? (dashed ? 'last' : 'first') : 'never'));
  if (found.every(({ kind }) => kind === 'working')) return undefined;
  const place = words.find((_, i) => found[i]!.kind === 'working');
  return {
    repository,
    old: range?.[2] === '...' ? commonSide(repository, found) : found[0]!,
    now: found[1] ?? { kind: 'working' },
    place: path.resolve(cwd, place ?? '.'),
  };
}

function sideOf(repository: Repository, word: string, disk: 'first' | 'last' | 'never'): Side {
  if (disk === 'first') return { kind: 'working' };
  const revision = revisionIn(repository, word);
  if (revision) return { kind: 'revision', revision };
  if (disk === 'last') return { kind: 'working' };
  throw refusal(`${word} ${whyAbsent(repository)}`);
}

function commonSide(repository: Repository, sides: readonly Side[]): Side {
  const [one, other] = sides.map(side => (side.kind === 'revision' ? side.revision : undefined));
  return { kind: 'revision', revision: mergeBase(repository, one!, other!) };
}

export interface Changed {
  readonly pairs: readonly Pair[];
  /** False where neither version has a spec there. */
  readonly some: boolean;
  /** More than one document, changed or not. */
  readonly several: boolean;
}

/** The pairs by path below the folder that is compared. */
export async function changedSince(call: Call, { repository, old, now, place }: Sides): Promise<Changed> {
  const whole = await call.project();
  if (pathIn(repository, place) === undefined) throw refusal(`${place} stands outside of the repository (${repository.root})`);
  const single = foundAt(place)?.isFile() === true;
  const folder = single ? path.dirname(place) : place;
  const project = isInside(whole.root, folder) ? whole : { ...whole, root: folder };
  const objects = objectsIn(repository);
  const room: Room = { project, folder, repository, objects };
  try {
    const [before, after] = await snapshotsOf(room, [old, now]);
    const base = nameIn(project, folder);
    const below = (name: string) => (base === '' ? name : name.slice(base.length + 1));
    const isAsked = among(single ? [slashed(path.basename(place))] : call.rest);
    const isWanted = (name: string) => isAsked(below(name));
    const all = new Set([...before.asked, ...after.asked].filter(isWanted));
    const pairs = await changedPairs(project, [before, after], { isWanted, complain: call.complain });
    return { pairs: pairs.map(pair => ({ ...pair, name: below(pair.name) })), some: all.size > 0, several: all.size > 1 };
  } finally {
    objects.close();
  }
}

async function snapshotsOf(room: Room, [old, now]: readonly [Side, Side]): Promise<[Snapshot, Snapshot]> {
  if (old.kind === 'revision') {
    const before = revisionSnapshot(room, old.revision);
    return [before, now.kind === 'revision' ? revisionSnapshot(room, now.revision) : await workingSnapshot(room, before)];
  }
  const after = now.kind === 'revision' ? revisionSnapshot(room, now.revision) : undefined;
  if (!after) throw new Error('one of the two is a revision');
  return [await workingSnapshot(room, after), after];
}
