// What the parser makes of texts: `fixtures/parser.txt` for whole specs, `fixtures/recovery.txt` for broken ones.
// In both, `␍` stands for a carriage return, `␉` for a tab, and `﹖` for a byte-order mark.

import assert from 'node:assert';
import { parse } from '../../grammar/parser.ts';
import { declarationWords, statementWords } from '../../grammar/tokens.ts';
import { nodesOf } from '../../grammar/walk.ts';
import { fixturesIn } from './fixtures.ts';
import { problemsOf } from './meaning.ts';
import { treeText } from './tree-text.ts';

const written = (input: string) => input.replaceAll('␍', '\r').replaceAll('␉', '\t').replaceAll('﹖', '\ufeff');

describe('the parser', () => {
  const whole = fixturesIn('parser');
  for (const { title, input, expect } of whole) {
    it(title, () => {
      const tree = parse(written(input));
      assert.deepStrictEqual(problemsOf(tree), []);
      expect(treeText(tree));
    });
  }

  it('meets every word that begins something in these cases', () => {
    const all = whole.map(({ input }) => input).join('\n');
    assert.deepStrictEqual(
      [...declarationWords, ...statementWords].filter(word => !new RegExp(`\\b${word}\\b`).test(all)),
      [],
    );
  });

  it('gives every node a span inside that of the node around it', () => {
    for (const { input } of whole) {
      for (const { node } of parse(written(input)).segments) {
        if (!node) continue;
        for (const inner of nodesOf(node))
          assert.ok(inner.start >= node.start && inner.end <= node.end && inner.start < inner.end, JSON.stringify(inner));
      }
    }
  });
});

describe('the parser on broken text', () => {
  for (const { title, input, expect } of fixturesIn('recovery')) {
    it(title, () => {
      const tree = parse(written(input));
      assert.notDeepStrictEqual(problemsOf(tree), []);
      expect(treeText(tree));
    });
  }
});
