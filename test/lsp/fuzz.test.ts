import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { features, wideFeatures } from '../../server/features/all.ts';
import { requests } from '../../server/features/protocol.ts';
import { type Client, initialize, streamClient } from './client.ts';

/** The same numbers for the same seed, whatever the machine. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pieces = [
  '"',
  '"""',
  '{',
  '}',
  'must ',
  'principle p "P" {\n',
  '\n',
  '/*',
  '*/',
  'when ',
  ' is ',
  'x.y',
  'é',
  '😀',
  'import a from "./city.constitution"\n',
  'adopt a\n',
  'context q: a | b\n',
  '(',
  ')',
  ',',
  '\u0000',
  'eval e { user "x" }\n',
];
const odd = [
  null,
  undefined,
  3,
  'x',
  [],
  {},
  { textDocument: null },
  { textDocument: { uri: 7 } },
  { textDocument: { uri: 'nonsense' } },
  { item: {} },
  { query: 3 },
  { files: 'x' },
];

describe('the server under fire', function () {
  this.timeout(400_000);
  const total = Number(process.env.FUZZ_MESSAGES ?? 20_000);
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

  it(`${total} messages in any order, whole and malformed, seed ${seed}: none unanswered, and then the findings of a fresh server`, async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'polity-fuzz-'));
    fs.cpSync(path.resolve(import.meta.dirname, '../../examples'), folder, { recursive: true });
    const root = pathToFileURL(folder).href;
    const client = streamClient();
    await initialize(client, [root], { textDocument: { diagnostic: {} }, window: {} });
    const fire = makeFire(client, { folder, root, random: randomFrom(seed) });
    for (let i = 0; i < total; i++) {
      fire.one();
      // A client does not send twenty thousand messages before it reads one.
      if (i % 100 === 99) await fire.settle();
    }
    await fire.settle();
    const faults = client.sent
      .filter(({ method }) => method === 'window/logMessage')
      .filter(({ params }) => (params as { type: number }).type === 1);
    assert.deepEqual(faults.slice(0, 3), [], `seed ${seed}`);
    await fire.quiet();
    const findings = await findingsOf(client);
    const fresh = streamClient();
    await initialize(fresh, [root], { textDocument: { diagnostic: {} } });
    assert.deepEqual(findings, await findingsOf(fresh), `seed ${seed}`);
    await client.connection.sendRequest('shutdown');
    await fresh.connection.sendRequest('shutdown');
    fs.rmSync(folder, { recursive: true, force: true });
  });
});

async function findingsOf({ connection }: Client): Promise<unknown> {
  const { items } = (await connection.sendRequest('workspace/diagnostic', { previousResultIds: [] })) as {
    items: { uri: string; items?: Diagnostic[] }[];
  };
  return items.map(({ uri, items: found }) => ({ uri, found })).filter(({ found }) => found && found.length > 0);
}

interface Ground {
  readonly folder: string;
  readonly root: string;
  readonly random: (below: number) => number;
}

