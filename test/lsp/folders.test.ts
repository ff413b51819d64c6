import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver-protocol';
import { type Client, initialize, streamClient } from './client.ts';

const vague = 'The assistant must respond appropriately, as much as possible, etc.\n';
const spec = 'constitution desk "Desk"\nprinciple p "P" { must greeet }\n';

/** Folders on the disk, by name, with their files; their addresses. */
function workspace(files: Readonly<Record<string, string>>) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'polity-folders-'));
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const uri = (name: string) => pathToFileURL(path.join(root, name)).href;
  return { root, write, uri, remove: () => fs.rmSync(root, { recursive: true, force: true }) };
}

const config = (value: object) => JSON.stringify(value);
const pulling: ClientCapabilities = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

async function pulled({ connection }: Client, uri: string): Promise<Diagnostic[]> {
  const report = await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
  return report.items;
}

/** Waits until what was pushed for an address fits. */
async function pushedWhere(
  { pushed }: Client,
  uri: string,
  fits: (found: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
  for (let i = 0; i < 400; i++) {
    const found = pushed.get(uri)?.diagnostics;
    if (found && fits(found)) return found;
    await pause(25);
  }
  throw new Error(`nothing that fits was pushed for ${uri}: ${JSON.stringify(pushed.get(uri))?.slice(0, 500)}`);
}

const families = (found: readonly Diagnostic[]) => [...new Set(found.map(({ code }) => String(code).split('/')[0]))].sort();
const opening = (uri: string, text: string, languageId = 'markdown') => ({ textDocument: { uri, languageId, version: 1, text } });
const changed = (uri: string, text: string) => ({ textDocument: { uri, version: 2 }, contentChanges: [{ text }] });

describe('Markdown that the configuration names', function () {
  this.timeout(30_000);
  const files = {
    'polity.config.json': config({ markdown: ['docs/**/*.md'] }),
    'docs/constitution.md': `# About\n\n${vague}`,
    'README.md': vague,
    'desk.constitution': spec,
  };

  it('gets findings of its prose and nothing else, pulled, from the disk and as it is typed', async () => {
    const { root, uri, remove } = workspace(files);
    const client = streamClient();
    await initialize(client, [pathToFileURL(root).href], pulling);
    const found = await pulled(client, uri('docs/constitution.md'));
    assert.deepEqual(families(found), ['vague']);
    assert.ok(found.every(({ range }) => range.start.line === 2));
    assert.deepEqual(await pulled(client, uri('README.md')), []);
    await client.connection.sendNotification('textDocument/didOpen', opening(uri('README.md'), vague));
    assert.deepEqual(await pulled(client, uri('README.md')), []);
    await client.connection.sendNotification('textDocument/didOpen', opening(uri('docs/constitution.md'), 'Nothing.\n'));
    assert.deepEqual(await pulled(client, uri('docs/constitution.md')), []);
    await client.connection.sendNotification('textDocument/didChange', changed(uri('docs/constitution.md'), `Line.\r\n\r\n${vague}`));
    assert.ok((await pulled(client, uri('docs/constitution.md'))).some(({ range }) => range.start.line === 2));
    const whole = await client.connection.sendRequest<{ items: { uri: string }[] }>('workspace/diagnostic', { previousResultIds: [] });
    assert.deepEqual(whole.items.map(item => item.uri.slice(pathToFileURL(root).href.length)).sort(), [
      '/desk.constitution',
      '/docs/constitution.md',
    ]);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('docs/constitution.md') } });
    assert.deepEqual(families(await pulled(client, uri('docs/constitution.md'))), ['vague']);
    client.connection.dispose();
    remove();
  });

  it('is pushed to clients that cannot pull, and taken back when the configuration names it no more', async () => {
    const { root, uri, write, remove } = workspace(files);
    const client = streamClient();
    await initialize(client, [pathToFileURL(root).href]);
    await pushedWhere(client, uri('docs/constitution.md'), found => found.length > 0);
    assert.equal(client.pushed.get(uri('README.md')), undefined);
    write('polity.config.json', config({ markdown: ['*.md'], rules: { name: 'off' } }));
    const event = { changes: [{ uri: uri('polity.config.json'), type: 2 }] };
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', event);
    await pushedWhere(client, uri('docs/constitution.md'), found => found.length === 0);
    await pushedWhere(client, uri('README.md'), found => families(found).join() === 'vague');
    await pushedWhere(client, uri('desk.constitution'), found => !families(found).includes('name'));
    // A folder that went takes its Markdown along.
    write('polity.config.json', config({ markdown: ['docs/*.md'] }));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', event);
    await pushedWhere(client, uri('docs/constitution.md'), found => found.length > 0);
    fs.rmSync(path.join(root, 'docs'), { recursive: true });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('docs'), type: 3 }] });
    await pushedWhere(client, uri('docs/constitution.md'), found => found.length === 0);
    client.connection.dispose();
    remove();
  });

  it('follows a configuration that is being typed, and has those who pull ask anew', async () => {
    const { root, uri, remove } = workspace(files);
    const client = streamClient();
    await initialize(client, [pathToFileURL(root).href], pulling);
    await client.connection.sendNotification(
      'textDocument/didOpen',
      opening(uri('polity.config.json'), files['polity.config.json'], 'json'),
    );
    assert.deepEqual(families(await pulled(client, uri('docs/constitution.md'))), ['vague']);
    const refreshes = () => client.sent.filter(({ method }) => method === 'workspace/diagnostic/refresh').length;
    const before = refreshes();
    await client.connection.sendNotification('textDocument/didChange', changed(uri('polity.config.json'), '{ "markdown": ['));
    assert.deepEqual(families(await pulled(client, uri('docs/constitution.md'))), ['vague'], 'the last good one holds on');
    await client.connection.sendNotification('textDocument/didChange', changed(uri('polity.config.json'), '{ "markdown": [] }'));
    assert.deepEqual(await pulled(client, uri('docs/constitution.md')), []);
    for (let i = 0; i < 100 && refreshes() === before; i++) await pause(10);
    assert.ok(refreshes() > before);
    client.connection.dispose();
    remove();
  });

  it('is left out where `exclude` says so, when it changes on the disk too', async () => {
    const { root, uri, write, remove } = workspace({
      ...files,
      'polity.config.json': config({ markdown: ['docs/**/*.md'], exclude: ['docs/old/**'] }),
      'docs/old/a.md': vague,
    });
    const client = streamClient();
    await initialize(client, [pathToFileURL(root).href], pulling);
    assert.deepEqual(await pulled(client, uri('docs/old/a.md')), []);
    write('docs/old/a.md', `${vague}\n${vague}`);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('docs/old/a.md'), type: 2 }] });
    assert.deepEqual(await pulled(client, uri('docs/old/a.md')), []);
    client.connection.dispose();
    remove();
  });
});

