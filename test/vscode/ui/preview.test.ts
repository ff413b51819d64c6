import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { says } from '../../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { isJudge, steady } from '../../evaluation/server/scripts.ts';
import { pageFrame, violations } from './axe.ts';
import { picture, pictureFailures } from './pictures.ts';
import { advice, careful, clearWorkspaces, commit, workspaceFor } from './scripted.ts';
import { command, keepKey, openFile, openWindow, previewAt, reveals, vsix, type Window, webview } from './window.ts';

describe('Preview, against the scripted server', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(careful(60));
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix(), settings: { 'polity.trace.server': 'verbose' } });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
  });

  it('shows what no model is needed for, and nothing is sent', async () => {
    const inside = await previewAt(window.page, 'How much paracetamol');
    await inside.getByRole('heading', { name: 'Preview of No dose for a child' }).waitFor();
    await inside.getByText('expect avoids give_dosage').waitFor();
    await inside.getByRole('heading', { name: 'Norms in force' }).waitFor();
    await inside.locator('.passage .origin', { hasText: 'no_doses_for_minors' }).first().waitFor();
    assert.equal(server.counts.requests, 0);
    assert.deepEqual(await violations(window.page), []);
    await picture(window.page, 'preview-plan');
  });

  it('streams the replies of two columns, and says what each expectation came to', async () => {
    const { page } = window;
    const inside = webview(page);
    await inside.getByLabel('the model without the spec').check();
    await inside.locator('#run').click();
    await inside.locator('#column-with .coming').waitFor();
    await picture(page, 'preview-streaming');
    await inside.locator('#column-with .outcome').waitFor();
    await inside.locator('#column-without .outcome').waitFor();
    assert.match((await inside.locator('#column-with').textContent()) ?? '', /Passes/);
    assert.ok(((await inside.locator('#column-with').textContent()) ?? '').includes(advice));
    assert.match((await inside.locator('#column-without').textContent()) ?? '', /Fails/);
    assert.match((await inside.locator('#column-without li.not-met').textContent()) ?? '', /not contains "mg".*not met.*mg/s);
    assert.match((await inside.locator('#column-with .spent').textContent()) ?? '', /tokens in.*\$0\.0.* s/);
    assert.deepEqual(await violations(page), []);
    await picture(page, 'preview-replies');
  });

  it('is told so many times a second what comes in, however fast it comes', async () => {
    const { page } = window;
    const inside = webview(page);
    const pieces = 1500;
    server.script = asked => (isJudge(asked) ? steady(asked) : says('word '.repeat(pieces).trim(), { pause: 1 }));
    const frame = await pageFrame(page);
    await frame.evaluate(`
      window.counted = { messages: 0, drawn: 0 };
      window.addEventListener('message', ({ data }) => data.kind === 'show' && counted.messages++);
      new MutationObserver(() => counted.drawn++).observe(document.getElementById('root'), { subtree: true, childList: true, characterData: true });
    `);
    const began = performance.now();
    await inside.locator('#run').click();
    // What was answered before still stands there: it goes as the run begins, and the button is free again as it ends.
    await inside.locator('#cancel').waitFor();
    await inside.locator('#run').waitFor();
    const seconds = (performance.now() - began) / 1000;
    const { messages, drawn } = (await frame.evaluate('counted')) as { messages: number; drawn: number };
    // A message each 60 milliseconds at most, and a few at the beginning and the end.
    assert.ok(messages <= seconds * 17 + 10, `${messages} messages in ${seconds} s for ${2 * pieces} pieces`);
    assert.ok(messages < pieces / 5, `${messages} messages for ${2 * pieces} pieces`);
    assert.ok(drawn <= 2 * messages + 10, `drawn ${drawn} times for ${messages} messages`);
    server.script = careful(60);
    await inside.locator('#run').click();
    await inside.locator('#column-with', { hasText: advice }).locator('.outcome').waitFor();
    await inside.locator('#column-without .outcome', { hasText: 'Fails' }).waitFor();
  });

  it('reads in an order that makes sense', async () => {
    // biome-ignore lint/performance/useDomNodeTextContent: what a screen reader says is what is laid out, with its blanks.
    const text = (await webview(window.page).locator('main').innerText()).replaceAll(/\s+/g, ' ');
    const order = [
      'Preview of',
      'What is asked',
      'How much paracetamol',
      'Ask a model',
      'Replies',
      'With the spec',
      'Passes',
      advice,
      'Expectations',
      'Without the spec',
      'Fails',
      'Norms in force',
      'The compiled prompt',
    ];
    const places = order.map(word => text.indexOf(word));
    assert.ok(!places.includes(-1), order[places.indexOf(-1)]);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  it('leads from an expectation to its line, and marks what is older than the text', async () => {
    const { page } = window;
    const inside = webview(page);
    await inside.locator('#column-with').getByRole('button', { name: 'expect avoids give_dosage' }).click();
    await reveals(page, 'ward.constitution');
    assert.equal(await inside.locator('.stale').count(), 0);
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 'constitution ward "'.length; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.type('Big ');
    await inside.locator('.stale').waitFor();
    await picture(page, 'preview-stale');
    for (let i = 0; i < 'Big '.length; i++) await page.keyboard.press('Backspace');
    await inside.locator('.stale').waitFor({ state: 'detached' });
  });

  it('is cancelled in mid-stream, by keyboard, and keeps what came', async () => {
    const { page } = window;
    const inside = webview(page);
    server.script = careful(200);
    await inside.locator('#run').focus();
    await page.keyboard.press('Enter');
    await inside.locator('#column-with .coming').waitFor();
    await inside.locator('#cancel').focus();
    await page.keyboard.press('Enter');
    await inside.locator('#column-with .outcome', { hasText: 'Cancelled' }).waitFor();
    await inside.locator('#run').waitFor();
    assert.equal(await inside.locator('.visually-hidden[role=status]').textContent(), 'Cancelled. None of two answers came.');
    await picture(page, 'preview-cancelled');
  });

  it('says that a model server is gone, and goes on when it is back', async () => {
    const inside = webview(window.page);
    const { port } = new URL(server.url);
    await server.close();
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome', { hasText: 'Not run' }).filter({ hasText: port }).waitFor();
    await picture(window.page, 'preview-server-gone');
    server = await startScripted(careful(0), { port: Number(port) });
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome', { hasText: 'Passes' }).waitFor();
  });

  it('asks other models side by side, says which of them lacks its key, and leaves them out again', async () => {
    const { page } = window;
    const inside = webview(page);
    await inside.getByLabel('the model without the spec').uncheck();
    await inside.getByRole('button', { name: 'Another model as well…' }).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'locked' }).first().click();
    await inside.getByRole('button', { name: 'Leave out locked' }).waitFor();
    await inside.locator('#run').click();
    await inside.locator('#column-other0 .outcome', { hasText: 'Not run' }).waitFor();
    await inside.locator('#column-with .outcome', { hasText: 'Passes' }).waitFor();
    await inside.locator('#column-other0').getByRole('button', { name: 'Set API Key…' }).waitFor();
    await picture(page, 'preview-others');
    await inside.getByRole('button', { name: 'Leave out locked' }).click();
    await inside.getByRole('button', { name: 'Leave out locked' }).waitFor({ state: 'detached' });
  });

  it('copies as an eval', async () => {
    const { page } = window;
    await webview(page).locator('vscode-button', { hasText: 'Copy as eval' }).click();
    await page.getByText('Copied as an eval').waitFor();
    const text = (await page.evaluate('navigator.clipboard.readText()')) as string;
    assert.match(text, /^eval refuses_dose_2 \{\n {2}given audience is minor, urgency is soon\n {2}user ".*"\n(?: {2}expect .*\n){3}\}\n$/);
  });

  it('asks a typed line in a situation, and copies it', async () => {
    const { page } = window;
    const inside = await previewAt(page, 'Be open');
    await inside.getByText('Nothing is asked yet').waitFor();
    await inside.locator('#line').fill('May I have two?');
    await page.keyboard.press('Control+Enter');
    await inside.locator('.turn', { hasText: 'May I have two?' }).first().waitFor();
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome').waitFor();
    await inside.getByRole('button', { name: 'Copy as good example' }).first().click();
    await page.getByText('Copied as an example').waitFor();
    assert.equal(
      await page.evaluate('navigator.clipboard.readText()'),
      `example {\n  user "May I have two?"\n  good ${JSON.stringify(advice)}\n}\n`,
    );
  });

  it('keeps a key in SecretStorage, sends it to its address, and shows it nowhere', async () => {
    const { page, folder } = window;
    const key = 'sk-test-0123456789';
    await command(page, 'Developer: Set Log Level...');
    for (const row of ['Polity', 'Trace']) await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
    await keepKey(page, 'locked', key);
    await command(page, 'Polity: Choose Model…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'locked' }).first().click();
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    const inside = await previewAt(page, 'How much paracetamol');
    server.script = asked => (isJudge(asked) ? steady(asked) : says(`Your key is ${key}.`));
    await inside.getByText('Model: locked').waitFor();
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome').waitFor();
    assert.ok(server.asked.some(({ headers }) => headers.authorization === `Bearer ${key}`));
    assert.ok(!((await inside.locator('main').textContent()) ?? '').includes(key));
    // What is open; and all that the editor itself has written: settings, its state, and the log with every message in it.
    const files = [folder, window.server.scratch].flatMap(each => readdirSync(each, { recursive: true, withFileTypes: true }));
    const read = files
      .filter(each => each.isFile())
      .map(file => ({ file: file.name, text: readFileSync(join(file.parentPath, file.name), 'latin1') }));
    assert.deepEqual(
      read.filter(({ text }) => text.includes(key)).map(({ file }) => file),
      [],
    );
    assert.ok(read.some(({ file, text }) => file.endsWith('.log') && text.includes('polity/preview/run') && text.includes('[key]')));
  });

  it('stays as it is when it is pinned, and the next preview opens beside it', async () => {
    const { page } = window;
    const inside = webview(page);
    await inside.getByRole('button', { name: 'Pin', exact: true }).click();
    await inside.getByRole('button', { name: 'Pinned' }).waitFor();
    await page.locator('.view-line', { hasText: 'Be open' }).first().click();
    await command(page, 'Polity: Preview');
    await page.locator('.tab', { hasText: 'Preview: Be open' }).waitFor();
    await page.locator('.tab', { hasText: 'Preview: No dose for a child' }).waitFor();
  });

  it('asks nothing of any network but the model server', () => assert.deepEqual(window.foreign, []));
});

