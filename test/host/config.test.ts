import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readConfig } from '../../server/host/config.ts';
import { schemaFile, schemaText } from '../generate.ts';

const codes = ['vague', 'eval', 'eval/uncovered', 'conflict/tension'];
const why = (config: unknown) => {
  const reading = readConfig(typeof config === 'string' ? config : JSON.stringify(config), codes);
  return reading.kind === 'wrong' ? reading.why : '';
};

const whole = {
  $schema: './polity.schema.json',
  models: {
    local: {
      provider: 'openai-compatible',
      baseURL: 'http://127.0.0.1:11434/v1',
      model: 'llama3.2',
      contextWindow: 8192,
      temperature: 0.7,
    },
    claude: { provider: 'anthropic', model: 'm', apiKeyEnv: 'ANTHROPIC_API_KEY', price: { input: 3, output: 15 } },
    editor: { provider: 'vscode' },
  },
  preview: 'local',
  judges: ['claude'],
  simulator: 'local',
  markdown: ['docs/constitution/*.md'],
  rules: { vague: 'hint', 'eval/uncovered': 'off' },
  eval: { concurrency: 8, timeoutSeconds: 60, budgetUSD: 5 },
  exclude: ['**/node_modules/**'],
};

describe('polity.config.json', () => {
  it('takes the example of interfaces.md as it stands', () => {
    const reading = readConfig(JSON.stringify(whole), codes);
    assert.equal(reading.kind, 'config');
    assert.deepEqual(reading.kind === 'config' && reading.config, whole);
  });

  for (const [title, config, words] of [
    ['an unknown key', { model: {} }, ['`model`', 'did you mean `models`']],
    [
      'an unknown key of a profile',
      { models: { a: { provider: 'anthropic', model: 'm', temprature: 1 } } },
      ['`temprature`', '`models.a`', '`temperature`'],
    ],
    [
      'an unknown key of a price',
      { models: { a: { provider: 'anthropic', model: 'm', price: { input: 1, output: 1, outptu: 1 } } } },
      ['`outptu`', '`output`'],
    ],
    ['an unknown key of `eval`', { eval: { concurency: 2 } }, ['`concurency`', '`concurrency`']],
    ['an unknown code', { rules: { vage: 'off' } }, ['`vage`', 'no code', '`vague`']],
    ['an unknown severity', { rules: { vague: 'eror' } }, ['`rules.vague`', '"off"', 'did you mean `error`']],
    ['an unknown provider', { models: { a: { provider: 'antropic', model: 'm' } } }, ['`models.a.provider`', 'did you mean `anthropic`']],
    [
      'a key that was written down',
      { models: { a: { provider: 'anthropic', model: 'm', apiKey: 'sk-1' } } },
      ['never holds a secret', '`apiKeyEnv`'],
    ],
    [
      'a key in place of its variable',
      { models: { a: { provider: 'anthropic', model: 'm', apiKeyEnv: 'sk-ant-1' } } },
      ['name of an environment variable'],
    ],
    [
      'a password in an address',
      { models: { a: { provider: 'openai-compatible', model: 'm', baseURL: 'http://u:p@h/v1' } } },
      ['user name or password'],
    ],
    [
      'a key in an address',
      { models: { a: { provider: 'openai-compatible', model: 'm', baseURL: 'https://h/v1?key=sk-1' } } },
      ['must end before any `?`', '`apiKeyEnv`'],
    ],
    ['an address of a file', { models: { a: { provider: 'openai-compatible', model: 'm', baseURL: 'file:///etc' } } }, ['http://']],
    [
      'a profile that is not there',
      { models: { local: { provider: 'vscode' } }, judges: ['locl'] },
      ['`judges`', '`locl`', 'did you mean `local`'],
    ],
    ['a number out of range', { eval: { concurrency: 0 } }, ['`eval.concurrency`', 'at least 1']],
    ['a text where a list belongs', { markdown: '*.md' }, ['`markdown`', 'a list']],
    ['no object', [], ['an object in braces']],
    ['no JSON', '{\n  "rules": {,\n}', ['not valid JSON', 'line 2']],
    ['nothing at all', '', ['not valid JSON']],
  ] as const) {
    it(`refuses ${title}, in one line`, () => {
      const line = why(config);
      for (const word of words) assert.ok(line.includes(word), `${word} is not in: ${line}`);
      assert.ok(!line.includes('\n'));
    });
  }

  it('never repeats a key that was written down', () => {
    assert.ok(!why({ models: { a: { provider: 'anthropic', model: 'm', apiKeyEnv: 'sk-ant-123' } } }).includes('sk-ant-123'));
  });

  it('is published as a schema that says the same (`npm run generate` rewrites it)', () => {
    assert.equal(readFileSync(schemaFile, 'utf8'), schemaText());
  });
});
