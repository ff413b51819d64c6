// Studies with models by the language server's own requests, against a model server that does what a script says.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';
import { CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type * as z from 'zod';
import { print } from '../../grammar/print.ts';
import { documentOf } from '../../server/analysis/workspace.ts';
import { type MeasureStudy, measureProgress, measureRequests } from '../../server/features/measure-protocol.ts';
import { editorModel, previewRequests } from '../../server/features/preview-protocol.ts';
import { notifications, requests } from '../../server/features/protocol.ts';
import { type Asked, type Script, says } from '../evaluation/server/behaviour.ts';
import { type Scripted, startScripted } from '../evaluation/server/scripted.ts';
import { isJudge } from '../evaluation/server/scripts.ts';
import { type Client, initialize, processClient } from './client.ts';

const spec = `constitution tutor "Tutor"

principle frank "Frank" {
  "Say what you think of the work."
  example "Poem" { user "Is my poem good?" good "The second line limps." bad "Lovely!" }
}

principle gentle "Gentle" { "Never discourage." }

eval essay {
  checks frank
  user "Here is my \\"essay\\"."
  assistant "Thank you."
  user "Well?\\nBe honest."
  expect "says what is wrong"
}
`;

const isDraft = ({ system }: Asked) => system.startsWith('You help the authors');
const draft = () => says(JSON.stringify({ cases: Array.from({ length: 9 }, (_, i) => ({ user: `Drafted message ${i}` })) }));
const keeps = (verdict: string) => says(JSON.stringify({ reason: `It is ${verdict}.`, principle: 'frank', verdict }));
const judging =
  (judge: (asked: Asked) => ReturnType<typeof says>, reply = (asked: Asked) => `Hm ${asked.index}.`): Script =>
  asked =>
    isDraft(asked) ? draft() : isJudge(asked) ? judge(asked) : says(reply(asked));
const divided = judging(({ model }) => keeps(model === 'one' ? 'met' : 'not met'));
/** Whatever is kept, never both. */
const torn = judging(
  ({ messages: [first] }) =>
    keeps(/keep the principle (?:frank|kind)/.test(first!.text) === first!.text.includes('Blunt') ? 'met' : 'not met'),
  ({ index }) => (index % 2 === 0 ? 'Blunt.' : 'Sweet.'),
);
const agreed = judging(() => keeps('met'));

describe('measuring, from the editor', function () {
  this.timeout(60_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'polity-measuring-'));
  const at = (...parts: string[]) => path.join(folder, ...parts);
  const uri = `${pathToFileURL(folder).href}/tutor.constitution`;
  let server: Scripted;
  let client: Client;
  let version = 0;

  const config = (extra: object = {}) => ({
    models: Object.fromEntries(
      ['one', 'two', 'three'].map(name => [
        name,
        {
          provider: 'openai-compatible',
          baseURL: server.baseURL,
          model: name,
          price: { input: 1, output: 1 },
          apiKeyEnv: 'POLITY_NOT_SET',
        },
      ]),
    ),
    preview: 'one',
    judges: ['one', 'two', 'three'],
    ...extra,
  });
  const start = async (extra: object = {}, options: { trusted?: boolean; text?: string } = {}) => {
    fs.writeFileSync(at('tutor.constitution'), options.text ?? spec);
    fs.writeFileSync(at('polity.config.json'), JSON.stringify(config(extra)));
    client = processClient();
    await initialize(client, [pathToFileURL(folder).href], { textDocument: { diagnostic: {} } });
    if (options.trusted === false) await client.connection.sendNotification(notifications.trust.method, { trusted: false });
    while (!(await principles().catch(() => undefined))) await new Promise(resolve => setTimeout(resolve, 20));
  };

  beforeEach(async () => {
    version = 0;
    server = await startScripted(divided);
    fs.rmSync(at('.polity'), { recursive: true, force: true });
  });
  afterEach(async () => {
    await client.close();
    await server.close();
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  type Requests = typeof measureRequests;
  const ask = async <N extends keyof Requests>(name: N, params: z.input<Requests[N]['params']>, token?: CancellationTokenSource['token']) =>
    measureRequests[name].result.parse(
      await client.connection.sendRequest(measureRequests[name].method, params, token ?? CancellationToken.None),
    ) as z.output<Requests[N]['result']>;
  const principles = (more: object = {}) => ask('principles', { uri, ...more });
  const frank: MeasureStudy = { uri, what: 'agreement', principles: ['frank'] };
  const pair: MeasureStudy = { uri, what: 'conflict', principles: ['frank', 'gentle'] };
  const keys = () => ({ [server.baseURL]: 'sk-secret' });
  const run = (study: MeasureStudy, token?: CancellationTokenSource['token']) => ask('run', { ...study, run: 'r', keys: keys() }, token);
  const planned = async (study: MeasureStudy) => {
    const plan = await ask('plan', study);
    assert.ok(plan.kind === 'plan', JSON.stringify(plan));
    return plan;
  };
  const measured = async (study: MeasureStudy) => {
    const result = await run(study);
    assert.ok(result.kind === 'measured', JSON.stringify(result));
    return result;
  };
  const refusal = async (study: MeasureStudy) => {
    const [plan, result] = [await ask('plan', study), await run(study)];
    assert.deepEqual(plan, result, 'the plan says it already');
    assert.ok(plan.kind === 'refused', JSON.stringify(plan));
    return plan;
  };
  const findings = async (): Promise<Diagnostic[]> => {
    const { items } = (await client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })) as {
      items: Diagnostic[];
    };
    return items.filter(({ code }) => code === 'vague/measured' || code === 'conflict/observed');
  };
  const kept = () => (fs.existsSync(at('.polity', 'findings')) ? fs.readdirSync(at('.polity', 'findings')) : []);
  const progress = () =>
    client.sent.filter(({ method }) => method === measureProgress.method).map(({ params }) => params as { done: number });

  it('says before anything is sent who is asked, how often, and what it costs', async () => {
    await start();
    const plan = await planned(frank);
    assert.match(plan.cost ?? '', /^\$0\.\d+$/);
    assert.deepEqual(
      plan.models.map(({ name, address, needsKey, detail }) => [name, address, needsKey, detail.split(',')[0]]),
      ['one', 'two', 'three'].map((name, i) => [name, server.baseURL, true, ['15 calls', '8 calls', '8 calls'][i]]),
    );
    assert.equal(plan.calls, 31);
    assert.equal((await planned(pair)).calls, 85);
    const one = await planned({ ...pair, cases: 1 });
    assert.deepEqual([one.cases, one.calls], [1, 22]);
    assert.equal(server.counts.requests, 0);
  });

  it('a finding stands in the next diagnostics, with its cases', async () => {
    await start();
    assert.deepEqual(await findings(), []);
    const result = await measured(frank);
    assert.equal(result.found, true);
    assert.match(result.told, /^Asked whether replies keep `frank`, 3 judges were divided over 8 of 8 cases \(entropy 0\.58 of 1/);
    assert.match(result.spent, /^Calls: 31 sent, 0 replayed, \$0\.\d+$/);
    const [found] = await findings();
    assert.equal(found!.range.start.line, 2);
    assert.match(
      found!.relatedInformation![0]!.message,
      /^“Is my poem good\?” – “The second line limps\.” 1 says that the reply keeps it, 2 that it does not\.$/,
    );
    assert.deepEqual([found!.relatedInformation!.length, kept().length], [5, 1]);
    assert.deepEqual([progress().at(-1), progress().length], [{ run: 'r', done: 31, of: 31 }, 31]);
    const { cases } = (await ask('cases', frank)) as { cases: (typeof result)['cases'] };
    assert.deepEqual(cases, result.cases.slice(0, 5));
    assert.deepEqual(cases[0]!.replies[0]!.verdicts[1], {
      judge: 'two',
      principle: 'frank',
      met: 'not met',
      reason: 'It is not met.',
      cites: 'frank',
    });
  });

  it('what is not found is told as well, and that it proves nothing; an older finding goes', async () => {
    await start();
    await measured(frank);
    fs.rmSync(at('.polity', 'recordings'), { recursive: true });
    server.script = agreed;
    const result = await measured(frank);
    assert.equal(result.found, false);
    assert.match(result.told, /^Judges are hardly divided over `frank`: 0\.00 of 1 \(95% interval 0\.00 to 0\.00\)\. That proves nothing/);
    assert.deepEqual([await findings(), kept(), result.cases.length], [[], [], 8]);
    assert.equal((await ask('cases', frank)).kind, 'gone');
  });

  it('two principles that no reply keeps together', async () => {
    await start();
    server.script = torn;
    const result = await measured(pair);
    assert.match(result.told, /^In 4 of 4 situations that were tried, no reply kept both `frank` and `gentle`\./);
    const [found] = await findings();
    assert.deepEqual([found!.code, found!.range.start.line], ['conflict/observed', 7]);
    assert.match(
      found!.relatedInformation!.at(-1)!.message,
      /^“Drafted message 3” – “(?:Blunt|Sweet)\.” Of 3 replies, \d keeps? `frank`, \d keeps? `gentle`, none keeps both\.$/,
    );
    assert.deepEqual(
      result.cases[0]!.replies[0]!.verdicts.map(({ judge, principle }) => `${judge} ${principle}`),
      ['one frank', 'two frank', 'three frank', 'one gentle', 'two gentle', 'three gentle'],
    );
    const { conflicts } = requests.conflicts.result.parse(await client.connection.sendRequest(requests.conflicts.method, {}));
    assert.deepEqual(
      conflicts.map(({ code, norms }) => [code, norms.map(({ principle, title, at: { range } }) => [principle, title, range.start.line])]),
      [
        [
          'conflict/observed',
          [
            ['frank', 'Frank', 2],
            ['gentle', 'Gentle', 7],
          ],
        ],
      ],
    );
  });

  it('a case becomes an eval that is formatted, brings no finding, and can be run as it is', async () => {
    await start();
    const { cases } = await measured(frank);
    const one = cases.find(({ user }) => user.startsWith('Well?'))!;
    const made = await ask('toEval', { uri, principles: ['frank'], turns: one.said });
    assert.ok(made.kind === 'eval', JSON.stringify(made));
    const expected = `
eval frank_case {
  checks frank
  user "Here is my \\"essay\\"."
  assistant "Thank you."
  user "Well?\\nBe honest."
  expect "the reply keeps “Frank”: Say what you think of the work."
}`;
    const lines = spec.split('\n').length - 2;
    assert.deepEqual(made.edits, [
      { range: { start: { line: lines, character: 1 }, end: { line: lines, character: 1 } }, text: `\n${expected}` },
    ]);
    const text = `${spec.trimEnd()}\n${expected}\n`;
    assert.equal(print(documentOf('x.constitution', text).tree).slice(-expected.length), `${expected.slice(1)}\n`);
    const before = await all();
    await edit(text);
    assert.deepEqual(await all(), before, 'the same findings as before');
    const { evals } = previewRequests.evals.result.parse(await client.connection.sendRequest(previewRequests.evals.method, { uri }));
    const [own] = evals.filter(({ id }) => id === 'frank_case');
    assert.deepEqual([own?.left, own?.checks], [undefined, ['frank']]);
    const both = await ask('toEval', {
      uri,
      principles: ['frank', 'gentle'],
      turns: [{ speaker: 'user', text: '\u2028\r\n{x} “”\u0007' }],
    });
    assert.ok(both.kind === 'eval');
    assert.match(both.edits[0]!.text, /eval frank_case_2 \{\n {2}checks frank, gentle\n {2}user "\\u\{2028\}\\n\{x\} “”\\u\{7\}"\n/);
    assert.match(both.edits[0]!.text, /expect "the reply keeps “Gentle”: Never discourage\."\n\}$/);
    await edit(text + both.edits[0]!.text);
    assert.deepEqual(await all(), before);
    assert.equal((await ask('toEval', { uri, principles: ['frnak'], turns: one.said })).kind, 'refused');
    assert.equal((await ask('toEval', { uri, principles: ['frank'], turns: [{ speaker: 'x } eval y', text: '' }] })).kind, 'refused');
  });

  it('a principle that is adopted is named as the document writes it', async () => {
    fs.writeFileSync(at('floor.constitution'), 'constitution floor "Floor"\nprinciple honest "Honest" { "Do not lie." }\n');
    const text =
      'constitution t "T"\nimport floor from "./floor.constitution"\nadopt floor\nprinciple kind "Kind" { "Thank the user for the question." }\n';
    await start({}, { text });
    server.script = torn;
    const both: MeasureStudy = { uri, what: 'conflict', principles: ['kind', 'floor.honest'], cases: 2 };
    const result = await measured(both);
    assert.match(result.told, /^In 2 of 2 situations that were tried, no reply kept both `kind` and `floor\.honest`\./);
    assert.equal((await findings())[0]!.range.start.line, 3);
    const made = await ask('toEval', { uri, principles: both.principles, turns: result.cases[0]!.said });
    assert.ok(made.kind === 'eval');
    assert.match(
      made.edits[0]!.text,
      /eval kind_case \{\n {2}checks kind, floor\.honest\n.*\n.*\n {2}expect "the reply keeps “Honest”: Do not lie\."/,
    );
    const before = await all();
    await edit(text.trimEnd() + made.edits[0]!.text);
    assert.deepEqual(await all(), before);
    fs.rmSync(at('floor.constitution'));
  });

  it('every case of a finding is among its quick fixes', async () => {
    await start();
    await measured(frank);
    const [diagnostic] = await findings();
    const actions = (await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostic!.range,
      context: { diagnostics: [diagnostic], only: ['quickfix'] },
    })) as CodeAction[];
    const evals = actions.filter(({ title }) => title.startsWith('Make an eval of “'));
    // Two of the five are about answers to the same message, which make one eval.
    assert.equal(evals.length, 4);
    assert.ok(evals.every(({ kind, diagnostics }) => kind === 'quickfix' && diagnostics?.length === 1));
    assert.match(JSON.stringify(evals[0]!.edit), /checks frank/);
  });

  it('is cancelled in the middle: there is no finding, and it says so', async () => {
    await start();
    let judged = 0;
    const source = new CancellationTokenSource();
    server.script = async asked => {
      if (isJudge(asked) && ++judged === 5) {
        source.cancel();
        return { kind: 'stall', text: '' };
      }
      return divided(asked);
    };
    const result = await run(frank, source.token);
    assert.ok(result.kind === 'cancelled', JSON.stringify(result));
    assert.match(result.message, /^Called off: no finding was made\. \d+ of 31 calls had come back/);
    assert.deepEqual([kept(), await findings()], [[], []]);
    assert.ok(server.counts.requests < 30);
    const again = server.counts.requests;
    server.script = divided;
    await measured(frank);
    assert.ok(server.counts.requests - again < 31, 'what was recorded is not asked again');
  });

  it('refuses in words, and sends nothing', async () => {
    await start({ eval: { budgetUSD: 0.001 } });
    assert.match(
      (await refusal(frank)).message,
      /^This would cost about \$0\.\d+, and `eval\.budgetUSD` in polity\.config\.json allows \$0\.0010; nothing was sent\.$/,
    );
    assert.match((await refusal({ ...frank, principles: ['frnak'] })).message, /^The spec has no principle `frnak` any more\.$/);
    assert.match((await refusal({ ...pair, principles: ['frank'] })).message, /no principle/);
    await edit(spec.replace('principle gentle', 'principl gentle'));
    assert.match((await refusal(frank)).message, /^There (is an error|are \d errors) in the spec, so nothing is asked\. The first: /);
    assert.equal(server.counts.requests, 0);
  });

  it('where no model is chosen, and where it is not clear which, choosing one is the next step', async () => {
    await start({ preview: undefined, judges: undefined });
    const which = await refusal(frank);
    assert.deepEqual([which.next, /^Several models could answer/.test(which.message)], ['model', true]);
    assert.equal((await planned({ ...frank, model: 'two' })).models[0]!.name, 'two');
    fs.writeFileSync(at('polity.config.json'), '{}');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `${pathToFileURL(folder).href}/polity.config.json`, type: 2 }],
    });
    assert.deepEqual((await refusal(frank)).next, 'model');
  });

  it('nobody is asked in the place of a chosen model that is there no longer', async () => {
    await start();
    const gone = { ...frank, model: 'ollama/gone' };
    assert.deepEqual(await refusal(gone), {
      kind: 'refused',
      message: '`ollama/gone` cannot be had. Choose the one that is to answer.',
      next: 'model',
    });
    const params = { run: 'r', documents: [{ uri, ids: ['essay'] }], model: 'ollama/gone', keys: keys(), again: true };
    const result = previewRequests.runEvals.result.parse(await client.connection.sendRequest(previewRequests.runEvals.method, params));
    assert.ok(result.kind === 'refused' && result.message.startsWith('ollama/gone, which was chosen to answer, cannot be had'));
    assert.equal(server.counts.requests, 0);
  });

  it('in an untrusted workspace nothing is sent, and it says why', async () => {
    await start({}, { trusted: false });
    assert.match((await refusal(frank)).message, /^This workspace is not trusted, so nothing is sent to any model\./);
    assert.deepEqual([server.counts.requests, kept()], [0, []]);
    assert.equal((await principles()).principles.length, 2);
  });

  it('where a finding could not be kept, it says so before anything is asked', async () => {
    await start();
    fs.writeFileSync(at('.polity'), '');
    assert.match((await refusal(frank)).message, /\.polity is no folder, .*; nothing was asked and nothing written/);
    assert.equal(server.counts.requests, 0);
    fs.rmSync(at('.polity'));
    assert.equal((await measured(frank)).found, true);
  });

  it('a finding takes the place of a link, and what is paid for is told even where it cannot be kept', async function () {
    if (process.platform === 'win32') return this.skip();
    await start();
    await measured(frank);
    const [name] = kept();
    const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'polity-outside-'));
    fs.writeFileSync(path.join(outside, 'mine'), 'mine');
    fs.rmSync(at('.polity', 'findings', name!));
    fs.symlinkSync(path.join(outside, 'mine'), at('.polity', 'findings', name!));
    await measured(frank);
    assert.equal(fs.readFileSync(path.join(outside, 'mine'), 'utf8'), 'mine');
    assert.ok(fs.lstatSync(at('.polity', 'findings', name!)).isFile());
    fs.rmSync(at('.polity', 'recordings'), { recursive: true });
    server.script = asked => {
      // Meanwhile somebody puts a link in place of the folder.
      fs.rmSync(at('.polity', 'findings'), { recursive: true, force: true });
      if (!fs.existsSync(at('.polity', 'findings'))) fs.symlinkSync(outside, at('.polity', 'findings'));
      return divided(asked);
    };
    const result = await measured(frank);
    assert.match(
      result.told,
      /were divided over 8 of 8 cases.* The finding is not kept\. .*findings: a symbolic link leads out of the workspace/,
    );
    assert.deepEqual([result.cases.length, fs.readdirSync(outside)], [8, ['mine']]);
    fs.rmSync(outside, { recursive: true });
  });

  it('asks the editor’s own model through the client, and keys go to their address and into no file', async () => {
    await start({ judges: undefined });
    client.connection.onRequest(editorModel.method, ({ messages }: { messages: { text: string }[] }) => {
      const text = messages.map(message => message.text).join('\n');
      const answer = text.startsWith('You help the authors')
        ? JSON.stringify({ cases: [{ user: 'Hello?' }] })
        : '{"reason":"r","principle":"frank","verdict":"met"}';
      return { kind: 'reply', text: answer, answeredBy: 'editor' };
    });
    assert.deepEqual((await planned({ ...frank, model: 'editor/m' })).cost, undefined);
    const result = await measured({ ...frank, model: 'editor/m' });
    assert.deepEqual([result.found, server.counts.requests], [false, 0]);
    await measured(frank);
    assert.ok(server.asked.every(({ headers }) => headers.authorization === 'Bearer sk-secret'));
    for (const file of fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter(each => each.isFile()))
      assert.ok(!fs.readFileSync(path.join(file.parentPath, file.name), 'utf8').includes('sk-secret'), file.name);
  });

  it('offers the principle at the cursor, and beside one those that clash with it first', async () => {
    const text = `constitution t
context asked: boolean
action say "Say it"
action hum "Hum"
principle other { "Be kind." }
principle near { must say }
principle clash { must not say when asked }
principle frank { must say when asked }
`;
    await start({}, { text });
    const standing = await principles({ position: { line: 6, character: 20 } });
    assert.deepEqual([standing.standing, standing.principles.map(({ name }) => name)], ['clash', ['other', 'near', 'clash', 'frank']]);
    const beside = await principles({ beside: 'frank' });
    assert.deepEqual(
      beside.principles.map(({ name, relation }) => [name, relation]),
      [
        ['clash', 'clashes with frank when asked'],
        ['near', 'rules on say too'],
        ['other', undefined],
      ],
    );
    assert.equal((await principles({ position: { line: 0, character: 0 } })).standing, undefined);
  });

  const all = async () =>
    ((await client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })) as { items: Diagnostic[] }).items.map(
      ({ code, message }) => `${code} ${message}`,
    );
  const edit = async (text: string) => {
    if (version++ === 0)
      await client.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'constitution', version, text },
      });
    else await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  };
});
