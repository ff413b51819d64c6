// What a command was called on: files that a search found, or standard input.

import path from 'node:path';
import { check } from '../analysis/check.ts';
import { scopeOf } from '../analysis/resolve.ts';
import type { Settings } from '../analysis/workspace.ts';
import { plural } from '../reporting/report.ts';
import type { Call } from './commands/command.ts';
import { shownFrom } from './files.ts';
import { type Found, isMarkdown, namedFiles } from './found.ts';
import { type Given, type Loaded, load, pathOf, type Unread } from './load.ts';
import { settingsOf } from './opening.ts';
import type { Project } from './project.ts';
import { failure, refusal } from './refusal.ts';

export interface Inputs extends Found {
  readonly given?: Given;
}

export const stdinName = 'stdin.constitution';

/** Throws a refusal where the call names nothing, or standard input beside files. */
export async function inputsOf(call: Call, paths: readonly string[] = call.args): Promise<Inputs> {
  const project = await call.project();
  if (paths.includes('')) throw refusal('one of the paths is empty; `.` is this folder');
  if (paths.includes('-')) {
    if (paths.length > 1) throw refusal('`-` is standard input and stands alone; leave the other paths out');
    const file = path.resolve(project.cwd, String(call.options.stdinName ?? stdinName));
    const given = { file, bytes: await call.world.stdin() };
    return isMarkdown(file) ? { specs: [], markdown: [file], given, troubles: [] } : { specs: [file], markdown: [], given, troubles: [] };
  }
  const found = namedFiles(project, paths) ?? (await import('./search.ts')).search(project, paths);
  if (found.specs.length + found.markdown.length + found.troubles.length === 0) throw refusal(nothing(paths));
  return found;
}

const nothing = (paths: readonly string[]) =>
  `no spec files (.constitution, .modelspec) under ${paths.length > 0 ? paths.join(', ') : 'this folder'}${paths.length > 0 ? '' : '; `polity init` makes a first one'}`;

export interface LoadedInputs {
  readonly loaded: Loaded;
  /** False where something that was asked for could not be read. */
  readonly complete: boolean;
  /** Faults of ours while checking, each in one rule: the others went on. Filled as the check goes. */
  readonly faults: readonly unknown[];
}

/** Loads the specs; complains of each trouble in a line. */
export async function loadInputs(call: Call, inputs: Inputs, overrides?: Settings['severities']): Promise<LoadedInputs> {
  const project = await call.project();
  const faults: unknown[] = [];
  const settings = { ...settingsOf(project, overrides), fault: (_: string, error: unknown) => void faults.push(error) };
  const loaded = load(project, inputs.specs, { settings, ...(inputs.given && { given: inputs.given }) });
  for (const line of inputs.troubles) call.complain(line);
  const missing = complainOf(call, project, loaded.unread);
  return { loaded, complete: inputs.troubles.length + missing === 0, faults };
}

/** A line for each file that the system did not give; how many there were. */
export function complainOf(call: Call, project: Project, unread: readonly Unread[]): number {
  const absent = unread.filter(({ reading }) => reading.kind === 'absent');
  for (const { file, reading } of absent) call.complain(`${shownFrom(project, pathOf(project, file))}: ${reading.why}`);
  return absent.length;
}

/** The one document that a command is about: the file that was named, or the one of a folder that no other adopts. */
export async function oneDocument(call: Call, paths: readonly string[]): Promise<{ project: Project; loaded: Loaded; file: string }> {
  const project = await call.project();
  const inputs = await inputsOf(call, paths);
  const { loaded } = await loadInputs(call, inputs);
  const [file, ...others] = headsOf(loaded);
  if (file === undefined) throw refusal(loaded.unread.map(({ reading }) => reading.why)[0] ?? 'this needs a spec file');
  if (others.length === 0) return { project, loaded, file };
  const names = [file, ...others].map(name => shownFrom(project, pathOf(project, name)));
  throw refusal(
    `there are ${names.length} documents that no other adopts; name one: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''}`,
  );
}

/** The documents that were asked for and that no other of them adopts. */
export function headsOf(loaded: Loaded): readonly string[] {
  const adopted = new Set(loaded.asked.flatMap(file => adoptedBy(loaded, file)));
  const heads = loaded.asked.filter(file => !adopted.has(file));
  return heads.length > 0 ? heads : loaded.asked;
}

const adoptedBy = ({ workspace }: Loaded, file: string): string[] =>
  scopeOf(workspace, file)?.adoptions.flatMap(({ scope }) => (scope ? [scope.document.file] : [])) ?? [];

/** As `oneDocument`, where the spec has to be read in full: throws a refusal where something in it cannot. */
export async function readableDocument(call: Call, paths: readonly string[]): Promise<{ project: Project; loaded: Loaded; file: string }> {
  const found = await oneDocument(call, paths);
  const { workspace } = found.loaded;
  const errors = check(workspace, found.file).filter(({ severity, code }) => severity === 'error' && /^(syntax|name|type)\//.test(code));
  const [first] = errors;
  if (!first) return found;
  const more = errors.length > 1 ? ` (and ${plural(errors.length - 1, 'more error')}; \`polity check\` shows all)` : '';
  const line = workspace.documents.get(found.file)!.tree.text.slice(0, first.start).split('\n').length;
  throw failure(`${shownFrom(found.project, pathOf(found.project, found.file))}:${line}: ${first.message.split('\n')[0]}${more}`);
}
