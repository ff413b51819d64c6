// Pictures of what the suites saw, kept in a folder that git ignores, for people to look at.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../host/folder.ts';

const folder = join(root, 'screenshots');

export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A picture of what was on the screen when a test failed. */
export function pictureFailures(window: () => { readonly page: Page } | undefined): void {
  afterEach(async function () {
    const page = window()?.page;
    if (page && this.currentTest?.state === 'failed') await picture(page, `failed-${this.currentTest.fullTitle().replaceAll(/\W+/g, '-')}`);
  });
}
