// All that the server knows at a moment, and the few ways in which it changes: documents that are opened, edited and closed,
// files that change on the disk, folders that come and go. Everything it answers comes from an immutable snapshot.

import { URI } from 'vscode-uri';
import { isSpecFile } from '../../analysis/imports.ts';
import { scopeOf } from '../../analysis/resolve.ts';
import { documentOf, withDocuments, withoutDocument } from '../../analysis/workspace.ts';
import type { Snapshot, View } from '../../features/feature.ts';
import { configName } from '../project.ts';
import { changedDocument, changedText, type TextChange } from './changes.ts';
import {
  type Effects,
  emptyFolder,
  type Folder,
  fileIn,
  isMarkdown,
  type Progress,
  preferring,
  type Rules,
  readFolder,
  reread,
  uriIn,
  withImports,
} from './folders.ts';
import type { Source } from './sources.ts';

/** A document that an editor has open. Its text is the folder's; that of a configuration is kept here. */
export interface Opened {
  readonly uri: string;
  readonly version: number;
  /** The folder's address. */
  readonly folder: string;
  readonly file: string;
  readonly config?: string;
}

export interface Session {
  readonly source: Source;
  effects: Effects;
  folders: readonly Folder[];
  opened: ReadonlyMap<string, Opened>;
}

export const newSession = (source: Source, effects: Effects): Session => ({ source, effects, folders: [], opened: new Map() });

/** The folder that an address belongs to, the innermost, and the file's name in it. */
export function placeOf({ folders, opened }: Session, uri: string): { readonly folder: Folder; readonly file: string } | undefined {
  const known = opened.get(uri);
  const own = known && folders.find(folder => folder.uri === known.folder);
  if (known && own) return { folder: own, file: known.file };
  const holding = folders.filter(folder => fileIn(folder, uri) !== undefined).sort((a, b) => b.uri.length - a.uri.length)[0];
  return holding && { folder: holding, file: fileIn(holding, uri)! };
}

/** Is the file this folder's to tell of, and not that of a folder inside of it? */
export const isOwn = (session: Session, folder: Folder, uri: string): boolean =>
  session.folders.length === 1 || placeOf(session, uri)?.folder.uri === folder.uri;

export const snapshotOf = (folder: Folder): Snapshot => ({
  workspace: folder.workspace,
  uriOf: file => uriIn(folder, file),
  fileOf: uri => fileIn(folder, uri),
});

/** The document as features see it; undefined where it is no spec that the server knows. */
export function viewOf(session: Session, uri: string): View | undefined {
  const place = placeOf(session, uri);
  const document = place?.folder.workspace.documents.get(place.file);
  const scope = place && document && scopeOf(place.folder.workspace, place.file);
  return place && document && scope ? { ...snapshotOf(place.folder), document, scope } : undefined;
}

/** The texts that editors have open in a folder, by file. */
function openIn({ opened }: Session, folder: Folder): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const each of opened.values()) {
    const text = each.folder === folder.uri ? textOf(folder, each) : undefined;
    if (text !== undefined) texts.set(each.file, text);
  }
  return texts;
}

const textOf = (folder: Folder, { file, config }: Opened): string | undefined =>
  config ?? folder.workspace.documents.get(file)?.tree.text ?? folder.markdown.get(file);

const folderAt = ({ folders }: Session, uri: string): Folder | undefined => folders.find(folder => folder.uri === uri);

function put(session: Session, folder: Folder): void {
  session.folders = session.folders.map(other => (other.uri === folder.uri ? folder : other));
}

const readAll: Progress = () => true;

async function readAnew(session: Session, folder: Folder, progress: Progress = readAll): Promise<void> {
  const { source, effects } = session;
  const read = await readFolder(folder, source, { open: openIn(session, folder), effects, progress });
  const now = folderAt(session, folder.uri);
  if (!now) return;
  // What was typed meanwhile is newer than what was read.
  const typed = [...openIn(session, now)].filter(
    ([file, text]) => isSpecFile(file) && read.workspace.documents.get(file)?.tree.text !== text,
  );
  const kept = typed.flatMap(([file]) => now.workspace.documents.get(file) ?? []);
  put(session, { ...read, addresses: now.addresses, workspace: kept.length > 0 ? withDocuments(read.workspace, kept) : read.workspace });
}

function withText(folder: Folder, file: string, text: string): Folder {
  if (isSpecFile(file)) return { ...folder, workspace: withDocuments(folder.workspace, [documentOf(file, text)]) };
  return isMarkdown(file) ? { ...folder, markdown: new Map(folder.markdown).set(file, text) } : folder;
}

