import assert from 'node:assert/strict';
import { commands, type WorkspaceEdit, workspace } from 'vscode';
import { open, placeOf, revert, uriOf } from '../editor.ts';

describe('rename', () => {
  it('reaches every file that has the name, open or not', async () => {
    const floor = (await open('floor.constitution')).document;
    const edit = await commands.executeCommand<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      floor.uri,
      placeOf(floor, 'give_weapon_recipe').start,
      'explain_weapons',
    );
    assert.deepEqual(
      edit
        .entries()
        .map(([uri]) => uri.path.split('/').at(-1))
        .toSorted(),
      ['clinic.constitution', 'floor.constitution'],
    );
    await workspace.applyEdit(edit);
    const clinic = await workspace.openTextDocument(uriOf('clinic.constitution'));
    for (const document of [floor, clinic]) {
      assert.doesNotMatch(document.getText(), /give_weapon_recipe/);
      assert.match(document.getText(), /explain_weapons/);
    }
    await revert(floor);
    await revert(clinic);
  });
});
