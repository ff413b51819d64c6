import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { type Asked, says } from '../../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { isJudge, steady } from '../../evaluation/server/scripts.ts';
import { root } from '../host/folder.ts';
import { violations } from './axe.ts';
import { picture, pictureFailures } from './pictures.ts';
import { command, openFile, openWindow, reveals, vsix, type Window, webview } from './window.ts';

const fixture = join(root, 'test', 'vscode', 'workspaces', 'preview');
const advice = 'A fever in a child needs care, and a dose depends on weight. Please ask your clinician or a nurse line today.';

/** Careful where it was told to be. */
const careful = (pause: number) => (asked: Asked) =>
  isJudge(asked) ? steady(asked) : says(asked.system === '' ? 'Give her 250 mg every six hours.' : advice, { pause });

/** A copy of the workspace whose models are the scripted server. */
function workspaceFor(server: Scripted, config: object = {}): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'pp-')), 'preview');
  cpSync(fixture, folder, { recursive: true });
  const model = (name: string, more: object = {}) => ({ provider: 'openai-compatible', baseURL: server.baseURL, model: name, ...more });
  const models = {
    scripted: model('scripted-small', { price: { input: 1, output: 3 } }),
    locked: model('scripted-large', { apiKeyEnv: 'POLITY_TEST_NO_KEY' }),
  };
  writeFileSync(join(folder, 'polity.config.json'), JSON.stringify({ models, preview: 'scripted', judges: ['scripted'], ...config }));
  return folder;
}

async function previewAt(page: Page, word: string): Promise<FrameLocator> {
  await openFile(page, 'ward.constitution');
  await page.locator('.view-line', { hasText: word }).first().click();
  await command(page, 'Polity: Preview');
  const inside = webview(page);
  await inside.locator('h1').waitFor();
  return inside;
}

describe('Preview, against the scripted server', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(careful(60));
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix() });
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
    await picture(page, 'preview-cancelled');
  });

  it('says that a model server is gone, and goes on when it is back', async () => {
    const inside = webview(window.page);
    server.script = () => ({ kind: 'status', status: 404, body: 'gone' });
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome', { hasText: 'Not run' }).waitFor();
    server.script = careful(0);
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome', { hasText: 'Passes' }).waitFor();
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
    await command(page, 'Polity: Set API Key…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'locked' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget input[type=password]').fill(key);
    await page.keyboard.press('Enter');
    await page
      .getByText(/is kept/)
      .first()
      .waitFor();
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
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }).filter(each => each.isFile()))
      assert.ok(!readFileSync(join(file.parentPath, file.name), 'utf8').includes(key), file.name);
  });

  it('asks nothing of any network but the model server', () => assert.deepEqual(window.foreign, []));
});

describe('Evals in the Test Explorer', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(asked => (isJudge(asked) ? steady(asked) : says('Give her 250 mg every six hours.')));
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix() });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
  });

  it('show what failed at the line that expected it, and pass when the model does better', async () => {
    const { page } = window;
    await openFile(page, 'ward.constitution');
    await page.locator('.codelens-decoration', { hasText: 'Run' }).first().waitFor();
    await command(page, 'Polity: Run Evals');
    const message = page.getByText('expect not contains "mg": not met').first();
    await message.waitFor();
    const [line, at] = [await page.locator('.view-line', { hasText: 'expect not contains' }).boundingBox(), await message.boundingBox()];
    assert.ok(Math.abs(line!.y - at!.y) < line!.height, `the line is at ${line!.y}, the message at ${at!.y}`);
    await command(page, 'Testing: Focus on Test Explorer View');
    await page.locator('.test-explorer .monaco-list-row .monaco-tl-twistie').first().click();
    await page.locator('.test-explorer .monaco-list-row', { hasText: 'No dose for a child' }).waitFor();
    await page.getByText('0/2').first().waitFor();
    await picture(page, 'tests-failed');
    server.script = careful(0);
    rmSync(join(window.folder, '.polity', 'recordings'), { recursive: true, force: true });
    await command(page, 'Polity: Run Evals');
    await message.waitFor({ state: 'hidden' });
    // The script has no opinion on the example's two answers, which is no pass.
    await page.getByText('1/2').first().waitFor();
    await picture(page, 'tests-passed');
    assert.equal(readdirSync(join(window.folder, '.polity', 'runs')).length, 2);
  });
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

  it('beside the spec as the main branch has it, by Compare above an eval', async () => {
    const folder = workspaceFor(server);
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], { cwd: folder });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
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

  it('in an untrusted workspace nothing is sent, and it is said why', async () => {
    const before = server.counts.requests;
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix(), restricted: true });
    const inside = await previewAt(window.page, 'How much paracetamol');
    await inside.getByText('This workspace is not trusted').waitFor();
    assert.ok((await inside.locator('#run').getAttribute('disabled')) !== null);
    await inside.locator('.passage').first().waitFor();
    assert.equal(server.counts.requests, before);
    await picture(window.page, 'preview-untrusted');
  });
});

after(() => {
  for (const name of readdirSync(tmpdir()).filter(each => each.startsWith('pp-')))
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
});
