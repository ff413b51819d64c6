import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeLens, commands, window, workspace } from 'vscode';
import { finding, open, running, until, uriOf } from './editor.ts';

describe('an untrusted workspace', () => {
  it('is what this is', () => assert.equal(workspace.isTrusted, false));

  it('has findings and answers', async () => {
    const { document } = await open('clinic.constitution');
    await running();
    await finding(document.uri, 'conflict/contradiction');
    await commands.executeCommand('polity.when', document.uri.toString(), 'audience is minor');
    await until('the answer', () =>
      window.visibleTextEditors.some(editor => /^What holds when audience is minor/.test(editor.document.getText())),
    );
    for (const page of ['polity.read', 'polity.showLandscape', 'polity.valuesMap', 'polity.showConflicts'])
      await commands.executeCommand(page);
  });

  it('has no git run in it', async () => {
    const folder = uriOf('.').fsPath;
    const trap = join(folder, 'trap');
    for (const words of [
      ['init', '-q', '-b', 'main'],
      ['config', 'core.fsmonitor', `touch ${trap}; true`],
    ])
      execFileSync('git', words, { cwd: folder });
    const { document } = await open('clinic.constitution');
    await commands.executeCommand('polity.compareWithBranch', document.uri.toString(), 'main');
    await until('the page that says why', () =>
      window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'Review: clinic.constitution')),
    );
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    assert.ok(lenses.length > 0 && lenses.every(({ command }) => !/\bmain\b/.test(command?.title ?? '')));
    assert.equal(existsSync(trap), false);
    await commands.executeCommand('polity.stopComparing');
  });

  it('is told by Doctor that nothing is sent', async () => {
    await commands.executeCommand('polity.doctor');
    const text = await until('the doctor', () =>
      window.visibleTextEditors
        .map(({ document }) => document)
        .find(({ uri }) => uri.scheme === 'polity-doctor')
        ?.getText(),
    );
    assert.match(text, /not trusted: no model is asked anything/);
  });
});
