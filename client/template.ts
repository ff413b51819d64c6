// New Spec from Template…: the files of `polity init`, put where the user says. Files that are there already are kept.

import { commands, Uri, window, workspace } from 'vscode';
import { requests, type TemplateResult } from '../server/features/protocol.ts';
import { configFile } from './languages.ts';
import type { Session, Surface } from './session.ts';

export const template: Surface = session =>
  commands.registerCommand('polity.newSpec', (where?: unknown, wanted?: unknown) => run(session, where, wanted));

async function run(session: Session, where: unknown, wanted: unknown): Promise<void> {
  const { templates } = await session.server.ask(requests.templates, {});
  const items = templates.map(({ name, title, description }) => ({ label: title, detail: description, name }));
  const name =
    typeof wanted === 'string'
      ? wanted
      : (await window.showQuickPick(items, { title: 'New spec from template', placeHolder: 'What is it for?', matchOnDetail: true }))?.name;
  if (name === undefined) return;
  const result = await session.server.ask(requests.template, { template: name });
  // Where no folder is open, a spec of one file is shown and not saved; one that imports others needs a place for all of them.
  const alone = result.files.filter(({ path }) => path !== configFile).length === 1;
  const nowhere = (workspace.workspaceFolders ?? []).length === 0;
  if (!(where instanceof Uri) && nowhere && alone) return show(result);
  const folder = where instanceof Uri ? where : await pickFolder(result);
  if (folder) await put(folder, result);
}

/** Undefined where the user went away. */
async function pickFolder({ files }: TemplateResult): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]!.uri;
  if (folders.length > 1) return (await window.showWorkspaceFolderPick({ placeHolder: 'Which folder is it for?' }))?.uri;
  const title = `Folder for ${files.map(({ path }) => path).join(', ')}`;
  return (await window.showOpenDialog({ title, canSelectFiles: false, canSelectFolders: true, openLabel: 'Write Here' }))?.[0];
}

async function put(folder: Uri, { files, open }: TemplateResult): Promise<void> {
  const kept: string[] = [];
  for (const { path, text } of files) {
    const target = Uri.joinPath(folder, path);
    if (await exists(target)) kept.push(path);
    else await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  }
  if (kept.length > 0)
    void window.showWarningMessage(
      `${kept.join(', ')} ${kept.length === 1 ? 'was' : 'were'} there already and ${kept.length === 1 ? 'is' : 'are'} left as ${kept.length === 1 ? 'it is' : 'they are'}.`,
    );
  await window.showTextDocument(Uri.joinPath(folder, open));
}

async function show({ files, open }: TemplateResult): Promise<void> {
  const content = files.find(({ path }) => path === open)?.text ?? '';
  const language = open.endsWith('.modelspec') ? 'modelspec' : 'constitution';
  await window.showTextDocument(await workspace.openTextDocument({ content, language }));
}

function exists(uri: Uri): Thenable<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
