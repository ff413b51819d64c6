// Every way that a server can behave ends in a reply or in the right words. Both protocols, whole and streamed.

import assert from 'node:assert/strict';
import OpenAI from 'openai';
import type { Call, Failure, Outcome, Profile, Reply } from '../../server/evaluation/call.ts';
import { castOf, withoutModel } from '../../server/host/models/casting.ts';
import { localServers } from '../../server/host/models/discovery.ts';
import type { Keys } from '../../server/host/models/secrets.ts';
import { sending } from '../../server/host/models/sending.ts';
import { cleared, place } from '../host/call.ts';
import { type Behaviour, says } from './server/behaviour.ts';
import { type Scripted, startScripted } from './server/scripted.ts';

const secret = 'sk-test-4f9a7c2e8b1d';
const keys: Keys = () => ({ kind: 'key', key: secret });
const protocols = ['openai-compatible', 'anthropic'] as const;

let server: Scripted;
const profileOf = (provider: string, more: Partial<Profile> = {}): Profile => ({
  name: 'test',
  provider,
  address: server.baseURL,
  model: 'scripted-small',
  parameters: {},
  ...more,
});
const callOf = (profile: Profile, more: Partial<Call> = {}): Call => ({
  profile,
  messages: [
    { role: 'system', text: 'Be kind.' },
    { role: 'user', text: 'Hello?' },
  ],
  repeat: 1,
  ...more,
});

interface Asking {
  readonly provider?: string;
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
  readonly timeoutSeconds?: number;
  readonly call?: Partial<Call>;
  readonly profile?: Partial<Profile>;
}

async function ask({
  provider = 'openai-compatible',
  stream = false,
  signal = new AbortController().signal,
  timeoutSeconds = 10,
  call,
  profile,
}: Asking = {}) {
  const send = sending({ keys, timeoutSeconds, signal });
  let heard = '';
  const outcome = await send(
    callOf(profileOf(provider, profile), call),
    stream
      ? piece => {
          heard += piece;
        }
      : undefined,
  );
  return { outcome, heard };
}

function replyIn(outcome: Outcome<Reply>): Reply {
  assert.equal(outcome.kind, 'reply', outcome.kind === 'failed' ? outcome.failure.message : '');
  return (outcome as Extract<typeof outcome, { kind: 'reply' }>).reply;
}

function failureOf(outcome: Outcome<Reply>): Failure {
  assert.equal(outcome.kind, 'failed');
  return (outcome as Extract<typeof outcome, { kind: 'failed' }>).failure;
}

