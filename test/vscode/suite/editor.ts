// What the tests inside VS Code do again and again.

import { type TextEditor, Uri, window, workspace } from 'vscode';

/** The address of a file in the first folder of the workspace. */
export function uriOf(file: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open.');
  return Uri.joinPath(folder.uri, file);
}

export async function open(file: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(uriOf(file)), { preview: false });
}

/** Asks until the answer is truthy, and gives it; says what it waited for when it never is. */
export async function until<T>(what: string, ask: () => T | Thenable<T>, milliseconds = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Waited ${milliseconds / 1000} seconds and it never came: ${what}.`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
