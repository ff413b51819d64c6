import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import type { Group } from '../../../../client/conflicts/tree.ts';
import { finding, open, until } from '../editor.ts';

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

  it('leads to what holds there', async () => {
    const [group] = await commands.executeCommand<Group[]>('polity.conflicts.refresh');
    await commands.executeCommand('polity.conflicts.when', { kind: 'conflict', group, conflict: group?.conflicts[0] });
    await until('the answer', () =>
      window.visibleTextEditors.some(({ document }) => /^What holds when .*audience is minor/.test(document.getText())),
    );
  });
});
