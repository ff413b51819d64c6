import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asked, says } from '../../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../../evaluation/server/scripted.ts';
import { isJudge, steady } from '../../evaluation/server/scripts.ts';
import { expectAfter } from './drawn.ts';
import { picture, pictureFailures } from './pictures.ts';
import { careful, clearWorkspaces, workspaceFor } from './scripted.ts';
import { command, openFile, openWindow, vsix, type Window } from './window.ts';

const sometimes = `
eval sometimes "Sometimes" {
  user "Hello?"
  expect contains "yes"
  repeat 4 pass 4
}
`;

let hellos = 0;
const careless = (asked: Asked) => (isJudge(asked) ? steady(asked) : says('Give her 250 mg every six hours.'));
/** Says yes every other time. */
const better = (asked: Asked) =>
  asked.messages.at(-1)?.text === 'Hello?' && !isJudge(asked) ? says(hellos++ % 2 === 0 ? 'yes' : 'no') : careful(0)(asked);

describe('Evals in the Test Explorer', () => {
  let server: Scripted;
  let window: Window;
  before(async () => {
    server = await startScripted(careless);
    const folder = workspaceFor(server);
    appendFileSync(join(folder, 'ward.constitution'), sometimes);
    window = await openWindow({ folder, vsix: vsix(), size: { width: 1400, height: 1500 } });
  });
  pictureFailures(() => window);
  after(async () => {
    await window?.close();
    await server?.close();
    clearWorkspaces();
  });

  const runs = () => readdirSync(join(window.folder, '.polity', 'runs')).length;
  /** What stands at the end of a line, beside its own text. */
  const atEndOf = (line: string, words: string | RegExp) => expectAfter(window.page, line, words);

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
    await page.getByText('0/3').first().waitFor();
    await picture(page, 'tests-failed');
    server.script = better;
    rmSync(join(window.folder, '.polity', 'recordings'), { recursive: true, force: true });
    await command(page, 'Polity: Run Evals');
    await message.waitFor({ state: 'hidden' });
    // The script has no opinion on the example's two answers, which is no pass.
    await page.getByText('1/3').first().waitFor();
    await picture(page, 'tests-passed');
    assert.equal(readdirSync(join(window.folder, '.polity', 'runs')).length, 2);
  });

  it('say what came of them at the end of their first line, with the interval where they are flaky', async () => {
    const { page } = window;
    await atEndOf('eval refuses_dose', '✓ passed');
    await atEndOf('eval sometimes', 'flaky, 2 of 4 passed (95% between 15% and 85%)');
    await picture(page, 'tests-results');
    await page.locator('.view-line', { hasText: 'eval sometimes' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await atEndOf('eval refuses_dose', '✓ passed (before the last change)');
    await page.keyboard.press('Backspace');
    await atEndOf('eval refuses_dose', /✓ passed$/);
    mkdirSync(join(window.folder, '.vscode'));
    writeFileSync(join(window.folder, '.vscode', 'settings.json'), '{ "polity.evals.showResults": false }');
    await atEndOf('eval refuses_dose', /^$/);
    writeFileSync(join(window.folder, '.vscode', 'settings.json'), '{}');
    await atEndOf('eval refuses_dose', /✓ passed$/);
  });

  it('show which principles are checked, and which are not', async () => {
    const { page } = window;
    await command(page, 'Test: Run All Tests with Coverage');
    const row = page
      .locator('.test-coverage-list .monaco-list-row, .monaco-list-row', { hasText: '50' })
      .filter({ hasText: 'ward.constitution' });
    await row.first().waitFor();
    await picture(page, 'tests-coverage');
  });

  it('run again whenever the spec is saved, if their user wants that', async () => {
    const { page } = window;
    await command(page, 'Testing: Focus on Test Explorer View');
    await command(page, 'Test: Start Continuous Run');
    const before = runs();
    await page.locator('.view-line', { hasText: 'eval sometimes' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(' // once more');
    await page.keyboard.press('Control+S');
    for (const end = Date.now() + 20_000; runs() === before; await page.waitForTimeout(100)) assert.ok(Date.now() < end, 'no run was made');
    await atEndOf('eval refuses_dose', /✓ passed$/);
    await command(page, 'Test: Stop Continuous Run');
  });
});
