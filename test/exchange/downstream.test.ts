import assert from 'node:assert/strict';
import { parse as parseYaml } from 'yaml';
import { exporters } from '../../server/exchange/all.ts';
import { inspectExporter } from '../../server/exchange/downstream/inspect.ts';
import { promptfooExporter } from '../../server/exchange/downstream/promptfoo.ts';
import { randomSpec } from '../grammar/random-spec.ts';
import { exportedBy } from './subject.ts';

const spec = `constitution c "C" version "1.0.0"
context young: boolean
action swear "Swear"
action greet "Greet"
principle p "P" { must not swear must greet when young }
eval e "Eval" {
  checks p
  given young
  user "Say {{ 7 * 7 }} {% raw %}"
  expect "greets" expect not "lies" expect contains "hi" expect not matches "(?i)a.c" expect matches "(?i)lit\\\\." expect over 9 words
  repeat 5 pass 4
}
eval derived "Derived" { given young user "Hello" }
eval long "Long" { user "One" user "Two" expect "is patient" }
eval simulated { simulate "a child" for 2 turns expect "is kind" }
`;

describe('a promptfoo configuration', () => {
  const { text, notes } = exportedBy(promptfooExporter, spec);
  const config = parseYaml(text);
  const [first, derived] = config.tests;

  it('has a test for each eval that one reply answers', () => {
    assert.deepEqual(
      config.tests.map((test: { metadata: { id: string } }) => test.metadata.id),
      ['e', 'derived'],
    );
    assert.ok(
      notes.some(note => /1 of 3 tests/.test(note)),
      notes.join(),
    );
    assert.ok(
      notes.some(note => /Simulated users.*: simulated/.test(note)),
      notes.join(),
    );
    assert.ok(
      notes.some(note => /--repeat 5/.test(note)),
      notes.join(),
    );
  });

  it('says each expectation in its own terms', () => {
    assert.deepEqual(first.assert, [
      { type: 'llm-rubric', value: 'greets' },
      { type: 'llm-rubric', value: 'This is NOT true of the reply: lies' },
      { type: 'contains', value: 'hi' },
      { type: 'not-regex', value: '[aA].[cC]' },
      { type: 'icontains', value: 'lit.' },
      { type: 'javascript', value: 'output.trim().split(/\\s+/).length > 9' },
    ]);
  });

  it('asks what the norms ask, where the author asks nothing', () => {
    assert.deepEqual(derived.assert.map((assertion: { value: string }) => assertion.value).sort(), [
      'The reply does this: Greet',
      'This is NOT true of the reply: The reply does this: Swear',
    ]);
  });

  it('leaves nothing for the template engine to do in what people wrote', () => {
    assert.doesNotMatch(first.vars.messages, /\{[{%#]/);
    assert.equal(JSON.parse(first.vars.messages).content, 'Say {{ 7 * 7 }} {% raw %}');
    assert.doesNotMatch(config.defaultTest.vars.system, /\{[{%#]/);
    assert.match(JSON.parse(config.defaultTest.vars.system), /^# C\n/);
  });
});

describe('a dataset for Inspect', () => {
  const samples = exportedBy(inspectExporter, spec)
    .text.trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

  it('has a sample on each line', () => {
    assert.deepEqual(
      samples.map(sample => sample.id),
      ['e', 'derived'],
    );
    assert.deepEqual(samples[0].input.at(-1), { role: 'user', content: 'Say {{ 7 * 7 }} {% raw %}' });
    assert.match(samples[0].target, /^greets\n\nThis is NOT true of the reply: lies\n\nThe reply contains "hi"/);
    assert.deepEqual([samples[0].metadata.checks, samples[0].metadata.repeat, samples[0].metadata.pass], [['p'], 5, 4]);
  });
});

describe('every export', () => {
  for (const exporter of exporters) {
    it(`${exporter.target}: takes any spec, and gives the same bytes for the same one`, () => {
      for (let seed = 1; seed <= 40; seed++) {
        const text = randomSpec(seed);
        assert.equal(exportedBy(exporter, text).text, exportedBy(exporter, text).text);
      }
    });
  }
});
