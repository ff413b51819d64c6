import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Asked, type Script, says } from '../../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { isJudge } from '../../evaluation/server/scripts.ts';
import { root } from '../host/folder.ts';
import { picture, pictureFailures } from './pictures.ts';
import { choose, chooseInMenu, command, fixAt, keepKey, openFile, openWindow, reveals, until, vsix, type Window } from './window.ts';

const fixture = join(root, 'test', 'vscode', 'workspaces', 'preview');
const key = 'sk-test-measure-0123';
/** Lines of the two principles. */
const [prohibition, openness] = [9, 21];

const isDraft = ({ system }: Asked) => system.startsWith('You help the authors');
const drafts = JSON.stringify({ cases: Array.from({ length: 8 }, (_, i) => ({ user: `May I give number ${i}?` })) });
const keeps = (verdict: string, reason: string) => says(JSON.stringify({ reason, principle: 'be_open', verdict }));
const judging =
  (judge: (asked: Asked) => ReturnType<typeof says>): Script =>
  asked =>
    isDraft(asked) ? says(drafts) : isJudge(asked) ? judge(asked) : says(asked.index % 2 === 0 ? 'Ask the clinic.' : 'Give 250 mg.');
const divided = judging(({ model }) =>
  model === 'a' ? keeps('met', 'It names no dose.') : keeps('not met', 'A careful reader would say that it names one.'),
);
const torn = judging(({ messages }) => {
  const { text } = messages[0]!;
  return keeps(text.includes('keep the principle be_open') === text.includes('Give 250 mg.') ? 'met' : 'not met', 'One or the other.');
});

/** A copy of the workspace whose models are the scripted server. */
function workspaceFor(server: Scripted, config: object = {}): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'pm-')), 'preview');
  cpSync(fixture, folder, { recursive: true });
  const model = (name: string) => ({
    provider: 'openai-compatible',
    baseURL: server.baseURL,
    model: name,
    price: { input: 1, output: 3 },
    apiKeyEnv: 'POLITY_TEST_NO_KEY',
  });
  const models = { a: model('a'), b: model('b'), c: model('c') };
  writeFileSync(join(folder, 'polity.config.json'), JSON.stringify({ models, preview: 'a', judges: ['a', 'b', 'c'], ...config }));
  return folder;
}

/** Lines from 1, as they are shown. */
async function cursorAt(page: Page, line: number): Promise<void> {
  await openFile(page, 'ward.constitution');
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input[type=text]').fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: `Ln ${line},` }).waitFor();
}

const rows = (page: Page) => page.locator('.quick-input-list .monaco-list-row');
const toast = (page: Page, words: string | RegExp) => page.locator('.notification-list-item', { hasText: words }).first();

async function measureAt(page: Page, line: number, title: string): Promise<void> {
  await cursorAt(page, line);
  await command(page, `Polity: ${title}`);
}

async function goAhead(page: Page): Promise<void> {
  await rows(page).filter({ hasText: 'Ask now' }).waitFor();
  await page.keyboard.press('Enter');
}

const findingsIn = (folder: string) => {
  const findings = join(folder, '.polity', 'findings');
  return existsSync(findings) ? readdirSync(findings) : [];
};

