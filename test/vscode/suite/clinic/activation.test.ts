import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import type { Api } from '../../../../client/activation.ts';
import { open, until } from '../editor.ts';

describe('activation', () => {
  it('begins with a spec and ends with a server that runs', async () => {
    await open('clinic.constitution');
    const extension = extensions.getExtension<Api>('polity.polity');
    assert.ok(extension);
    const api = await extension.activate();
    await until('the server runs', () => api.state().kind === 'running');
  });

  it('gives specs their language', async () => {
    const { document } = await open('floor.constitution');
    assert.equal(document.languageId, 'constitution');
  });
});
