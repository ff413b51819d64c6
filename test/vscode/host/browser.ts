// Chromium with the workbench of a running server in it.

import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './folder.ts';

const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage', '--no-first-run'];

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium: install the package chromium, or name one in CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args, headless: true });
}

/** A page of its own profile; nothing but the loopback may be asked for, and what is asked for elsewhere is kept for the suites to see. */
export async function openContext(
  browser: Browser,
  size: { width: number; height: number },
): Promise<{ context: BrowserContext; foreign: string[] }> {
  const context = await browser.newContext({ viewport: size, ignoreHTTPSErrors: true });
  const foreign: string[] = [];
  context.on('request', request => {
    const url = new URL(request.url());
    // A page of an extension has its own files under a name that the workbench's service worker answers.
    const here = /^(127\.0\.0\.1|localhost)$|\.vscode-resource\.vscode-cdn\.net$/;
    if (/^(https?|wss?):$/.test(url.protocol) && !here.test(url.hostname)) foreign.push(request.url());
  });
  return { context, foreign };
}

export interface Development {
  readonly extensions: readonly string[];
  /** A suite to run in the extension host; the window ends with it. */
  readonly tests?: string;
}

/**
 * Has the workbench load extensions from their folders and run a suite in the extension host. A built product takes this from
 * the configuration in its page only, so the page's own script is given what the command line of a desktop VS Code would say.
 */
export async function developWith(page: Page, port: number, development: Development): Promise<void> {
  const uri = (path: string) => ({ scheme: 'vscode-remote', authority: `127.0.0.1:${port}`, path });
  const options = { extensions: development.extensions.map(uri), ...(development.tests && { extensionTestsPath: uri(development.tests) }) };
  await page.addInitScript(developmentOptions => {
    if (window.top !== window) return;
    const observer = new MutationObserver(() => {
      const element = document.getElementById('vscode-workbench-web-configuration');
      if (!element) return;
      observer.disconnect();
      const settings = JSON.parse(element.getAttribute('data-settings') ?? '{}');
      element.setAttribute('data-settings', JSON.stringify({ ...settings, developmentOptions }));
    });
    observer.observe(document, { childList: true, subtree: true });
  }, options);
}

/** The address of the workbench with a folder, or with a `.code-workspace` file. */
export function workbench(port: number, path: string | undefined): string {
  if (!path) return `http://127.0.0.1:${port}/`;
  return `http://127.0.0.1:${port}/?${path.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodeURIComponent(path)}`;
}