describe('Models over HTTP', () => {
  before(async () => {
    server = await startScripted(() => says('fine'));
  });
  after(() => server.close());

  for (const provider of protocols)
    for (const stream of [false, true])
      describe(`${provider}, ${stream ? 'streamed' : 'whole'}`, () => {
        const under = async (behaviour: Behaviour, more: Asking = {}) => {
          server.script = () => behaviour;
          return ask({ provider, stream, ...more });
        };

        it('gives the reply, its tokens, its end and who gave it', async () => {
          const { outcome, heard } = await under(says('Grüße, 世界 🌍!', { usage: { input: 12, output: 7 }, finish: 'length' }));
          const { milliseconds, ...reply } = replyIn(outcome);
          assert.deepEqual(reply, {
            text: 'Grüße, 世界 🌍!',
            finish: 'length',
            usage: { input: 12, output: 7 },
            answeredBy: 'scripted-small',
          });
          assert.ok(milliseconds >= 0);
          assert.equal(heard, stream ? 'Grüße, 世界 🌍!' : '');
        });

        it('sends the system prompt, the messages and the key where they belong', async () => {
          await under(says('fine'));
          const last = server.asked.at(-1)!;
          assert.deepEqual([last.system, last.messages], ['Be kind.', [{ role: 'user', text: 'Hello?' }]]);
          assert.equal(
            provider === 'anthropic' ? last.headers['x-api-key'] : last.headers.authorization,
            provider === 'anthropic' ? secret : `Bearer ${secret}`,
          );
        });

        it('reads odd chunks that cut through lines and characters', async () => {
          const { outcome } = await under(says('Grüße, 世界 🌍 to all', { pieces: [1, 3, 7, 2] }));
          assert.equal(replyIn(outcome).text, 'Grüße, 世界 🌍 to all');
        });

        it('gives up on a stall, as one failed call', async () => {
          const { outcome } = await under({ kind: 'stall', text: 'Well' }, { timeoutSeconds: 0.15 });
          assert.match(failureOf(outcome).message, /scripted-small \(profile test\) gave no whole reply within 0\.15 seconds/);
          assert.equal(failureOf(outcome).kind, 'timeout');
        });

        it('tells a connection that was cut', async () => {
          const { outcome } = await under({ kind: 'cut', text: 'Well' });
          assert.equal(failureOf(outcome).kind, 'cut');
          assert.match(failureOf(outcome).message, /broke off before the reply was whole/);
        });

        it('can be called off in the middle', async () => {
          const controller = new AbortController();
          server.script = () => ({ kind: 'stall', text: 'Well' });
          const asked = ask({ provider, stream, signal: controller.signal });
          setTimeout(() => controller.abort(), 30);
          assert.equal(failureOf((await asked).outcome).kind, 'cancelled');
        });

        const error = (status: number, message: string, more: Partial<Extract<Behaviour, { kind: 'error' }>> = {}): Behaviour => ({
          kind: 'error',
          status,
          message,
          ...more,
        });
        for (const [title, behaviour, kind, words] of [
          [
            '400',
            error(400, 'temperature is out of range'),
            'refused',
            /refused the call \(400\)\. It says: “temperature is out of range”/,
          ],
          [
            '401',
            error(401, `Incorrect API key provided: ${secret}`),
            'wrong key',
            /does not accept the key .* “Incorrect API key provided: \[key\]”.*apiKeyEnv/,
          ],
          ['403', error(403, 'no access'), 'wrong key', /403/],
          [
            '404 of a model',
            error(404, 'The model `scripted-small` does not exist', { code: 'model_not_found' }),
            'no model',
            /has no model scripted-small.*polity doctor/,
          ],
          ['404 of the address', { kind: 'status', status: 404, body: '' }, 'no server', /Nothing takes chats at .*\/v1/],
          ['402', error(402, 'pay first'), 'quota', /no allowance left.*pay first/],
          [
            '429 for want of credit',
            error(429, 'You exceeded your current quota', { code: 'insufficient_quota' }),
            'quota',
            /no allowance left/,
          ],
          ['413', error(413, 'request too large'), 'context', /too long for scripted-small/],
          ['500', error(500, 'oops'), 'server', /has trouble \(500\)/],
          ['529', error(529, 'Overloaded'), 'server', /has trouble \(529\)/],
          [
            'an HTML error page',
            { kind: 'status', status: 502, body: '<html><b>Bad gateway</b></html>', type: 'text/html' },
            'server',
            /has trouble \(502\)\.$/,
          ],
          [
            'HTML with a good status',
            { kind: 'raw', body: '<html>Welcome</html>', type: 'text/html' },
            'garbled',
            /with a web page, which is no reply/,
          ],
          [
            'broken JSON',
            {
              kind: 'raw',
              body: stream ? 'data: {"id": "x", \n\ndata: [DONE]\n\n' : '{"id": "x", ',
              type: stream ? 'text/event-stream' : 'application/json',
            },
            'garbled',
            /does not fit the protocol/,
          ],
          [
            'the wrong schema',
            {
              kind: 'raw',
              body: stream ? 'data: {"result": 42}\n\n' : '{"result": 42}',
              type: stream ? 'text/event-stream' : 'application/json',
            },
            'garbled',
            /does not fit the protocol|is no reply/,
          ],
          ['ten megabytes', { kind: 'huge', bytes: 10_000_000 }, 'garbled', /more than 4 MB/],
          [
            'a redirect',
            { kind: 'status', status: 307, body: '', headers: { location: 'http://127.0.0.1:9/elsewhere' } },
            'refused',
            /sends us elsewhere \(307\)/,
          ],
        ] as [string, Behaviour, string, RegExp][])
          it(`explains ${title}`, async () => {
            const failure = failureOf((await under(behaviour)).outcome);
            assert.match(failure.message, words);
            assert.equal(failure.kind, kind);
            assert.ok(!failure.message.includes(secret));
          });

        it('counts the tokens where the conversation is too long', async () => {
          const message = "This model's maximum context length is 8192 tokens. However, your messages resulted in 12345 tokens.";
          const failure = failureOf((await under(error(400, message, { code: 'context_length_exceeded' }))).outcome);
          assert.match(failure.message, /counts 12,345 tokens and reads at most 8,192/);
        });

        for (const [headers, wait] of [
          [{ 'retry-after': '7' }, 7000],
          [{ 'retry-after-ms': '120' }, 120],
          [{}, undefined],
        ] as [Record<string, string>, number | undefined][])
          it(`reads how long to wait: ${JSON.stringify(headers)}`, async () => {
            const failure = failureOf((await under(error(429, 'slow down', { headers }))).outcome);
            assert.deepEqual([failure.kind, failure.retryAfter], ['busy', wait]);
          });

        it('strikes the key out of a reply that repeats it', async () => {
          const { outcome, heard } = await under(says(`Your key is ${secret}, is it not? sk-test`));
          assert.equal(replyIn(outcome).text, 'Your key is [key], is it not? sk-test');
          if (stream) assert.equal(heard, 'Your key is [key], is it not? sk-test');
        });

        it('asks for JSON by the protocol, and without where the server knows no such thing', async () => {
          const schema = {
            name: 'verdict',
            schema: { type: 'object', properties: { verdict: { type: 'string' } }, required: ['verdict'], additionalProperties: false },
          };
          server.script = ({ json }) => says(json ? '{"verdict":"met"}' : 'no');
          assert.equal(replyIn((await ask({ provider, stream, call: { schema } })).outcome).text, '{"verdict":"met"}');
          server.script = ({ json }) =>
            json
              ? { kind: 'error', status: 400, message: 'response_format and tool_choice are not supported' }
              : says('{"verdict":"unclear"}');
          assert.equal(replyIn((await ask({ provider, stream, call: { schema } })).outcome).text, '{"verdict":"unclear"}');
        });
      });

  it('estimates tokens, and says so, where the server counts none', async () => {
    server.script = () => says('twelve chars', { usage: 'none' });
    const { usage } = replyIn((await ask()).outcome);
    assert.deepEqual(usage, { input: 15, output: 3, estimated: true });
  });

  it('explains that no server is there', async () => {
    const gone = await startScripted(() => says('fine'));
    await gone.close();
    const failure = failureOf((await ask({ profile: { address: gone.baseURL } })).outcome);
    assert.equal(
      failure.message,
      `No server answers at ${gone.baseURL} (profile test). Start it, or change \`baseURL\` in polity.config.json.`,
    );
    assert.equal(failure.kind, 'no server');
  });

  it('explains that a port is one that nothing connects to, and does not ask again', async () => {
    const failure = failureOf((await ask({ profile: { address: 'http://127.0.0.1:1/v1' } })).outcome);
    assert.equal(failure.kind, 'no server');
    assert.match(
      failure.message,
      /^Nothing connects to the port of 127\.0\.0\.1:1 \(profile test\).* Let the server listen on another port/,
    );
  });

  it('explains that a key holds what no key holds, and sends nothing', async () => {
    const asked = server.asked.length;
    for (const key of ['sk-\u0001abcdefgh', 'sk-one\nsk-two', '“sk-abcdefgh”']) {
      const send = sending({ keys: () => ({ kind: 'key', key }), timeoutSeconds: 1, signal: new AbortController().signal });
      for (const provider of ['anthropic', 'openai-compatible'] as const) {
        const failure = failureOf(await send(callOf(profileOf(provider))));
        assert.equal(failure.kind, 'wrong key');
        assert.match(failure.message, /^The key of profile test holds a character that no key has/);
        assert.ok(!failure.message.includes('sk-'));
      }
    }
    assert.equal(server.asked.length, asked);
  });

  it('explains that the key is not set, and that keys go nowhere unencrypted', async () => {
    const signal = new AbortController().signal;
    const missing = await sending({ keys: () => ({ kind: 'missing', variable: 'MY_KEY' }), timeoutSeconds: 1, signal })(
      callOf(profileOf('anthropic')),
    );
    assert.match(failureOf(missing).message, /^The environment variable MY_KEY, which profile test takes its key from, is not set/);
    const plain = failureOf((await ask({ profile: { address: 'http://models.example.org/v1' } })).outcome);
    assert.match(plain.message, /unencrypted. Use an https address/);
  });

  it('never takes a key from the environment by itself', async () => {
    process.env.ANTHROPIC_API_KEY = secret;
    server.script = () => says('fine');
    await sending({ keys: () => ({ kind: 'none' }), timeoutSeconds: 5, signal: new AbortController().signal })(
      callOf(profileOf('anthropic')),
    );
    delete process.env.ANTHROPIC_API_KEY;
    assert.ok(!JSON.stringify(server.asked.at(-1)).includes(secret));
  });

  it("leaves the editor's models to the editor", async () => {
    assert.match(failureOf((await ask({ provider: 'vscode' })).outcome).message, /which only VS Code can ask/);
  });
});

