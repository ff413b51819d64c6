import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hardSpec } from '../../norms/hard-spec.ts';
import { root } from '../host/folder.ts';
import { picture, pictureFailures } from './pictures.ts';
import { command, hoverAt, openFile, openWindow, vsix, type Window, webview } from './window.ts';

describe('in the web’s extension host', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'pw-')), 'clinic');
  let window: Window;
  before(async () => {
    cpSync(join(root, 'test', 'vscode', 'workspaces', 'clinic'), folder, { recursive: true });
    writeFileSync(join(folder, 'hard.constitution'), hardSpec());
    window = await openWindow({
      folder,
      vsix: vsix(),
      settings: { 'remote.extensionKind': { 'polity.polity': ['web'] }, 'files.autoSave': 'off' },
    });
    await openFile(window.page, 'clinic.constitution');
    await window.page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    rmSync(dirname(folder), { recursive: true, force: true });
  });

  it('runs there and not on the machine of the files', () => {
    const processes = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).split('\n');
    const ours = processes.filter(line => line.includes(window.server.scratch) && line.includes('server.cjs'));
    assert.deepEqual(ours, []);
  });

  it('explains on hover', async () => {
    const { page } = window;
    const hover = await hoverAt(page.locator('.squiggly-error').first());
    assert.match((await hover.textContent()) ?? '', /cannot both be kept/);
    await page.keyboard.press('Escape');
  });

  it('renames across files that it has to ask for', async () => {
    const { page } = window;
    await openFile(page, 'floor.constitution');
    await page
      .locator('.view-line span', { hasText: /^give_weapon_recipe$/ })
      .first()
      .click();
    await page.keyboard.press('F2');
    const input = page.locator('.rename-input');
    await input.waitFor();
    await input.fill('explain_weapons');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: /action\sexplain_weapons/ }).waitFor();
    await page.locator('.view-line', { hasText: /not\sexplain_weapons/ }).waitFor();
    await openFile(page, 'clinic.constitution');
    await page.keyboard.press('Control+End');
    await page.locator('.view-line', { hasText: /assert\sexplain_weapons/ }).waitFor();
  });

  it('tells what only the solver can tell', async () => {
    const { page } = window;
    await openFile(page, 'hard.constitution');
    await page.keyboard.press('Control+End');
    // What is not decided is a warning, and comes with the hints.
    await page.locator('.squiggly-hint').first().waitFor();
    await page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    await picture(page, 'web-solved');
  });

  it('answers and draws', async () => {
    const { page } = window;
    await openFile(page, 'clinic.constitution');
    await command(page, 'Polity: Show Landscape');
    await webview(page).locator('.row').first().waitFor();
    await picture(page, 'web-landscape');
  });

  it('says that no model can be asked from here', async () => {
    const { page } = window;
    await openFile(page, 'clinic.constitution');
    await command(page, 'Polity: Measure Agreement');
    await page.locator('.notification-list-item', { hasText: 'Polity cannot do this in a browser' }).first().waitFor();
  });

  it('asks nothing of any network', () => assert.deepEqual(window.foreign, []));
});
