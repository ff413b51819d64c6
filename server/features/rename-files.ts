// When spec files move, the imports that name them follow, and those inside them still lead where they led.

import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { textOf } from '../../grammar/text.ts';
import { importTarget } from '../analysis/imports.ts';
import { declarationsOf, ownOf } from '../analysis/names.ts';
import { startOf } from '../analysis/places.ts';
import type { Snapshot, WideFeature } from './feature.ts';
import { moved, rangeAt } from './positions.ts';

export interface RenameFilesParams {
  readonly files: readonly { readonly oldUri: string; readonly newUri: string }[];
}

export function renameFiles(snapshot: Snapshot, { files }: RenameFilesParams): WorkspaceEdit | undefined {
  const moves = files.flatMap(({ oldUri, newUri }) => {
    const [from, to] = [snapshot.fileOf(oldUri), snapshot.fileOf(newUri)];
    return from !== undefined && to !== undefined ? [{ from, to }] : [];
  });
  const destination = (file: string): string => {
    for (const { from, to } of moves) {
      if (file === from) return to;
      if (file.startsWith(`${from}/`)) return to + file.slice(from.length);
    }
    return file;
  };
  const changes: Record<string, TextEdit[]> = {};
  for (const document of snapshot.workspace.documents.values()) {
    const edits: TextEdit[] = [];
    for (const { segment, node } of declarationsOf(ownOf(document), 'import')) {
      const target = node.path && importTarget(document.file, textOf(node.path));
      if (!node.path || target === undefined) continue;
      const path = relativePath(destination(document.file), destination(target));
      const unmoved = destination(document.file) === document.file && destination(target) === target;
      if (unmoved || importTarget(destination(document.file), textOf(node.path)) === destination(target)) continue;
      edits.push({
        range: rangeAt(document.tree, moved(node.path, startOf(document.tree, segment))),
        newText: `"${path.replace(/["\\]/g, '\\$&')}"`,
      });
    }
    if (edits.length > 0) changes[snapshot.uriOf(document.file)] = edits;
  }
  return Object.keys(changes).length > 0 ? { changes } : undefined;
}

/** How `from` writes the way to `to`: `./floor.constitution`, `../shared/floor.constitution`. */
export function relativePath(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  const up = here.slice(shared).map(() => '..');
  return [...(up.length > 0 ? up : ['.']), ...there.slice(shared)].join('/');
}

const specs = {
  filters: [
    { scheme: 'file', pattern: { glob: '**/*.{constitution,modelspec}' } },
    { scheme: 'file', pattern: { glob: '**', matches: 'folder' as const } },
  ],
};

export const renameFilesFeature: WideFeature<RenameFilesParams, WorkspaceEdit> = {
  method: 'workspace/willRenameFiles',
  capability: { workspace: { fileOperations: { willRename: specs } } },
  provideWide: renameFiles,
};
