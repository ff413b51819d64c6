import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../host/folder.ts';
import { picture, pictureFailures } from './pictures.ts';
import { command, openWindow, vsix, type Window } from './window.ts';

describe('A folder that holds no spec yet', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ folder: join(root, 'test', 'vscode', 'workspaces', 'clinic', 'docs'), vsix: vsix() });
  });
  pictureFailures(() => window);
  after(() => window?.close());

  it('is told as such, with the first step, and not as one where all is well', async () => {
    const { page } = window;
    await command(page, 'Polity: Check Workspace');
    const said = page.locator('.notifications-toasts .notification-list-item').filter({ hasText: 'There is no spec here yet' });
    await said.getByRole('button', { name: 'Open Walkthrough' }).waitFor();
    await picture(page, 'empty-check');
    await command(page, 'Polity: Show Conflicts');
    await page.getByText('No spec is open here yet.').waitFor();
    await page.locator('.statusbar-item', { hasText: 'No spec' }).waitFor();
  });

  it('has a document that is no text turned away, with what to do', async () => {
    const { page } = window;
    const file = join(window.folder, 'policy.pdf');
    writeFileSync(file, '%PDF-1.7\n%\u0000\u0001');
    await command(page, 'Polity: Import');
    const input = page.locator('.quick-input-widget input[type=text]');
    await page.locator('.quick-input-widget', { hasText: 'Import a document' }).waitFor();
    // What is typed before the folder was read is put away.
    const listed = page.locator('.quick-input-list .monaco-list-row', { hasText: 'policy.pdf' }).first();
    await listed.waitFor();
    await input.fill(file);
    await listed.click();
    await page.getByText('policy.pdf is no plain text').first().waitFor();
    assert.equal(await page.locator('.tab', { hasText: 'Untitled' }).count(), 0);
  });

  it('knows of the first spec as soon as it is made', async () => {
    const { page } = window;
    await command(page, 'Polity: New Spec from Template');
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'small first constitution' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: '.constitution' }).waitFor();
    await page.getByText('No two norms conflict in any situation.').waitFor();
    const status = page.locator('.statusbar-item[id*="polity"]').first();
    await status.filter({ hasText: 'No conflicts' }).waitFor();
    await picture(page, 'empty-no-more');
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('x');
    await status.filter({ hasText: /\d errors?/ }).waitFor();
    await page.keyboard.press('Backspace');
    await status.filter({ hasText: 'No conflicts' }).waitFor();
  });
});

describe('A newcomer', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ folder: join(root, 'test', 'vscode', 'workspaces', 'clinic', 'docs'), vsix: vsix() });
  });
  pictureFailures(() => window);
  after(() => window?.close());

  it('walks through by the buttons of the walkthrough alone, which stays in sight', async () => {
    const { page } = window;
    const step = (title: string) => page.locator('.getting-started-step', { hasText: title });
    const press = (title: string) => page.getByRole('button', { name: title, exact: true }).first().click();
    await command(page, 'Polity: Open Walkthrough');
    await press('Open the practice spec');
    await page.locator('.squiggly-error').first().waitFor();
    await picture(page, 'walkthrough-beside');
    await step('Find what contradicts').click();
    await press('Go to the conflict');
    await step('Find what contradicts').locator('.codicon-getting-started-step-checked.complete').waitFor();
    await step('Ask what holds').click();
    await press('What holds when…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'audience is minor' }).waitFor();
    // By mouse: the walkthrough takes the keyboard back when its page has loaded; the list stays all the same.
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await page.locator('.tab.active', { hasText: 'What holds' }).waitFor();
    await step('Read it as a reviewer').click();
    await press('Read the spec');
    await page.locator('.tab.active', { hasText: 'Read: Untitled-1' }).waitFor();
    await step('Resolve the conflict').click();
    await press('Show the fixes');
    // It comes out from behind the page that stood on it, and the walkthrough stays.
    await page.locator('.squiggly-error').first().waitFor();
    assert.ok(await step('Resolve the conflict').isVisible());
    await picture(page, 'walkthrough-beside-fixes');
  });
});
