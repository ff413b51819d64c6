import assert from 'node:assert/strict';
import { type Answer, type Call, keyOf } from '../../server/evaluation/call.ts';
import { failure, hash, profile, reply, standIn } from './stand-in.ts';

const model = profile('small', { price: { input: 1_000_000, output: 2_000_000 } });
const call = (text: string, more: Partial<Call> = {}): Call => ({ profile: model, messages: [{ role: 'user', text }], repeat: 1, ...more });
const textOf = (answer: Answer) => (answer.kind === 'reply' ? answer.reply.text : `failed: ${answer.failure.kind}`);

describe('The key of a call', () => {
  const key = (more: Partial<Call> = {}) => keyOf(call('hi', more), hash);
  it('is a SHA-256', () => assert.match(key(), /^[0-9a-f]{64}$/));
  it('is the same whatever the profile is called and costs', () =>
    assert.equal(key({ profile: { ...model, name: 'other', price: undefined, contextWindow: 9 } }), key()));
  for (const [what, more] of Object.entries({
    provider: { profile: { ...model, provider: 'anthropic' } },
    address: { profile: { ...model, address: 'http://127.0.0.1:2/v1' } },
    model: { profile: { ...model, model: 'x' } },
    temperature: { profile: { ...model, parameters: { temperature: 0 } } },
    'the most tokens': { profile: { ...model, parameters: { maxTokens: 5 } } },
    messages: { messages: [{ role: 'user', text: 'ho' }] },
    roles: { messages: [{ role: 'assistant', text: 'hi' }] },
    repeat: { repeat: 2 },
  }) as [string, Partial<Call>][])
    it(`differs with the ${what}`, () => assert.notEqual(key(more), key()));
});

