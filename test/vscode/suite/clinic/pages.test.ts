import assert from 'node:assert/strict';
import { commands, type TabInputWebview, window } from 'vscode';
import { open, until } from '../editor.ts';

function pages(): string[] {
  return window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input, label }) => ((input as TabInputWebview | undefined)?.viewType ? [label] : [])),
  );
}

describe('pages', () => {
  beforeEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await open('clinic.constitution');
  });

  for (const [command, label] of [
    ['polity.read', 'Read: clinic.constitution'],
    ['polity.showLandscape', 'Landscape: clinic.constitution'],
    ['polity.valuesMap', 'Values Map: clinic.constitution'],
  ] as const) {
    it(`${command} opens beside the text, once`, async () => {
      await commands.executeCommand(command);
      await until(label, () => pages().includes(label));
      assert.equal(window.activeTextEditor?.document.uri.path.split('/').at(-1), 'clinic.constitution', 'the text keeps the focus');
      await commands.executeCommand(command);
      assert.deepEqual(pages(), [label]);
    });
  }

  it('follow to another spec', async () => {
    await commands.executeCommand('polity.read');
    await open('floor.constitution');
    await commands.executeCommand('polity.read');
    await until('the other spec', () => pages().includes('Read: floor.constitution'));
    assert.equal(pages().length, 1);
  });
});
