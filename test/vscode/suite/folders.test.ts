import assert from 'node:assert/strict';
import { DiagnosticSeverity, Uri, workspace } from 'vscode';
import { finding, open, running } from './editor.ts';

describe('two folders', () => {
  it('have a config each', async () => {
    const [strict, lenient] = workspace.workspaceFolders ?? [];
    assert.ok(strict && lenient);
    const severities = [];
    for (const folder of [strict, lenient]) {
      const { document } = await open(Uri.joinPath(folder.uri, 'spec.constitution'));
      await running();
      severities.push((await finding(document.uri, 'conflict/contradiction')).severity);
    }
    assert.deepEqual(severities, [DiagnosticSeverity.Error, DiagnosticSeverity.Hint]);
  });
});