function makeFire({ connection }: Client, { folder, root, random }: Ground) {
  const files = fs.readdirSync(folder).filter(file => /\.(constitution|modelspec)$/.test(file));
  const open = new Map<string, { text: string; version: number }>();
  const answers: Promise<unknown>[] = [];
  const methods = [
    ...[...features, ...wideFeatures].map(({ method }) => method),
    'textDocument/diagnostic',
    'workspace/diagnostic',
    'textDocument/semanticTokens/full/delta',
    ...Object.values(requests).map(({ method }) => method),
  ].filter(method => method !== requests.doctor.method);
  const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)]!;
  const uriOf = (file: string) => `${root}/${file}`;
  const place = () => ({ line: random(200), character: random(60) });

  const request = () => {
    const uri = random(20) === 0 ? 'untitled:x' : uriOf(pick(files));
    const position = place();
    const range = { start: place(), end: place() };
    const item = {
      uri,
      name: 'x',
      kind: 5,
      range,
      selectionRange: range,
      data: { file: pick(files), kind: pick(['action', 'value', 'principle', 'x']), name: pick(['give_dosage', 'honesty', '']) },
    };
    const whole = {
      textDocument: { uri },
      uri,
      position,
      range,
      positions: [position],
      newName: pick(['x', 'must', 'a b', 'give_dosage']),
      ch: '}',
      context: { includeDeclaration: true, diagnostics: [] },
      query: pick(['', 'a', 'hon']),
      previousResultId: '1',
      previousResultIds: [],
      item,
      files: [{ oldUri: uri, newUri: `${root}/y.constitution` }],
      facts: pick(['', 'audience is minor', '(((']),
      target: pick(['prompt', 'json', 'x']),
      name: 'x.md',
      text: '# A\nBe kind.',
      template: 'starter',
      options: { tabSize: 2, insertSpaces: true },
    };
    const cancel = new CancellationTokenSource();
    answers.push(
      connection.sendRequest(pick(methods), random(12) === 0 ? pick(odd) : whole, cancel.token).then(
        () => true,
        () => true,
      ),
    );
    if (random(5) === 0) cancel.cancel();
  };

  const edit = () => {
    const file = pick(files);
    const known = open.get(file);
    if (!known) return openOne(file);
    const lines = known.text.split('\n');
    const start = { line: random(lines.length), character: 0 };
    start.character = random(lines[start.line]!.length + 1);
    const end = random(3) === 0 ? { line: Math.min(lines.length - 1, start.line + random(3)), character: 0 } : start;
    if (end !== start) end.character = end.line === start.line ? start.character : random(lines[end.line]!.length + 1);
    const text = random(4) === 0 ? '' : pick(pieces);
    const [from, to] = [offsetIn(lines, start), offsetIn(lines, end)];
    const version = known.version + 1;
    open.set(file, { text: known.text.slice(0, from) + text + known.text.slice(Math.max(from, to)), version });
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf(file), version },
      contentChanges: [{ range: { start, end }, text }],
    });
  };

  const openOne = (file: string) => {
    if (open.has(file)) return;
    const on = path.join(folder, file);
    const text = fs.existsSync(on) ? fs.readFileSync(on, 'utf8') : '';
    open.set(file, { text, version: 1 });
    void connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uriOf(file), languageId: 'constitution', version: 1, text },
    });
  };

  const close = () => {
    const file = pick(files);
    if (open.delete(file)) void connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(file) } });
  };

  const onDisk = () => {
    const file = pick(files);
    const on = path.join(folder, file);
    if (random(3) === 0) fs.rmSync(on, { force: true });
    else
      fs.writeFileSync(on, `constitution ${file.split('.')[0]!.replaceAll('-', '_')} "T"\ncontext c${random(9)}: a | b\n${pick(pieces)}`);
    void connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(file), type: 2 }] });
  };

  const configure = () => {
    fs.writeFileSync(
      path.join(folder, 'polity.config.json'),
      pick(['{}', '{ "rules": { "vague": "off" } }', '{ "rules": { "vage": "off" } }', '{', '{ "models": {} }']),
    );
    void connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: `${root}/polity.config.json`, type: 2 }] });
  };

  const malformed = () =>
    void connection.sendNotification(
      pick([
        'textDocument/didChange',
        'textDocument/didOpen',
        'textDocument/didClose',
        'workspace/didChangeWatchedFiles',
        'polity/trust',
        '$/nonsense',
      ]),
      pick(odd.filter(each => typeof each === 'object')) as object,
    );

  return {
    one: () => {
      const dice = random(100);
      if (dice < 55) request();
      else if (dice < 85) edit();
      else if (dice < 90) openOne(pick(files));
      else if (dice < 94) close();
      else if (dice < 96) onDisk();
      else if (dice < 97) configure();
      else malformed();
    },
    settle: async () => {
      const all = answers.splice(0);
      const done = await Promise.race([
        Promise.all(all).then(() => true),
        new Promise<false>(resolve => setTimeout(() => resolve(false), 60_000).unref()),
      ]);
      assert.ok(done, 'a request was never answered');
    },
    /** Everything closed, and the disk as a fresh server will find it. */
    quiet: async () => {
      for (const file of open.keys()) void connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(file) } });
      open.clear();
      fs.writeFileSync(path.join(folder, 'polity.config.json'), '{}');
      const changes = [...files, 'polity.config.json'].map(file => ({ uri: uriOf(file), type: 2 }));
      await connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    },
  };
}

const offsetIn = (lines: readonly string[], { line, character }: { line: number; character: number }): number =>
  lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
