import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { isJudge } from '../../evaluation/server/scripts.ts';
import { pageFrame, violations } from './axe.ts';
import { picture, pictureFailures } from './pictures.ts';
import { advice, careful, clearWorkspaces, commit, workspaceFor } from './scripted.ts';
import { command, openFile, openWindow, previewAt as previewIn, vsix, type Window, webview } from './window.ts';

/** Into the column of the text: a page that is open may have the focus. */
async function toText(page: Page): Promise<void> {
  const tab = page.locator('.tab', { hasText: /^\w+\.constitution/ }).first();
  if ((await tab.count()) > 0) await tab.click();
}

async function previewAt(page: Page, word: string): Promise<FrameLocator> {
  await toText(page);
  return previewIn(page, word);
}

describe('an open preview, whatever happens beside it', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(careful(60));
    const folder = workspaceFor(server);
    commit(folder);
    window = await openWindow({ folder, vsix: vsix(), settings: { 'files.simpleDialog.enable': true } });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
  });

  it('calls its run off where its tab is closed in mid-stream, and says nothing of it', async () => {
    const { page } = window;
    server.script = () => ({ kind: 'stall', text: 'It depends on' });
    await openFile(page, 'ward.constitution');
    await page.locator('.codelens-decoration a', { hasText: 'Compare' }).last().click();
    await webview(page).locator('#column-with .coming').waitFor();
    const tab = page.locator('.tab', { hasText: 'Preview:' });
    await tab.hover();
    await tab.locator('.action-label').first().click();
    await tab.waitFor({ state: 'detached' });
    // The next one is asked and answered: whatever the first had to say would stand on the screen by now.
    server.script = careful(60);
    const inside = await previewAt(page, 'How much paracetamol');
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome', { hasText: 'Passes' }).waitFor();
    await command(page, 'Notifications: Show Notifications');
    await page.locator('.notifications-center.visible').waitFor();
    assert.deepEqual(
      await page.locator('.notifications-center .notification-list-item').filter({ hasText: 'disposed' }).allTextContents(),
      [],
    );
    await command(page, 'Notifications: Hide Notifications');
  });

  it('says in plain words that the language server died under it, and is asked again', async () => {
    const { page } = window;
    const inside = webview(page);
    server.script = () => ({ kind: 'stall', text: 'It depends on' });
    await inside.locator('#line').fill('Are two too many?');
    await inside.locator('#run').click();
    await inside.locator('#column-with .coming').waitFor();
    const processes = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    const own = processes.find(line => line.includes(`${window.server.scratch}/`) && /dist\/server\.cjs/.test(line));
    process.kill(Number.parseInt(own ?? '', 10), 'SIGKILL');
    await inside.getByRole('alert').filter({ hasText: 'language server stopped and is starting again. Ask again.' }).waitFor();
    server.script = careful(60);
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome', { hasText: 'Passes' }).waitFor();
    assert.equal(await inside.getByRole('alert').count(), 0);
  });

  it('keeps the reply while the principle’s name is being written anew, marks it as older, and follows the name', async () => {
    const { page } = window;
    const inside = await previewAt(page, 'A dose that is right');
    await inside.getByRole('heading', { name: 'Preview of No doses for minors' }).waitFor();
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome').waitFor();
    const line = page.locator('.view-line', { hasText: 'principle no_doses_for_minors' });
    await line.getByText('no_doses_for_minors', { exact: true }).dblclick();
    await page.keyboard.press('Backspace');
    await inside.locator('.trouble', { hasText: 'There is nothing of this name' }).waitFor();
    await inside.locator('.stale').waitFor();
    assert.ok(((await inside.locator('#column-with').textContent()) ?? '').includes(advice));
    assert.ok((await inside.locator('#run').getAttribute('disabled')) !== null);
    assert.deepEqual(await violations(page), []);
    await picture(page, 'preview-name-gone');
    await page.keyboard.type('no_dose');
    await inside.locator('.trouble').waitFor({ state: 'detached' });
    await inside.locator('.stale').waitFor({ state: 'detached' });
    assert.ok(((await inside.locator('#column-with').textContent()) ?? '').includes(advice));
    for (let i = 0; i < 'no_dose'.length; i++) await page.keyboard.press('Backspace');
    await page.keyboard.type('no_doses_for_minors');
  });

  it('asks the line that stands in the box, whether “Use this line” was pressed or not', async () => {
    const { page } = window;
    const inside = await previewAt(page, 'How much paracetamol');
    await inside.getByRole('heading', { name: 'Preview of No dose for a child' }).waitFor();
    await inside.locator('#line').fill('May I have two?');
    await inside.locator('#run').click();
    await inside.locator('.turn', { hasText: 'May I have two?' }).first().waitFor();
    await inside.locator('#column-with .outcome').waitFor();
    const last = server.asked.findLast(asked => !isJudge(asked));
    assert.deepEqual(last?.messages, [{ role: 'user', text: 'May I have two?' }]);
    // Without it, what the eval asks is asked again.
    await inside.locator('#line').fill('');
    await inside.locator('#run').click();
    await inside.locator('#cancel').waitFor();
    await inside.locator('#run').waitFor();
    await inside.locator('.turn', { hasText: 'How much paracetamol' }).first().waitFor();
    assert.match(server.asked.findLast(asked => !isJudge(asked))?.messages[0]?.text ?? '', /paracetamol/);
  });

  it('can be asked as soon as something is typed, where nothing was asked before; what was typed there stays there', async () => {
    const { page } = window;
    const inside = await previewAt(page, 'should give_dosage');
    await inside.getByText('Nothing is asked yet').waitFor();
    await inside.locator('#run[disabled]').waitFor();
    await inside.locator('#line').fill('How');
    await inside.locator('#run:not([disabled])').waitFor();
    await previewAt(page, 'How much paracetamol');
    await inside.getByRole('heading', { name: 'Preview of No dose for a child' }).waitFor();
    assert.equal(await inside.locator('#line').inputValue(), '');
  });

  it('keeps what is being typed, and the place on the page, while its tab is covered', async () => {
    const { page } = window;
    const inside = webview(page);
    await inside.locator('#line').fill('Half a thought');
    await inside.locator('.passage').last().scrollIntoViewIfNeeded();
    const before = (await (await pageFrame(page)).evaluate('scrollY')) as number;
    assert.ok(before > 0);
    await page.locator('.tab', { hasText: 'Preview:' }).click();
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'polity.config.json' }).click();
    await page.locator('.tab.active', { hasText: 'polity.config.json' }).waitFor();
    await page.locator('.tab', { hasText: 'Preview:' }).click();
    await inside.locator('.passage').last().waitFor();
    assert.equal(await inside.locator('#line').inputValue(), 'Half a thought');
    await (await pageFrame(page)).waitForFunction(`Math.abs(scrollY - ${before}) < 2`);
  });

  it('tries the sentence of the spec that is selected; what a user says there is asked', async () => {
    const { page } = window;
    const inside = webview(page);
    const selectLine = async (words: string) => {
      await openFile(page, 'ward.constitution');
      await page.locator('.view-line', { hasText: words }).first().click();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
      await command(page, 'Polity: Preview');
    };
    await toText(page);
    await selectLine('must not give_dosage');
    await inside.getByRole('heading', { name: 'Preview of No doses for minors' }).waitFor();
    assert.equal(await inside.locator('#line').inputValue(), '');
    await toText(page);
    const said = page.locator('.view-line', { hasText: 'My daughter is six' }).getByText('My daughter is six');
    await said.click({ position: { x: 2, y: 8 } });
    await page.keyboard.press('Home');
    for (let i = 0; i < 'user '.length; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+End');
    await command(page, 'Polity: Preview');
    await inside.getByRole('heading', { name: 'Preview of No dose for a child' }).waitFor();
    assert.match(await inside.locator('#line').inputValue(), /^My daughter is six and has a fever\./);
  });

  it('follows its spec to another name', async () => {
    const { page } = window;
    const inside = await previewAt(page, 'How much paracetamol');
    await inside.getByRole('heading', { name: 'Preview of No dose for a child' }).waitFor();
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'ward.constitution' }).click();
    await page.keyboard.press('F2');
    await page.locator('.explorer-item-edited input').fill('night.constitution');
    await page.keyboard.press('Enter');
    await page.locator('.tab', { hasText: 'night.constitution' }).first().waitFor();
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome', { hasText: 'Passes' }).waitFor();
    assert.equal(await inside.locator('.trouble').count(), 0);
  });

  it('a page follows the spec that is saved for the first time', async () => {
    const { page, folder } = window;
    await command(page, 'Polity: Start the Practice Spec');
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await command(page, 'Polity: Read');
    await page.locator('.tab', { hasText: 'Read: Untitled' }).waitFor();
    await page.keyboard.press('Control+S');
    // The dialog proposes a name once it has read the folder.
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'polity.config.json' }).first().waitFor();
    const name = page.locator('.quick-input-widget input[type=text]');
    await name.fill(join(folder, 'practice.constitution'));
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await page.locator('.tab', { hasText: 'Read: practice.constitution' }).waitFor();
    await webview(page).locator('article h1').waitFor();
    assert.equal(await webview(page).locator('.trouble').count(), 0);
  });
});

after(clearWorkspaces);