describe('The scripted server, driven by the official client', () => {
  const client = () => new OpenAI({ baseURL: server.baseURL, apiKey: secret, maxRetries: 0 });
  const request = {
    model: 'scripted-small',
    messages: [
      { role: 'system' as const, content: 'Be kind.' },
      { role: 'user' as const, content: 'Hello?' },
    ],
  };
  before(async () => {
    server = await startScripted(() => says('All is well.', { usage: { input: 3, output: 4 } }));
  });
  after(() => server.close());

  it('completes', async () => {
    const completion = await client().chat.completions.create(request);
    assert.equal(completion.choices[0]!.message.content, 'All is well.');
    assert.equal(completion.choices[0]!.finish_reason, 'stop');
    assert.deepEqual(completion.usage, { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 });
  });

  it('streams, with usage at the end', async () => {
    server.script = () => says('Grüße, 世界 🌍', { pieces: [5, 1, 11], usage: { input: 3, output: 4 } });
    let text = '';
    let total = 0;
    for await (const chunk of await client().chat.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    })) {
      text += chunk.choices[0]?.delta.content ?? '';
      total = chunk.usage?.total_tokens ?? total;
    }
    assert.deepEqual([text, total], ['Grüße, 世界 🌍', 7]);
  });

  it('lists models', async () => {
    const names = (await client().models.list()).data.map(({ id }) => id);
    assert.deepEqual(names, ['scripted-small', 'scripted-large']);
  });

  it('refuses as the real one does', async () => {
    for (const [status, name] of [
      [400, 'BadRequestError'],
      [401, 'AuthenticationError'],
      [404, 'NotFoundError'],
      [429, 'RateLimitError'],
      [500, 'InternalServerError'],
    ] as const) {
      server.script = () => ({ kind: 'error', status, message: 'no', code: 'some_code' });
      await assert.rejects(client().chat.completions.create(request), (error: Error & { status?: number; code?: string }) => {
        assert.deepEqual([error.constructor.name, error.status, error.code], [name, status, 'some_code']);
        return true;
      });
    }
  });
});

