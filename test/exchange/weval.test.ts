import assert from 'node:assert/strict';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { wevalExporter } from '../../server/exchange/downstream/weval.ts';
import { wevalImporter } from '../../server/exchange/weval/import.ts';
import { expected, forEachFile, textOfFile } from './data.ts';
import { exportedBy, importedBy, refusalOf } from './subject.ts';

const blueprint = `id: tour
title: "A tour"
description: "All of it."
tags: [one, two]
models: [CORE]
temperatures: [0.1]
system:
  - "Be a pirate"
  - "Be a nurse"
point_defs:
  polite: "is polite"
---
- id: 1st
  description: What texts can do
  prompt: "Say 'The quick FOX'."
  ideal: |
    The quick FOX
    jumps.
  citation: The fox manual
  should:
    - $contains: "FOX"
    - $icontains: "f.o.x"
    - $starts_with: "The"
    - $ends_with: "?"
    - $matches: "^The\\\\s"
    - $imatch: "fox"
    - $contains_any_of: ["a", "b+"]
    - $contains_all_of: ["c", "d"]
    - $word_count_between: [5, 15]
    - $ref: polite
    - text: says where it comes from
      citation: "Rule 3"
      weight: 2
    - - is short
      - - is long
        - and kind
    - "is in words": "a source"
    - $is_json: null
    - $js: "r.length > 3"
    - $match: "(?=ahead)"
  should_not:
    - $contains: "dog"
    - lies
- messages:
    - system: "Be brief."
    - user: "First?"
    - assistant: null
    - user: "Second?"
    - { role: assistant, content: "Yes." }
    - { role: user, content: "Third?" }
  should: ["answers"]
  render_as: html
`;

describe('Weval blueprints in', () => {
  it('each kind of point', () => {
    const { text, report } = importedBy(wevalImporter, 'tour.yml', blueprint);
    assert.equal(text, expected('weval.constitution', text));
    assert.equal(report.evals, 2);
    assert.deepEqual(
      report.troubles.map(trouble => trouble.message),
      [
        '`models`',
        '`temperatures`',
        '`weight` of points',
        '`$is_json`',
        '`$js`',
        'a regular expression that RE2 does not have',
        '`render_as` of prompts',
      ],
    );
  });

  it('one document with `prompts`', () => {
    const { report } = importedBy(wevalImporter, 'x.yaml', 'title: T\nprompts:\n  - prompt: hi\n    should: [greets]\n');
    assert.equal(report.evals, 1);
  });

  it('reads on around a mistake, and names its line', () => {
    const { report } = importedBy(wevalImporter, 'x.yaml', 'title: A: B\n---\nprompt: hi\nshould:\n- greets\n');
    assert.equal(report.evals, 1);
    assert.ok(report.troubles.some(trouble => trouble.line === 1));
  });

  it('a file that would grow without end', () => {
    const rows = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefghi'].map((key, n) => `${key}: &${key} [${Array(10).fill(`*${'abcdefgh'[n]}`).join(',')}]`),
    ];
    assert.match(refusalOf(wevalImporter, `${rows.join('\n')}\nprompt: *i\n`), /grow without end/);
  });

  it('a file with no prompt, one that nests too deeply, and one that is too long', () => {
    assert.match(refusalOf(wevalImporter, 'title: nothing\n'), /no prompt/);
    assert.match(refusalOf(wevalImporter, `prompt: ${'['.repeat(20_000)}`), /too deeply|no prompt/);
    assert.match(refusalOf(wevalImporter, `prompt: ${'? '.repeat(100_000)}`), /too deeply/);
    assert.match(refusalOf(wevalImporter, `prompt: ${'x'.repeat(500_001)}`), /characters/);
  });

  it('keys that would reach into every object', () => {
    importedBy(
      wevalImporter,
      'x.yaml',
      '__proto__: { polluted: 1 }\ntitle: T\n---\nprompt: hi\n__proto__: { polluted: 1 }\nshould: [{ __proto__: { polluted: 1 } }, greets]\n',
    );
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });

  forEachFile('weval', /\.yml$/, file => {
    const text = textOfFile(file);
    const { report } = importedBy(wevalImporter, file, text);
    const prompts = parseAllDocuments(text)
      .flatMap(document => [document.toJS()].flat())
      .filter(one => one && ('prompt' in one || 'messages' in one));
    assert.equal(report.evals, prompts.length);
  });
});

describe('Weval blueprints out', () => {
  const spec = `constitution c "C" version "1.0.0"
context young: boolean
action swear "Swear"
principle p "P" { "Be calm." must not swear example "E" { user "Say it!" good "No." bad "Yes." because "rude" } }
eval e "Eval" {
  checks p
  vary name: "A", "B"
  user "I am {name}" expect "greets" expect not "lies" expect contains "hi" expect matches "(?i)yo" expect under 9 words
  user "More!" expect avoids swear
}
`;
  const [header, prompts] = exportedBy(wevalExporter, spec)
    .text.split('---\n')
    .map(part => parseYaml(part));

  it('the spec as system prompt', () => assert.match(header.system, /Be calm\./));
  it('a prompt for each reply that is judged, and each value that varies', () => {
    assert.deepEqual(
      prompts.map((prompt: { id: string }) => prompt.id),
      ['p/E', 'e-1', 'e-1-reply-2', 'e-2', 'e-2-reply-2'],
    );
  });
  it('points', () => {
    const [, first, second] = prompts;
    assert.equal(first.prompt, 'I am A');
    assert.deepEqual(first.should, ['greets', { $contains: 'hi' }, { $imatches: 'yo' }, { $word_count_between: [0, 8] }]);
    assert.deepEqual(first.should_not, ['lies']);
    assert.deepEqual(second.messages, [
      { role: 'user', content: 'I am A' },
      { role: 'assistant', content: null },
      { role: 'user', content: 'More!' },
    ]);
    assert.deepEqual(second.should_not, ['The reply does this: Swear']);
  });
  it('comes in again', () => {
    const { report } = importedBy(wevalImporter, 'c.yml', exportedBy(wevalExporter, spec).text);
    assert.equal(report.evals, 5);
  });
});
