// What changed in meaning since another version, for the editor: what git has is read here, what the text has become comes from
// the session's snapshot, unsaved edits and all. Without git (on the web), in a folder that is in no repository, or that nobody
// has trusted, there is a reason instead of an answer.

import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { CancellationToken } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { Subject } from '../../analysis/rules/rule.ts';
import type { Scope } from '../../analysis/scope.ts';
import type { View } from '../../features/feature.ts';
import type { ReviewResult } from '../../features/review-protocol.ts';
import { mainBranch, revisionsToName, type Since, sinceOf } from '../branches.ts';
import { counterpartsOf, subjectIn } from '../changed.ts';
import { differing } from '../differing.ts';
import { workspaceAt } from '../evals/at-revision.ts';
import { reasonOf } from '../files.ts';
import { objectsIn, type Repository, type Revision, repositoryAt, revisionIn, whyAbsent } from '../git.ts';
import type { Project } from '../project.ts';
import { type GitFolders, gitFoldersOf, refsState } from '../refs.ts';
import { refusal } from '../refusal.ts';
import { revisionSnapshot, type Snapshot } from '../snapshots.ts';
import type { ReviewAnswers } from './review-questions.ts';
import { reviewed } from './reviewing.ts';
import type { Served } from './server.ts';
import { placeOf, viewOf } from './session.ts';

interface Place {
  readonly repository: Repository;
  readonly project: Project;
  /** By its name in the project. */
  readonly file: string;
}

const untrusted =
  'This workspace is not trusted, so git is not run in it: what a repository’s own configuration names as a program could be started by that. Trust it (“Workspaces: Manage Workspace Trust”) to compare.';

export const gitReviews = (served: Served): ReviewAnswers => ({
  revisions: asking(served, ({ repository }) => {
    const main = mainBranch(repository);
    const revisions = revisionsToName(repository);
    if (revisions.length === 0) throw refusal('There is no commit in this repository yet, so there is nothing to compare with.');
    return { kind: 'revisions' as const, ...(main === undefined ? {} : { main }), revisions: [...revisions] };
  }),
  onMain: asking(served, async (place, { uri }) => {
    const name = mainBranch(place.repository);
    const revision = name === undefined ? undefined : revisionIn(place.repository, name);
    const workspace =
      revision && (await workspaceAt(place.project, revision.id, { files: [place.file], settings: settingsIn(served, uri) }));
    const text = workspace?.documents.get(place.file)?.tree.text;
    return text === undefined ? { kind: 'absent' as const } : { kind: 'text' as const, name: name!, text };
  }),
  review: asking(served, async (place, { uri, revision }, token) => {
    const { name, since } = startOf(place.repository, revision);
    const began = performance.now();
    const before = await earlier(served, place, { since, uri });
    // Lets the keystroke that outdates this come in first.
    await new Promise(resolve => setTimeout(resolve, 0));
    if (token.isCancellationRequested) throw refusal('The text has changed since.');
    const view = viewOf(served.session, uri);
    if (!view) throw refusal('This is no spec that Polity knows. Open a `.constitution` or a `.modelspec`.');
    return { ...told(view, before, { revision: name, since: since.said }), milliseconds: performance.now() - began };
  }),
});

const asking =
  <Asked extends { readonly uri: string }, Told>(
    served: Served,
    answer: (place: Place, asked: Asked, token: CancellationToken) => Told | Promise<Told>,
  ) =>
  async (asked: Asked, token: CancellationToken): Promise<Told> =>
    answer(whereIs(served, asked.uri), asked, token);

function whereIs({ session, client }: Served, uri: string): Place {
  if (!client.trusted) throw refusal(untrusted);
  const place = placeOf(session, uri);
  const address = URI.parse(place?.folder.uri ?? uri);
  if (!place || address.scheme !== 'file')
    throw refusal('This text is in no folder on this machine. Save it in a folder that git knows, and compare then.');
  const root = rootOf(address.fsPath);
  const repository = repositoryFor(root);
  if (!repository)
    throw refusal(
      'This folder is in no git repository, so there is no other version to compare with. “Initialize Repository” in the Source Control view (or `git init`) and a first commit make one.',
    );
  return { repository, project: { cwd: root, root, config: place.folder.config }, file: place.file };
}

function rootOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    throw refusal(`${folder}: ${reasonOf(error)}, so there is nothing to compare.`);
  }
}

const settingsIn = ({ session }: Served, uri: string) => placeOf(session, uri)!.folder.workspace.settings;

interface Start {
  readonly name: string;
  readonly since: Since;
}

interface KnownStart extends Start {
  readonly folders: GitFolders;
  readonly state: string;
}

/** By repository and what was asked for; held for as long as no branch has moved. */
const starts = new Map<string, KnownStart>();

function startOf(repository: Repository, revision: string | undefined): Start {
  const key = `${repository.root}\0${revision ?? ''}`;
  const known = starts.get(key);
  if (known && known.state === refsState(known.folders, revision)) return known;
  const name = revision ?? mainBranch(repository);
  if (name === undefined) throw refusal('This repository has no main branch: none is called main, master, trunk or develop.');
  const folders = gitFoldersOf(repository.root);
  const state = folders && refsState(folders, revision);
  const since = sinceOf(repository, name);
  if (!since) throw refusal(`${name} ${whyAbsent(repository)}.`);
  if (folders && state !== undefined) starts.set(key, { name, since, folders, state });
  for (const oldest of [...starts.keys()].slice(0, -mostKept)) starts.delete(oldest);
  return { name, since };
}

/** By folder; asked of git again where the repository is no longer there. */
const repositories = new Map<string, Repository>();

function repositoryFor(folder: string): Repository | undefined {
  const known = repositories.get(folder);
  if (known && existsSync(path.join(known.root, '.git'))) return known;
  repositories.delete(folder);
  const found = repositoryAt(folder);
  if (found) repositories.set(folder, found);
  return found;
}

interface Earlier {
  readonly settings: Subject['workspace']['settings'];
  readonly subject: Subject | undefined;
}

/** A commit never changes: what it held is kept for the next question, with the settings that it was read under. */
const kept = new Map<string, Earlier>();
const mostKept = 12;

async function earlier(served: Served, place: Place, { since, uri }: { since: Since; uri: string }): Promise<Subject | undefined> {
  const { repository, project, file } = place;
  const settings = settingsIn(served, uri);
  const key = [repository.root, project.root, since.revision.id, file].join('\0');
  const known = kept.get(key);
  if (known && known.settings === settings) return known.subject;
  const was = await nameThen(place, since.revision, served, uri);
  const workspace = was === undefined ? undefined : await workspaceAt(project, since.revision.id, { files: [was], settings });
  const subject = workspace && was !== undefined ? subjectIn(workspace, was) : undefined;
  if (was !== undefined && !subject)
    throw refusal(`${since.said} has ${was}, but what it holds there cannot be read: it is no text, or not in this clone.`);
  kept.delete(key);
  kept.set(key, { settings, subject });
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
  return subject;
}

/** Renamed files are found again by their content. */
async function nameThen(
  { repository, project, file }: Place,
  revision: Revision,
  { session }: Served,
  uri: string,
): Promise<string | undefined> {
  const objects = objectsIn(repository);
  try {
    const old = revisionSnapshot({ project, folder: project.root, repository, objects }, revision);
    const { documents } = placeOf(session, uri)!.folder.workspace;
    const now: Snapshot = {
      asked: [...documents.keys()],
      idOf: () => undefined,
      read: async name => ({ kind: 'text', text: documents.get(name)?.tree.text ?? '', bom: false }),
    };
    return (await counterpartsOf(old, now))(file);
  } finally {
    objects.close();
  }
}

type Told = Omit<ReviewResult, 'milliseconds'>;

/** By the scope of the newer version, which is another one after every edit that this document can see. */
const toldBefore = new WeakMap<
  Scope,
  { readonly before: Subject | undefined; readonly solver: unknown; readonly key: string; readonly told: Told }
>();

function told(view: View, before: Subject | undefined, { revision, since }: { revision: string; since: string }): Told {
  const { solver } = view.workspace.settings;
  const key = `${revision}\0${since}`;
  const known = toldBefore.get(view.scope);
  if (known && known.before === before && known.solver === solver && known.key === key) return known.told;
  const made = reviewed(view, differing(before, view), { revision, since, isNew: before === undefined });
  toldBefore.set(view.scope, { before, solver, key, told: made });
  return made;
}
