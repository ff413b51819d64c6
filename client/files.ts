// Files for a server that cannot reach them itself: on the web, and in workspaces that are not on a disk.

import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { z } from 'zod';
import { fileRequests, type listResult, type readFileResult } from '../server/features/protocol.ts';
import { configFile } from './languages.ts';

const wanted = /\.(constitution|modelspec|md|markdown)$/i;
const passedOver = new Set(['node_modules', '.git', 'dist', 'out']);
const mostEntries = 50_000;

type FileText = z.infer<typeof readFileResult>;

export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(fileRequests.list.method, list);
  client.onRequest<FileText, void>(fileRequests.read.method, params => read(fileRequests.read.params.parse(params).uri));
}

/** Walks the folders itself: a workspace on the web need not have a search. */
async function list(): Promise<z.infer<typeof listResult>> {
  const uris: string[] = [];
  const folders = (workspace.workspaceFolders ?? []).map(folder => folder.uri);
  for (let seen = 0; folders.length > 0 && seen < mostEntries; ) {
    const folder = folders.shift()!;
    const entries = await workspace.fs.readDirectory(folder).then(
      found => found,
      () => [],
    );
    seen += entries.length;
    for (const [name, type] of entries) {
      if (type === FileType.Directory && !passedOver.has(name)) folders.push(Uri.joinPath(folder, name));
      else if (type & FileType.File && (wanted.test(name) || name === configFile)) uris.push(Uri.joinPath(folder, name).toString());
    }
  }
  return { uris };
}

async function read(address: string): Promise<FileText> {
  const uri = Uri.parse(address);
  // The server follows imports; it may not be led out of what the user opened.
  if (!workspace.getWorkspaceFolder(uri)) return { kind: 'absent', message: 'It lies outside of the workspace.' };
  try {
    return { kind: 'text', text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
  } catch {
    return { kind: 'absent', message: 'There is no such file, or it cannot be read.' };
  }
}
