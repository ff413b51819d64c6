import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../host/folder.ts';
import { pageFrame, violations } from './axe.ts';
import { picture, pictureFailures } from './pictures.ts';
import { closeEditors, command, openFile, openWindow, reveals, vsix, type Window, webview } from './window.ts';

const clinic = join(root, 'test', 'vscode', 'workspaces', 'clinic');

/** Opens a file on top of a page, and brings the page back. */
async function cover(page: Page, title: string): Promise<void> {
  await page.locator('.tab', { hasText: title }).click();
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'notes.md' }).click();
  await page.locator('.tab.active', { hasText: 'notes.md' }).waitFor();
  await page.locator('.tab', { hasText: title }).click();
}

describe('in every theme axe finds nothing wrong', () => {
  const themes = {
    dark: ['Default Dark Modern', 'vs-dark'],
    light: ['Default Light Modern', 'vs'],
    'high-contrast-dark': ['Default High Contrast', 'hc-black'],
    'high-contrast-light': ['Default High Contrast Light', 'hc-light'],
  } as const;
  const shown = { Read: 'article .rule', 'Show Landscape': '.row', 'Values Map': '#graph canvas' };
  let window: Window;
  pictureFailures(() => window);
  afterEach(() => window?.close());

  for (const [theme, [name, className]] of Object.entries(themes)) {
    it(theme, async () => {
      window = await openWindow({ folder: clinic, vsix: vsix(), settings: { 'workbench.colorTheme': name } });
      const { page } = window;
      await page.locator(`.monaco-workbench.${className}`).waitFor();
      for (const [title, sign] of Object.entries(shown)) {
        await openFile(page, 'clinic.constitution');
        await page.locator('.squiggly-error').first().waitFor();
        await command(page, `Polity: ${title}`);
        await webview(page).locator(sign).first().waitFor();
        if (title === 'Show Landscape') await webview(page).locator('.segment').first().click();
        await page.waitForTimeout(300);
        await picture(page, `${title.toLowerCase().replace(' ', '-')}-${theme}`);
        assert.deepEqual(await violations(page), [], title);
        await closeEditors(page);
      }
    });
  }
});

