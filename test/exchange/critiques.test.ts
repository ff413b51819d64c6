import assert from 'node:assert/strict';
import { importers } from '../../server/exchange/all.ts';
import { comparisonImporter } from '../../server/exchange/comparisons.ts';
import { critiqueExporter, critiqueImporter } from '../../server/exchange/critiques.ts';
import { forEachFile, textOfFile } from './data.ts';
import { exportedBy, importedBy, refusalOf } from './subject.ts';

const list = {
  constitutions: [
    { critic: 'Is it rude?\n"Very"?', revision: 'Make it kind.' },
    { critic: 'Is it true?', revision: 'Make it true.' },
  ],
  system_chat: [
    [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Go away' },
      { role: 'user', content: 'Is it rude?\n"Very"?' },
      { role: 'assistant', content: 'Yes, it is.' },
      { role: 'user', content: 'Make it kind.' },
      { role: 'assistant', content: 'Hello!' },
    ],
    [
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Two' },
    ],
  ],
};

describe('constitutional-AI lists', () => {
  const text = JSON.stringify(list);

  it('a pair is a principle, a conversation that follows it an example', () => {
    const { text: spec, report } = importedBy(critiqueImporter, 'list.json', text);
    assert.match(spec, /principle principle_2 \{\n {2}tagged critique\n {2}"Is it true\?"\n {2}must "Make it true\."\n\}/);
    assert.match(spec, /bad "Go away" because "Yes, it is\."\n {4}good "Hello!"/);
    assert.deepEqual([report.principles, report.examples, report.evals], [2, 1, 1]);
  });

  it('goes out as it came in', () => {
    const { text: spec } = importedBy(critiqueImporter, 'list.json', text);
    assert.deepEqual(JSON.parse(exportedBy(critiqueExporter, spec).text), list);
  });

  forEachFile('constitutions', /^constitu.*\.json$/, file => {
    const source = textOfFile(file);
    const { text: spec } = importedBy(critiqueImporter, file, source);
    const back = JSON.parse(exportedBy(critiqueExporter, spec).text);
    const there = JSON.parse(source);
    const inOrder = (chats: unknown[]) => chats.map(chat => JSON.stringify(chat)).sort();
    assert.deepEqual(back.constitutions, there.constitutions);
    assert.deepEqual(inOrder(back.system_chat), inOrder(there.system_chat));
  });

  it('any principle goes out as requests in words', () => {
    const spec = 'constitution c action swear "Swear" principle p "Calm" { "Be calm." must not swear }';
    const [pair] = JSON.parse(exportedBy(critiqueExporter, spec).text).constitutions;
    assert.match(pair.critic, /Calm\n\nBe calm\.\n\n- The assistant must not: Swear\.$/);
    assert.match(pair.revision, /^Rewrite/);
  });

  it('what is no such list is refused', () => assert.match(refusalOf(critiqueImporter, '{"constitutions": 3}'), /critic/));
});

describe('annotated pairs of ICAI', () => {
  const pairs = {
    annotators: {
      x: { name: 'default', type: 'unknown' },
      y: { description: 'Select the response that is kind.', type: 'principle' },
      __proto__x: { description: 'Select the response that is long.', type: 'principle' },
    },
    comparisons: [
      {
        id: '1',
        prompt: 'Hi',
        response_a: { text: 'Go' },
        response_b: { text: 'Hello' },
        annotations: { y: { pref: 'b' }, x: { pref: 'a' }, __proto__x: { pref: null } },
      },
    ],
  };

  it('a principle shows the answers that it prefers', () => {
    const { text, report } = importedBy(comparisonImporter, 'pairs.json', JSON.stringify(pairs));
    assert.match(
      text,
      /principle is_kind \{\n {2}"Select the response that is kind\."\n {2}example "comparison 1" \{\n {4}user "Hi"\n {4}good "Hello"\n {4}bad "Go"/,
    );
    assert.deepEqual([report.principles, report.examples, report.troubles.length], [2, 1, 1]);
  });

  it('shows twenty of them, and says how many more there were', () => {
    const many = { ...pairs, comparisons: Array(25).fill(pairs.comparisons[0]) };
    const { report } = importedBy(comparisonImporter, 'pairs.json', JSON.stringify(many));
    assert.equal(report.examples, 20);
    assert.match(report.troubles.at(-1)!.message, /5 times/);
  });

  forEachFile('constitutions', /^icai.*\.json$/, file => {
    assert.equal(importedBy(comparisonImporter, file, textOfFile(file)).report.principles, 3);
  });
});

describe('importers', () => {
  it('are told apart by what they read', () => {
    const kinds = (file: string, text: string) => importers.find(importer => importer.recognises(file, text))?.kind;
    assert.deepEqual(
      [
        kinds('a.json', JSON.stringify(list)),
        kinds('a.yml', 'prompt: x\nshould: [y]'),
        kinds('a.md', '# x'),
        kinds('a.json', '{}'),
        kinds('a.png', 'x'),
      ],
      ['constitutional-ai', 'weval', 'markdown', undefined, undefined],
    );
  });
});
