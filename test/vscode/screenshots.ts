// npm run screenshots [NAME …]: the pictures of the gallery page and the README, taken from the real editor with the packaged
// extension, light and dark, into docs/pictures. Look at them before they are committed. Models in them are the demonstration's script.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { demonstrateIn } from './demonstration.ts';
import { choose } from './host/choice.ts';
import { root } from './host/folder.ts';
import { command, goToLine, openFile, openWindow, until, webview } from './ui/window.ts';
import { packageExtension } from './vsix.ts';

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };
const pictures = join(root, 'docs', 'pictures');

interface Scene {
  readonly name: string;
  readonly file: string;
  /** Of the window; 720 where it is left out. */
  readonly height?: number;
  /** Brings on the screen what is to be seen. */
  readonly act: (page: Page) => Promise<void>;
}

const scenes: readonly Scene[] = [
  {
    name: 'conflict',
    file: 'desk.constitution',
    act: async page => {
      const squiggle = page.locator('.squiggly-error').first();
      await squiggle.click({ force: true });
      // By keyboard: a mouse that rests there would have tooltips of its own.
      await page.mouse.move(0, 0);
      await until(page.locator('.monaco-hover:not(.hidden)', { hasText: 'Quick Fix' }).first(), async () => {
        await page.keyboard.press('Control+K');
        await page.keyboard.press('Control+I');
      });
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
    height: 1120,
    act: async page => {
      await page.keyboard.press('Control+B');
      await goToLine(page, 240);
      await command(page, 'Polity: Preview');
      const inside = webview(page);
      await inside.getByLabel('the model without the spec').check();
      await inside.locator('#run').click();
      for (const column of ['with', 'without']) await inside.locator(`#column-${column} .outcome`).waitFor();
      await inside.locator('h1').evaluate(heading => heading.scrollIntoView({ block: 'center' }));
    },
  },
  {
    name: 'review',
    file: 'tutor.constitution',
    act: async page => {
      await page.keyboard.press('Control+B');
      await goToLine(page, 127);
      await command(page, 'Polity: Compare with Branch');
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'main' }).waitFor();
      await page.keyboard.press('Enter');
      await webview(page).locator('tbody tr').first().waitFor();
      // The editor lists the comments below, in the room of the text that they stand at.
      await page.locator('.panel .comments-panel').waitFor();
      await page.keyboard.press('Control+J');
      await page.locator('.codelens-decoration a', { hasText: 'than main' }).first().waitFor();
    },
  },
];

/** The specs as they are stand on the main branch, and the tutor has been changed since. */
function changeTutor(folder: string): void {
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A. Author', '-c', 'user.email=author@example.org', ...words], { cwd: folder });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'The specs');
  const file = join(folder, 'tutor.constitution');
  const text = readFileSync(file, 'utf8')
    .replace('should not give_answer when footing < done', 'must not give_answer when footing < done')
    .replace('must not praise_talent', 'should not praise_talent');
  writeFileSync(file, text);
}

async function take(vsix: string, folder: string, theme: keyof typeof themes): Promise<void> {
  for (const { name, file, height = 720, act } of scenes.filter(scene => wanted.length === 0 || wanted.includes(scene.name))) {
    const window = await openWindow({
      folder,
      vsix,
      size: { width: 1240, height },
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

/** All, or those that the command names. */
const wanted = process.argv.slice(2);
const choice = await choose(console.log);
if (choice.kind === 'desktop')
  throw new Error('The pictures are taken from the VS Code of the package registries: name its folder in VSCODE_HOST_DIR.');
const scratch = mkdtempSync(join(tmpdir(), 'pp-'));
const folder = join(scratch, 'specs');
try {
  mkdirSync(pictures, { recursive: true });
  cpSync(join(root, 'examples'), folder, { recursive: true, filter: path => !path.endsWith('README.md') });
  cpSync(join(root, 'docs', 'guide', 'first.constitution'), join(folder, 'desk.constitution'));
  const server = await demonstrateIn(folder);
  changeTutor(folder);
  const vsix = process.env.POLITY_VSIX ?? (await packageExtension(join(root, '.vscode-test', 'polity.vsix')));
  for (const theme of ['light', 'dark'] as const) await take(vsix, folder, theme);
  await server.close();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