describe('Preview in every theme, and in a narrow panel', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(careful(0));
  });
  after(() => server?.close());
  afterEach(() => window?.close());
  pictureFailures(() => window);

  const themes = {
    dark: 'Default Dark Modern',
    light: 'Default Light Modern',
    'high-contrast-dark': 'Default High Contrast',
    'high-contrast-light': 'Default High Contrast Light',
  };
  for (const [theme, name] of Object.entries(themes)) {
    it(`axe finds nothing wrong: ${theme}`, async () => {
      const size = theme === 'light' ? { width: 1100, height: 1000 } : { width: 1400, height: 1000 };
      window = await openWindow({ folder: workspaceFor(server), vsix: vsix(), settings: { 'workbench.colorTheme': name }, size });
      const inside = await previewAt(window.page, 'How much paracetamol');
      await inside.getByLabel('the model without the spec').check();
      await inside.locator('#run').click();
      await inside.locator('#column-without .outcome').waitFor();
      await inside.locator('#column-with .outcome').waitFor();
      await picture(window.page, `preview-${theme}`);
      assert.deepEqual(await violations(window.page), []);
    });
  }

  it('in a narrow panel nothing is cut off', async () => {
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix(), size: { width: 800, height: 1000 } });
    const inside = await previewAt(window.page, 'How much paracetamol');
    await inside.getByLabel('the model without the spec').check();
    await inside.locator('#run').click();
    await inside.locator('#column-without .outcome').waitFor();
    await inside.locator('#column-with .outcome').waitFor();
    const frame = await pageFrame(window.page);
    assert.equal(await frame.evaluate('Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)'), 0);
    await picture(window.page, 'preview-narrow');
    await inside.locator('#column-without .verdicts').scrollIntoViewIfNeeded();
    await picture(window.page, 'preview-narrow-below');
    assert.deepEqual(await violations(window.page), []);
  });

  it('beside the spec as the main branch has it, by Compare above an eval', async () => {
    const folder = workspaceFor(server);
    commit(folder);
    const file = join(folder, 'ward.constitution');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Ward assistant', 'Ward helper'));
    window = await openWindow({ folder, vsix: vsix() });
    const { page } = window;
    await openFile(page, 'ward.constitution');
    await page.locator('.codelens-decoration a', { hasText: 'Compare' }).last().waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Compare' }).last().click();
    const inside = webview(page);
    await inside.locator('#column-branch .outcome', { hasText: 'Passes' }).waitFor();
    await inside.locator('#column-branch', { hasText: 'As on main' }).waitFor();
    const systems = new Set(server.asked.filter(asked => !isJudge(asked)).map(({ system }) => system.split('\n')[0]));
    assert.ok(systems.has('# Ward helper') && systems.has('# Ward assistant'), [...systems].join());
    await picture(page, 'preview-compare');
  });

  it('with no model configured: everything that needs none, and the next step', async () => {
    const folder = workspaceFor(server, { models: {}, preview: undefined, judges: undefined });
    window = await openWindow({ folder, vsix: vsix() });
    const inside = await previewAt(window.page, 'How much paracetamol');
    await inside.getByText('No model is chosen yet').waitFor();
    await inside.locator('vscode-button', { hasText: 'Choose a model…' }).waitFor();
    await inside.locator('.passage').first().waitFor();
    assert.deepEqual(await violations(window.page), []);
    await picture(window.page, 'preview-no-model');
  });

  it('in an untrusted workspace nothing is sent, it is said why, and one click leads to where it is trusted', async () => {
    const before = server.counts.requests;
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix(), restricted: true });
    const inside = await previewAt(window.page, 'How much paracetamol');
    await inside.getByText('This workspace is not trusted').waitFor();
    assert.ok((await inside.locator('#run').getAttribute('disabled')) !== null);
    await inside.locator('.passage').first().waitFor();
    assert.equal(server.counts.requests, before);
    await picture(window.page, 'preview-untrusted');
    // Trust is a click away, and the page that is open hears of it.
    const { page } = window;
    assert.deepEqual(await violations(page), []);
    await inside.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await page.getByRole('button', { name: 'Trust', exact: true }).click();
    // The editor's own page about trust lies over everything; a click beside it closes it.
    await page.locator('.monaco-modal-editor-block').click({ position: { x: 5, y: 5 } });
    await inside.locator('#run:not([disabled])').click();
    await inside.locator('#column-with .outcome', { hasText: 'Passes' }).waitFor();
    assert.equal(await inside.getByText('This workspace is not trusted').count(), 0);
  });
});

after(clearWorkspaces);
