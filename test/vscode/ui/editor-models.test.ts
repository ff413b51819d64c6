import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import type { FrameLocator } from 'playwright-core';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { root } from '../host/folder.ts';
import { picture, pictureFailures } from './pictures.ts';
import { careful, clearWorkspaces, workspaceFor } from './scripted.ts';
import { command, openFile, openWindow, vsix, type Window, webview } from './window.ts';

type Note = { readonly kind: 'listed' | 'asked' | 'cancelled' | 'ended'; readonly model?: string; readonly messages?: { text: string }[] };

describe('The editor’s own models, offered by another extension', () => {
  let server: Scripted;
  let window: Window;
  let scratch: string;
  let inside: FrameLocator;
  before(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'pm-'));
    const provider = join(scratch, 'scripted-models.vsix');
    await createVSIX({
      cwd: join(root, 'test', 'vscode', 'provider'),
      packagePath: provider,
      dependencies: false,
      skipLicense: true,
      allowMissingRepository: true,
    });
    server = await startScripted(careful(0));
    window = await openWindow({ folder: workspaceFor(server), vsix: [vsix(), provider], settings: { 'chat.disableAIFeatures': false } });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
    clearWorkspaces();
    rmSync(scratch, { recursive: true, force: true });
  });

  /** What the other extension was asked so far. */
  const notes = (kind: Note['kind']): Note[] => {
    const file = join(window.server.scratch, 'scripted-models.jsonl');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    return lines.map(line => JSON.parse(line) as Note).filter(note => note.kind === kind);
  };
  const noted = async (kind: Note['kind'], model: string) => {
    for (const end = Date.now() + 20_000; !notes(kind).some(note => note.model === model); )
      if (Date.now() > end) throw new Error(`The other extension never noted: ${kind} ${model}`);
      else await new Promise(resolve => setTimeout(resolve, 50));
  };
  const rows = () => window.page.locator('.quick-input-list .monaco-list-row');
  const choose = async (name: string) => {
    await command(window.page, 'Polity: Choose Model…');
    await rows().filter({ hasText: name }).first().click();
    await window.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  };
  const dialog = () => window.page.locator('.monaco-dialog-box');

  it('stand in Choose Model…, and nothing is asked by that', async () => {
    const { page } = window;
    await openFile(page, 'ward.constitution');
    await page.locator('.view-line', { hasText: 'How much paracetamol' }).first().click();
    await command(page, 'Polity: Preview');
    inside = webview(page);
    await inside.locator('h1').waitFor();
    await command(page, 'Polity: Choose Model…');
    await rows().filter({ hasText: 'Scripted, steady' }).first().waitFor();
    await picture(page, 'editor-models-choice');
    await rows().filter({ hasText: 'Scripted, steady' }).first().click();
    await inside.getByText('Model: editor/scripted/steady').waitFor();
    assert.deepEqual(notes('asked'), []);
  });

  it('are not asked where their user does not allow it, and it is said so', async () => {
    const { page } = window;
    await inside.locator('#run').click();
    await dialog().waitFor();
    await picture(page, 'editor-models-consent');
    assert.match((await dialog().textContent()) ?? '', /Polity/);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await inside.locator('#column-with .outcome', { hasText: 'You have not allowed Polity to use this model' }).waitFor();
    await picture(page, 'editor-models-denied');
    assert.deepEqual(notes('asked'), []);
  });

  it('stream their reply in pieces once they are allowed, their sampling marked as uncontrolled', async () => {
    const { page } = window;
    await inside.getByLabel('the model without the spec').check();
    await inside.locator('#run').click();
    await dialog().getByRole('button', { name: 'Allow' }).click();
    const coming = inside.locator('#column-with .coming .text');
    await coming.filter({ hasText: /^A fever/ }).waitFor();
    const early = (await coming.textContent()) ?? '';
    assert.ok(!early.includes('nurse line'), early);
    await picture(page, 'editor-models-streaming');
    await inside.locator('#column-with .outcome', { hasText: 'Passes' }).waitFor();
    await inside.locator('#column-without .outcome').waitFor();
    assert.match((await inside.locator('#column-with').textContent()) ?? '', /ask your clinician or a nurse line today/);
    assert.match((await inside.locator('#column-with h3').textContent()) ?? '', /sampling uncontrolled/);
    assert.equal(await dialog().count(), 0, 'one question is enough');
    const asked = notes('asked');
    assert.equal(asked.length, 2);
    assert.equal(asked.filter(({ messages }) => messages!.some(({ text }) => text.includes('Ward assistant'))).length, 1);
    await picture(page, 'editor-models-replied');
  });

  it('are told when it is cancelled', async () => {
    await inside.getByLabel('the model without the spec').uncheck();
    await choose('Scripted, slow');
    await inside.getByText('Model: editor/scripted/slow').waitFor();
    await inside.locator('#run').click();
    await inside.locator('#column-with .coming').waitFor();
    await inside.locator('#cancel').click();
    await inside.locator('#column-with .outcome', { hasText: 'Cancelled' }).waitFor();
    await noted('cancelled', 'slow');
  });

  it('say in plain words that their allowance is used up, that they broke off, and that they are gone', async () => {
    const { page } = window;
    for (const [name, model, words] of [
      ['Scripted, without an allowance', 'spent', /cannot be asked now: The allowance of this month is used up/],
      ['Scripted, stumbling', 'stumbling', /The line went dead/],
    ] as const) {
      await choose(name);
      await inside.getByText(`Model: editor/scripted/${model}`).waitFor();
      await inside.locator('#run').click();
      await inside.locator('#column-with .outcome', { hasText: words }).waitFor();
    }
    await picture(page, 'editor-models-stumbled');
    await command(page, 'Scripted Models: Leave');
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome', { hasText: 'VS Code offers no model scripted/stumbling' }).waitFor();
    await picture(page, 'editor-models-gone');
    assert.deepEqual(window.foreign, []);
  });
});