export interface Item {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

export async function openDocument(session: Session, { uri, languageId, version, text }: Item): Promise<void> {
  const place = placeOf(session, uri) ?? loosePlace(session, uri, languageId);
  const { file } = place;
  // Untitled documents share a folder that holds none of their addresses.
  const known = folderAt(session, place.folder.uri);
  const folder = known ?? place.folder;
  if (!known) session.folders = [...session.folders, folder];
  const config = file === configName ? { config: text } : {};
  session.opened = new Map(session.opened).set(uri, { uri, version, folder: folder.uri, file, ...config });
  put(session, withText({ ...folder, addresses: new Map(folder.addresses).set(file, uri) }, file, text));
  await settle(session, folder.uri, file);
}

/** A file outside of every folder has its own folder for one. */
function loosePlace({ effects }: Session, uri: string, languageId: string): { folder: Folder; file: string } {
  const parsed = URI.parse(uri);
  const slash = parsed.path.lastIndexOf('/');
  const name = parsed.path.slice(slash + 1);
  const known = isSpecFile(name) || isMarkdown(name) || name === configName;
  const file = known || languageId === 'markdown' ? name : `${name}.${languageId === 'modelspec' ? 'modelspec' : 'constitution'}`;
  const folder = parsed.with({ path: parsed.path.slice(0, Math.max(0, slash)) }).toString();
  return { folder: emptyFolder(folder, true, effects), file };
}

/** After a change: a configuration has the folder read anew, a spec may have an import that was not read yet. */
async function settle(session: Session, uri: string, file: string): Promise<void> {
  const folder = folderAt(session, uri);
  if (!folder) return;
  if (file === configName) await readAnew(session, folder);
  else if (isSpecFile(file)) await follow(session, folder);
}

async function follow(session: Session, folder: Folder): Promise<void> {
  const next = await withImports(folder, session.source, openIn(session, folder));
  const now = folderAt(session, folder.uri);
  if (next === folder || !now) return;
  // Meanwhile somebody may have typed: what was read is added to what is there now.
  const fresh = [...next.workspace.documents.values()].filter(document => !now.workspace.documents.has(document.file));
  let workspace = withDocuments(now.workspace, fresh);
  for (const [file, why] of next.workspace.absent) if (!workspace.documents.has(file)) workspace = withoutDocument(workspace, file, why);
  put(session, { ...now, workspace });
}

export async function changeDocument(
  session: Session,
  { uri, version }: { uri: string; version: number },
  changes: readonly TextChange[],
): Promise<void> {
  const known = session.opened.get(uri);
  const folder = known && folderAt(session, known.folder);
  if (!known || !folder) return;
  const config = known.config === undefined ? {} : { config: changedText(known.config, changes) };
  session.opened = new Map(session.opened).set(uri, { ...known, version, ...config });
  const document = folder.workspace.documents.get(known.file);
  if (document) put(session, { ...folder, workspace: withDocuments(folder.workspace, [changedDocument(document, changes)]) });
  else if (known.config === undefined) put(session, withText(folder, known.file, changedText(textOf(folder, known) ?? '', changes)));
  await settle(session, folder.uri, known.file);
}

export async function closeDocument(session: Session, uri: string): Promise<void> {
  const known = session.opened.get(uri);
  const folder = known && folderAt(session, known.folder);
  const opened = new Map(session.opened);
  opened.delete(uri);
  session.opened = opened;
  if (!known || !folder) return;
  const stillOpen = [...opened.values()].some(other => other.folder === folder.uri);
  if (folder.loose && !stillOpen) session.folders = session.folders.filter(other => other !== folder);
  else if (known.file === configName) await readAnew(session, folder);
  else await rereadFile(session, folder.uri, known.file);
}

async function rereadFile(session: Session, uri: string, file: string): Promise<void> {
  const folder = folderAt(session, uri);
  if (!folder || openIn(session, folder).has(file)) return;
  const read = await reread(folder, session.source, { file, open: openIn(session, folder) });
  const now = folderAt(session, uri);
  if (!now || openIn(session, now).has(file)) return;
  if (now === folder) return put(session, read);
  const document = read.workspace.documents.get(file);
  const workspace = document
    ? withDocuments(now.workspace, [document])
    : withoutDocument(now.workspace, file, read.workspace.absent.get(file) ?? 'there is no such file');
  put(session, { ...now, workspace });
}

export async function filesChanged(session: Session, uris: readonly string[]): Promise<void> {
  const anew = new Set<string>();
  for (const uri of uris) {
    const place = placeOf(session, uri);
    if (!place || anew.has(place.folder.uri)) continue;
    const { folder, file } = place;
    if (file === configName || file.startsWith('.polity/findings/')) {
      anew.add(folder.uri);
      await readAnew(session, folder);
    } else if (isSpecFile(file) || isMarkdown(file)) await rereadFile(session, folder.uri, file);
    // A folder that went takes its files along.
    else
      for (const inside of [...folder.workspace.documents.keys(), ...folder.markdown.keys()])
        if (inside.startsWith(`${file}/`)) await rereadFile(session, folder.uri, inside);
  }
}

/** Takes in what the user prefers, by folder. */
export function prefer(session: Session, rules: ReadonlyMap<string, Rules>): void {
  session.folders = session.folders.map(folder => preferring(folder, rules.get(folder.uri) ?? {}));
}

/** Works in these folders from now on, and reads them. */
export async function setFolders(session: Session, uris: readonly string[], progress: Progress): Promise<void> {
  const wanted = [...new Set(uris.map(uri => uri.replace(/\/+$/, '')))];
  const before = session.opened;
  const texts = [...before.values()].map(each => {
    const folder = folderAt(session, each.folder);
    return { each, text: (folder && textOf(folder, each)) ?? '' };
  });
  session.opened = new Map();
  session.folders = wanted.map(uri => folderAt(session, uri) ?? emptyFolder(uri, false, session.effects));
  for (const { each, text } of texts) {
    const languageId = each.file.endsWith('.modelspec') ? 'modelspec' : isMarkdown(each.file) ? 'markdown' : 'constitution';
    await openDocument(session, { uri: each.uri, languageId, version: each.version, text });
  }
  for (const folder of session.folders.filter(each => !each.loose)) await readAnew(session, folder, progress);
}
