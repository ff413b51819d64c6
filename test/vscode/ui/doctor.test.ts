import assert from 'node:assert/strict';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { pictureFailures } from './pictures.ts';
import { careful, clearWorkspaces, workspaceFor } from './scripted.ts';
import { command, keepKey, openFile, openWindow, vsix, type Window } from './window.ts';

describe('Doctor', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(careful(0));
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix() });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
    clearWorkspaces();
  });

  it('asks who answers when it is run and not while the author writes, and knows afterwards of a key that was set', async () => {
    const { page } = window;
    const lines = page
      .locator('.editor-group-container', { has: page.locator('.tab.active', { hasText: 'Polity: Doctor' }) })
      .locator('.view-line');
    const spec = page.locator('.editor-group-container', { has: page.locator('.tab.active', { hasText: 'ward' }) });
    await openFile(page, 'ward.constitution');
    await command(page, 'Polity: Doctor');
    await lines.filter({ hasText: /Model.locked.*its.key.is.not.set/ }).waitFor();
    await lines.filter({ hasText: /Model.scripted.*scripted-small,.at/ }).waitFor();
    const once = server.counts.lists;
    assert.ok(once > 0);
    await spec.locator('.view-line', { hasText: 'eval refuses_dose' }).click();
    await page.keyboard.press('Home');
    await page.keyboard.press('x');
    await spec.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Backspace');
    await spec.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await keepKey(page, 'locked', 'sk-test-0123456789');
    await command(page, 'Polity: Doctor');
    await lines.filter({ hasText: /Model.locked.*its.key.is.kept/ }).waitFor();
    await lines.filter({ hasText: /Model.scripted.*scripted-small,.at/ }).waitFor();
    assert.equal(server.counts.lists, 2 * once, 'twice it was run, and twice it asked');
  });
});
