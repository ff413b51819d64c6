// Two versions of a project's specs, at least one of them a git revision, as pairs to compare: only those whose reach differs.

import type { Adopt } from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { importsOf, importTarget } from '../analysis/imports.ts';
import { declarationsOf, ownOf } from '../analysis/names.ts';
import { scopeOf } from '../analysis/resolve.ts';
import type { Subject } from '../analysis/rules/rule.ts';
import { type Document, documentOf, emptyWorkspace, type Workspace } from '../analysis/workspace.ts';
import type { Reading } from './files.ts';
import { settingsOf } from './opening.ts';
import { headerOf, type NamedPair, type Pair, pairedNames } from './pairs.ts';
import type { Project } from './project.ts';
import { similarity } from './similarity.ts';
import type { Snapshot } from './snapshots.ts';

/** Contents by name and id: what both versions have is read and parsed once. */
interface Library {
  readonly readings: Map<string, Promise<Reading>>;
  readonly documents: Map<string, Document>;
}

interface Side {
  readonly snapshot: Snapshot;
  readonly library: Library;
}

/** The documents that changed, or that reach one that did, each with what it was. `complain` hears of what cannot be read. */
export async function changedPairs(
  project: Project,
  [old, now]: readonly [Snapshot, Snapshot],
  options: { readonly isWanted: (name: string) => boolean; readonly complain: (line: string) => void },
): Promise<readonly Pair[]> {
  const library: Library = { readings: new Map(), documents: new Map() };
  const [before, after] = [old, now].map(snapshot => ({ snapshot, library })) as [Side, Side];
  const differs = [...new Set([...old.asked, ...now.asked])].some(name => old.idOf(name) !== now.idOf(name));
  if (!differs) return [];
  const wanted = await changedNames(before, after, options.isWanted);
  const subjectsOf = async (side: Side, names: readonly string[]) => {
    const { workspace, unread } = await workspaceOf(project, side, names);
    for (const line of unread) options.complain(line);
    return (name: string | undefined) => (name === undefined ? undefined : subjectIn(workspace, name));
  };
  const was = await subjectsOf(
    before,
    wanted.flatMap(one => one.was ?? []),
  );
  const is = await subjectsOf(
    after,
    wanted.flatMap(one => one.is ?? []),
  );
  const pairs = wanted.map(one => ({
    name: one.name,
    before: was(one.was),
    after: is(one.is),
    ...(one.adopted && { adopted: one.adopted }),
  }));
  return pairs.filter(pair => pair.before || pair.after);
}

/** Those that are not the same in both versions. */
async function changedNames(before: Side, after: Side, isWanted: (name: string) => boolean): Promise<readonly NamedPair[]> {
  const listing = (side: Side) => ({ asked: side.snapshot.asked, headsOf: (names: readonly string[]) => headsOf(side, names) });
  const pairs = await pairedNames(listing(before), listing(after), { from: await renamed(before, after), isWanted });
  const changed: NamedPair[] = [];
  for (const one of pairs)
    if (one.was !== one.is || (await reachOf(before, one.name)) !== (await reachOf(after, one.name))) changed.push(one);
  return changed;
}

export function subjectIn(workspace: Workspace, name: string): Subject | undefined {
  const document = workspace.documents.get(name);
  return document && { workspace, document, scope: scopeOf(workspace, name)! };
}

function reading({ snapshot, library }: Side, name: string): Promise<Reading> {
  const key = `${snapshot.idOf(name) ?? ''}\0${name}`;
  const known = library.readings.get(key);
  if (known) return known;
  const made = snapshot.read(name);
  library.readings.set(key, made);
  return made;
}

async function documentIn(side: Side, name: string): Promise<Document | undefined> {
  const key = `${side.snapshot.idOf(name) ?? ''}\0${name}`;
  const known = side.library.documents.get(key);
  if (known) return known;
  const found = await reading(side, name);
  if (found.kind !== 'text') return undefined;
  const made = documentOf(name, found.text);
  side.library.documents.set(key, made);
  return made;
}

/** A document that does not even hold the word imports nothing: most need not be parsed to know it. */
async function importing(side: Side, name: string): Promise<Document | undefined> {
  const found = await reading(side, name);
  return found.kind === 'text' && /\bimport\b/.test(found.text) ? documentIn(side, name) : undefined;
}

