import type { Page } from 'playwright-core';

/** Waits for what is drawn after the text of a line: by CSS, so that it is no text of the page. */
export async function expectAfter(page: Page, line: string, words: string | RegExp): Promise<void> {
  const found = page.locator('.view-line', { hasText: new RegExp(`^${line.replaceAll(' ', '.')}`) }).first();
  const read = () =>
    found.evaluate(element =>
      [...element.querySelectorAll('span')]
        .map(span => getComputedStyle(span, '::after').content.replace(/^"|"$|^none$|^normal$/g, ''))
        .join(''),
    );
  // Blanks are drawn as such that do not break.
  const fits = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text));
  for (const end = Date.now() + 20_000; ; await page.waitForTimeout(100)) {
    const text = (await read()).replaceAll('\u00a0', ' ').trim();
    if (fits(text)) return;
    if (Date.now() > end) throw new Error(`After “${line}” stands “${text}”, and not ${words}.`);
  }
}
