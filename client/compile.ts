// Compile To…: a spec in a format of other tools.

import { commands, Uri, ViewColumn, window, workspace } from 'vscode';
import { type CompileResult, requests } from '../server/features/protocol.ts';
import { currentSpec } from './languages.ts';
import type { Session, Surface } from './session.ts';

export const compile: Surface = session =>
  commands.registerCommand('polity.compileTo', (address?: unknown, target?: unknown) => run(session, address, target));

async function run(session: Session, address: unknown, wanted: unknown): Promise<void> {
  const uri = address instanceof Uri ? address : typeof address === 'string' ? Uri.parse(address) : (await currentSpec())?.uri;
  if (!uri) return;
  const target = await pickTarget(session, wanted);
  if (!target) return;
  let given: string | undefined;
  if (target.needsGiven && typeof wanted !== 'string') {
    given = await window.showInputBox({
      title: `Compile to ${target.title}`,
      prompt: 'Only what can apply when… (facts with commas between; leave empty for the whole spec)',
      ignoreFocusOut: true,
    });
    if (given === undefined) return;
  }
  const result = await session.server.ask(requests.compile, { uri: uri.toString(), target: target.name, given: given || undefined });
  await deliver(session, result);
}

async function pickTarget(session: Session, wanted: unknown) {
  const { targets } = await session.server.ask(requests.targets, {});
  if (typeof wanted === 'string') return targets.find(({ name }) => name === wanted);
  const items = targets.map(target => ({ label: target.title, description: target.name, detail: target.description, target }));
  const placeHolder = 'What is it for? The spec itself stays as it is.';
  return (await window.showQuickPick(items, { title: 'Compile to…', placeHolder, matchOnDescription: true, matchOnDetail: true }))?.target;
}

async function deliver(session: Session, result: CompileResult): Promise<void> {
  if (result.kind === 'refused') {
    void window.showErrorMessage(result.message);
    return;
  }
  if (result.kind === 'text') {
    const document = await workspace.openTextDocument({ content: result.text, language: languageOf(result.fileName) });
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: false });
  } else if (!(await writeFiles(result.files))) return;
  if (result.losses.length > 0)
    sayLosses(
      session,
      result.losses.map(({ message }) => message),
    );
}

const languages: Readonly<Record<string, string>> = {
  md: 'markdown',
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  csv: 'csv',
  html: 'html',
  py: 'python',
  constitution: 'constitution',
  modelspec: 'modelspec',
};

function languageOf(fileName: string): string {
  return languages[fileName.slice(fileName.lastIndexOf('.') + 1)] ?? 'plaintext';
}

/** False where the user went away. */
async function writeFiles(files: readonly { readonly path: string; readonly text: string }[]): Promise<boolean> {
  const [folder] =
    (await window.showOpenDialog({
      title: 'Folder for the files',
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: 'Write Here',
    })) ?? [];
  if (!folder) return false;
  const targets = files.map(({ path, text }) => ({ uri: Uri.joinPath(folder, path), path, text }));
  if (!(await mayReplace(targets))) return false;
  for (const { uri, text } of targets) await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const written = targets.length === 1 ? '1 file was written' : `${targets.length} files were written`;
  void window.showInformationMessage(`${written} to ${workspace.asRelativePath(folder)}.`);
  return true;
}

const mostNamed = 10;

/** What lies there already is somebody's work. */
async function mayReplace(targets: readonly { readonly uri: Uri; readonly path: string }[]): Promise<boolean> {
  const found = await Promise.all(
    targets.map(async ({ uri, path }) =>
      workspace.fs.stat(uri).then(
        () => path,
        () => undefined,
      ),
    ),
  );
  const there = found.filter(path => path !== undefined);
  if (there.length === 0) return true;
  const more = there.length > mostNamed ? [`and ${there.length - mostNamed} more`] : [];
  const detail = ['What stands in there now is lost:', ...there.slice(0, mostNamed), ...more].join('\n');
  const question = there.length === 1 ? 'Replace 1 file?' : `Replace ${there.length} files?`;
  return (await window.showWarningMessage(question, { modal: true, detail }, 'Replace')) === 'Replace';
}

/** What a format has no place for, in short; the log has it in full. */
export function sayLosses(session: Session, losses: readonly string[]): void {
  session.log.info(['What had no place:', ...losses].join('\n  '));
  const said = losses.length === 1 ? losses[0]! : `${losses.length} things had no place in the result.`;
  void window.showWarningMessage(said, 'Show All').then(choice => choice && session.log.show());
}