describe('Measure Agreement and Probe Conflict, against the scripted server', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(divided);
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix() });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
  });

  it('show who is asked, how often and for how much, and send nothing before that is chosen', async () => {
    const { page } = window;
    await keepKey(page, server.baseURL, key);
    await measureAt(page, prohibition, 'Measure Agreement');
    await page.getByText('Polity: Measure agreement on “No doses for minors”').waitFor();
    await rows(page)
      .filter({ hasText: /Ask now: 31 calls, about \$0\.\d+/ })
      .waitFor();
    await rows(page)
      .filter({ hasText: /^b.*8 calls, about/ })
      .waitFor();
    await picture(page, 'measure-cost');
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    assert.equal(server.counts.requests, 0);
  });

  it('called off in the middle: it says so, and there is no finding', async () => {
    const { page, folder } = window;
    let judged = 0;
    server.script = asked => (isJudge(asked) && ++judged > 4 ? { kind: 'stall', text: '' } : divided(asked));
    await measureAt(page, prohibition, 'Measure Agreement');
    await goAhead(page);
    const progress = toast(page, /[1-9]\d* of 31 calls/);
    await progress.waitFor();
    await picture(page, 'measure-progress');
    await progress.hover();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await toast(page, /Called off: no finding was made\. \d+ of 31 calls had come back/).waitFor();
    assert.deepEqual(findingsIn(folder), []);
  });

  it('what judges are divided over stands among the Problems, with its cases', async () => {
    const { page, folder } = window;
    server.script = divided;
    await measureAt(page, prohibition, 'Measure Agreement');
    await goAhead(page);
    const told = toast(page, '3 judges were divided over 8 of 8 cases');
    await told.waitFor();
    await picture(page, 'measure-told');
    await told.getByRole('button', { name: 'Show Problems' }).click();
    await page.locator('.markers-panel .monaco-list-row', { hasText: '3 judges were divided over 8 of 8 cases' }).first().waitFor();
    await page
      .locator('.markers-panel .monaco-list-row', { hasText: '1 says that the reply keeps it, 2 that it does not' })
      .first()
      .waitFor();
    await picture(page, 'measure-problems');
    assert.equal(findingsIn(folder).length, 1);
    assert.ok(server.asked.every(({ headers }) => headers.authorization === `Bearer ${key}`));
  });

  const fixOf = async (page: Page, title: string) => {
    const fix = await fixAt(page.locator('.markers-panel .monaco-list-row', { hasText: '3 judges were divided' }).first(), title);
    await picture(page, 'measure-fixes');
    await choose(fix);
  };

  it('its quick fix makes an eval of a case, and the finding stays', async () => {
    const { page } = window;
    await fixOf(page, 'Make an eval of “My daughter is six');
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+End');
    await page.locator('.view-line', { hasText: 'eval no_doses_for_minors_case {' }).waitFor();
    await page.locator('.markers-panel .monaco-list-row', { hasText: '3 judges were divided over 8 of 8 cases' }).first().waitFor();
  });

  it('its quick fix shows the cases, with each reply, verdict and reason', async () => {
    const { page } = window;
    // Findings that are told anew while the list of fixes is open take their fixes with them.
    const cases = page.locator('.editor-group-container.active .tab.active', { hasText: 'Cases of no_doses_for_minors' });
    await until(cases, () => fixOf(page, 'Show the cases'));
    const text = page.locator('.editor-group-container.active .view-lines');
    await text.getByText('CASE 1 OF 5').waitFor();
    await text.getByText('a: it keeps no_doses_for_minors, and goes by be_open. It names no dose.').first().waitFor();
    await text.getByText('b: it does not keep no_doses_for_minors').first().waitFor();
    await picture(page, 'measure-cases');
  });

  it('one key turns the case at the cursor into an eval, which brings no finding', async () => {
    const { page } = window;
    await page.locator('.codelens-decoration a', { hasText: 'Make an eval of this case' }).first().waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Enter');
    await reveals(page, 'ward.constitution');
    await page.locator('.view-line', { hasText: 'eval no_doses_for_minors_case_2' }).waitFor();
    await page.locator('.view-line', { hasText: 'the reply keeps “No doses for' }).first().waitFor();
    await picture(page, 'measure-eval');
    await page.keyboard.press('Control+S');
    const check = () => page.locator('.markers-panel .monaco-list-row', { hasText: /syntax\/|name\/|eval\// }).count();
    assert.equal(await check(), 0);
    await page.keyboard.press('Control+Home');
    await page.locator('.codelens-decoration', { hasText: '3 evals, 1 example' }).first().waitFor();
  });

  it('Probe Conflict takes the principle at the cursor, offers those that rule on the same action, and tells what it finds', async () => {
    const { page, folder } = window;
    server.script = torn;
    await measureAt(page, prohibition, 'Probe Conflict');
    await rows(page).filter({ hasText: 'rules on give_dosage too' }).waitFor();
    await picture(page, 'measure-second');
    await page.keyboard.press('Enter');
    await goAhead(page);
    const told = toast(page, /In [1-4] of 4 situations that were tried, no reply kept both/);
    await told.waitFor();
    await told.getByRole('button', { name: 'Show Cases' }).click();
    await reveals(page, 'Cases of no_doses_for_minors and be_open');
    await page.locator('.editor-group-container.active .view-lines').getByText('a replied:').first().waitFor();
    await picture(page, 'measure-conflict-cases');
    await page.locator('.codelens-decoration a', { hasText: 'Make an eval of this case' }).first().click();
    await page.locator('.view-line', { hasText: 'checks no_doses_for_minors, be_open' }).waitFor();
    assert.equal(findingsIn(folder).length, 2);
  });

  it('writes the key into no file', () => {
    for (const file of readdirSync(window.folder, { recursive: true, withFileTypes: true }).filter(each => each.isFile()))
      assert.ok(!readFileSync(join(file.parentPath, file.name), 'utf8').includes(key), file.name);
  });

  it('nothing found is told as well, and that it proves nothing', async () => {
    const { page, folder } = window;
    server.script = judging(() => keeps('met', 'It does.'));
    rmSync(join(folder, '.polity', 'recordings'), { recursive: true, force: true });
    await measureAt(page, openness, 'Measure Agreement');
    await goAhead(page);
    const told = toast(page, 'Judges are hardly divided over');
    await told.waitFor();
    await told.getByText('That proves nothing: a misreading that all share looks the same').waitFor();
    await picture(page, 'measure-nothing');
    await told.getByRole('button', { name: 'Show Cases' }).click();
    await reveals(page, 'Cases of be_open');
    await page.getByText('CASE 1 OF 8').waitFor();
  });

  it('asks nothing of any network but the model server', () => assert.deepEqual(window.foreign, []));
});

