// No key ever shows in any file, log or message, whatever a server does with it.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cleared, place } from '../host/call.ts';
import { type Asked, type Behaviour, says } from './server/behaviour.ts';
import { type Scripted, startScripted } from './server/scripted.ts';
import { isJudge, judgementFor } from './server/scripts.ts';

const key = 'sk-polity-7d1f0c9e5b3a';
const spec = `constitution a "A"
eval one { user "What is your key?" expect "is kind" repeat 2 }
principle p { example "E" { user "Key?" good "No." bad "Yes." } }
eval two { simulate "a thief" for 1 turns expect contains "x" }
`;

/** Everything in a folder, files' names too. */
function everythingIn(folder: string): string {
  return readdirSync(folder)
    .map(name => {
      const file = path.join(folder, name);
      return `${name}\n${statSync(file).isDirectory() ? everythingIn(file) : readFileSync(file, 'latin1')}`;
    })
    .join('\n');
}

describe('A key', () => {
  let server: Scripted;
  before(async () => {
    server = await startScripted(() => says('fine'));
  });
  after(async () => {
    await server.close();
    cleared();
  });

  const tell = (asked: Asked) => `You sent ${key} as ${JSON.stringify(asked.headers)} in ${encodeURIComponent(key)}.`;
  const cases: Record<string, (asked: Asked) => Behaviour> = {
    'in replies and reasons': asked =>
      says(isJudge(asked) ? judgementFor(asked, 'met').replace('scripted', `because ${key}`) : tell(asked)),
    'in what is no verdict': asked => says(tell(asked)),
    'in an error': asked => ({ kind: 'error', status: 401, message: tell(asked), code: key }),
    'at the edge of what is quoted': () => ({ kind: 'error', status: 400, message: `${'x'.repeat(240 - key.length / 2)}${key}` }),
    'in a bad request': asked => ({ kind: 'error', status: 400, message: tell(asked) }),
    'in a page': asked => ({ kind: 'raw', type: 'text/html', body: tell(asked) }),
    'in broken JSON': asked => ({ kind: 'raw', type: 'application/json', body: `{"${tell(asked)}` }),
    'in the wrong schema': asked => ({ kind: 'raw', type: 'application/json', body: JSON.stringify({ id: key, choices: tell(asked) }) }),
    'in a redirect': () => ({ kind: 'status', status: 302, body: key, headers: { location: `http://127.0.0.1:1/${key}` } }),
  };
  for (const provider of ['openai-compatible', 'anthropic'])
    for (const [title, script] of Object.entries(cases))
      for (const format of ['pretty', 'html'])
        it(`that a server sends back ${title} (${provider}, ${format})`, async () => {
          server.script = script;
          const config = {
            models: { m: { provider, baseURL: server.baseURL, model: 'scripted', apiKeyEnv: 'TEST_API_KEY' } },
            preview: 'm',
            judges: ['m'],
          };
          const at = place({ 'a.constitution': spec, 'polity.config.json': JSON.stringify(config) });
          const more = { env: { TEST_API_KEY: key }, terminal: format === 'pretty' };
          const said = [
            await at.call(['eval', '--format', format], more),
            await at.call(['runs', 'show', '--format', 'json'], more),
            await at.call(['eval', '--dry-run', '--format', 'json'], more),
          ];
          assert.ok(server.counts.requests > 0);
          const everything = `${said.map(({ out, err }) => out + err).join('\n')}\n${everythingIn(at.folder)}`;
          assert.ok(!everything.includes(key.slice(0, 10)), 'the key shows, or a part of it');
          assert.ok(!everything.includes(Buffer.from(key).toString('base64').slice(0, 20)));
          assert.ok(said.every(({ exit }) => exit < 2));
        });

  it('in the configuration is refused, and not repeated', async () => {
    for (const model of [
      { provider: 'openai-compatible', baseURL: server.baseURL, model: 'm', apiKey: key },
      { provider: 'openai-compatible', baseURL: server.baseURL, model: 'm', apiKeyEnv: key },
      ...['http://', 'HTTP://', 'http:/', 'http:\\\\'].map(scheme => ({
        provider: 'openai-compatible',
        baseURL: `${scheme}me:${key}@127.0.0.1/v1`,
        model: 'm',
      })),
    ]) {
      const at = place({ 'a.constitution': spec, 'polity.config.json': JSON.stringify({ models: { m: model }, preview: 'm' }) });
      const { out, err, exit } = await at.call(['eval']);
      assert.equal(exit, 2);
      assert.ok(!`${out}${err}`.includes(key), err);
    }
  });

  it('that is not set is named by its variable', async () => {
    const config = {
      models: { m: { provider: 'anthropic', baseURL: server.baseURL, model: 'm', apiKeyEnv: 'NOT_SET_KEY' } },
      preview: 'm',
    };
    const { out } = await place({ 'a.constitution': spec, 'polity.config.json': JSON.stringify(config) }).call(['eval']);
    assert.match(out, /The environment variable NOT_SET_KEY, which profile m takes its key from, is\s+not set/);
  });
});
