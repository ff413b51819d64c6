// A folder of the workspace with its own configuration: what the server knows of it at a moment. Never changed in place.

import picomatch from 'picomatch';
import { URI } from 'vscode-uri';
import type { Severity } from '../../analysis/finding.ts';
import { importsOf, isSpecFile } from '../../analysis/imports.ts';
import type { Measurement } from '../../analysis/measured.ts';
import {
  type Document,
  documentOf,
  emptyWorkspace,
  type Settings,
  type Workspace,
  withDocuments,
  withoutDocument,
} from '../../analysis/workspace.ts';
import { severityNames } from '../codes.ts';
import { type Config, readConfig } from '../config.ts';
import { configName } from '../project.ts';
import type { Source } from './sources.ts';

export interface Folder {
  /** Without a slash at its end. */
  readonly uri: string;
  /** Holds one file that was opened on its own, outside of every folder of the workspace. */
  readonly loose: boolean;
  readonly config: Config;
  /** What the user prefers where the configuration says nothing: the editor's settings. */
  readonly preferred: Rules;
  /** What is wrong with the configuration, for the author; the last good one holds on. */
  readonly configProblem?: string;
  /** What was measured with models, as it is kept. */
  readonly measured?: readonly Measurement[];
  readonly workspace: Workspace;
  /** The text of the Markdown files that are checked as prose, or could be. */
  readonly markdown: ReadonlyMap<string, string>;
  /** Addresses as the client writes them, where they were seen. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** By code or by family. */
export type Rules = Readonly<Record<string, Severity | 'off'>>;

/** What the process hands in to every analysis. */
export type Effects = Pick<Settings, 'solver' | 'fault'>;

export function emptyFolder(uri: string, loose: boolean, effects: Effects): Folder {
  return {
    uri,
    loose,
    config: {},
    preferred: {},
    workspace: { ...emptyWorkspace, settings: settingsOf({ config: {}, preferred: {} }, effects, false) },
    markdown: new Map(),
    addresses: new Map(),
  };
}

function settingsOf(
  { config, preferred, measured }: Pick<Folder, 'config' | 'preferred' | 'measured'>,
  effects: Effects,
  configured: boolean,
): Settings {
  const severities = new Map(Object.entries({ ...preferred, ...config.rules }) as [string, Severity | 'off'][]);
  const found = measured && measured.length > 0 ? { measured } : {};
  return { ...effects, ...found, severities, ...(configured ? { models: new Set(Object.keys(config.models ?? {})) } : {}) };
}

/** The folder with other preferences of its user; nothing is read anew. */
export function preferring(folder: Folder, preferred: Rules): Folder {
  const { models, measured: _, ...effects } = folder.workspace.settings;
  const settings = settingsOf({ ...folder, preferred }, effects, models !== undefined);
  return { ...folder, preferred, workspace: { ...folder.workspace, settings } };
}

/** The file's name in its folder; undefined where the address lies outside. */
export function fileIn(folder: Folder, uri: string): string | undefined {
  const [base, parsed] = [URI.parse(folder.uri), URI.parse(uri)];
  if (base.scheme !== parsed.scheme || base.authority !== parsed.authority) return undefined;
  const prefix = base.path.endsWith('/') ? base.path : `${base.path}/`;
  return parsed.path.startsWith(prefix) && parsed.path.length > prefix.length ? parsed.path.slice(prefix.length) : undefined;
}

/** The address of a file of the folder, as the client wrote it if it did. */
export function uriIn(folder: Folder, file: string): string {
  const known = folder.addresses.get(file);
  if (known !== undefined) return known;
  const base = URI.parse(folder.uri);
  const parts = base.path.split('/').filter(part => part !== '');
  for (const part of file.split('/')) part === '..' ? parts.pop() : parts.push(part);
  return base.with({ path: `/${parts.join('/')}` }).toString();
}

export const isMarkdown = (file: string): boolean => /\.(?:md|markdown)$/i.test(file);

/** Does the configuration ask for prose findings in this file? */
export function checksProse({ config }: Folder, file: string): boolean {
  return isMarkdown(file) && (config.markdown ?? []).some(glob => picomatch.isMatch(file, glob.replace(/^\.\//, '')));
}

function excluded(config: Config, file: string): boolean {
  return (config.exclude ?? []).some(glob => picomatch.isMatch(file, glob));
}

/** Hears how many of how many files are read; answers false to stop. */
export type Progress = (done: number, of: number) => boolean;

/** Reads the folder anew: configuration, specs, what they import, and Markdown. `open` holds the texts that an editor has. */
export async function readFolder(
  folder: Folder,
  source: Source,
  { open, effects, progress }: { open: ReadonlyMap<string, string>; effects: Effects; progress: Progress },
): Promise<Folder> {
  const listed = folder.loose ? [] : await source.list(folder.uri);
  const files = listed.flatMap(uri => fileIn(folder, uri) ?? []).sort();
  const measured = folder.loose ? [] : (source.measured?.(folder.uri) ?? []);
  const configured = await readConfiguration({ ...folder, measured }, source, { open, effects, there: files.includes(configName) });
  const specs = files.filter(file => isSpecFile(file) && !excluded(configured.config, file));
  const prose = files.filter(file => checksProse(configured, file) && !excluded(configured.config, file));
  const wanted = new Set([...specs, ...[...open.keys()].filter(isSpecFile)]);
  const base: Folder = {
    ...configured,
    workspace: { ...configured.workspace, documents: new Map(), absent: new Map() },
    markdown: new Map(),
  };
  const read = await withFiles(base, source, { files: wanted, open, progress });
  const markdown = new Map<string, string>();
  for (const file of [...prose, ...[...open.keys()].filter(isMarkdown)]) {
    const text = open.get(file) ?? (await textOf(read, source, file));
    if (text !== undefined) markdown.set(file, text);
  }
  return withImports({ ...read, markdown }, source, open);
}

async function textOf(folder: Folder, source: Source, file: string): Promise<string | undefined> {
  const read = await source.read(uriIn(folder, file), folder.uri);
  return read.kind === 'text' ? read.text : undefined;
}

interface Configuring {
  readonly open: ReadonlyMap<string, string>;
  readonly effects: Effects;
  readonly there: boolean;
}

async function readConfiguration(folder: Folder, source: Source, { open, effects, there }: Configuring): Promise<Folder> {
  const text = open.get(configName) ?? (there ? await textOf(folder, source, configName) : undefined);
  if (text === undefined) {
    return {
      ...folder,
      config: {},
      configProblem: undefined,
      workspace: { ...folder.workspace, settings: settingsOf({ ...folder, config: {} }, effects, false) },
    };
  }
  const reading = readConfig(text, severityNames);
  // A configuration that is being typed is wrong for a while: the last good one holds on.
  if (reading.kind === 'wrong') return { ...folder, configProblem: reading.why };
  return {
    ...folder,
    config: reading.config,
    configProblem: undefined,
    workspace: { ...folder.workspace, settings: settingsOf({ ...folder, config: reading.config }, effects, true) },
  };
}

interface Wanted {
  readonly files: Iterable<string>;
  readonly open: ReadonlyMap<string, string>;
  readonly progress?: Progress;
}

/** The folder with these files read, in one step: a map of documents is not copied for each of them. */
async function withFiles(folder: Folder, source: Source, { files, open, progress }: Wanted): Promise<Folder> {
  const all = [...files];
  const documents: Document[] = [];
  const absent = new Map<string, string>();
  for (const [done, file] of all.entries()) {
    if (progress?.(done, all.length) === false) break;
    const opened = open.get(file);
    const read = opened === undefined ? await source.read(uriIn(folder, file), folder.uri) : undefined;
    if (read?.kind === 'absent') absent.set(file, read.message);
    else documents.push(documentOf(file, opened ?? read!.text));
  }
  let workspace = withDocuments(folder.workspace, documents);
  for (const [file, why] of absent) workspace = withoutDocument(workspace, file, why);
  return { ...folder, workspace };
}

/** The folder with every file that an import names and that was not read yet. */
export async function withImports(folder: Folder, source: Source, open: ReadonlyMap<string, string>): Promise<Folder> {
  let next = folder;
  for (;;) {
    const missing = new Set<string>();
    for (const document of next.workspace.documents.values()) {
      for (const file of importsOf(document))
        if (!next.workspace.documents.has(file) && !next.workspace.absent.has(file)) missing.add(file);
    }
    if (missing.size === 0) return next;
    next = await withFiles(next, source, { files: missing, open });
  }
}

/** The folder after a file changed on the disk, came, or went. */
export async function reread(
  folder: Folder,
  source: Source,
  { file, open }: { file: string; open: ReadonlyMap<string, string> },
): Promise<Folder> {
  if (open.has(file)) return folder;
  if (isMarkdown(file)) {
    if (!checksProse(folder, file) || excluded(folder.config, file)) return folder;
    const markdown = new Map(folder.markdown);
    const text = await textOf(folder, source, file);
    text === undefined ? markdown.delete(file) : markdown.set(file, text);
    return { ...folder, markdown };
  }
  const imported = [...folder.workspace.documents.values()].some(document => importsOf(document).includes(file));
  if (excluded(folder.config, file) && !imported) return folder;
  return withImports(await withFiles(folder, source, { files: [file], open }), source, open);
}
