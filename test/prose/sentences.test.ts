import assert from 'node:assert/strict';
import { english } from '../../server/analysis/prose/languages/english.ts';
import { spanish } from '../../server/analysis/prose/languages/spanish.ts';
import { sentencesOf } from '../../server/analysis/prose/sentences.ts';
import { tokensOf } from '../../server/analysis/prose/tokens.ts';

const split = (text: string, language = english) => sentencesOf(text, language).map(({ start, end }) => text.slice(start, end));

const splits = (title: string, text: string, expected: readonly string[], language = english) =>
  it(title, () => {
    assert.deepEqual(split(text, language), expected);
  });

describe('sentences', () => {
  splits('at full stops, questions and calls', 'Be kind. Is it? Yes! And then', ['Be kind.', 'Is it?', 'Yes!', 'And then']);
  splits('not after abbreviations', 'Use e.g. Python, cf. Smith. See Dr. Who.', ['Use e.g. Python, cf. Smith.', 'See Dr. Who.']);
  splits('at the end of a list in etc.', 'Change words, forms, etc. Then stop.', ['Change words, forms, etc.', 'Then stop.']);
  splits('not within numbers and names', 'Version 1.2.3 of spec.md is it. So.', ['Version 1.2.3 of spec.md is it.', 'So.']);
  splits('without the blanks around them', '   One.    Two.  ', ['One.', 'Two.']);
  splits('in Spanish', '¿Es así? Véase p. ej. Ana. El Sr. López.', ['¿Es así?', 'Véase p. ej. Ana.', 'El Sr. López.'], spanish);

  it('of a long line, read in windows, are the same', () => {
    const one = 'The assistant should wait for Dr. Who to answer. ';
    assert.deepEqual(new Set(split(one.repeat(1000))), new Set([one.trim()]));
    assert.equal(split(one.repeat(1000)).length, 1000);
  });

  it('with no end in sight are cut and not lost', () => {
    const found = split('word '.repeat(3000));
    assert.equal(found.join(' ').length, 'word '.repeat(3000).length - 1);
    assert.ok(found.every(({ length }) => length <= 4000));
  });
});

describe('words', () => {
  const main = (text: string) =>
    tokensOf(text, { start: 0, end: text.length })
      .main.map(token => token.text)
      .join(' ');
  const tokenized = (title: string, text: string, expected: string) =>
    it(title, () => {
      assert.equal(main(text), expected);
    });

  tokenized('in lower case, with straight apostrophes and hyphens inside', 'Don’t RE-do it', "don't re-do it");
  tokenized('dashes of every length part clauses', 'one — two -- three – four', 'one - two - three - four');
  tokenized('parentheses and quotations stand apart', 'Say (if you must (so)) “yes” or "no" then', 'say or then');
  tokenized('unclosed ones do not', 'Say (if you must and "no', 'say if you must and no');
  tokenized('letters of every script', 'Réponds à l’élève, 回答', "réponds à l'élève , 回答");

  it('stand where they stand', () => {
    const text = 'x (y) Don’t — stop.';
    for (const { text: word, start, end } of tokensOf(text, { start: 2, end: text.length }).main) {
      if (word.length > 1) assert.equal(text.slice(start, end).toLowerCase().replace('’', "'"), word);
    }
  });
});