describe('the pages of the packaged extension', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ folder: clinic, vsix: vsix() });
  });
  pictureFailures(() => window);
  after(() => window?.close());
  beforeEach(async () => {
    await closeEditors(window.page);
    await openFile(window.page, 'clinic.constitution');
  });

  it('Show Landscape: the table and the details too', async () => {
    const { page } = window;
    await command(page, 'Polity: Show Landscape');
    const inside = webview(page);
    await inside.locator('.segment').first().click();
    await inside.locator('.details').waitFor();
    assert.deepEqual(await violations(page), []);
    await inside.getByRole('tab', { name: 'Table' }).click();
    await inside.locator('table').waitFor();
    assert.deepEqual(await violations(page), []);
    await inside.getByRole('button', { name: 'Silent' }).click();
    assert.equal(await inside.locator('th[aria-sort=ascending]').textContent(), 'Silent ↑');
    await picture(page, 'landscape-table');
  });

  it('Show Landscape: whole use by keyboard', async () => {
    const { page } = window;
    await command(page, 'Polity: Show Landscape');
    const inside = webview(page);
    await inside.getByRole('tab', { name: 'Chart' }).focus();
    await page.keyboard.press('ArrowRight');
    await inside.locator('table').waitFor();
    await page.keyboard.press('ArrowLeft');
    await inside.locator('.row').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await reveals(page, 'clinic.constitution');
    await inside.locator('.segment').first().focus();
    await page.keyboard.press('Enter');
    await inside.locator('.segment[aria-expanded=true]').first().waitFor();
    await page.keyboard.press('Enter');
    await inside.locator('.segment[aria-expanded=true]').first().waitFor({ state: 'detached' });
  });

  it('Show Landscape: situations lead to what holds there', async () => {
    const { page } = window;
    await command(page, 'Polity: Show Landscape');
    await webview(page).locator('.segment.silent').first().click();
    await webview(page)
      .getByRole('button', { name: /^What holds there/ })
      .last()
      .click();
    await page.locator('.tab.active', { hasText: 'What holds when' }).waitFor();
  });

  it('Values Map: whole use by keyboard, and the same as a list', async () => {
    const { page } = window;
    await command(page, 'Polity: Values Map');
    const inside = webview(page);
    await inside.locator('#graph canvas').first().waitFor();
    await inside.locator('#graph').focus();
    await page.keyboard.press('ArrowDown');
    await inside.locator('.details article h2').waitFor();
    const first = (await inside.locator('.details article h2').textContent()) ?? '';
    await page.keyboard.press('ArrowDown');
    await inside.locator('.details article h2', { hasNotText: first }).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.match(
      (await inside.locator('#graph').getAttribute('aria-label')) ?? '',
      /Candour is wiser than Comfort when supervised, because/,
    );
    await picture(page, 'values-map-selected');
    await page.keyboard.press('Enter');
    await reveals(page, 'clinic.constitution');
    await inside.getByRole('tab', { name: 'List' }).click();
    await inside.locator('.list article').first().waitFor();
    assert.deepEqual(await violations(page), []);
    await picture(page, 'values-list');
  });

  it('Show Landscape: what was chosen is there again when its tab was covered', async () => {
    const { page } = window;
    await command(page, 'Polity: Show Landscape');
    const inside = webview(page);
    await inside.getByRole('tab', { name: 'Table' }).click();
    await inside.getByRole('button', { name: 'Silent' }).click();
    await cover(page, 'Landscape:');
    await inside.locator('th[aria-sort=ascending]', { hasText: 'Silent' }).waitFor();
    await page.keyboard.press('Control+1');
  });

  it('Values Map: what was chosen is there again when its tab was covered', async () => {
    const { page } = window;
    await command(page, 'Polity: Values Map');
    const inside = webview(page);
    await inside.locator('#graph canvas').first().waitFor();
    await inside.locator('#graph').focus();
    await page.keyboard.press('ArrowDown');
    const chosen = (await inside.locator('.details article h2').textContent()) ?? '';
    await cover(page, 'Values Map:');
    await inside.locator('.details article h2', { hasText: chosen }).waitFor();
    await page.keyboard.press('Control+1');
  });

  it('Read: findings stand in the margin, names lead to the text, both scroll together', async () => {
    const { page } = window;
    await command(page, 'Polity: Read');
    const inside = webview(page);
    await inside.locator('.margin .finding').first().waitFor();
    await picture(page, 'read-notes');
    await inside.getByRole('button', { name: 'Answer in emergencies' }).click();
    await reveals(page, 'clinic.constitution');
    await page.keyboard.press('Control+End');
    const frame = await pageFrame(page);
    await frame.waitForFunction('scrollY > 0 || document.documentElement.scrollHeight <= innerHeight');
  });

  it('ask nothing of any network', () => assert.deepEqual(window.foreign, []));
});

describe('Read, where its reader does not want it to scroll with the text', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({
      folder: clinic,
      vsix: vsix(),
      settings: { 'polity.read.scrollTogether': false },
      size: { width: 1400, height: 500 },
    });
  });
  pictureFailures(() => window);
  after(() => window?.close());

  it('stays where it is, until the setting is changed', async () => {
    const { page, folder } = window;
    await openFile(page, 'clinic.constitution');
    await command(page, 'Polity: Read');
    const inside = webview(page);
    await inside.locator('.margin .finding').first().waitFor();
    const frame = await pageFrame(page);
    const top = () => frame.evaluate<number>('scrollY');
    assert.ok(await frame.evaluate('document.documentElement.scrollHeight > 2 * innerHeight'), 'there is something to scroll');
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('nonsense');
    // What is said to the page comes in order: had the text led it, it would have moved before this stands there.
    await inside.locator('.finding', { hasText: 'nonsense' }).first().waitFor();
    assert.equal(await top(), 0);
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    writeFileSync(join(folder, '.vscode', 'settings.json'), '{ "polity.read.scrollTogether": true }');
    for (const end = Date.now() + 20_000; (await top()) === 0; await page.waitForTimeout(500)) {
      assert.ok(Date.now() < end, 'the page never followed');
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('Control+End');
    }
  });
});
