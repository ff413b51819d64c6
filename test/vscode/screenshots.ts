// npm run screenshots [NAME …]: the pictures of the gallery page and the README, taken from the real editor with the packaged
// extension, light and dark, into docs/pictures. Look at them before they are committed. The model of the previews is the
// demo's script; each of its replies says so.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startScripted } from '../evaluation/server/scripted.ts';
import { demoReply } from './demo-reply.ts';
import { choose } from './host/choice.ts';
import { root } from './host/folder.ts';
import { command, openFile, openWindow, webview } from './ui/window.ts';
import { packageExtension } from './vsix.ts';

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };
const pictures = join(root, 'docs', 'pictures');

interface Scene {
  readonly name: string;
  readonly file: string;
  /** Brings on the screen what is to be seen. */
  readonly act: (page: Page) => Promise<void>;
}

const scenes: readonly Scene[] = [
  {
    name: 'conflict',
    file: 'desk.constitution',
    act: async page => {
      const squiggle = page.locator('.squiggly-error').first();
      await squiggle.waitFor();
      await squiggle.hover({ force: true });
      await page.locator('.monaco-hover:not(.hidden)').first().waitFor();
    },
  },
  {
    name: 'conflicts',
    file: 'desk.constitution',
    act: async page => {
      await page.locator('.squiggly-error').first().waitFor();
      await command(page, 'Polity: Show Conflicts');
      const rows = page.locator('.pane-body .monaco-list-row');
      await rows.filter({ hasText: '↔' }).first().locator('.monaco-tl-twistie').click();
      await rows.filter({ hasText: 'for example:' }).first().click();
      await page.locator('.tab.active', { hasText: 'What holds when' }).waitFor();
    },
  },
  {
    name: 'read',
    file: 'clinic.modelspec',
    act: async page => {
      await command(page, 'Polity: Read');
      await webview(page).locator('article h1').waitFor();
      await webview(page).locator('h2', { hasText: 'Triage' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'landscape',
    file: 'clinic.modelspec',
    act: async page => {
      await command(page, 'Polity: Show Landscape');
      await webview(page).locator('.segment').first().click();
    },
  },
  {
    name: 'values',
    file: 'clinic.modelspec',
    act: async page => {
      await command(page, 'Polity: Values Map');
      await webview(page).locator('#graph canvas').first().waitFor();
      await webview(page).locator('#graph').focus();
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'preview',
    file: 'library.constitution',
    act: async page => {
      // Two columns side by side want room.
      await page.keyboard.press('Control+B');
      await command(page, 'Go to Symbol in Editor');
      await page.keyboard.type('tenant');
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'tenant' }).waitFor();
      await page.keyboard.press('Enter');
      await command(page, 'Polity: Preview');
      const inside = webview(page);
      await inside.getByLabel('the model without the spec').check();
      await inside.locator('#run').click();
      for (const column of ['with', 'without']) await inside.locator(`#column-${column} .outcome`).waitFor();
      await inside.locator('h2', { hasText: 'Ask a model' }).evaluate(heading => heading.scrollIntoView());
    },
  },
];

async function take(vsix: string, folder: string, theme: keyof typeof themes): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const { name, file, act } of scenes.filter(scene => wanted.length === 0 || wanted.includes(scene.name))) {
    const window = await openWindow({
      folder,
      vsix,
      size: { width: 1240, height: 720 },
      settings: { 'workbench.colorTheme': themes[theme], 'editor.minimap.enabled': false, 'window.commandCenter': false },
    });
    try {
      await openFile(window.page, file);
      await act(window.page);
      await window.page.waitForTimeout(1000);
      await window.page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
      console.log(`${name}-${theme}.png`);
    } finally {
      await window.close();
    }
  }
}

const choice = await choose(console.log);
if (choice.kind === 'desktop')
  throw new Error('The pictures are taken from the VS Code of the package registries: name its folder in VSCODE_HOST_DIR.');
const server = await startScripted(demoReply(0), { keep: false });
const scratch = mkdtempSync(join(tmpdir(), 'pp-'));
const folder = join(scratch, 'specs');
try {
  mkdirSync(pictures, { recursive: true });
  cpSync(join(root, 'examples'), folder, { recursive: true, filter: path => !path.endsWith('README.md') });
  cpSync(join(root, 'docs', 'guide', 'first.constitution'), join(folder, 'desk.constitution'));
  const scripted = { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted', price: { input: 0, output: 0 } };
  writeFileSync(
    join(folder, 'polity.config.json'),
    JSON.stringify({ models: { scripted }, preview: 'scripted', judges: ['scripted'], exclude: ['conflicts/**'] }),
  );
  const vsix = process.env.POLITY_VSIX ?? (await packageExtension(join(root, '.vscode-test', 'polity.vsix')));
  for (const theme of ['light', 'dark'] as const) await take(vsix, folder, theme);
} finally {
  await server.close();
  rmSync(scratch, { recursive: true, force: true });
}
