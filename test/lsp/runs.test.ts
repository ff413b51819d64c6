// The history of runs by the language server's own requests: runs against the scripted server, and files that are broken anywhere.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { previewRequests } from '../../server/features/preview-protocol.ts';
import { runRequests } from '../../server/features/runs-protocol.ts';
import { says } from '../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../evaluation/server/scripted.ts';
import { isJudge, steady } from '../evaluation/server/scripts.ts';
import { type Client, initialize, processClient } from './client.ts';

const evalText = (name: string) => `eval ${name} "About ${name}" {\n  user "What of ${name}?"\n  expect contains "${name}"\n}\n`;
const spec = (...names: string[]) =>
  `constitution clinic "Clinic"\nprinciple kind "Be kind" { "Be kind." }\n${names.map(evalText).join('')}`;

describe('the history of runs', function () {
  this.timeout(60_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'polity-runs-'));
  const runsFolder = path.join(folder, '.polity', 'runs');
  const root = pathToFileURL(folder).href;
  const uri = `${root}/clinic.constitution`;
  let server: Scripted;
  let client: Client;
  let version = 1;

  const text = (names: readonly string[]) => (names.length === 0 ? spec() : spec(...names));
  const edit = (...names: string[]) =>
    client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ text: text(names) }],
    });
  const evals = async () =>
    previewRequests.evals.result.parse(await client.connection.sendRequest(previewRequests.evals.method, { uri })).evals;
  /** The model answers with the names that it is good at. */
  const run = async (...good: string[]) => {
    server.script = asked =>
      isJudge(asked) ? steady(asked) : says(good.filter(name => asked.messages.at(-1)!.text.includes(name)).join(' ') || 'I cannot say.');
    const ids = (await evals()).map(({ id }) => id);
    const params = { run: 'r', documents: [{ uri, ids }], keys: {}, again: true };
    assert.deepEqual(await client.connection.sendRequest(previewRequests.runEvals.method, params), { kind: 'done', cancelled: false });
    return fs.readdirSync(runsFolder).sort().at(-1)!.slice(0, -'.jsonl'.length);
  };
  const list = async () => {
    const { folders } = runRequests.list.result.parse(await client.connection.sendRequest(runRequests.list.method, {}));
    assert.equal(folders.length, 1);
    return folders[0]!;
  };
  const compare = async (...ids: [string, string]) =>
    runRequests.compare.result.parse(await client.connection.sendRequest(runRequests.compare.method, { folder: root, runs: ids }));
  const compared = async (...ids: [string, string]) => {
    const result = await compare(...ids);
    assert.ok(result.kind === 'comparison', JSON.stringify(result));
    return result;
  };
  const show = async (id: string) =>
    runRequests.show.result.parse(await client.connection.sendRequest(runRequests.show.method, { folder: root, run: id }));

  beforeEach(async () => {
    server = await startScripted(steady);
    fs.rmSync(path.join(folder, '.polity'), { recursive: true, force: true });
    fs.writeFileSync(path.join(folder, 'clinic.constitution'), spec('ann', 'ben', 'cleo'));
    const small = { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted-small', price: { input: 1, output: 2 } };
    fs.writeFileSync(path.join(folder, 'polity.config.json'), JSON.stringify({ models: { small }, preview: 'small', judges: ['small'] }));
    client = processClient();
    version = 1;
    await initialize(client, [root]);
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'constitution', version, text: spec('ann', 'ben', 'cleo') },
    });
    while ((await evals()).length === 0) await new Promise(resolve => setTimeout(resolve, 20));
  });
  afterEach(async () => {
    await client.close();
    await server.close();
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('is empty before the first run', async () => assert.deepEqual([(await list()).runs, (await list()).unreadable], [[], []]));

  it('lists runs, the newest first, and shows one with what was not met at its place', async () => {
    const old = await run('ann');
    const young = await run('ann', 'ben');
    const { runs, more } = await list();
    assert.deepEqual([runs.map(({ id }) => id), more], [[young, old], 0]);
    const [newest] = runs;
    assert.deepEqual(
      [newest!.models.map(({ name }) => name), newest!.files, newest!.evals, newest!.state, newest!.count],
      [['small'], ['clinic.constitution'], 3, 'ended', { pass: 2, fail: 1, flaky: 0, 'not run': 0 }],
    );
    assert.ok(newest!.cost! > 0);
    const shown = await show(young);
    assert.ok(shown.kind === 'run');
    assert.deepEqual(
      shown.evals.map(({ title, tried, at }) => [title, tried.status, tried.ratio, at?.range.start.line]),
      [
        ['About ann', 'pass', '1/1', 2],
        ['About ben', 'pass', '1/1', 6],
        ['About cleo', 'fail', '0/1', 10],
      ],
    );
    assert.deepEqual(
      shown.evals[2]!.shortfalls.map(({ label, met, at, times }) => [label, met, at?.range.start.line, times]),
      [['expect contains "cleo"', 'not met', 12, 1]],
    );
  });

  it('compares two, the older first whatever the order: only what flipped, where it stands now', async () => {
    const old = await run('ann', 'ben');
    const young = await run('ann', 'cleo');
    for (const ids of [
      [old, young],
      [young, old],
    ] as const) {
      const result = await compared(...ids);
      assert.deepEqual([result.before.id, result.after.id, result.sameText], [old, young, true]);
      assert.deepEqual(
        result.flips.map(({ title, before, after, at, shortfalls }) => [
          title,
          before.status,
          after.status,
          at?.range.start.line,
          shortfalls.map(one => one.at?.range.start.line),
        ]),
        [
          ['About ben', 'pass', 'fail', 6, [8]],
          ['About cleo', 'fail', 'pass', 10, [12]],
        ],
      );
      assert.deepEqual([result.pairs, result.gained, result.lost, result.p], [3, 1, 1, 1]);
    }
    await edit('new', 'ann', 'ben');
    const { flips } = await compared(old, young);
    assert.deepEqual(
      flips.map(({ title, at, shortfalls }) => [title, at?.range.start.line, shortfalls.map(one => one.at)]),
      [
        ['About ben', 10, [undefined]],
        ['About cleo', undefined, [undefined]],
      ],
    );
    const third = await run('new', 'ann', 'ben');
    const other = await compared(young, third);
    assert.deepEqual(
      [other.sameText, other.flips.map(({ eval: id }) => id), other.onlyBefore.map(one => one.eval), other.onlyAfter.map(one => one.eval)],
      [false, ['ben'], ['cleo'], ['new']],
    );
    assert.deepEqual((await compared(third, third)).flips, []);
  });

  it('compares what another run calls otherwise, since another file had the same name then', async () => {
    const old = await run('ann', 'cleo');
    const young = await run('ann', 'ben', 'cleo');
    const file = path.join(runsFolder, `${young}.jsonl`);
    const renamed = fs.readFileSync(file, 'utf8').replace(/"(id|eval)":"(ann|ben|cleo)"/g, '"$1":"clinic.constitution#$2"');
    fs.writeFileSync(file, renamed);
    const { pairs, flips, onlyBefore, onlyAfter } = await compared(old, young);
    assert.deepEqual([pairs, onlyBefore, onlyAfter], [3, [], []]);
    assert.deepEqual(
      flips.map(({ eval: id, at, shortfalls }) => [id, at?.range.start.line, shortfalls.map(({ label }) => label)]),
      [['clinic.constitution#ben', 6, ['expect contains "ben"']]],
    );
  });

  it('takes a run that is cut at any byte for what it has so far', async () => {
    const old = await run('ann', 'ben');
    const whole = fs.readFileSync(path.join(runsFolder, `${old}.jsonl`));
    const young = '9999-broken';
    const file = path.join(runsFolder, `${young}.jsonl`);
    const firstLine = whole.indexOf(0x0a);
    const sizes = new Set([0, 1, firstLine, firstLine + 1, whole.length - 1, whole.length]);
    for (let i = 0; i < 40; i++) sizes.add(Math.floor((i / 40) * whole.length));
    for (const size of sizes) {
      fs.writeFileSync(file, whole.subarray(0, size));
      const { runs, unreadable } = await list();
      const result = await compare(old, young);
      if (size <= firstLine) {
        assert.deepEqual([runs.map(({ id }) => id), unreadable, result.kind], [[old], [`${young}.jsonl`], 'refused'], `${size}`);
        continue;
      }
      assert.ok(result.kind === 'comparison', `${size}`);
      assert.deepEqual([result.flips, result.pairs + result.undecided.length], [[], 3]);
      assert.equal(result.after.state, size >= whole.length ? 'ended' : 'open', `${size}`);
    }
    fs.writeFileSync(file, Buffer.concat([whole, Buffer.from('{"kind":"trial","eval":"toString"}\nnull\n\u{1f30d}\n{"kind":"end"}')]));
    assert.deepEqual((await compared(old, young)).flips, []);
  });

  it('reads plain files under its own folder and nothing else', async () => {
    const old = await run('ann');
    fs.mkdirSync(path.join(runsFolder, 'folder.jsonl'));
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [path.join(runsFolder, 'pipe.jsonl')]);
      fs.symlinkSync(path.join(runsFolder, `${old}.jsonl`), path.join(runsFolder, 'link.jsonl'));
      assert.equal((await show('pipe')).kind, 'refused');
    }
    fs.writeFileSync(path.join(folder, 'outside.jsonl'), fs.readFileSync(path.join(runsFolder, `${old}.jsonl`)));
    assert.deepEqual(
      (await list()).runs.map(({ id }) => id),
      [old],
    );
    for (const id of ['../../outside', '', '.', 'no-such-run', 'folder']) {
      const shown = await show(id);
      assert.ok(shown.kind === 'refused' && /kept no longer|cannot be read/.test(shown.message), id);
    }
    fs.rmSync(runsFolder, { recursive: true });
    fs.writeFileSync(runsFolder, 'a file');
    assert.deepEqual((await list()).runs, []);
  });

  it('where nothing can be kept, nothing is asked, and the reason is told', async () => {
    fs.writeFileSync(path.join(folder, '.polity'), '');
    assert.deepEqual((await list()).runs, []);
    const asked = { uri, run: 'r', keys: {}, again: true };
    const told = [
      await client.connection.sendRequest(previewRequests.runEvals.method, { ...asked, documents: [{ uri, ids: ['ann'] }] }),
      await client.connection.sendRequest(previewRequests.run.method, {
        ...asked,
        subject: { kind: 'named', name: 'ann' },
        columns: [{ id: 'with', model: 'small', spec: { kind: 'with' } }],
      }),
      await show('latest'),
    ] as { kind: string; message: string }[];
    for (const [i, { kind, message }] of told.entries()) {
      assert.equal(kind, 'refused');
      assert.match(message, i < 2 ? /\.polity is no folder, .*; nothing was asked and nothing written/ : /kept no longer/);
    }
    assert.equal(server.asked.length, 0);
  });
});
