import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../host/folder.ts';
import { picture, pictureFailures } from './pictures.ts';
import { command, openFile, openWindow, until, vsix, type Window } from './window.ts';

/** Its Markdown is two files: the document, and the prompt that its footnote names. */
const spec = `constitution guide "Guide"
principle kind "Be kind" { "Be kind to everyone who asks.[^ep1]" }
eval ep1_1 "A question" {
  checks kind
  user "May I ask you something?"
}
`;

describe('What has to do with files', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({
      folder: join(root, 'test', 'vscode', 'workspaces', 'clinic', 'docs'),
      vsix: vsix(),
      settings: { 'files.simpleDialog.enable': true },
    });
  });
  pictureFailures(() => window);
  after(() => window?.close());

  it('Compile To… asks before it writes over what lies there', async () => {
    const { page, folder } = window;
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'guide.md'), 'mine');
    writeFileSync(join(folder, 'guide.constitution'), spec);
    const input = page.locator('.quick-input-widget input[type=text]');
    const compile = async () => {
      await openFile(page, 'guide.constitution');
      await command(page, 'Polity: Compile To');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Markdown' }).first().click();
      await page.locator('.quick-input-widget', { hasText: 'Folder for the files' }).waitFor();
      // What is typed before the folder was read is put away.
      const listed = page.locator('.quick-input-list .monaco-list-row', { hasText: 'out' }).first();
      await listed.waitFor();
      await input.fill(`${out}/`);
      await listed.waitFor({ state: 'detached' });
      await page.locator('.quick-input-widget').getByRole('button', { name: 'Write Here' }).click();
    };
    const dialog = page.locator('.monaco-dialog-box');
    await compile();
    await dialog.getByText('Replace 1 file?').waitFor();
    await picture(page, 'compile-replace');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(readFileSync(join(out, 'guide.md'), 'utf8'), 'mine');
    assert.ok(!existsSync(join(out, 'examples')));
    await compile();
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await page.getByText('2 files were written').first().waitFor();
    assert.match(readFileSync(join(out, 'guide.md'), 'utf8'), /Be kind to everyone/);
    assert.match(readFileSync(join(out, 'examples', 'ep1.md'), 'utf8'), /May I ask you something/);
  });

  it('what stands in a menu says whose it is, and Import… stands only where there is something to import', async () => {
    const { page, folder } = window;
    writeFileSync(join(folder, 'polity.config.json'), '{}');
    const file = (name: string) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
    const entry = (name: string) => page.getByRole('menuitem', { name });
    await until(entry('Import into Polity…'), () => file('reading.md').click({ button: 'right' }));
    await page.keyboard.press('Escape');
    await until(entry('Open to the Side'), () => file('polity.config.json').click({ button: 'right' }));
    assert.equal(await entry('Import').count(), 0);
    await page.keyboard.press('Escape');
    await openFile(page, 'guide.constitution');
    await until(entry('Polity'), () => page.locator('.view-line', { hasText: 'May I ask' }).click({ button: 'right' }));
    assert.equal(await entry('Preview').count(), 0, 'it stands below Polity');
    await entry('Polity').hover();
    await page.keyboard.press('ArrowRight');
    await entry('Preview').waitFor();
    await picture(page, 'menu-polity');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
});
