import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../host/folder.ts';
import { picture, pictureFailures } from './pictures.ts';
import { closeEditors, command, fixAt, hoverAt, openFile, openWindow, vsix, type Window } from './window.ts';

describe('an author', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ folder: join(root, 'test', 'vscode', 'workspaces', 'clinic'), vsix: vsix() });
  });
  pictureFailures(() => window);
  after(() => window?.close());

  it('breaks a spec, reads the squiggle and the hover, takes the fix, and sees the finding go', async () => {
    const { page } = window;
    await openFile(page, 'floor.constitution');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\nprinciple openness "Openness" {\n  should not give_weapon_recipes\n}\n');
    const squiggle = page.locator('.monaco-editor .squiggly-error').first();
    await squiggle.waitFor();
    await picture(page, 'author-squiggle');
    const hover = await hoverAt(squiggle);
    assert.match((await hover.textContent()) ?? '', /give_weapon_recipe/);
    await picture(page, 'author-hover');
    await page.keyboard.press('Escape');
    const fix = await fixAt(page.locator('.view-line', { hasText: 'should not give_weapon_recipes' }), 'give_weapon_recipe');
    await picture(page, 'author-fixes');
    await fix.click();
    await page
      .locator('.view-line', { hasText: /not\sgive_weapon_recipe$/ })
      .first()
      .waitFor();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
  });

  it('finds the conflict in the list, with its situation, and goes to it', async () => {
    const { page } = window;
    await closeEditors(page);
    await openFile(page, 'clinic.constitution');
    await page.locator('.squiggly-error').first().waitFor();
    await command(page, 'Polity: Show Conflicts');
    const rows = page.locator('.pane-body .monaco-list-row');
    const conflict = rows.filter({ hasText: '↔' }).first();
    await conflict.waitFor();
    assert.match((await conflict.textContent()) ?? '', /audience is minor/);
    await picture(page, 'conflicts');
    await conflict.locator('.monaco-tl-twistie').click();
    const example = rows.filter({ hasText: 'for example:' }).first();
    await example.waitFor();
    await example.click();
    await page.locator('.tab.active', { hasText: 'What holds when' }).waitFor();
    await page.waitForTimeout(500);
    await picture(page, 'what-holds');
  });

  it('asks what holds with the keyboard alone', async () => {
    const { page } = window;
    await closeEditors(page);
    await openFile(page, 'clinic.constitution');
    await command(page, 'Polity: What Holds When');
    const list = page.locator('.quick-input-list');
    await list.locator('.monaco-list-row', { hasText: 'audience is minor' }).waitFor();
    await picture(page, 'facts');
    await page.keyboard.type('audience is minor');
    await list.locator('.monaco-list-row', { hasText: 'audience is adult' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'What holds when audience is minor' }).waitFor();
  });

  it('is told by the status item how things stand', async () => {
    const { page } = window;
    const item = page.locator('#polity\\.polity\\.polity\\.status, .statusbar-item[id*="polity"]').first();
    assert.match((await item.textContent()) ?? '', /1 conflict/);
    await item.click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Doctor' }).waitFor();
    await picture(page, 'status');
    await page.keyboard.press('Escape');
  });
});

describe('a newcomer', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ folder: join(root, 'test', 'vscode', 'workspaces', 'clinic'), vsix: vsix() });
  });
  pictureFailures(() => window);
  after(() => window?.close());

  it('walks through the walkthrough to a spec without conflict', async () => {
    const { page } = window;
    await command(page, 'Polity: Open Walkthrough');
    const steps = page.locator('.getting-started-step');
    await steps.first().waitFor();
    await page.waitForTimeout(800);
    await picture(page, 'walkthrough');
    await page.getByRole('button', { name: 'Open the practice spec' }).first().click();
    await page.locator('.squiggly-error').first().waitFor();
    await picture(page, 'walkthrough-practice');
    await command(page, 'Polity: Start the Practice Spec');
    const fix = await fixAt(page.locator('.squiggly-error').first(), /override|unless|except/i);
    await picture(page, 'walkthrough-fixes');
    await fix.click();
    await page.locator('.squiggly-error').first().waitFor({ state: 'hidden' });
    await command(page, 'Polity: Open Walkthrough');
    await page
      .locator('.getting-started-step', { hasText: 'Resolve the conflict' })
      .locator('.codicon-getting-started-step-checked.complete')
      .waitFor();
    await picture(page, 'walkthrough-done');
  });
});
