import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import { finding, open, running, until } from './editor.ts';

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
