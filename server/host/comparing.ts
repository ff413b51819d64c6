// Comparing two versions of specs: what `polity diff` does. Apart from the command, for few calls need it.

import path from 'node:path';
import { scopeOf } from '../analysis/resolve.ts';
import type { Subject } from '../analysis/rules/rule.ts';
import { differenceText, merged } from '../reporting/difference.ts';
import { differenceMarkdown } from '../reporting/review-comment.ts';
import type { DifferenceJson } from '../reporting/shapes.ts';
import type { Call, Exit } from './commands/command.ts';
import { decided } from './deciding.ts';
import { differing, differingAdopted } from './differing.ts';
import { foundAt, isInside } from './files.ts';
import { headsOf } from './inputs.ts';
import { load, nameIn } from './load.ts';
import { settingsOf } from './opening.ts';
import { among, headerOf, nothingToCompare, type Pair, pairedNames } from './pairs.ts';
import type { Project } from './project.ts';
import { refusal } from './refusal.ts';

/** `polity diff`. */
export async function compare(call: Call): Promise<Exit> {
  const { pairs, named } = await pairsIn(call);
  const parts = await Promise.all(pairs.map(async pair => ({ pair, document: pair.name, difference: await differenceIn(pair) })));
  const telling = parts.filter(({ pair, difference }) => !pair.adopted || difference.evals.length + difference.unrecorded.length > 0);
  const difference = merged(telling, { named });
  call.world.stdout.write(written(call, difference));
  return fails(difference, call.options.failOn) ? 1 : 0;
}

interface Pairs {
  readonly pairs: readonly Pair[];
  /** There are other documents too, so each is told by its name. */
  readonly named: boolean;
}

async function pairsIn(call: Call): Promise<Pairs> {
  const { changedSince, sidesOf } = await import('./sides.ts');
  const sides = await sidesOf(call);
  if (sides) {
    const { pairs, some, several } = await changedSince(call, sides);
    if (!some) throw refusal(nothing(call));
    return { pairs, named: several };
  }
  const [old, now] = call.args;
  const before = await versionOf(call, old!);
  const after = await versionOf(call, now ?? folderFor(before, old!));
  if (before.folder !== after.folder) throw refusal('one of the two is a folder and the other a file; compare like with like');
  const pairs = await pairsOf(before, after, call.rest);
  if (pairs.length === 0) throw refusal(nothing(call));
  return { pairs, named: pairs.filter(({ adopted }) => !adopted).length > 1 };
}

const nothing = ({ rest }: Call) => `${nothingToCompare}${rest.length > 0 ? ` under ${rest.join(', ')}` : ''}`;

/** Both versions ask one solver, if they need it. */
function differenceIn({ before, after, adopted }: Pair): Promise<DifferenceJson> {
  return decided((after ?? before)!.workspace, ({ settings }) => {
    const asking = (subject: Subject | undefined) => subject && { ...subject, workspace: { ...subject.workspace, settings } };
    return (adopted ? differingAdopted : differing)(asking(before), asking(after));
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
  /** By path below the folder; of a file just that one, under an empty name. */
  readonly documents: ReadonlyMap<string, Subject>;
  /** Of some of them, those that none of the others adopts. */
  readonly headsOf: (names: readonly string[]) => readonly string[];
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
  const names = new Map(loaded.asked.map(file => [folder ? below(base, file) : '', file]));
  const documents = new Map(
    [...names].map(([name, file]): [string, Subject] => {
      const document = loaded.workspace.documents.get(file)!;
      return [name, { workspace: loaded.workspace, document, scope: scopeOf(loaded.workspace, file)! }];
    }),
  );
  const heads = (some: readonly string[]) => {
    const kept = new Set(headsOf({ ...loaded, asked: some.map(name => names.get(name)!) }));
    return some.filter(name => kept.has(names.get(name)!));
  };
  return { folder, documents, headsOf: heads };
}

const below = (base: string, file: string): string => (base === '' ? file : file.slice(base.length + 1));

/** A version that stands outside of the workspace is one of its own. */
const ownProject = (project: Project, folder: string): Project => (isInside(project.root, folder) ? project : { ...project, root: folder });

/** By path; what has no counterpart there, by the name in its header, for files are renamed. */
async function pairsOf(before: Version, after: Version, paths: readonly string[]): Promise<Pair[]> {
  const from = new Map<string, string>();
  const gone = new Map([...before.documents].filter(([name]) => !after.documents.has(name)));
  for (const [name, { document }] of after.documents) {
    if (before.documents.has(name)) continue;
    const was = [...gone].find(([, one]) => headerOf(one.document) === headerOf(document))?.[0];
    if (was === undefined) continue;
    from.set(name, was);
    gone.delete(was);
  }
  const listing = ({ documents, headsOf: heads }: Version) => ({ asked: [...documents.keys()], headsOf: heads });
  const names = await pairedNames(listing(before), listing(after), { from, isWanted: among(paths) });
  return names.map(({ was, is, ...rest }) => ({ ...rest, before: before.documents.get(was ?? ''), after: after.documents.get(is ?? '') }));
}