describe('Asking', () => {
  it('sends, keeps, and does not ask again', async () => {
    const first = standIn(() => 'hello');
    assert.equal(textOf(await first.ask(call('hi'))), 'hello');
    const second = standIn(() => 'changed', { kept: first.kept });
    assert.equal(textOf(await second.ask(call('hi'))), 'hello');
    assert.deepEqual([first.sent.length, second.sent.length, second.spent.replayed], [1, 0, 1]);
  });

  it('asks the same question once, though two ask at a time', async () => {
    const { ask, sent } = standIn((_, nth) => `answer ${nth}`);
    assert.deepEqual((await Promise.all([ask(call('hi')), ask(call('hi'))])).map(textOf), ['answer 0', 'answer 0']);
    assert.equal(sent.length, 1);
  });

  it('with `off` asks anew what is older than this run, and not what is younger', async () => {
    const { kept } = await once('old', { now: 100 });
    const anew = standIn(() => 'new', { kept, replay: 'off', since: 500, now: 600 });
    assert.equal(textOf(await anew.ask(call('hi'))), 'new');
    assert.equal(textOf(await anew.ask(call('hi'))), 'new');
    assert.equal(anew.sent.length, 1);
  });

  const once = async (text: string, options = {}) => {
    const made = standIn(() => text, options);
    await made.ask(call('hi'));
    return made;
  };

  it('with `only` sends nothing', async () => {
    const { ask, sent } = standIn(() => 'hello', { replay: 'only' });
    const answer = await ask(call('hi'));
    assert.equal(textOf(answer), 'failed: not recorded');
    assert.equal(sent.length, 0);
  });

  it('a failure leaves what was recorded as it was', async () => {
    const { kept } = await once('old', { now: 100 });
    const anew = standIn(() => failure('timeout'), { kept, replay: 'off', now: 600 });
    assert.equal(textOf(await anew.ask(call('hi'))), 'failed: timeout');
    assert.equal([...kept.values()][0]!.text, 'old');
  });

  it('waits as long as the server says, and asks again', async () => {
    const { ask, waits, sent } = standIn((_, nth) => (nth === 0 ? failure('busy', { retryAfter: 7000 }) : 'hello'));
    assert.equal(textOf(await ask(call('hi'))), 'hello');
    assert.deepEqual([waits, sent.length], [[7000], 2]);
  });

  it('waits longer each time where the server says nothing, and gives up after four times', async () => {
    const { ask, waits } = standIn(() => failure('server'));
    const answer = await ask(call('hi'));
    assert.equal(answer.kind === 'failed' && answer.failure.message, 'it was server (asked 4 times)');
    assert.equal(waits.length, 3);
    assert.ok(waits[0]! >= 500 && waits[0]! < 1000 && waits[1]! >= 1000 && waits[2]! >= 2000, `${waits}`);
  });

  it('waits no longer than two minutes at a time', async () => {
    const { ask, waits } = standIn((_, nth) => (nth === 0 ? failure('busy', { retryAfter: 1e9 }) : 'hello'));
    await ask(call('hi'));
    assert.deepEqual(waits, [120_000]);
  });

  for (const kind of ['timeout', 'garbled', 'refused', 'context'] as const)
    it(`takes ${kind} for one failed call, and asks on`, async () => {
      const { ask, sent } = standIn(({ messages }) => (messages[0]!.text === 'bad' ? failure(kind) : 'hello'));
      assert.deepEqual([textOf(await ask(call('bad'))), textOf(await ask(call('good')))], [`failed: ${kind}`, 'hello']);
      assert.equal(sent.length, 2);
    });

  for (const kind of ['no server', 'wrong key', 'no model', 'quota'] as const)
    it(`after ${kind} asks that model no more, but others`, async () => {
      const { ask, sent } = standIn(({ profile: { name } }) => (name === 'small' ? failure(kind) : 'hello'));
      assert.equal(textOf(await ask(call('one'))), `failed: ${kind}`);
      assert.equal(textOf(await ask(call('two'))), `failed: ${kind}`);
      assert.equal(textOf(await ask(call('three', { profile: profile('large') }))), 'hello');
      assert.equal(sent.length, 2);
    });

  it('refuses what is longer than the model reads, with the count', async () => {
    const { ask, sent } = standIn(() => 'hello');
    const answer = await ask(call('x'.repeat(40_000), { profile: { ...model, contextWindow: 8192 } }));
    assert.equal(
      answer.kind === 'failed' && answer.failure.message,
      'The conversation has about 10,007 tokens, and small-model (profile small) reads at most 8,192. Take a model with a larger context window, or split the spec.',
    );
    assert.equal(sent.length, 0);
  });

  it('counts costs as they come in, and stops before the budget is passed', async () => {
    const { ask, spent, sent } = standIn(() => reply('hello', { usage: { input: 1, output: 2 } }), { budgetUSD: 1000 });
    // Each is reckoned with at about $808 and costs $5.
    assert.equal(textOf(await ask(call('one'))), 'hello');
    const two = await Promise.all([ask(call('two')), ask(call('three'))]);
    assert.deepEqual(two.map(textOf).sort(), ['failed: budget', 'hello']);
    assert.deepEqual([sent.length, spent.costUSD], [2, 10]);
  });

  it('names the models whose price it does not know', async () => {
    const { ask, spent } = standIn(() => 'hello');
    await ask(call('hi', { profile: profile('far', { address: 'https://models.example/v1' }) }));
    await ask(call('hi', { profile: profile('near') }));
    assert.deepEqual([...spent.unpriced], ['far']);
  });

  it('called off, sends nothing more and keeps what it has', async () => {
    const made = standIn((_, nth) => {
      if (nth === 1) made.cancel();
      return nth === 1 ? failure('cut') : 'hello';
    });
    assert.equal(textOf(await made.ask(call('one'))), 'hello');
    assert.equal(textOf(await made.ask(call('two'))), 'failed: cancelled');
    assert.equal(textOf(await made.ask(call('three'))), 'failed: cancelled');
    assert.equal(textOf(await made.ask(call('one'))), 'hello');
    assert.equal(made.sent.length, 2);
  });
});
