// Runs inside the extension host: asks the editor for its own account of how long each extension took to activate.

import { writeFileSync } from 'node:fs';
import { commands, extensions, languages, workspace } from 'vscode';
import { open, until, uriOf } from '../../vscode/suite/editor.ts';

export async function run(): Promise<void> {
  const file = process.env.POLITY_BENCH_RESULT;
  if (!file) throw new Error('POLITY_BENCH_RESULT says where to write.');
  await open('notes.md');
  await open('polity.config.json');
  await open('clinic.constitution');
  await until('findings', () => languages.getDiagnostics(uriOf('clinic.constitution')).length > 0);
  for (const id of (process.env.POLITY_BENCH_PEERS ?? '').split(',')) await extensions.getExtension(id)?.activate();
  // The page is a document of the editor's own, and is written anew each time it is shown.
  const account = await until('the editor’s account', async () => {
    await commands.executeCommand('perfview.show');
    const page = workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    const text = page?.getText() ?? '';
    if (text.includes('polity.polity')) return text;
    await commands.executeCommand('workbench.action.closeActiveEditor');
    return undefined;
  });
  writeFileSync(file, account);
}
