// Where a model profile is written: the configuration that is there, or one to fill in, which is not saved before its author does.

import { Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { configFile } from './languages.ts';

const profile = {
  models: { local: { provider: 'openai-compatible', baseURL: 'http://127.0.0.1:11434/v1', model: 'llama3.2' } },
  preview: 'local',
};

export async function writeProfile(): Promise<void> {
  const [file] = await workspace.findFiles(configFile, undefined, 1);
  if (file) {
    await window.showTextDocument(file);
    return;
  }
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) {
    void window.showInformationMessage(
      `A model profile stands in the ${configFile} of a folder, and no folder is open. Open the one that your specs lie in (File: Open Folder…), and choose again.`,
    );
    return;
  }
  const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, configFile).with({ scheme: 'untitled' }));
  if (document.getText() === '') {
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(0), `${JSON.stringify(profile, undefined, 2)}\n`);
    await workspace.applyEdit(edit);
  }
  await window.showTextDocument(document);
  void window.showInformationMessage(
    'Put in the address and the name of your model, and save. Its key, if it asks for one, does not belong here: “Polity: Set API Key…” takes it.',
  );
}
