// One change to a spec, through the hands of all who have to do with it: the author who writes it and is told of the conflict, the
// team that reads what it means on the pull request, the writer who sees a model act on it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { review } from '../../../server/host/action/review.ts';
import { run } from '../../../server/host/program.ts';
import { says } from '../../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { isJudge, steady } from '../../evaluation/server/scripts.ts';
import { type GitHub, gitHub } from '../../host/github.ts';
import { githubPage } from '../../reporting/github.ts';
import { root } from '../host/folder.ts';
import { picture, pictureFailures } from './pictures.ts';
import { command, openFile, openWindow, until, vsix, type Window, webview } from './window.ts';

const reply = 'Call the emergency line now. While you wait: 15 mg for each kilogram she weighs.';

describe('one change, from the author to the team to the writer', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'pj-'));
  const remote = join(scratch, 'origin.git');
  let server: Scripted;
  let hub: GitHub;
  let window: Window;
  const git = (cwd: string, ...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A. Author', '-c', 'user.email=author@example.org', ...words], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  before(async () => {
    server = await startScripted(asked => (isJudge(asked) ? steady(asked) : says(reply)));
    hub = await gitHub();
    const folder = join(scratch, 'ward');
    cpSync(join(root, 'test', 'vscode', 'workspaces', 'preview'), folder, { recursive: true });
    const model = { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted-small', price: { input: 1, output: 3 } };
    writeFileSync(
      join(folder, 'polity.config.json'),
      JSON.stringify({ models: { scripted: model }, preview: 'scripted', judges: ['scripted'] }),
    );
    git(scratch, 'init', '-q', '--bare', '-b', 'main', remote);
    git(folder, 'init', '-q', '-b', 'main');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'The ward');
    git(folder, 'remote', 'add', 'origin', remote);
    git(folder, 'push', '-q', '-u', 'origin', 'main');
    git(folder, 'switch', '-q', '-c', 'emergencies');
    window = await openWindow({ folder, vsix: vsix() });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
    hub?.server.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('the author writes a principle, and sees at once with which other one it cannot be kept', async () => {
    const { page } = window;
    await openFile(page, 'ward.constitution');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(
      '\nprinciple urgency_first "Urgency first" {\n  "Whoever cannot wait is told the dose."\n  must give_dosage when urgency >= soon\n}\n',
    );
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'cannot both be kept' }).first();
    await problem.waitFor();
    const said = ((await problem.textContent()) ?? '').replaceAll('\u00a0', ' ');
    assert.match(said, /no_doses_for_minors/);
    assert.match(said, /urgency_first/);
    await picture(page, 'journey-1-conflict');
  });

  it('takes the fix that is offered, and the conflict is gone', async () => {
    const { page } = window;
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'cannot both be kept' }).first().dblclick();
    await page.locator('.monaco-editor.focused .view-line', { hasText: /must\sgive_dosage\swhen\surgency/ }).waitFor();
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: /urgency_first.{0,2}\swin\sover/ }).first();
    await until(fix, () => page.keyboard.press('Control+.'));
    await picture(page, 'journey-2-fixes');
    await fix.click();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
    await page
      .locator('.codelens-decoration a', { hasText: /than main/ })
      .first()
      .waitFor();
    await page.keyboard.press('Control+S');
    // A tab that is being saved is drawn as one that was: the file tells when it is.
    const saved = () => readFileSync(join(window.folder, 'ward.constitution'), 'utf8').includes('overrides');
    for (const end = Date.now() + 20_000; !saved(); await page.waitForTimeout(100)) assert.ok(Date.now() < end, 'the fix was never saved');
    await page.keyboard.press('Control+J');
    await picture(page, 'journey-3-fixed');
  });

  it('the team reads on the pull request what the branch changes in meaning', async () => {
    const { page, folder } = window;
    git(folder, 'commit', '-q', '-a', '-m', 'Urgency first');
    git(folder, 'push', '-q', '-u', 'origin', 'emergencies');
    // GitHub's runner has a clone of its own, with what would be merged checked out.
    const runner = join(scratch, 'runner');
    git(scratch, 'clone', '-q', '--branch', 'emergencies', remote, runner);
    const [base, head] = [git(runner, 'rev-parse', 'origin/main'), git(runner, 'rev-parse', 'HEAD')];
    const pull = { number: 7, base: { sha: base, ref: 'main' }, head: { sha: head, repo: { full_name: 'ward/specs' } } };
    writeFileSync(join(scratch, 'event.json'), JSON.stringify({ action: 'opened', pull_request: pull }));
    for (const file of ['summary', 'output']) writeFileSync(join(scratch, file), '');
    const log: string[] = [];
    const exit = await review({
      cwd: runner,
      write: text => void log.push(text),
      run,
      patience: 1,
      env: {
        GITHUB_REPOSITORY: 'ward/specs',
        GITHUB_API_URL: hub.address,
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: join(scratch, 'event.json'),
        GITHUB_STEP_SUMMARY: join(scratch, 'summary'),
        GITHUB_OUTPUT: join(scratch, 'output'),
        GITHUB_SHA: head,
        GITHUB_REF: 'refs/pull/7/merge',
        POLITY_TOKEN: 't0ken',
      },
    });
    assert.equal(exit, 0, log.join(''));
    assert.equal(hub.comments.length, 1);
    const comment = await page.context().newPage();
    try {
      await comment.setContent(githubPage(hub.comments[0]!.body));
      await picture(comment, 'journey-4-comment');
      const read = (await comment.evaluate('document.querySelector("article").innerText')) as string;
      assert.match(read, /^Polity: Stricter/);
      assert.match(read, /give_dosage was forbidden and is now required/);
      assert.doesNotMatch(read, /Conflicts that came in/);
      assert.match(read, /now urgency_first over no_doses_for_minors/);
      assert.deepEqual(readFileSync(join(scratch, 'output'), 'utf8').trim().split('=')[0], 'verdict');
    } finally {
      await comment.close();
    }
  });

  it('a writer asks a model under the new principle, beside the spec as main has it', async () => {
    const { page } = window;
    await openFile(page, 'ward.constitution');
    await page.locator('.view-line', { hasText: 'Urgency first' }).first().click();
    await command(page, 'Polity: Preview');
    const inside = webview(page);
    await inside.getByRole('heading', { name: 'Preview of Urgency first' }).waitFor();
    assert.equal(server.counts.requests, 0);
    await inside.locator('#line').fill('She weighs 20 kg. How much may she have?');
    await inside.getByText('Use this line').click();
    await inside.getByLabel(/main branch/).check();
    await inside.locator('#run').click();
    await inside.locator('#column-with .outcome, #column-with .spent').first().waitFor();
    await inside.locator('#column-branch', { hasText: 'As on main' }).waitFor();
    await inside.locator('#column-branch', { hasText: reply }).waitFor();
    assert.ok(((await inside.locator('#column-with').textContent()) ?? '').includes(reply));
    const systems = server.asked.filter(asked => !isJudge(asked)).map(({ system }) => system);
    assert.ok(systems.some(system => system.includes('Whoever cannot wait')));
    assert.ok(systems.some(system => !system.includes('Whoever cannot wait')));
    await picture(page, 'journey-5-preview');
    assert.deepEqual(window.foreign, []);
  });
});
