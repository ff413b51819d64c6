// The conversations that a Model Spec keeps in files of their own: the Markdown below `examples/` beside it, which an import reads too.

import { FileType, Uri, workspace } from 'vscode';

export interface Beside {
  /** By path relative to the folder. */
  readonly files: { readonly path: string; readonly text: string }[];
  /** Those that there was no room for. */
  readonly left: readonly string[];
}

const mostFiles = 2000;
/** Of all of them together. */
const mostBytes = 20 * 1024 * 1024;

export async function examplesBeside(folder: Uri): Promise<Beside> {
  const files: { path: string; text: string }[] = [];
  const left: string[] = [];
  let bytes = 0;
  for (const path of await markdownBelow(folder, 'examples')) {
    const read = files.length < mostFiles && bytes < mostBytes ? await workspace.fs.readFile(Uri.joinPath(folder, path)) : undefined;
    bytes += read?.length ?? 0;
    if (read && bytes <= mostBytes) files.push({ path, text: new TextDecoder().decode(read) });
    else left.push(path);
  }
  return { files, left };
}

/** No symbolic link is followed: what is meant lies there itself. */
async function markdownBelow(folder: Uri, path: string): Promise<string[]> {
  const entries = await workspace.fs.readDirectory(Uri.joinPath(folder, path)).then(
    found => found,
    () => [],
  );
  const found: string[] = [];
  for (const [name, type] of entries.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    if (type === FileType.File && name.endsWith('.md')) found.push(`${path}/${name}`);
    else if (type === FileType.Directory) found.push(...(await markdownBelow(folder, `${path}/${name}`)));
  }
  return found;
}
