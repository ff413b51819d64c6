// Which file an import names, and which imports lie on a ring (language.md §3).

import { textOf } from '../../grammar/text.ts';
import { memo } from './memo.ts';
import { declarationsOf, ownOf } from './names.ts';
import type { Document, Workspace } from './workspace.ts';

/**
 * The file that a relative path names, seen from `file`; `../` leads on where it leaves the working folder (whether that is
 * still the workspace, the host knows). Undefined for an absolute path, an address, or a path with a blank segment.
 */
export function importTarget(file: string, path: string): string | undefined {
  if (path === '' || /^[/\\]|^[a-zA-Z][a-zA-Z0-9+.-]*:|\\|\0/.test(path)) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

export const isSpecFile = (file: string): boolean => /\.(?:constitution|modelspec)$/.test(file);

/** The files that a document imports, for the host to load; those that cannot be named so are left out. */
export const importsOf: (document: Document) => readonly string[] = memo(document => [...targetsOf(document)]);

function* targetsOf(document: Document): Iterable<string> {
  for (const { node } of declarationsOf(ownOf(document), 'import')) {
    const target = node.path && importTarget(document.file, textOf(node.path));
    if (target && isSpecFile(target)) yield target;
  }
}

/** The shortest way of imports from one file to another, both ends included; undefined if there is none. */
export function importWay(workspace: Workspace, from: string, to: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const file of cameFrom.keys()) {
    if (file === to) return backwards(cameFrom, to);
    const document = workspace.documents.get(file);
    for (const target of document ? importsOf(document) : []) {
      if (!cameFrom.has(target)) cameFrom.set(target, file);
    }
  }
  return undefined;
}

function backwards(cameFrom: ReadonlyMap<string, string | undefined>, to: string): readonly string[] {
  const way: string[] = [];
  for (let file: string | undefined = to; file !== undefined; file = cameFrom.get(file)) way.unshift(file);
  return way;
}
