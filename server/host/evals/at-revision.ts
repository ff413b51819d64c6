// Specs as a git revision has them, with all that they import. Nothing is checked out.

import { importsOf } from '../../analysis/imports.ts';
import { type Document, documentOf, emptyWorkspace, type Workspace, withDocuments } from '../../analysis/workspace.ts';
import { counterpartsOf } from '../changed.ts';
import { isInside } from '../files.ts';
import { filesIn, objectsIn, pathIn, type Repository, type Revision, repositoryAt, revisionIn, whyAbsent } from '../git.ts';
import { pathOf } from '../load.ts';
import type { Project } from '../project.ts';
import { refusal } from '../refusal.ts';
import { type Room, revisionSnapshot, workingSnapshot } from '../snapshots.ts';

export interface Wanted {
  /** By their names in the workspace. */
  readonly files: readonly string[];
  readonly settings: Workspace['settings'];
}

/** Those that were not there are left out. Throws a refusal where there is no such revision. */
export async function workspaceAt(project: Project, named: string, { files, settings }: Wanted): Promise<Workspace> {
  const { repository, revision } = placeOf(project, named);
  const ids = filesIn(repository, revision, pathIn(repository, project.root) ?? '');
  const objects = objectsIn(repository);
  const documents = new Map<string, Document>();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const absolute = pathOf(project, file);
    const id = isInside(project.root, absolute) ? ids.get(pathIn(repository, absolute) ?? '') : undefined;
    const reading = id === undefined || documents.has(file) ? undefined : await objects.read(id);
    if (reading?.kind !== 'text') continue;
    const document = documentOf(file, reading.text);
    documents.set(file, document);
    waiting.push(...importsOf(document));
  }
  objects.close();
  return withDocuments({ ...emptyWorkspace, settings }, documents.values());
}

/** What a revision calls the files of the working tree: those that were renamed since are found again by their content. */
export async function namesAt(project: Project, named: string): Promise<(file: string) => string | undefined> {
  const { repository, revision } = placeOf(project, named);
  const objects = objectsIn(repository);
  try {
    const room: Room = { project, folder: project.root, repository, objects };
    const old = revisionSnapshot(room, revision);
    return await counterpartsOf(old, await workingSnapshot(room, old));
  } finally {
    objects.close();
  }
}

function placeOf(project: Project, named: string): { readonly repository: Repository; readonly revision: Revision } {
  const repository = repositoryAt(project.root);
  if (!repository) throw refusal(`${named}: this folder is in no git repository`);
  const revision = revisionIn(repository, named);
  if (!revision) throw refusal(`${named} ${whyAbsent(repository)}`);
  return { repository, revision };
}
