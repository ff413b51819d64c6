import assert from 'node:assert/strict';
import { check } from '../../server/analysis/check.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { loadSolver } from '../../server/host/solver.ts';
import { hardSpec } from '../norms/hard-spec.ts';
import { initialize, processClient } from './client.ts';

describe('what only the solver can tell', function () {
  this.timeout(60_000);
  it('is told by the server as by the command, once the solver is there', async () => {
    const text = hardSpec();
    const workspace = withDocuments({ ...emptyWorkspace, settings: { severities: new Map(), solver: await loadSolver() } }, [
      documentOf('hard.constitution', text),
    ]);
    const expected = check(workspace, 'hard.constitution').map(({ code, message }) => `${code} ${message}`);
    const client = processClient();
    await initialize(client, []);
    const uri = 'file:///nowhere/hard.constitution';
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'constitution', version: 1, text },
    });
    const told = () => (client.pushed.get(uri)?.diagnostics ?? []).map(({ code, message }) => `${code} ${message}`);
    for (let i = 0; i < 400 && told().join('\n') !== expected.join('\n'); i++) await new Promise(resolve => setTimeout(resolve, 50));
    assert.deepEqual(told(), expected);
    assert.ok(!expected.some(finding => /not decided/i.test(finding)));
    await client.close();
  });
});
