import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeLens, ConfigurationTarget, commands, type TabInputWebview, type Uri, window, workspace } from 'vscode';
import { open, replace, revert, until, uriOf } from '../editor.ts';

describe('reviews', () => {
  const folder = () => uriOf('.').fsPath;
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A. Author', '-c', 'user.email=author@example.org', ...words], { cwd: folder() });
  const lensSetting = (value: unknown) => workspace.getConfiguration('polity').update('review.lens', value, ConfigurationTarget.Workspace);
  const told = async (uri: Uri) =>
    ((await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri)) ?? [])
      .map(({ command }) => command?.title ?? '')
      .filter(title => /\bmain\b/.test(title));
  const pages = () =>
    window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.flatMap(({ input, label }) => ((input as TabInputWebview | undefined)?.viewType ? [label] : [])),
    );
  const stricter = 'stricter than main when not supervised';

  before(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'The clinic');
  });
  after(async () => {
    await lensSetting(undefined);
    await revert((await open('clinic.constitution')).document);
    rmSync(join(folder(), '.git'), { recursive: true, force: true });
  });

  it('say above a principle what is stricter than main, unless the setting says no', async () => {
    const { document } = await open('clinic.constitution');
    await replace(document, 'should refer_to_clinician', 'must refer_to_clinician');
    await until('the line above', async () => (await told(document.uri)).includes(stricter));
    await lensSetting(false);
    await until('no line', async () => (await told(document.uri)).length === 0);
    await lensSetting(true);
    await until('the line again', async () => (await told(document.uri)).includes(stricter));
  });

  it('stand beside the text, once, keep up with it, and end', async () => {
    const { document } = await open('clinic.constitution');
    await commands.executeCommand('polity.compareWithBranch', document.uri.toString(), 'main');
    await until('the page', () => pages().includes('Review: clinic.constitution'));
    await commands.executeCommand('polity.compareWithBranch', document.uri.toString(), 'main');
    assert.equal(pages().length, 1);
    await replace(document, 'must refer_to_clinician', 'should refer_to_clinician');
    await until('nothing to tell', async () => (await told(document.uri)).length === 0);
    await replace(document, 'should refer_to_clinician', 'must refer_to_clinician');
    await until('the line above', async () => (await told(document.uri)).includes(stricter));
    await commands.executeCommand('polity.stopComparing');
    await until('no page', () => pages().length === 0);
    assert.deepEqual(await told(document.uri), []);
  });
});