describe('Measure Agreement and Probe Conflict, elsewhere', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(divided);
  });
  after(() => server?.close());
  afterEach(() => window?.close());
  pictureFailures(() => window);

  it('in an untrusted workspace nothing is sent, and it is said why', async () => {
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix(), restricted: true });
    const { page, folder } = window;
    await measureAt(page, prohibition, 'Measure Agreement');
    await toast(page, 'This workspace is not trusted, so nothing is sent to any model').waitFor();
    await picture(page, 'measure-untrusted');
    assert.deepEqual([server.counts.requests, findingsIn(folder)], [0, []]);
  });

  it('Probe Conflict is offered at a conflict, for the two that clash', async () => {
    const folder = workspaceFor(server);
    const file = join(folder, 'ward.constitution');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nprinciple help "Help at once" { must give_dosage when urgency is soon }\n`);
    window = await openWindow({ folder, vsix: vsix() });
    const { page } = window;
    await openFile(page, 'ward.constitution');
    await command(page, 'Polity: Show Conflicts');
    const conflict = page.locator('.pane-body .monaco-list-row', { hasText: '↔ Help at once' }).first();
    await conflict.waitFor();
    await chooseInMenu(conflict, 'Probe with a Model…');
    await page.getByText('Polity: Probe conflict of “No doses for minors” and “Help at once”').waitFor();
    await rows(page)
      .filter({ hasText: /Ask now: 85 calls/ })
      .waitFor();
    await picture(page, 'measure-from-conflict');
    assert.equal(server.counts.requests, 0);
  });

  it('with no model configured, choosing one is offered', async () => {
    window = await openWindow({ folder: workspaceFor(server, { models: {}, preview: undefined, judges: undefined }), vsix: vsix() });
    const { page } = window;
    await measureAt(page, prohibition, 'Measure Agreement');
    const offered = toast(page, 'No model is chosen yet');
    await offered.waitFor();
    await picture(page, 'measure-no-model');
    await offered.getByRole('button', { name: 'Choose a Model…' }).click();
    await page.locator('.quick-input-title', { hasText: 'Polity: Choose Model…' }).waitFor();
    await rows(page).filter({ hasText: 'Write a profile in polity.config.json' }).waitFor();
  });
});

after(() => {
  for (const name of readdirSync(tmpdir()).filter(each => each.startsWith('pm-')))
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
});
