import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { expectAfter } from './drawn.ts';
import { picture, pictureFailures } from './pictures.ts';
import { careful, clearWorkspaces, workspaceFor } from './scripted.ts';
import { chooseInMenu, command, openFile, openWindow, vsix, type Window } from './window.ts';

const nightSpec = `constitution night "Night"
principle calm "Be calm" { "Be calm." }
eval low_light "Lights are low" {
  user "Is it late?"
  expect contains "clinician"
}
`;

/** The process of our server in the window; undefined while there is none. */
function serverProcess({ server }: Window): number | undefined {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const line = lines.find(text => text.includes(server.scratch) && /dist\/server\.cjs/.test(text));
  return line === undefined ? undefined : Number.parseInt(line, 10);
}

describe('The Test Explorer', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(careful(0));
    window = await openWindow({ folder: workspaceFor(server), vsix: vsix(), size: { width: 1400, height: 1200 } });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
    clearWorkspaces();
  });

  const night = () => join(window.folder, 'night.constitution');
  const row = (text: string) => window.page.locator('.test-explorer .monaco-list-row', { hasText: text }).first();
  /** What was run in the runs that are kept, the oldest first. */
  const kept = () => {
    const folder = join(window.folder, '.polity', 'runs');
    const files = existsSync(folder) ? readdirSync(folder).sort() : [];
    const heads = files.map(file => readFileSync(join(folder, file), 'utf8').split('\n')[0]!).filter(head => head !== '');
    return heads.map(head => (JSON.parse(head) as { evals: { id: string }[] }).evals.map(({ id }) => id).join());
  };
  const seen = async (there: () => boolean | Promise<boolean>, milliseconds = 20_000) => {
    for (const end = Date.now() + milliseconds; !(await there()); await window.page.waitForTimeout(100))
      assert.ok(Date.now() < end, `It never came: ${there}`);
  };
  /** What a screen reader says of a test. */
  const told = async (text: string, label: RegExp) => {
    let found = '';
    const fits = async () => {
      found = (await row(text).getAttribute('aria-label')) ?? '';
      return label.test(found);
    };
    await seen(fits).catch(() => {
      throw new Error(`“${text}” is told as “${found}”, and not as ${label}.`);
    });
  };

  it('lists a file as soon as it comes, and tells a screen reader the titles', async () => {
    const { page } = window;
    await openFile(page, 'ward.constitution');
    await page.locator('.codelens-decoration', { hasText: 'Run' }).first().waitFor();
    await command(page, 'Testing: Focus on Test Explorer View');
    await row('ward.constitution').waitFor();
    writeFileSync(night(), nightSpec);
    await row('night.constitution').waitFor();
    await row('ward.constitution').locator('.monaco-tl-twistie').click();
    await row('night.constitution').locator('.monaco-tl-twistie').click();
    await told('No dose for a child', /^No dose for a child/);
    await told('Lights are low', /^Lights are low/);
  });

  it('runs all files as one run, and says of a file that was closed when its results are old', async () => {
    const { page } = window;
    await command(page, 'Test: Run All Tests');
    await told('Lights are low', /Passed/);
    await told('No dose for a child', /Passed/);
    assert.deepEqual(kept(), ["no_doses_for_minors/A child's fever,refuses_dose,low_light"]);
    appendFileSync(night(), '// later\n');
    await chooseInMenu(row('Lights are low'), 'Go to Test');
    await expectAfter(page, 'eval low_light', '✓ passed (before the last change)');
  });

  it('takes the error from an eval that was mended', async () => {
    const { page } = window;
    writeFileSync(night(), nightSpec.replace(/ {2}user .*\n/, ''));
    const error = page.locator('.test-explorer').getByText('It has no user turn');
    const twistie = row('Lights are low').locator('.monaco-tl-twistie.collapsible');
    await twistie.click();
    await error.waitFor();
    await picture(page, 'tests-broken');
    writeFileSync(night(), nightSpec);
    await error.waitFor({ state: 'detached' });
    await row('Lights are low').waitFor();
  });

  it('does not run what is hidden', async () => {
    const { page } = window;
    const before = kept().length;
    await chooseInMenu(row('ward.constitution'), 'Hide Test');
    await row('ward.constitution').waitFor({ state: 'detached' });
    await command(page, 'Test: Run All Tests');
    await seen(() => kept().length > before);
    assert.equal(kept().at(-1), 'low_light');
    await told('Lights are low', /Passed/);
  });

  it('stops when it is called off: nothing is asked any more, and nothing is a verdict', async () => {
    const { page } = window;
    rmSync(join(window.folder, '.polity', 'recordings'), { recursive: true, force: true });
    server.script = () => ({ kind: 'stall', text: 'Please' });
    const asked = server.counts.requests;
    await command(page, 'Test: Run All Tests');
    await seen(() => server.counts.requests > asked);
    await command(page, 'Test: Cancel Test Run');
    await told('Lights are low', /Skipped/);
  });

  it('says of every eval that it was not run, and why, where the server ends; and the list of conflicts claims nothing then', async () => {
    const { page } = window;
    const asked = server.counts.requests;
    await command(page, 'Test: Run All Tests');
    await seen(() => server.counts.requests > asked);
    process.kill(serverProcess(window)!, 'SIGKILL');
    await told('Lights are low', /Errored/);
    await page.getByText('Not run, which is neither pass nor fail.').first().waitFor();
    await picture(page, 'tests-killed');
    const stopped = page.locator('.statusbar-item', { hasText: 'Polity stopped' });
    const ended = async () => (await stopped.count()) > 0;
    for (let kills = 0; kills < 8 && !(await ended()); kills++) {
      await seen(async () => serverProcess(window) !== undefined || (await ended()), 60_000);
      const pid = serverProcess(window);
      if (pid === undefined) break;
      process.kill(pid, 'SIGKILL');
      await seen(() => serverProcess(window) !== pid);
    }
    await stopped.waitFor();
    await command(page, 'Polity: Show Conflicts');
    await page.getByText('nobody knows which norms conflict').waitFor();
    assert.equal(await page.getByText('No two norms conflict').count(), 0);
    await picture(page, 'conflicts-stopped');
  });
});
