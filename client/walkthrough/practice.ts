// The walkthrough's own spec: opened unsaved, so that it leaves nothing behind, and watched until its conflict is gone.

import { commands, Disposable, languages, type TextDocument, ViewColumn, window, workspace } from 'vscode';
import { offerFixes } from '../conflicts/view.ts';
import { codeOf, ourFindings } from '../findings.ts';
import { columnOf, placeAt } from '../places.ts';
import type { Surface } from '../session.ts';
import content from './practice.constitution';

export const practice: Surface = ({ log }) => {
  let document: TextDocument | undefined;
  let conflicting = false;
  const open = async () => {
    if (!document || document.isClosed) {
      document = await workspace.openTextDocument({ content, language: 'constitution' });
      conflicting = false;
      await commands.executeCommand('setContext', 'polity.practice.resolved', false);
    }
    await window.showTextDocument(document, { preview: false, viewColumn: columnOf(document.uri) ?? besideWalkthrough() });
    return document;
  };
  const conflict = async () => {
    const shown = await open();
    const found = ourFindings(shown.uri).find(isConflict);
    if (found) return placeAt(shown.uri, found.range);
    void window.showInformationMessage(
      conflicting
        ? 'The practice spec has no conflict any more: well done.'
        : 'The practice spec is still being checked; try again in a moment.',
    );
    return undefined;
  };
  const watch = languages.onDidChangeDiagnostics(async ({ uris }) => {
    if (!document || !uris.some(uri => uri.toString() === document?.uri.toString())) return;
    const conflicts = ourFindings(document.uri).filter(isConflict).length;
    if (conflicts > 0) conflicting = true;
    else if (conflicting && !document.isClosed) {
      log.info('The conflict of the practice spec is resolved.');
      await commands.executeCommand('setContext', 'polity.practice.resolved', true);
    }
  });
  return Disposable.from(
    watch,
    commands.registerCommand('polity.walkthrough', () =>
      commands.executeCommand('workbench.action.openWalkthrough', 'polity.polity#polity.start', false),
    ),
    commands.registerCommand('polity.practice', open),
    commands.registerCommand('polity.practice.conflict', async () => {
      const at = await conflict();
      if (at) await commands.executeCommand('polity.reveal', at);
      await commands.executeCommand('editor.action.showHover');
    }),
    commands.registerCommand('polity.practice.resolve', async () => {
      const at = await conflict();
      if (at) await offerFixes(at);
    }),
  );
};

/** The walkthrough, a page of the editor's own and of no kind that it names, stays in sight. */
function besideWalkthrough(): ViewColumn {
  const { activeTab } = window.tabGroups.activeTabGroup;
  return activeTab && activeTab.input === undefined ? ViewColumn.Beside : ViewColumn.Active;
}

function isConflict(finding: Parameters<typeof codeOf>[0]): boolean {
  return codeOf(finding).startsWith('conflict/');
}
