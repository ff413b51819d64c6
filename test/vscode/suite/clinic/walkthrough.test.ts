import assert from 'node:assert/strict';
import { type CodeAction, commands, window, workspace } from 'vscode';
import { codes, finding, open, until } from '../editor.ts';

describe('the walkthrough', () => {
  it('goes from a conflict to none', async () => {
    await commands.executeCommand('polity.practice');
    const document = window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    const found = await finding(document.uri, 'conflict/contradiction');
    assert.deepEqual(
      codes(document.uri).filter(code => !code.startsWith('eval/')),
      ['conflict/contradiction'],
      'nothing else distracts',
    );
    await commands.executeCommand('polity.practice.conflict');
    assert.ok(window.activeTextEditor?.selection.active && found.range.contains(window.activeTextEditor.selection.active));
    await open('floor.constitution');
    await commands.executeCommand('polity.practice.resolve');
    const resolving = window.activeTextEditor;
    assert.equal(resolving?.document.uri.toString(), document.uri.toString(), 'it comes out from behind the other');
    assert.deepEqual(resolving.selection.active, found.range.start);
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, found.range);
    const fix = actions.find(({ edit, title }) => edit && /override|unless|except/i.test(title));
    assert.ok(fix?.edit);
    await workspace.applyEdit(fix.edit);
    await until('the conflict goes', () => !codes(document.uri).includes('conflict/contradiction'));
  });
});
