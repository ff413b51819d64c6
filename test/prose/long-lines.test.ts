// Every rule on long lines that nobody wrote. What takes more than linear time on these does not end within mocha's bound.

import assert from 'node:assert/strict';
import { check } from '../../server/analysis/check.ts';
import { checkMarkdown } from '../../server/analysis/markdown.ts';
import type { RuleWords } from '../../server/analysis/prose/language.ts';
import { languages } from '../../server/analysis/prose/languages/all.ts';
import type { Phrases } from '../../server/analysis/prose/phrases.ts';
import { isProseRule } from '../../server/analysis/prose/rule.ts';
import type { Words } from '../../server/analysis/prose/words.ts';
import { rules } from '../../server/analysis/rules/all.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';

const settings = { severities: new Map() };
const opening = 'The assistant should be what it is to the people of the house and that is what it must be for all of them. ';

const line = (seed: string, length: number): string => opening + seed.repeat(Math.ceil(length / seed.length));

/** Words that a rule looks for, in a row: the words that its own data begin with. */
function seedsOf(words: RuleWords[keyof RuleWords]): string[] {
  const firsts = (data: object): Iterable<string> =>
    'all' in data ? (data as Words).all() : 'firsts' in data ? (data as Phrases<string>).firsts() : [];
  return Object.values(words).flatMap((data: object) => [...firsts(data)].slice(0, 2));
}

const family: Readonly<Record<string, keyof RuleWords>> = {
  'vague/attribute': 'attribute',
  'vague/standard': 'standard',
  'vague/hedged-absolute': 'hedged',
  'vague/value': 'value',
  'vague/escape': 'escape',
  'vague/persona': 'persona',
  'vague/unranked': 'unranked',
  'vague/obligation': 'hedged',
  'vague/tradeoff': 'tradeoff',
  'vague/excess': 'excess',
  'vague/open-list': 'openList',
  'prose/compound': 'compound',
  'prose/norm': 'compound',
};

describe('long lines', function () {
  this.timeout(120_000);

  for (const rule of rules.filter(isProseRule)) {
    it(`${rule.code}, on a row of each word that it looks for`, () => {
      const key = family[rule.code];
      assert.ok(key, 'a rule that this test does not know');
      for (const { rules: words } of languages) {
        for (const seed of seedsOf(words[key])) {
          for (const text of [`${seed} `, `${seed}, `, `must ${seed} `, `(${seed} `]) checkMarkdown('a.md', line(text, 9_000), settings);
        }
      }
    });
  }

  for (const seed of [
    'should ',
    'if ',
    'because ',
    '(',
    '“a ',
    '" ',
    '; ',
    '*a_ ',
    '[',
    '> ',
    '- ',
    '`',
    'a. ',
    '. ',
    '- — ',
    'e.g. ',
    'debe ',
    'generally, ',
  ]) {
    it(`two hundred kilobytes of ${JSON.stringify(seed)}`, () => {
      checkMarkdown('a.md', line(seed, 200_000), settings);
      checkMarkdown('a.md', seed.repeat(200_000 / seed.length), settings);
    });
  }

  it('ten megabytes on one line, and what stands in it is found', () => {
    const text = `${'the word of it '.repeat(350_000)}and so it ends. The assistant must be kind. But ${'the word of it '.repeat(350_000)}`;
    assert.ok(checkMarkdown('a.md', text, settings).some(({ code }) => code === 'vague/attribute'));
  });

  it('ten megabytes on one line of a document', () => {
    const text = `constitution c "C"\nprinciple p "P" { "${'the word of it '.repeat(700_000)}. Be kind." }\n`;
    const workspace = withDocuments(emptyWorkspace, [documentOf('c.constitution', text)]);
    assert.ok(check(workspace, 'c.constitution').some(({ code }) => code === 'vague/attribute'));
  });
});