describe('polity doctor, on models', () => {
  before(async () => {
    server = await startScripted(() => says('fine'));
  });
  after(async () => {
    await server.close();
    cleared();
  });
  const doctor = async (models: object, env: Record<string, string> = {}) => {
    const { out } = await place({ 'polity.config.json': JSON.stringify({ models }) }).call(['doctor'], { env });
    return out.split('\n').filter(line => / m:/.test(line));
  };
  const openai = (more: object = {}) => ({
    m: { provider: 'openai-compatible', baseURL: server.baseURL, model: 'scripted-small', ...more },
  });

  it('says which answer, one line each', async () =>
    assert.deepEqual(await doctor(openai()), [`ok       m: scripted-small at ${server.baseURL} answers`]));
  it('names the nearest model', async () =>
    assert.deepEqual(await doctor(openai({ model: 'scripted-smal' })), [
      `missing  m: ${server.baseURL} does not list scripted-smal; did you mean scripted-small?`,
    ]));
  it('names the variable that is not set', async () =>
    assert.deepEqual(await doctor(openai({ apiKeyEnv: 'NO_SUCH_KEY' })), [
      'missing  m: the environment variable NO_SUCH_KEY, which holds its key, is not set',
    ]));
  it('says that no server answers, without the key', async () => {
    const gone = await startScripted(() => says('fine'));
    await gone.close();
    const lines = await doctor(openai({ baseURL: gone.baseURL, apiKeyEnv: 'MY_KEY' }), { MY_KEY: secret });
    assert.deepEqual(lines, [`missing  m: no list of models at ${gone.baseURL}/models; is the server running, and the key right?`]);
  });
  it("leaves the editor's own to the editor", async () =>
    assert.deepEqual(await doctor({ m: { provider: 'vscode' } }), [
      "ok       m: one of the editor's own models, which only VS Code can ask",
    ]));
});

describe('Servers on this machine', () => {
  it('are found where they answer, with their models, and offered', async () => {
    const local = await startScripted(() => says('fine'), { models: ['llama3.2', 'qwen3:8b'] });
    const port = Number(new URL(local.url).port);
    const gone = await startScripted(() => says('fine'));
    await gone.close();
    const servers = await localServers([
      { name: 'ollama', title: 'Ollama', port },
      { name: 'lmstudio', title: 'LM Studio', port: Number(new URL(gone.url).port) },
    ]);
    assert.deepEqual(servers, [{ name: 'ollama', title: 'Ollama', address: local.baseURL, models: ['llama3.2', 'qwen3:8b'] }]);
    assert.deepEqual(withoutModel(servers), [
      'no model is configured, so nothing was asked',
      'Ollama answers on this machine: add --model ollama/llama3.2',
      'Ollama answers on this machine: add --model ollama/qwen3:8b',
    ]);
    const cast = castOf({}, ['ollama/qwen3:8b'], servers)!;
    assert.deepEqual(
      cast.answering(undefined).map(({ name, address, model }) => [name, address, model]),
      [['ollama/qwen3:8b', local.baseURL, 'qwen3:8b']],
    );
    assert.throws(() => castOf({}, ['ollama/qwen'], servers), /there is no such profile; did you mean ollama\/qwen3:8b\?|there are ollama/);
    await local.close();
  });
  it('that answer with something else are none', async () => {
    const { createServer } = await import('node:http');
    const web = createServer((_, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await new Promise(resolve => web.once('listening', resolve));
    const { port } = web.address() as { port: number };
    assert.deepEqual(await localServers([{ name: 'llamacpp', title: 'llama.cpp', port }]), []);
    web.close();
  });
});
