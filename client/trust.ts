// What cannot be done, and why; where trust in the workspace is what is missing, the way to it is one click.

import { commands, window, workspace } from 'vscode';

/** Nobody waits for an answer. */
export function refuse(message: string): void {
  const trust = 'Manage Workspace Trust';
  void window
    .showInformationMessage(message, ...(workspace.isTrusted ? [] : [trust]))
    .then(choice => choice === trust && commands.executeCommand('workbench.trust.manage'));
}
