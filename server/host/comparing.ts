// Comparing two versions of specs: what `polity diff` does. Apart from the command, for few calls need it.

import path from 'node:path';
import { scopeOf } from '../analysis/resolve.ts';
import type { Subject } from '../analysis/rules/rule.ts';
import { differenceText, merged } from '../reporting/difference.ts';
import { differenceMarkdown } from '../reporting/review-comment.ts';
import type { DifferenceJson } from '../reporting/shapes.ts';
import type { Call, Exit } from './commands/command.ts';
import { decided } from './deciding.ts';
import { differing } from './differing.ts';
import { foundAt, isInside } from './files.ts';
import { headsOf } from './inputs.ts';
import { load, nameIn } from './load.ts';
import { settingsOf } from './opening.ts';
import { among, headerOf, nothingToCompare, type Pair } from './pairs.ts';
import type { Project } from './project.ts';
import { refusal } from './refusal.ts';

/** `polity diff`. */
export async function compare(call: Call): Promise<Exit> {
  const { parts, named } = await partsOf(call);
  const difference = merged(await Promise.all(parts.map(async pair => ({ document: pair.name, difference: await differenceIn(pair) }))), {
    named,
  });
  call.world.stdout.write(written(call, difference));
  return fails(difference, call.options.failOn) ? 1 : 0;
}

interface Parts {
  readonly parts: readonly Pair[];
  /** There are other documents too, so each is told by its name. */
  readonly named: boolean;
}

async function partsOf(call: Call): Promise<Parts> {
  const { changedSince, sidesOf } = await import('./sides.ts');
  const sides = await sidesOf(call);
  if (sides) {
    const { pairs, some, several } = await changedSince(call, sides);
    if (!some) throw refusal(nothing(call));
    return { parts: pairs, named: several };
  }
  const [old, now] = call.args;
  const before = await versionOf(call, old!);
  const after = await versionOf(call, now ?? folderFor(before, old!));
  if (before.folder !== after.folder) throw refusal('one of the two is a folder and the other a file; compare like with like');
  const pairs = pairsOf(before, after, call.rest);
  if (pairs.length === 0) throw refusal(nothing(call));
  return { parts: pairs, named: pairs.length > 1 };
}

const nothing = ({ rest }: Call) => `${nothingToCompare}${rest.length > 0 ? ` under ${rest.join(', ')}` : ''}`;

/** Both versions ask one solver, if they need it. */
function differenceIn({ before, after }: Pair): Promise<DifferenceJson> {
  return decided((after ?? before)!.workspace, ({ settings }) => {
    const asking = (subject: Subject | undefined) => subject && { ...subject, workspace: { ...subject.workspace, settings } };
    return differing(asking(before), asking(after));
  });
}

function written({ options, color }: Call, difference: DifferenceJson): string {
  if (options.format === 'json') return `${JSON.stringify(difference, undefined, 2)}\n`;
  return options.format === 'markdown' ? differenceMarkdown(difference) : differenceText(difference, { color });
}

function fails({ verdict, conflicts }: DifferenceJson, on: unknown): boolean {
  if (on === 'looser') return verdict === 'looser' || verdict === 'both';
  return on === 'conflicts' && conflicts.introduced.length > 0;
}

/** Left out, the newer version is the working tree. */
function folderFor({ folder }: Version, old: string): string {
  if (folder) return '.';
  throw refusal(`${old} is a file: say which one to compare it with`);
}

interface Version {
  readonly folder: boolean;
  /** The documents that no other adopts, by path below the folder; of a file just that one, under an empty name. */
  readonly heads: ReadonlyMap<string, Subject>;
}

async function versionOf(call: Call, named: string): Promise<Version> {
  const project = await call.project();
  const absolute = path.resolve(project.cwd, named);
  const stat = foundAt(absolute);
  if (!stat) throw refusal(`${named}: there is no such file or folder`);
  const folder = stat.isDirectory();
  const own = ownProject(project, folder ? absolute : path.dirname(absolute));
  const found = folder ? (await import('./search.ts')).search({ ...own, cwd: absolute }, []) : { specs: [absolute], troubles: [] };
  for (const line of found.troubles) call.complain(line);
  const loaded = load(own, found.specs, { settings: settingsOf(own) });
  for (const { file, reading } of loaded.unread) throw refusal(`${file}: ${reading.why}`);
  const base = nameIn(own, absolute);
  const heads = headsOf(loaded).map((file): [string, Subject] => {
    const subject = {
      workspace: loaded.workspace,
      document: loaded.workspace.documents.get(file)!,
      scope: scopeOf(loaded.workspace, file)!,
    };
    return [folder ? below(base, file) : '', subject];
  });
  return { folder, heads: new Map(heads) };
}

const below = (base: string, file: string): string => (base === '' ? file : file.slice(base.length + 1));

/** A version that stands outside of the workspace is one of its own. */
const ownProject = (project: Project, folder: string): Project => (isInside(project.root, folder) ? project : { ...project, root: folder });

/** By path; what has no counterpart there, by the name in its header, for files are renamed. */
function pairsOf(before: Version, after: Version, paths: readonly string[]): Pair[] {
  const old = new Map(before.heads);
  const taken = (file: string, subject: Subject): Subject | undefined => {
    const counterpart = old.has(file)
      ? file
      : [...old].find(([name, one]) => !after.heads.has(name) && headerOf(one.document) === headerOf(subject.document))?.[0];
    const found = counterpart === undefined ? undefined : old.get(counterpart);
    if (counterpart !== undefined) old.delete(counterpart);
    return found;
  };
  const pairs = [...after.heads].map(([name, subject]) => ({ name, before: taken(name, subject), after: subject }));
  const gone = [...old].map(([name, subject]) => ({ name, before: subject, after: undefined }));
  const isWanted = among(paths);
  return [...pairs, ...gone].filter(({ name }) => isWanted(name));
}
