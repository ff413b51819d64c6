import assert from 'node:assert/strict';
import { extensions, workspace } from 'vscode';
import { open, running } from '../editor.ts';

describe('activation', () => {
  it('begins with a spec and ends with a server that runs', async () => {
    await open('clinic.constitution');
    await running();
    assert.equal(extensions.getExtension('polity.polity')?.isActive, true);
  });

  it('gives specs their language', async () => {
    const { document } = await open('floor.constitution');
    assert.equal(document.languageId, 'constitution');
  });

  it('sets the editor up for prose', () => {
    const settings = workspace.getConfiguration('editor', { languageId: 'constitution' });
    assert.equal(settings.get('wordWrap'), 'on');
    assert.deepEqual(settings.get('quickSuggestions'), { other: 'on', comments: 'off', strings: 'off' });
  });
});
