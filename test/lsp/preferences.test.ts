import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfigurationParams, Diagnostic } from 'vscode-languageserver-protocol';
import { initialize, streamClient } from './client.ts';

const text = `constitution a
context minor: boolean
context urgent: boolean
action dose
principle p { must not dose when minor }
principle q { must dose when urgent }
`;

describe("the user's settings", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'preferences-'));
    writeFileSync(path.join(folder, 'a.constitution'), text);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The severity of the one conflict, with these settings and this configuration; `settings` may change under way. */
  async function session(config: string | undefined, settings: { rules: unknown }) {
    const file = path.join(folder, 'polity.config.json');
    rmSync(file, { force: true });
    if (config) writeFileSync(file, config);
    const client = streamClient();
    client.connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) => items.map(() => settings));
    const uri = pathToFileURL(path.join(folder, 'a.constitution')).href;
    const workspace = { configuration: true, didChangeConfiguration: { dynamicRegistration: true }, diagnostics: { refreshSupport: true } };
    await initialize(client, [pathToFileURL(folder).href], { workspace, textDocument: { diagnostic: {} } });
    const severity = async () => {
      const report = await client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
      return (report as { items: Diagnostic[] }).items.find(({ code }) => code === 'conflict/contradiction')?.severity;
    };
    return { client, severity };
  }

  it('say how severe a finding is, and are heard when they change', async () => {
    const settings = { rules: { conflict: 'hint' } as unknown };
    const { client, severity } = await session(undefined, settings);
    assert.equal(await severity(), 4);
    settings.rules = { conflict: 'off' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.equal(await severity(), undefined);
    settings.rules = null;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.equal(await severity(), 1);
    assert.ok(
      client.sent.some(({ method }) => method === 'workspace/diagnostic/refresh'),
      'the client is told to ask anew',
    );
  });

  it('come after the configuration', async () => {
    const { severity } = await session('{ "rules": { "conflict/contradiction": "warning" } }', {
      rules: { 'conflict/contradiction': 'hint' },
    });
    assert.equal(await severity(), 2);
  });

  it('may be nonsense in part', async () => {
    const { severity } = await session(undefined, { rules: { norm: 3, 'conflict/contradiction': 'info' } });
    assert.equal(await severity(), 3);
  });
});