describe('several folders', function () {
  this.timeout(30_000);

  it('each keep to their own configuration, and come and go', async () => {
    const { uri, remove } = workspace({
      'a/polity.config.json': config({ rules: { name: 'off' }, markdown: ['*.md'] }),
      'a/desk.constitution': spec,
      'a/x.md': vague,
      'b/polity.config.json': config({ rules: { 'name/unknown': 'hint' } }),
      'b/desk.constitution': spec,
      'b/x.md': vague,
      'b/inner/desk.constitution': spec,
      'b/inner/polity.config.json': config({ rules: { 'name/unknown': 'warning' } }),
    });
    const client = streamClient();
    await initialize(client, [uri('a'), uri('b')], pulling);
    const severities = async (name: string) =>
      (await pulled(client, uri(name))).filter(({ code }) => code === 'name/unknown').map(({ severity }) => severity);
    assert.deepEqual(await severities('a/desk.constitution'), []);
    assert.deepEqual(await severities('b/desk.constitution'), [4]);
    assert.equal((await pulled(client, uri('a/x.md'))).length > 0, true);
    assert.deepEqual(await pulled(client, uri('b/x.md')), []);
    // A folder inside of another is the one that its files belong to.
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: uri('b/inner'), name: 'inner' }], removed: [{ uri: uri('a'), name: 'a' }] },
    });
    assert.deepEqual(await severities('b/inner/desk.constitution'), [2]);
    assert.deepEqual(await pulled(client, uri('a/desk.constitution')), []);
    const whole = await client.connection.sendRequest<{ items: { uri: string }[] }>('workspace/diagnostic', { previousResultIds: [] });
    const seen = whole.items.map(item => item.uri.slice(uri('').length));
    assert.deepEqual([...seen].sort(), [...new Set(seen)].sort(), 'each file is told of once');
    client.connection.dispose();
    remove();
  });
});

