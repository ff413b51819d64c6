import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { textHash } from '../../server/analysis/measured.ts';
import { entityOf } from '../../server/analysis/names.ts';
import { lookupName, scopeOf } from '../../server/analysis/resolve.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';
import { keepMeasurement } from '../../server/host/measured.ts';
import { initialize, streamClient } from './client.ts';

describe('what was measured, in the editor', () => {
  it('shows at the principle, and is gone when its text changes', async () => {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'polity-measured-')));
    const text = 'constitution c "C"\nprinciple kind "Kind" {\n  "The assistant treats every reader as a guest."\n}\n';
    fs.writeFileSync(path.join(folder, 'c.constitution'), text);
    const scope = scopeOf(withDocuments(emptyWorkspace, [documentOf('c.constitution', text)]), 'c.constitution')!;
    const found = lookupName(scope, 'principle', ['kind']);
    assert.ok(found.kind === 'found');
    const hash = textHash(scope, [entityOf(found.entity)]);
    const cases = [{ user: 'Hello', outcome: 'two of three judges said that it is kept' }];
    keepMeasurement(
      folder,
      { code: 'vague/measured', file: 'c.constitution', principles: ['kind'] },
      { code: 'vague/measured', file: 'c.constitution', principles: ['kind'], hash, message: 'Judges read this differently.', cases },
    );
    const client = streamClient();
    await initialize(client, [pathToFileURL(folder).href], { textDocument: { diagnostic: {} } });
    const uri = pathToFileURL(path.join(folder, 'c.constitution')).href;
    const codes = async () => {
      const { items } = (await client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })) as {
        items: { code: string }[];
      };
      return items.map(({ code }) => code);
    };
    assert.ok((await codes()).includes('vague/measured'));
    const changed = text.replace('guest', 'friend');
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'constitution', version: 1, text: changed },
    });
    assert.ok(!(await codes()).includes('vague/measured'));
    await client.connection.sendRequest('shutdown');
    fs.rmSync(folder, { recursive: true, force: true });
  });
});
