// What the tests inside VS Code do again and again.

import {
  type Diagnostic,
  extensions,
  languages,
  Position,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { Api } from '../../../client/activation.ts';

/** The address of a file in the first folder of the workspace. */
export function uriOf(file: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open.');
  return Uri.joinPath(folder.uri, file);
}

export async function open(file: string | Uri): Promise<TextEditor> {
  const document = await workspace.openTextDocument(typeof file === 'string' ? uriOf(file) : file);
  return window.showTextDocument(document, { preview: false });
}

/** Our extension's own account of itself, once it is active. */
export async function api(): Promise<Api> {
  const extension = extensions.getExtension<Api>('polity.polity');
  if (!extension) throw new Error('The extension is not installed.');
  return extension.activate();
}

export async function running(): Promise<void> {
  const { state } = await api();
  await until('the server runs', () => state().kind === 'running');
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

/** The codes of our findings there, in order. */
export function codes(uri: Uri): string[] {
  return findings(uri).map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

export function findings(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'polity');
}

export function finding(uri: Uri, code: string): Promise<Diagnostic> {
  return until(`${code} in ${uri.path}`, () => findings(uri)[codes(uri).indexOf(code)]);
}

/** Where the text first stands. */
export function placeOf(document: TextDocument, text: string): Range {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`There is no “${text}” in ${document.uri.path}.`);
  return new Range(document.positionAt(start), document.positionAt(start + text.length));
}

export async function replace(document: TextDocument, text: string, by: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, placeOf(document, text), by);
  if (!(await workspace.applyEdit(edit))) throw new Error('The edit was refused.');
}

/** The document as it was on disk. */
export async function revert(document: TextDocument): Promise<void> {
  const bytes = await workspace.fs.readFile(document.uri);
  const edit = new WorkspaceEdit();
  edit.replace(
    document.uri,
    new Range(new Position(0, 0), document.lineAt(document.lineCount - 1).range.end),
    new TextDecoder().decode(bytes),
  );
  await workspace.applyEdit(edit);
  await document.save();
}