describe('documents in odd places', function () {
  this.timeout(30_000);

  it('are checked where no folder is: untitled, alone on the disk, with imports beside them', async () => {
    const { uri, remove } = workspace({
      'alone/desk.constitution':
        'constitution desk "Desk"\nimport floor from "./floor.constitution"\nadopt floor\nprinciple p "P" { must greet }\n',
      'alone/floor.constitution': 'constitution floor "Floor"\naction greet "Greet"\n',
      'other/x.txt': '',
    });
    const client = streamClient();
    await initialize(client, [uri('other')], pulling);
    const text = fs.readFileSync(new URL(uri('alone/desk.constitution')), 'utf8');
    await client.connection.sendNotification('textDocument/didOpen', opening(uri('alone/desk.constitution'), text, 'constitution'));
    const codes = async (at: string) => (await pulled(client, at)).map(({ code }) => code).sort();
    assert.deepEqual(await codes(uri('alone/desk.constitution')), ['eval/uncovered']);
    await client.connection.sendNotification('textDocument/didOpen', opening('untitled:Untitled-1', spec, 'constitution'));
    assert.deepEqual(await codes('untitled:Untitled-1'), ['eval/uncovered', 'name/unknown']);
    await client.connection.sendNotification(
      'textDocument/didOpen',
      opening('untitled:Untitled-2', 'modelspec m "M"\nagent a "A"\n', 'modelspec'),
    );
    assert.deepEqual(await codes('untitled:Untitled-2'), []);
    const edits = await client.connection.sendRequest<{ changes: Record<string, unknown[]> }>('textDocument/rename', {
      textDocument: { uri: 'untitled:Untitled-1' },
      position: { line: 1, character: 10 },
      newName: 'q',
    });
    assert.deepEqual(Object.keys(edits.changes), ['untitled:Untitled-1']);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
    assert.deepEqual(await codes('untitled:Untitled-1'), []);
    client.connection.dispose();
    remove();
  });

  it('answer about closed files, places beyond the end, and text with CRLF', async () => {
    const { root, uri, remove } = workspace({ 'desk.constitution': spec.replaceAll('\n', '\r\n') });
    const client = streamClient();
    await initialize(client, [pathToFileURL(root).href], pulling);
    const textDocument = { uri: uri('desk.constitution') };
    const hover = (line: number, character: number) =>
      client.connection.sendRequest<unknown>('textDocument/hover', { textDocument, position: { line, character } });
    assert.ok(await hover(1, 11), 'a file that is not open');
    assert.equal(await hover(900, 4), null);
    await hover(1, 4000);
    const [finding] = (await pulled(client, textDocument.uri)).filter(({ code }) => code === 'name/unknown');
    assert.deepEqual(finding!.range, { start: { line: 1, character: 23 }, end: { line: 1, character: 29 } });
    await client.connection.sendNotification(
      'textDocument/didOpen',
      opening(textDocument.uri, spec.replaceAll('\n', '\r\n'), 'constitution'),
    );
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { ...textDocument, version: 2 },
      contentChanges: [
        { range: { start: { line: 1, character: 23 }, end: { line: 1, character: 29 } }, text: 'greet' },
        { range: { start: { line: 800, character: 0 }, end: { line: 900, character: 0 } }, text: 'action greet "Greet"\r\n' },
      ],
    });
    assert.deepEqual(
      (await pulled(client, textDocument.uri)).map(({ code }) => code),
      ['eval/uncovered'],
    );
    const edits = await client.connection.sendRequest<{ newText: string }[] | null>('textDocument/formatting', {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    });
    assert.ok((edits ?? []).every(({ newText }) => !/(?<!\r)\n/.test(newText)));
    client.connection.dispose();
    remove();
  });
});

describe('workspace folders that lie within each other', function () {
  this.timeout(30_000);

  it('list what both have once', async () => {
    const { root, uri, remove } = workspace({
      'ward/desk.constitution': 'constitution desk\nprinciple polite "Be polite" { must greet }\n',
    });
    const client = streamClient();
    await initialize(client, [pathToFileURL(root).href, uri('ward')]);
    const whole = await client.connection.sendRequest<{ items: { uri: string }[] }>('workspace/diagnostic', { previousResultIds: [] });
    assert.ok(whole.items.length > 0);
    const symbols = await client.connection.sendRequest<{ name: string }[]>('workspace/symbol', { query: 'polite' });
    assert.equal(symbols.length, 1, JSON.stringify(symbols));
    await client.close();
    remove();
  });
});
