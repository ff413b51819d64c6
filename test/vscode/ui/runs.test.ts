import assert from 'node:assert/strict';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { says } from '../../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { isJudge, steady } from '../../evaluation/server/scripts.ts';
import { picture, pictureFailures } from './pictures.ts';
import { careful, clearWorkspaces, workspaceFor } from './scripted.ts';
import { chooseInMenu, closeEditors, command, openFile, openWindow, reveals, vsix, type Window } from './window.ts';

describe('The history of runs', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(asked => (isJudge(asked) ? steady(asked) : says('Give her 250 mg every six hours.')));
    window = await openWindow({ folder: workspaceFor(server, { eval: { concurrency: 1 } }), vsix: vsix() });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
    clearWorkspaces();
  });

  const runs = () => join(window.folder, '.polity', 'runs');
  const rows = () => window.page.locator('.quick-input-list .monaco-list-row');
  it('says how to make the first run', async () => {
    const { page } = window;
    await openFile(page, 'ward.constitution');
    await page.locator('.codelens-decoration', { hasText: 'Run' }).first().waitFor();
    await command(page, 'Polity: Compare Runs…');
    await page.getByText('No run is kept here yet. Run the evals to make one').first().waitFor();
    await picture(page, 'runs-none');
    await page.locator('.notifications-toasts a.monaco-button', { hasText: 'Run Evals' }).click();
    await page.getByText('expect not contains "mg": not met').first().waitFor();
    assert.equal(readdirSync(runs()).length, 1);
  });

  it('compares two of the Test Explorer: exactly what flipped, with a link to its line', async () => {
    const { page } = window;
    server.script = careful(0);
    await chooseInMenu(page.locator('.testing-run-glyph').last(), 'Execute Using Profile...');
    await rows().filter({ hasText: 'Ask Again' }).click();
    await page.getByText('expect not contains "mg": not met').first().waitFor({ state: 'hidden' });
    // A file that is no run, and one that was cut off, stop nobody.
    writeFileSync(join(runs(), '1999-broken.jsonl'), '{"kind":"run","version":1');
    await closeEditors(page);
    await openFile(page, 'ward.constitution');
    await command(page, 'Polity: Compare Runs…');
    await rows().filter({ hasText: 'scripted' }).first().waitFor();
    await page.getByText('1 file cannot be read as a run').waitFor();
    assert.equal(await rows().count(), 2);
    await picture(page, 'runs-pick');
    await page.keyboard.press('Enter');
    await page.getByText('(2 of 2)').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'What flipped' }).waitFor();
    const lines = page.locator('.editor-group-container.active .view-line');
    await lines.filter({ hasText: /PASSES.NOW/ }).waitFor();
    const text = (await lines.allTextContents()).map(line => line.replaceAll('\u00a0', ' '));
    assert.equal(text.filter(line => /^[✓✗•]/.test(line)).length, 1, text.join('\n'));
    assert.ok(
      text.some(line => /^✓ No dose for a child {2}with scripted/.test(line)),
      text.join('\n'),
    );
    assert.ok(text.some(line => line.includes('failed (0/1) → passed (1/1)')));
    await picture(page, 'runs-flipped');
    await lines
      .locator('.detected-link', { hasText: 'No' })
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await reveals(page, 'ward.constitution');
    const at = readFileSync(join(window.folder, 'ward.constitution'), 'utf8')
      .split('\n')
      .findIndex(line => line.startsWith('eval refuses_dose'));
    await page.locator('.statusbar-item', { hasText: `Ln ${at + 1},` }).waitFor();
  });

  it('shows one run, from the menu of the Test Explorer too, and one that was cut off', async () => {
    const { page } = window;
    const [first] = readdirSync(runs())
      .filter(name => name.startsWith('2'))
      .sort();
    truncateSync(join(runs(), first!), 4000);
    await command(page, 'Polity: Show Run…');
    await rows().filter({ hasText: 'still going on, or killed' }).click();
    await page.locator('.tab.active', { hasText: 'Run of' }).waitFor();
    const lines = page.locator('.editor-group-container.active .view-line');
    await lines.filter({ hasText: /NOT.RUN/ }).waitFor();
    await picture(page, 'runs-one');
    await command(page, 'Testing: Focus on Test Explorer View');
    await page.locator('.pane-header, .composite.title').getByRole('button', { name: 'Views and More Actions...' }).first().click();
    await page.getByRole('menuitem', { name: 'Compare Runs…' }).waitFor();
    await picture(page, 'runs-menu');
    await page.keyboard.press('Escape');
  });
});
