import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../host/folder.ts';
import { violations } from './axe.ts';
import { picture, pictureFailures } from './pictures.ts';
import { closeEditors, command, goToLine, openFile, openWindow, reveals, vsix, type Window, webview } from './window.ts';

/** The clinic, as a repository whose branch `work` says more than `main`. */
function clinicRepository(): { readonly folder: string; readonly git: (...words: string[]) => string } {
  const folder = join(mkdtempSync(join(tmpdir(), 'pr-')), 'clinic');
  cpSync(join(root, 'test', 'vscode', 'workspaces', 'clinic'), folder, { recursive: true });
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A. Author', '-c', 'user.email=author@example.org', ...words], { cwd: folder, encoding: 'utf8' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'The clinic');
  git('switch', '-q', '-c', 'work');
  return { folder, git };
}

const changed = (text: string): string =>
  text
    .replace('should refer_to_clinician unless supervised', 'must refer_to_clinician unless supervised')
    .replace('Waiting is a decision too.', 'Waiting is a choice as well.');

async function pickMain(page: Page): Promise<void> {
  await command(page, 'Polity: Compare with Branch');
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'main' }).waitFor();
  await picture(page, 'review-pick');
  await page.keyboard.press('Enter');
}

describe('Compare with Branch', () => {
  const repository = clinicRepository();
  let window: Window;
  before(async () => {
    const file = join(repository.folder, 'clinic.constitution');
    writeFileSync(file, changed(readFileSync(file, 'utf8')));
    window = await openWindow({ folder: repository.folder, vsix: vsix() });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    rmSync(join(repository.folder, '..'), { recursive: true, force: true });
  });

  it('says above a principle what is stricter than main, before anybody asks', async () => {
    const { page } = window;
    await openFile(page, 'clinic.constitution');
    await page.keyboard.press('Control+End');
    await page.locator('.codelens-decoration a', { hasText: 'stricter than main when not supervised' }).first().waitFor();
    assert.equal(await page.locator('.comment-range-glyph.comment-thread').count(), 0);
  });

  it('shows the review beside the text, with marks and comments in it', async () => {
    const { page } = window;
    await pickMain(page);
    const inside = webview(page);
    await inside.getByRole('heading', { name: 'Review: since main' }).waitFor();
    assert.match(
      (await inside.locator('.headline').textContent()) ?? '',
      /^Stricter: something that was allowed is now required or forbidden/,
    );
    assert.match(
      (await inside.locator('tbody tr').first().textContent()) ?? '',
      /stricter.*refer_to_clinician was left open and is now required.*when not supervised/s,
    );
    assert.equal(await inside.locator('.wording del').textContent(), 'decision too');
    assert.equal(await inside.locator('.wording ins').textContent(), 'choice as well');
    assert.deepEqual(await violations(page), []);
    await inside.locator('.principles').getByRole('button', { name: 'refer' }).click();
    await reveals(page, 'clinic.constitution');
    await page.locator('.comment-range-glyph.comment-thread').first().waitFor();
    await picture(page, 'review');
  });

  it('has a comment at the norm that nobody can answer', async () => {
    const { page } = window;
    await page.locator('.comment-range-glyph.comment-thread').first().click({ force: true });
    const comment = page.locator('.review-widget').first();
    await comment.waitFor();
    await picture(page, 'review-comment');
    assert.match((await comment.textContent()) ?? '', /refer_to_clinician was left open and is now required when not supervised/);
    assert.equal(await comment.getByText('Reply...').first().isVisible(), false);
  });

  it('keeps up with the text, unsaved as it is', async () => {
    const { page } = window;
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\nprinciple hush "Hush" {\n  must not refer_to_clinician when urgency is routine\n}\n');
    await webview(page).locator('h2', { hasText: 'Conflicts that came in' }).waitFor();
    assert.match((await webview(page).locator('.conflicts').first().textContent()) ?? '', /hush: must not refer_to_clinician/);
    await picture(page, 'review-edited');
    assert.deepEqual(await violations(page), []);
  });

  it('stops, and leaves nothing behind', async () => {
    const { page } = window;
    await command(page, 'Polity: Stop Comparing');
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    await page.locator('.comment-range-glyph.comment-thread').first().waitFor({ state: 'detached' });
    // What stands above the line is drawn anew when it is in sight.
    await goToLine(page, 36);
    await page.locator('.codelens-decoration a', { hasText: 'than main' }).first().waitFor({ state: 'detached' });
    await closeEditors(page);
  });

  it('asks nothing of any network', () => assert.deepEqual(window.foreign, []));
});

describe('Compare with Branch, in other lights', () => {
  const repository = clinicRepository();
  let window: Window;
  pictureFailures(() => window);
  afterEach(() => window?.close());
  after(() => rmSync(join(repository.folder, '..'), { recursive: true, force: true }));

  for (const [theme, name] of Object.entries({ dark: 'Default Dark Modern', 'high-contrast': 'Default High Contrast' })) {
    it(theme, async () => {
      const file = join(repository.folder, 'clinic.constitution');
      repository.git('checkout', '-q', '--', '.');
      writeFileSync(file, changed(readFileSync(file, 'utf8')));
      window = await openWindow({ folder: repository.folder, vsix: vsix(), settings: { 'workbench.colorTheme': name } });
      const { page } = window;
      await openFile(page, 'clinic.constitution');
      await page.keyboard.press('Control+End');
      await pickMain(page);
      await webview(page).locator('.headline').waitFor();
      await webview(page).locator('.principles').getByRole('button', { name: 'refer' }).click();
      await page.locator('.comment-range-glyph.comment-thread').first().waitFor();
      await picture(page, `review-${theme}`);
      assert.deepEqual(await violations(page), []);
    });
  }
});
