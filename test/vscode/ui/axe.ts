// What axe-core finds wrong with a page inside the editor.

import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** The frame in which the extension's own page stands. */
export async function pageFrame(page: Page): Promise<Frame> {
  const element = await page.frameLocator('iframe.webview.ready').locator('iframe#active-frame').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('No page of the extension is open.');
  return frame;
}

/** One line for each violation, with the elements; none is what is wanted. */
export async function violations(page: Page): Promise<string[]> {
  const frame = await pageFrame(page);
  await frame.evaluate(axe.source);
  const found = (await frame.evaluate('axe.run(document).then(({ violations }) => violations)')) as Violation[];
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `    ${html}\n    ${failureSummary}`).join('\n')}`,
  );
}
