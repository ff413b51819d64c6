// A window of VS Code, driven as an author would: by keyboard and mouse, seeing only what is on the screen.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { developWith, openBrowser, openContext, workbench } from '../host/browser.ts';
import { hostDir, hostFolder, root } from '../host/folder.ts';
import { type Server, startServer } from '../host/server.ts';

export interface WindowOptions {
  /** A folder, or a file in one that is opened as a workspace; a copy of it is opened. */
  readonly folder: string;
  /** The packaged extension, and others beside it; without it, the one that is being developed. */
  readonly vsix?: string | readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly restricted?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Window {
  readonly page: Page;
  /** The copy that is open. */
  readonly folder: string;
  readonly server: Server;
  /** Addresses outside of this machine that anything in the window asked for. */
  readonly foreign: readonly string[];
  readonly close: () => Promise<void>;
}

export async function openWindow(options: WindowOptions): Promise<Window> {
  const scratch = mkdtempSync(join(tmpdir(), 'pw-'));
  const folder = join(scratch, basename(options.folder));
  cpSync(options.folder, folder, { recursive: true });
  const { restricted, settings, vsix } = options;
  const server = await startServer(hostFolder(hostDir()), {
    restricted,
    // What is typed is what stands there: whether brackets are added depends on whether the editor has read the language's settings yet.
    settings: {
      'extensions.ignoreRecommendations': true,
      'editor.autoClosingBrackets': 'never',
      'editor.autoClosingQuotes': 'never',
      ...settings,
    },
    vsix,
  });
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    browser = await openBrowser();
    const { context, foreign } = await openContext(browser, options.size ?? { width: 1400, height: 900 });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    if (!vsix) await developWith(page, server.port, { extensions: [root] });
    await page.goto(workbench(server.port, folder));
    await page.locator('.monaco-workbench').waitFor();
    return { page, folder, server, foreign, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens a file by its name, as Ctrl+P does. */
export async function openFile(page: Page, name: string): Promise<void> {
  await pick(page, name);
  await page
    .locator('.tab.active', { hasText: basename(name) })
    .first()
    .waitFor();
  await page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
}

async function pick(page: Page, text: string): Promise<void> {
  // The row that Enter takes: until the list is filtered, that is the file that was open last.
  const row = page
    .locator('.quick-input-list .monaco-list-row.focused')
    .filter({ hasText: basename(text) })
    .first();
  await until(row, async () => {
    // Whatever was left open, a list or a box, is closed first.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+P');
    await typed(page, text);
  });
  await page.keyboard.press('Enter');
}

/** Fills the box of a list that opens; one that closes again, for a page has taken the focus, is opened anew by who asked. */
async function typed(page: Page, text: string): Promise<void> {
  await page
    .locator('.quick-input-widget input[type=text]')
    .fill(text, { timeout: 4000 })
    .catch(() => undefined);
}

/** With the line in the middle of the editor. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input[type=text]').fill(`:${line}`);
  await page.keyboard.press('Enter');
}

/** Runs a command by its title, as the command palette does. An extension that is being started has no commands yet: it is opened again until it does. */
export async function command(page: Page, title: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  await until(row, async () => {
    await page.keyboard.press('F1');
    await typed(page, `>${title}`);
  });
  await page.keyboard.press('Enter');
}

/** Keeps a key for the profile, or for the first one that has these words. */
export async function keepKey(page: Page, profile: string, key: string): Promise<void> {
  await command(page, 'Polity: Set API Key…');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: profile }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget input[type=password]').fill(key);
  await page.keyboard.press('Enter');
  await page
    .getByText(/is kept/)
    .first()
    .waitFor();
}

/** Does what is to bring something about, once more where it came to nothing: a menu or a hover closes again when the editor is busy with something else. */
export async function until(seen: Locator, act: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    await act();
    const there = await seen.waitFor({ timeout: 4000 }).then(
      () => true,
      () => false,
    );
    if (there) return;
    if (tries === 8) throw new Error(`Nobody saw ${seen}.`);
    await seen.page().keyboard.press('Escape');
  }
}

/** Chooses in a menu: by keyboard, for one that has just opened does not hear the mouse yet. */
export async function choose(item: Locator): Promise<void> {
  await item.hover();
  await item.page().keyboard.press('Enter');
}

export async function chooseInMenu(of: Locator, name: string): Promise<void> {
  const item = of.page().getByRole('menuitem', { name });
  await until(item, () => of.click({ button: 'right' }));
  await choose(item);
}

/** What the editor says of something under the mouse. */
export async function hoverAt(of: Locator): Promise<Locator> {
  const hover = of.page().locator('.monaco-hover:not(.hidden)').first();
  await until(hover, async () => {
    await of.page().mouse.move(0, 0);
    await of.hover({ force: true });
  });
  return hover;
}

/** Opens the quick fixes where something is clicked, and gives the first with these words. */
export async function fixAt(place: Locator, words: string | RegExp): Promise<Locator> {
  const page = place.page();
  const fix = page.locator('.action-widget .monaco-list-row, .context-view .monaco-menu .action-item').filter({ hasText: words }).first();
  await until(fix, async () => {
    await place.click({ force: true });
    await page.keyboard.press('Control+.');
  });
  return fix;
}

/** The inside of the page of the extension that is open. */
export function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** The packaged extension that this run tries. */
export function vsix(): string {
  const path = process.env.POLITY_VSIX;
  if (!path) throw new Error('POLITY_VSIX names the packaged extension; node test/vscode/run.ts makes it.');
  return path;
}

export async function closeEditors(page: Page): Promise<void> {
  await command(page, 'File: Revert File').catch(() => undefined);
  await command(page, 'View: Close All Editors');
  await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
}

/** Waits until an editor with the file has the focus. */
export async function reveals(page: Page, file: string): Promise<void> {
  await page.locator('.editor-group-container.active .tab.active', { hasText: file }).waitFor();
}

/** *Preview* on the line of the ward's spec that has these words. */
export async function previewAt(page: Page, word: string): Promise<FrameLocator> {
  await openFile(page, 'ward.constitution');
  await page.locator('.view-line', { hasText: word }).first().click();
  await command(page, 'Polity: Preview');
  const inside = webview(page);
  await inside.locator('h1').waitFor();
  return inside;
}
