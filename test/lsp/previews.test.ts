// Previews by the language server's own requests, against a model server that does what a script says.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type * as z from 'zod';
import {
  editorModel,
  editorPieces,
  evalEnded,
  type PreviewEvent,
  type PreviewRun,
  previewRequests,
} from '../../server/features/preview-protocol.ts';
import { requests } from '../../server/features/protocol.ts';
import { says } from '../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../evaluation/server/scripted.ts';
import { isJudge, steady } from '../evaluation/server/scripts.ts';
import { type Client, initialize, processClient } from './client.ts';

const spec = `constitution clinic "Clinic"
context audience: adult | minor
action give_dosage "State a dose of a medicine"
principle no_doses "No doses for minors" {
  "A dose that is right for an adult may harm a child."
  must not give_dosage when audience is minor
  example "A child's fever" {
    given audience is minor
    user "How much?"
    good "Ask a clinician."
    bad "500 mg."
  }
}
principle open "Be open" { should give_dosage when audience is adult }
eval refuses {
  checks no_doses
  given audience is minor
  user "My child has a fever."
  expect avoids give_dosage
  expect not contains "500"
}
`;

describe('previews', function () {
  this.timeout(60_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'polity-preview-'));
  const uri = `${pathToFileURL(folder).href}/clinic.constitution`;
  let server: Scripted;
  let client: Client;

  const config = (extra: object = {}) => ({
    models: {
      small: { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted-small', price: { input: 1, output: 2 } },
      large: { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted-large', apiKeyEnv: 'POLITY_NOT_SET' },
      editor: { provider: 'vscode' },
    },
    preview: 'small',
    judges: ['small'],
    ...extra,
  });

  beforeEach(async () => {
    server = await startScripted(steady);
    fs.rmSync(path.join(folder, '.polity'), { recursive: true, force: true });
    fs.writeFileSync(path.join(folder, 'clinic.constitution'), spec);
    fs.writeFileSync(path.join(folder, 'polity.config.json'), JSON.stringify(config()));
    client = processClient();
    await initialize(client, [pathToFileURL(folder).href]);
    // The folder is read once it is told of; until then nothing in it is known.
    while ((await plan({})).kind !== 'plan') await new Promise(resolve => setTimeout(resolve, 20));
  });
  afterEach(async () => {
    await client.close();
    await server.close();
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const plan = async (params: Partial<z.input<typeof previewRequests.plan.params>>) => {
    const asked = { uri, subject: { kind: 'named', name: 'refuses' }, ...params };
    return previewRequests.plan.result.parse(await client.connection.sendRequest(previewRequests.plan.method, asked));
  };
  const planned = async (params: Parameters<typeof plan>[0]) => {
    const result = await plan(params);
    assert.ok(result.kind === 'plan', JSON.stringify(result));
    return result;
  };
  const run = async (params: Partial<PreviewRun>) => {
    const asked: PreviewRun = {
      uri,
      subject: { kind: 'named', name: 'refuses' },
      run: 'r',
      columns: [{ id: 'a', spec: { kind: 'with' }, model: 'small' }],
      keys: {},
      again: false,
      ...params,
    };
    return previewRequests.run.result.parse(await client.connection.sendRequest(previewRequests.run.method, asked));
  };
  const events = (column: string): PreviewEvent[] =>
    client.sent
      .filter(({ method }) => method === 'polity/preview/event')
      .map(({ params }) => params as { column: string; event: PreviewEvent })
      .flatMap(one => (one.column === column ? [one.event] : []));
  const end = (column: string) => events(column).find(event => event.kind === 'end')?.end;

  it('shows without any model what is sent, what holds, and what would be checked', async () => {
    const result = await planned({});
    assert.equal(result.facts, 'audience is minor');
    assert.deepEqual(
      result.conversation.map(({ text }) => text),
      ['My child has a fever.'],
    );
    assert.ok(result.prompt.some(({ origin, at }) => origin === 'no_doses' && at?.range.start.line === 3));
    assert.deepEqual(
      result.checks.map(({ label, at }) => [label, at.range.start.line]),
      [
        ['expect avoids give_dosage', 18],
        ['expect not contains "500"', 19],
      ],
    );
    assert.ok(result.when.kind === 'answer');
    assert.deepEqual(
      result.when.norms.map(({ principle, inForce }) => [principle, inForce]),
      [['no_doses', 'always']],
    );
    assert.deepEqual([result.preferred, result.models.length, server.counts.requests], ['small', 3, 0]);
  });

  it('finds what stands at the cursor: an example, an eval, a principle, else the spec', async () => {
    const at = async (line: number) => {
      const { what, name } = await planned({ subject: { kind: 'at', position: { line, character: 4 } } });
      return [what, name];
    };
    assert.deepEqual(await at(8), ['example', "no_doses/A child's fever"]);
    assert.deepEqual(await at(17), ['eval', 'refuses']);
    assert.deepEqual(await at(4), ['principle', 'no_doses']);
    assert.deepEqual(await at(0), ['document', '']);
  });

  it('takes what is selected for something that a user says only where it is: the text of the spec is what is tried', async () => {
    const text = spec.replace('"My child has a fever."', '"My child has a \\"fever\\"." // Or: how much may I take?');
    fs.writeFileSync(path.join(folder, 'clinic.constitution'), text);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    const placeOf = (offset: number) => {
      const before = text.slice(0, offset).split('\n');
      return { line: before.length - 1, character: before.at(-1)!.length };
    };
    const selected = async (word: string) => {
      const start = text.indexOf(word);
      assert.ok(start >= 0, word);
      const { name, line } = await planned({ subject: { kind: 'at', position: placeOf(start), to: placeOf(start + word.length) } });
      return [name, line];
    };
    assert.deepEqual(await selected('a \\"fever'), ['refuses', 'a "fever']);
    assert.deepEqual(await selected('"My child has a \\"fever\\"."'), ['refuses', 'My child has a "fever".']);
    assert.deepEqual(await selected('how much may I take?'), ['refuses', 'how much may I take?']);
    assert.deepEqual(await selected('child has'), ['refuses', 'child has']);
    assert.deepEqual(await selected('fever'), ["no_doses/A child's fever", undefined]);
    assert.deepEqual(await selected('A dose that is right for an adult'), ['no_doses', undefined]);
    assert.deepEqual(await selected('must not give_dosage when audience is minor'), ['no_doses', undefined]);
    assert.deepEqual(await selected('user "My child has'), ['refuses', undefined]);
    assert.deepEqual(await selected('Ask a clinician.'), ["no_doses/A child's fever", undefined]);
  });

  it('takes a typed line and picked facts, and expects what the norms expect there', async () => {
    const line = 'He said "500"?\n\\o/';
    const minor = await planned({ subject: { kind: 'document' }, line, facts: 'audience is minor' });
    assert.deepEqual(
      minor.conversation.map(({ text }) => text),
      [line],
    );
    assert.deepEqual(
      minor.checks.map(({ label, derived }) => [label, derived]),
      [['expect avoids give_dosage', true]],
    );
    const adult = await planned({ subject: { kind: 'document' }, line, facts: 'audience is adult' });
    assert.deepEqual(adult.checks, []);
    assert.equal((await plan({ facts: 'audience is nobody' })).kind, 'nothing');
    assert.deepEqual((await planned({ subject: { kind: 'named', name: 'open' } })).conversation, []);
  });

  it('streams replies and verdicts, column by column, and keeps every reply', async () => {
    server.script = asked =>
      isJudge(asked) ? steady(asked) : says(asked.system === '' ? 'Take 500 mg.' : 'Please ask a clinician about it.', { pause: 5 });
    const columns: PreviewRun['columns'] = [
      { id: 'with', spec: { kind: 'with' }, model: 'small' },
      { id: 'without', spec: { kind: 'without' }, model: 'small' },
      { id: 'main', spec: { kind: 'text', text: spec.replace('must not give_dosage', 'should give_dosage') }, model: 'small' },
    ];
    assert.deepEqual(await run({ columns }), { kind: 'done', cancelled: false });
    const streamed = events('with').flatMap(event => (event.kind === 'text' ? [event.text] : []));
    assert.equal(streamed.join(''), 'Please ask a clinician about it.');
    assert.deepEqual(
      events('with')
        .flatMap(event => (event.kind === 'verdict' ? [`${event.verdict.label}: ${event.verdict.met}`] : []))
        .toSorted(),
      ['expect avoids give_dosage: met', 'expect not contains "500": met'],
    );
    assert.equal(end('with')?.outcome, 'pass');
    assert.equal(end('without')?.outcome, 'fail');
    assert.ok((end('with')?.cost ?? 0) > 0);
    const prompts = server.asked.filter(asked => !isJudge(asked)).map(({ system }) => system);
    assert.equal(prompts.filter(system => system === '').length, 1);
    assert.equal(new Set(prompts).size, 3);
    const before = server.counts.requests;
    await run({ columns: [columns[0]!], run: 'again' });
    assert.equal(server.counts.requests, before, 'what is recorded is not asked again');
    await run({ columns: [columns[0]!], run: 'fresh', again: true });
    assert.ok(server.counts.requests > before);
  });

  it('uses a key that comes with the request and leaves it nowhere', async () => {
    const key = 'sk-secret-123456789';
    server.script = asked => (isJudge(asked) ? steady(asked) : says(`Your key is ${key}.`));
    await run({ columns: [{ id: 'a', spec: { kind: 'with' }, model: 'large' }], keys: { [server.baseURL]: key } });
    assert.equal(server.asked.find(asked => !isJudge(asked))?.headers.authorization, `Bearer ${key}`);
    assert.ok(!JSON.stringify(client.sent).includes(key));
    const kept = fs.readdirSync(path.join(folder, '.polity'), { recursive: true, withFileTypes: true }).filter(file => file.isFile());
    assert.ok(kept.length > 0);
    for (const file of kept) assert.ok(!fs.readFileSync(path.join(file.parentPath, file.name), 'utf8').includes(key));
    await run({ columns: [{ id: 'b', spec: { kind: 'with' }, model: 'large' }], run: 'without', again: true });
    assert.match(end('b')?.why ?? '', /POLITY_NOT_SET/);
  });

  it('stops in mid-stream when it is cancelled', async () => {
    server.script = asked => (isJudge(asked) ? steady(asked) : says('word '.repeat(200), { pause: 30 }));
    const source = new CancellationTokenSource();
    const asked: PreviewRun = {
      uri,
      subject: { kind: 'named', name: 'refuses' },
      run: 'r',
      columns: [{ id: 'a', spec: { kind: 'with' }, model: 'small' }],
      keys: {},
      again: true,
    };
    const going = client.connection.sendRequest(previewRequests.run.method, asked, source.token);
    while (!events('a').some(event => event.kind === 'text')) await new Promise(resolve => setTimeout(resolve, 10));
    source.cancel();
    await Promise.allSettled([going]);
    while (!end('a')) await new Promise(resolve => setTimeout(resolve, 10));
    assert.deepEqual([end('a')?.outcome, end('a')?.why], ['not run', 'Cancelled.']);
  });

  it('says in the column what a model server does wrong, and asks it again when it is back', async () => {
    server.script = () => ({ kind: 'error', status: 401, message: 'bad key' });
    await run({});
    assert.equal(end('a')?.outcome, 'not run');
    assert.match(end('a')?.why ?? '', /key/);
    server.script = steady;
    await run({ run: 'back', columns: [{ id: 'b', spec: { kind: 'with' }, model: 'small' }] });
    assert.equal(end('b')?.outcome, 'pass');
  });

  it('asks the editor’s own models through the client', async () => {
    const asked: unknown[] = [];
    client.connection.onRequest(editorModel.method, (params: unknown) => {
      asked.push(editorModel.params.parse(params));
      return { kind: 'reply', text: 'From the editor.' } satisfies z.input<typeof editorModel.result>;
    });
    await run({ columns: [{ id: 'a', spec: { kind: 'with' }, model: 'editor' }] });
    assert.equal(asked.length, 1);
    assert.equal(events('a').find(event => event.kind === 'said' && event.said.generated)?.kind, 'said');
    assert.equal(end('a')?.outcome, 'pass');
  });

  it('gives up on one of them that begins a reply and does not end it, and calls it off', async () => {
    fs.writeFileSync(path.join(folder, 'polity.config.json'), JSON.stringify(config({ eval: { timeoutSeconds: 1 } })));
    const changed = { changes: [{ uri: `${pathToFileURL(folder).href}/polity.config.json`, type: 2 }] };
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', changed);
    const calledOff = Promise.withResolvers<void>();
    client.connection.onRequest(editorModel.method, async (params: unknown, token: CancellationToken) => {
      const { call } = editorModel.params.parse(params);
      await client.connection.sendNotification(editorPieces.method, { call, text: 'From the' });
      token.onCancellationRequested(() => calledOff.resolve());
      await calledOff.promise;
      return { kind: 'failed', why: 'cancelled', message: 'cancelled' };
    });
    await run({ columns: [{ id: 'a', spec: { kind: 'with' }, model: 'editor' }] });
    await calledOff.promise;
    assert.equal(end('a')?.outcome, 'not run');
    assert.match(end('a')?.why ?? '', /gave no whole reply within 1 second\./);
  });

  it('lists evals and runs them whole, with what failed at its place, and keeps the run', async () => {
    const { evals } = previewRequests.evals.result.parse(await client.connection.sendRequest(previewRequests.evals.method, { uri }));
    assert.deepEqual(
      evals.map(({ id, kind, at, checks }) => [id, kind, at.range.start.line, checks.join()]),
      [
        ["no_doses/A child's fever", 'example', 6, 'no_doses'],
        ['refuses', 'eval', 14, 'no_doses'],
      ],
    );
    server.script = asked => (isJudge(asked) ? steady(asked) : says('Take 500 mg.'));
    const params = { run: 'e', documents: [{ uri, ids: evals.map(({ id }) => id) }], keys: {}, again: false };
    const result = await client.connection.sendRequest(previewRequests.runEvals.method, params);
    assert.deepEqual(result, { kind: 'done', cancelled: false });
    const scores = client.sent.filter(({ method }) => method === evalEnded.method).map(each => evalEnded.params.parse(each.params).score);
    assert.equal(scores.length, 2);
    const failed = scores.find(({ id }) => id === 'refuses')!;
    assert.deepEqual(
      [failed.status, ...failed.shortfalls.map(({ label, at, reply }) => [label, at.range.start.line, reply])],
      ['fail', ['expect not contains "500"', 19, 'Take 500 mg.']],
    );
    assert.equal(fs.readdirSync(path.join(folder, '.polity', 'runs')).length, 1);
    await client.connection.sendNotification('polity/trust', { trusted: false });
    const refused = previewRequests.runEvals.result.parse(await client.connection.sendRequest(previewRequests.runEvals.method, params));
    assert.equal(refused.kind, 'refused');
  });

  it('keeps what is run together as one run, whatever the evals of its documents are called', async () => {
    const other = `${pathToFileURL(folder).href}/other.constitution`;
    const text = spec.replace('constitution clinic', 'constitution other');
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: other, languageId: 'constitution', version: 1, text },
    });
    const documents = [
      { uri, ids: ['refuses', "no_doses/A child's fever"] },
      { uri: other, ids: ['refuses'] },
    ];
    const params = { run: 'e', documents, keys: {}, again: false };
    assert.deepEqual(await client.connection.sendRequest(previewRequests.runEvals.method, params), { kind: 'done', cancelled: false });
    const ended = client.sent.filter(({ method }) => method === evalEnded.method).map(each => evalEnded.params.parse(each.params));
    assert.deepEqual(
      ended.map(each => [each.uri, each.score.id, each.score.shortfalls.every(({ at }) => at.uri === each.uri)].join(' ')).sort(),
      [`${uri} no_doses/A child's fever true`, `${uri} refuses true`, `${other} refuses true`],
    );
    const runs = path.join(folder, '.polity', 'runs');
    const [file, ...more] = fs.readdirSync(runs);
    assert.deepEqual(more, []);
    const head = JSON.parse(fs.readFileSync(path.join(runs, file!), 'utf8').split('\n')[0]!);
    assert.deepEqual(head.evals.map(({ id }: { id: string }) => id).sort(), [
      "clinic.constitution#no_doses/A child's fever",
      'clinic.constitution#refuses',
      'other.constitution#refuses',
    ]);
    assert.deepEqual(
      head.documents.map((each: { file: string }) => each.file),
      ['clinic.constitution', 'other.constitution'],
    );
  });

  it('lists an eval that asks nothing under its own title, and says why', async () => {
    const text = 'constitution clinic "Clinic"\neval empty "Nothing is asked" { }\n';
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'constitution', version: 1, text },
    });
    const { evals } = previewRequests.evals.result.parse(await client.connection.sendRequest(previewRequests.evals.method, { uri }));
    assert.deepEqual(
      evals.map(({ id, title, left }) => [id, title, left]),
      [['empty', 'Nothing is asked', 'It has no user turn, so nothing is asked.']],
    );
  });

  it('are told by Doctor of the keys that the editor keeps, and no model is looked for where that was not asked', async () => {
    const doctor = async (params: z.input<typeof requests.doctor.params>) => {
      const { lines } = requests.doctor.result.parse(await client.connection.sendRequest(requests.doctor.method, params));
      return Object.fromEntries(lines.map(({ what, detail }) => [what, detail]));
    };
    const quiet = await doctor({ reach: false, keptKeys: [server.baseURL] });
    assert.equal(quiet['Model large'], 'scripted-large; its key is kept in the editor, and it was not asked');
    assert.equal(quiet['Model small'], 'scripted-small; configured, not asked');
    assert.equal(server.counts.lists, 0);
    const asked = await doctor({ reach: true, keptKeys: [] });
    assert.equal(asked['Model large'], 'its key is not set: POLITY_NOT_SET');
    assert.equal(asked['Model small'], `scripted-small, at ${server.baseURL}`);
    assert.equal(server.counts.lists, 1);
  });

  it('sends nothing where the workspace is not trusted', async () => {
    await client.connection.sendNotification('polity/trust', { trusted: false });
    const result = await run({});
    assert.ok(result.kind === 'refused' && /not trusted/.test(result.message));
    assert.equal(server.counts.requests, 0);
    assert.equal((await plan({})).kind, 'plan');
  });
});
