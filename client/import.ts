// Import…: another format, read into the language. The result is not saved until its author has looked at it.

import { commands, Disposable, Uri, ViewColumn, window, workspace } from 'vscode';
import { type ImportResult, requests } from '../server/features/protocol.ts';
import { sayLosses } from './compile.ts';
import { examplesBeside } from './examples.ts';
import type { Session, Surface } from './session.ts';

const largest = 20 * 1024 * 1024;

export const importing: Surface = session => {
  const from = (address?: unknown) => run(session, address);
  // In the menu of a file, where nothing else says whose command it is, it has a title of its own.
  return Disposable.from(commands.registerCommand('polity.import', from), commands.registerCommand('polity.importFile', from));
};

async function run(session: Session, address: unknown): Promise<void> {
  const uri = address instanceof Uri ? address : (await window.showOpenDialog({ title: 'Import a document', openLabel: 'Import' }))?.[0];
  if (!uri) return;
  const { size } = await workspace.fs.stat(uri);
  if (size > largest) {
    void window.showErrorMessage(`${workspace.asRelativePath(uri)} is larger than 20 MB, which no constitution is.`);
    return;
  }
  const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  if (!isText(text)) {
    void window.showErrorMessage(
      `${name} is no plain text, as a PDF or a Word document is none. Save or export it as plain text or Markdown, and import that.`,
    );
    return;
  }
  const { files: beside, left } = await examplesBeside(Uri.joinPath(uri, '..'));
  let result = await session.server.ask(requests.import, { name, text, beside });
  if (result.kind === 'unrecognised') {
    const from = await pickKind(result);
    if (from === undefined) return;
    result = await session.server.ask(requests.import, { name, text, from, beside });
  }
  await deliver(session, result, left);
}

const isText = (text: string): boolean => !text.includes('\0') && !text.startsWith('%PDF-');

async function pickKind({ message, kinds }: ImportResult & { kind: 'unrecognised' }): Promise<string | undefined> {
  const items = kinds.map(({ name, title }) => ({ label: title, description: name }));
  return (await window.showQuickPick(items, { title: message, placeHolder: 'Read it as…' }))?.description;
}

async function deliver(session: Session, result: ImportResult, left: readonly string[]): Promise<void> {
  if (result.kind === 'unrecognised') {
    void window.showErrorMessage(result.message);
    return;
  }
  const language = result.fileName.endsWith('.modelspec') ? 'modelspec' : 'constitution';
  const document = await workspace.openTextDocument({ content: result.text, language });
  await window.showTextDocument(document, { viewColumn: ViewColumn.Active, preview: false });
  const losses = [
    ...result.report.map(({ message }) => message),
    ...left.map(path => `${path} was not read: there are too many files beside it, or it is too large.`),
  ];
  if (losses.length > 0) sayLosses(session, losses);
}
