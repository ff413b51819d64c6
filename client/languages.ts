// Which documents are ours.

import { commands, type DocumentFilter, TabInputText, type TextDocument, window, workspace } from 'vscode';

export const specLanguages: readonly string[] = ['constitution', 'modelspec'];
export const specFiles = '**/*.{constitution,modelspec}';
export const configFile = 'polity.config.json';

export function isSpec(document: TextDocument): boolean {
  return specLanguages.includes(document.languageId);
}

/**
 * What the server is told of: specs, configs, and Markdown, in which the config may ask for the prose findings. By the schemes
 * of files and of what is not saved yet, so that the two sides of a comparison and other tools' views are left alone.
 */
export function documentsOfServer(): DocumentFilter[] {
  const schemes = new Set(['file', 'untitled', ...(workspace.workspaceFolders ?? []).map(folder => folder.uri.scheme)]);
  return [...schemes].flatMap(scheme => [
    ...specLanguages.map(language => ({ language, scheme })),
    { language: 'markdown', scheme },
    { pattern: `**/${configFile}`, scheme },
  ]);
}

/** The spec that a command is about: the one in the active editor, else in any visible one, else the only open one, else the one that the user picks. */
export async function currentSpec(): Promise<TextDocument | undefined> {
  const active = window.activeTextEditor?.document;
  if (active && isSpec(active)) return active;
  const visible = window.visibleTextEditors.map(editor => editor.document).find(isSpec);
  if (visible) return visible;
  const behind = openSpecs();
  return behind.length === 1 ? behind[0] : pickSpec(behind);
}

/** Those that stand on a tab, in sight or behind another one; not what other tools have open. */
function openSpecs(): TextDocument[] {
  const tabs = window.tabGroups.all.flatMap(group => group.tabs.map(({ input }) => (input instanceof TabInputText ? `${input.uri}` : '')));
  return workspace.textDocuments.filter(document => isSpec(document) && tabs.includes(document.uri.toString()));
}

async function pickSpec(open: readonly TextDocument[]): Promise<TextDocument | undefined> {
  const unsaved = open.filter(({ isUntitled }) => isUntitled).map(({ uri }) => uri);
  const files = [...unsaved, ...(await workspace.findFiles(specFiles, '**/node_modules/**', 500))];
  if (files.length === 0) {
    await offerFirstSpec();
    return undefined;
  }
  if (files.length === 1) return workspace.openTextDocument(files[0]!);
  const items = files.map(uri => ({ label: workspace.asRelativePath(uri), uri })).sort((a, b) => a.label.localeCompare(b.label));
  const picked = await window.showQuickPick(items, { placeHolder: 'Which spec?' });
  return picked && workspace.openTextDocument(picked.uri);
}

/** What a command says that needs a spec where there is none. */
export async function offerFirstSpec(): Promise<void> {
  const make = 'New Spec from Template…';
  const learn = 'Open Walkthrough';
  const choice = await window.showInformationMessage(
    'There is no spec here yet. Open a folder that holds one (a file that ends in .constitution or .modelspec), start from a template, or learn it on a practice spec in five minutes.',
    make,
    learn,
  );
  if (choice) await commands.executeCommand(choice === make ? 'polity.newSpec' : 'polity.walkthrough');
}
