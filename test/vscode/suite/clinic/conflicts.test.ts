import assert from 'node:assert/strict';
import { type CodeAction, commands, window, workspace } from 'vscode';
import type { Group } from '../../../../client/conflicts/tree.ts';
import { finding, open, revert, until } from '../editor.ts';

async function shown(): Promise<string[]> {
  const groups = await commands.executeCommand<Group[]>('polity.conflicts.refresh');
  return groups.map(({ label, conflicts }) => `${label}: ${conflicts.length}`);
}

describe('the list of conflicts', () => {
  before(async () => {
    const { document } = await open('clinic.constitution');
    await finding(document.uri, 'conflict/contradiction');
  });
  after(async () => {
    await commands.executeCommand('polity.conflicts.clearFilter');
    await workspace.getConfiguration('polity').update('conflicts.groupBy', undefined, true);
  });

  it('is arranged by principle, by value and by document', async () => {
    await commands.executeCommand('polity.showConflicts');
    assert.deepEqual(await shown(), ['Answer in emergencies: 1', 'No doses for minors: 1']);
    await commands.executeCommand('polity.conflicts.byValue');
    await until('values', async () => (await shown()).join() === 'candour: 1,comfort: 1');
    await commands.executeCommand('polity.conflicts.byPrinciple');
    await until('principles', async () => (await shown()).join() === 'Answer in emergencies: 1,No doses for minors: 1');
    await commands.executeCommand('polity.conflicts.byDocument');
    await until('documents', async () => (await shown()).join() === 'clinic.constitution: 1');
  });

  it('is filtered', async () => {
    await commands.executeCommand('polity.conflicts.filter', 'no such words');
    assert.deepEqual(await shown(), []);
    await commands.executeCommand('polity.conflicts.filter', 'emergencies');
    assert.equal((await shown()).length, 1);
    await commands.executeCommand('polity.conflicts.clearFilter');
  });

  it('leads to the fixes, with the cursor on the conflict', async () => {
    const [group] = await commands.executeCommand<Group[]>('polity.conflicts.refresh');
    const conflict = group!.conflicts[0]!;
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('polity.conflicts.fix', { kind: 'conflict', group, conflict });
    const editor = await until('the spec', () => window.activeTextEditor);
    assert.equal(editor.document.uri.toString(), conflict.at.uri);
    assert.deepEqual(
      [editor.selection.active.line, editor.selection.active.character],
      [conflict.at.range.start.line, conflict.at.range.start.character],
    );
  });

  it('is resolved by a fix that leaves the cursor in the reason that is owed', async () => {
    const { document } = await open('clinic.constitution');
    const { range } = await finding(document.uri, 'conflict/contradiction');
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
    const fix = actions.find(({ title, edit }) => edit && /win over/.test(title));
    assert.ok(fix?.edit && fix.command, JSON.stringify(actions.map(({ title }) => title)));
    await workspace.applyEdit(fix.edit);
    await commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
    const { selection } = window.activeTextEditor!;
    assert.equal(document.getText(selection), '…');
    assert.match(document.lineAt(selection.start.line).text, /overrides .* because "…"$/);
    await revert(document);
    await finding(document.uri, 'conflict/contradiction');
  });

  it('leads to what holds there', async () => {
    const [group] = await commands.executeCommand<Group[]>('polity.conflicts.refresh');
    await commands.executeCommand('polity.conflicts.when', { kind: 'conflict', group, conflict: group?.conflicts[0] });
    await until('the answer', () =>
      window.visibleTextEditors.some(({ document }) => /^What holds when .*audience is minor/.test(document.getText())),
    );
  });
});