/** Those that none of the others adopts. */
async function headsOf(side: Side, asked: readonly string[]): Promise<readonly string[]> {
  const adopted = new Set<string>();
  for (const document of await Promise.all(asked.map(name => importing(side, name)))) {
    if (document) for (const target of adoptedBy(document)) if (target !== document.file) adopted.add(target);
  }
  const heads = asked.filter(name => !adopted.has(name));
  return heads.length > 0 ? heads : asked;
}

function* adoptedBy(document: Document): Iterable<string> {
  const own = ownOf(document);
  const aliases = new Set([...declarationsOf(own, 'adopt')].map(({ node }: { node: Adopt }) => node.document.text));
  for (const { node } of declarationsOf(own, 'import')) {
    const target = aliases.has(node.name.text) && node.path ? importTarget(document.file, textOf(node.path)) : undefined;
    if (target !== undefined) yield target;
  }
}

/** All that a document reaches, with what tells their contents apart, as one text. */
async function reachOf(side: Side, name: string): Promise<string> {
  const reached = new Set([name]);
  for (const one of reached) for (const target of importsIn(await importing(side, one))) reached.add(target);
  return [...reached]
    .sort()
    .map(one => `${one}\0${side.snapshot.idOf(one) ?? ''}`)
    .join('\n');
}

const importsIn = (document: Document | undefined): readonly string[] => (document ? importsOf(document) : []);

async function workspaceOf(
  project: Project,
  side: Side,
  names: readonly string[],
): Promise<{ readonly workspace: Workspace; readonly unread: readonly string[] }> {
  const documents = new Map<string, Document>();
  const absent = new Map<string, string>();
  const unread: string[] = [];
  const wanted = new Set(names);
  for (const name of wanted) {
    const document = await documentIn(side, name);
    if (document) {
      documents.set(name, document);
      for (const target of importsIn(document)) wanted.add(target);
      continue;
    }
    const found = await reading(side, name);
    const why = found.kind === 'text' ? '' : found.why;
    absent.set(name, why);
    if (names.includes(name)) unread.push(`${name}: ${why}; it is left out of the comparison`);
  }
  const settings = { ...settingsOf(project), asked: new Set(names) };
  return { workspace: { ...emptyWorkspace, documents, absent, settings }, unread };
}

/** New name to old, of documents that only one version has: the same content, else the most alike one, else the same name in the header. */
async function renamed(before: Side, after: Side): Promise<ReadonlyMap<string, string>> {
  const [olds, nows] = [new Set(before.snapshot.asked), new Set(after.snapshot.asked)];
  const gone = new Set([...olds].filter(name => !nows.has(name)));
  const come = new Set([...nows].filter(name => !olds.has(name)));
  const found = new Map<string, string>();
  const pair = (name: string, was: string | undefined) => {
    if (was === undefined) return;
    found.set(name, was);
    gone.delete(was);
    come.delete(name);
  };
  for (const name of come)
    pair(
      name,
      [...gone].find(was => before.snapshot.idOf(was) === after.snapshot.idOf(name)),
    );
  if (gone.size === 0 || gone.size * come.size > mostCompared) return found;
  const textIn = async (side: Side, name: string) => {
    const text = await reading(side, name);
    return text.kind === 'text' ? text.text : '';
  };
  const alike: { name: string; was: string; share: number }[] = [];
  for (const name of come) {
    const text = await textIn(after, name);
    for (const was of gone) alike.push({ name, was, share: similarity(await textIn(before, was), text) });
  }
  alike.sort((a, b) => b.share - a.share);
  for (const { name, was, share } of alike) if (share >= 0.5 && gone.has(was) && come.has(name)) pair(name, was);
  for (const name of come) {
    const header = headerOf(await documentIn(after, name));
    for (const was of gone) if (header !== undefined && headerOf(await documentIn(before, was)) === header) pair(name, was);
  }
  return found;
}

/** The name by which the older version has a document: its own, else that of the most alike one that went. Undefined where it is new. */
export async function counterpartsOf(old: Snapshot, now: Snapshot): Promise<(name: string) => string | undefined> {
  const library: Library = { readings: new Map(), documents: new Map() };
  const [before, after] = [old, now].map(snapshot => ({ snapshot, library })) as [Side, Side];
  const from = await renamed(before, after);
  return name => (old.idOf(name) === undefined ? from.get(name) : name);
}

/** As git does: with more pairs than this, only files that did not change while they moved are found again. */
const mostCompared = 10_000;
