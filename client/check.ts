// Check Workspace: every spec, open or not. The findings stand among the Problems; this says how many.

import { commands, ProgressLocation, window } from 'vscode';
import { type CheckResult, requests } from '../server/features/protocol.ts';
import { offerFirstSpec } from './languages.ts';
import type { Surface } from './session.ts';

export const check: Surface = ({ server }) =>
  commands.registerCommand('polity.checkWorkspace', async () => {
    const options = { location: ProgressLocation.Notification, title: 'Polity checks the workspace', cancellable: true };
    const result = await window.withProgress(options, (_progress, token) =>
      server.ask(requests.check, {}, token).catch((error: unknown) => {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }),
    );
    if (!result) return undefined;
    if (result.documents === 0) {
      void offerFirstSpec();
      return result;
    }
    void window
      .showInformationMessage(sentence(result), 'Show Problems')
      .then(choice => choice && commands.executeCommand('workbench.actions.view.problems'));
    return result;
  });

function sentence({ documents, summary }: CheckResult): string {
  const specs = documents === 1 ? '1 document' : `${documents} documents`;
  const counts = Object.entries(summary).filter(([, count]) => count > 0);
  if (counts.length === 0) return `Polity checked ${specs} and found nothing to mend.`;
  return `Polity checked ${specs}: ${counts.map(([severity, count]) => `${count} ${nouns[severity]}${count === 1 || severity === 'info' ? '' : 's'}`).join(', ')}.`;
}

const nouns: Readonly<Record<string, string>> = { error: 'error', warning: 'warning', info: 'to know', hint: 'hint' };
