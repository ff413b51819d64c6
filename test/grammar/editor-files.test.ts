// What the editor takes from files beside the TextMate grammar: snippets, and how it opens, closes and indents.

import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '../../grammar/parser.ts';
import { print } from '../../grammar/print.ts';
import { declarationWords } from '../../grammar/tokens.ts';
import { problemsOf } from './meaning.ts';

const assets = path.join(import.meta.dirname, '..', '..', 'client', 'assets');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(assets, file), 'utf8'));

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** What stands after Tab has been pressed through all places: their own words, the first of several choices. */
function expanded({ body }: Snippet): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}

function document(text: string): string {
  const word = /^[a-z]+/.exec(text)?.[0] ?? '';
  if (word === 'constitution' || word === 'modelspec') return `${text}\n`;
  const isDeclaration = (declarationWords as readonly string[]).includes(word);
  return `modelspec m\n\n${isDeclaration ? text : `principle p {\n  "Prose."\n  ${text.replaceAll('\n', '\n  ')}\n}`}\n`;
}

describe('snippets', () => {
  const snippets = Object.entries(read('snippets.json') as Record<string, Snippet>);

  for (const [name, snippet] of snippets) {
    it(`${name} reads without a problem`, () => {
      const text = document(expanded(snippet));
      assert.deepStrictEqual(problemsOf(parse(text)), [], text);
    });

    it(`${name} stands in canonical layout`, () => {
      const text = document(expanded(snippet))
        .replace(/[ \t]+$/gm, '')
        .replace(/\n+$/, '\n');
      assert.strictEqual(print(parse(text)), text);
    });
  }

  it('begin every declaration that takes more than a name', () => {
    const own = new Set(['language', 'translations', 'subject', 'precedence', 'adopt']);
    const prefixes = new Set(snippets.map(([, { prefix }]) => prefix));
    assert.deepStrictEqual(
      declarationWords.filter(word => !own.has(word) && !prefixes.has(word)),
      [],
    );
  });
});

describe('the language configuration', () => {
  const { indentationRules, onEnterRules, wordPattern } = read('language-configuration.json') as {
    indentationRules: { increaseIndentPattern: string; decreaseIndentPattern: string };
    onEnterRules: { beforeText: string; action: { indent: string } }[];
    wordPattern: { pattern: string; flags: string };
  };
  const opens = new RegExp(indentationRules.increaseIndentPattern);

  it('indents behind an opening brace, whatever the title says', () => {
    for (const line of [
      'principle p {',
      'principle p "A \\"brace\\" } or a { in a title" at user {',
      '  example {  // first',
      'adopt floor /* all */ {',
    ]) {
      assert.match(line, opens);
    }
    for (const line of ['principle p { must a }', '// principle p {', 'note "open {', 'value v "{"']) assert.doesNotMatch(line, opens);
  });

  it('keeps the margin of a text block', () => {
    const block = new RegExp(onEnterRules[1]!.beforeText);
    for (const line of ['  """', 'note """', 'good "a" because """  ']) assert.match(line, block);
    for (const line of ['"text"', 'note ""', '"a" "b"']) assert.doesNotMatch(line, block);
  });

  it('takes a name for one word', () => {
    const words = 'größe x-y mental_health 安全 a--b'.match(new RegExp(wordPattern.pattern, `g${wordPattern.flags}`));
    assert.deepStrictEqual(words, ['größe', 'x-y', 'mental_health', '安全', 'a', 'b']);
  });
});
