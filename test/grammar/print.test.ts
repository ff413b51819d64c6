// The canonical layout, by cases in `fixtures/print.txt`.

import assert from 'node:assert';
import { parse } from '../../grammar/parser.ts';
import { print, printNode } from '../../grammar/print.ts';
import type { Expression, Norm, Ref } from '../../grammar/syntax.ts';
import { nodesOfKind } from '../../grammar/walk.ts';
import { fixturesIn } from './fixtures.ts';
import { problemsOf } from './meaning.ts';

describe('the canonical layout', () => {
  for (const { title, input, expect } of fixturesIn('print')) {
    it(title, () => {
      const text = input.replaceAll('␉', '\t').replaceAll('␠', ' ');
      const tree = parse(text);
      assert.deepStrictEqual(problemsOf(tree), []);
      const printed = print(tree);
      assert.strictEqual(print(parse(printed)), printed);
      expect(printed.trimEnd());
    });
  }

  it('leaves a document that cannot be read as it is', () => {
    const text = 'constitution   c\nprinciple p { must }\ncontext   a :boolean';
    assert.strictEqual(print(parse(text)), text);
  });

  it('keeps the value of a text block whose lines end in odd ways', () => {
    const text = 'constitution c\nprinciple p {\n"""\n  a\r  b  \n\n   \n \\"""\n"""\n}\n';
    const [before, after] = [parse(text), parse(print(parse(text)))].map(tree => nodesOfKind(tree.segments[1]!.node!, 'text')[0]);
    assert.deepStrictEqual(after?.raw, before?.raw);
  });

  it('gives nothing for nothing', () => {
    assert.strictEqual(print(parse('')), '');
    assert.strictEqual(print(parse('\n\n  \n')), '');
    assert.strictEqual(print(parse('\ufeff')), '\ufeff');
    assert.strictEqual(print(parse('// only this')), '// only this\n');
  });
});

describe('single nodes', () => {
  const at = { start: 0, end: 0 };
  const ref = (text: string): Ref => ({ kind: 'ref', text, parts: [], ...at });
  const bare = (text: string): Expression => ({ kind: 'bare', subject: ref(text), ...at });

  it('print what nobody wrote', () => {
    const when: Expression = { kind: 'and', operands: [bare('a'), { kind: 'or', operands: [bare('b'), bare('c')], ...at }], ...at };
    const unless: Expression = { kind: 'not', operand: { kind: 'implies', left: bare('d'), right: bare('e'), ...at }, ...at };
    const norm: Norm = { kind: 'norm', modality: 'must not', act: ref('floor.act'), when, unless, ...at };
    assert.strictEqual(printNode(norm), 'must not floor.act when a and (b or c) unless not (d implies e)');
  });

  it('print numbers without the noise of their binary form', () => {
    const share = (value: number) => printNode({ kind: 'number', value, percent: true, ...at });
    assert.deepStrictEqual([0.07, 0.29, 0.125, 1].map(share), ['7%', '29%', '12.5%', '100%']);
  });

  it('stay on one line where the width is endless, and begin further lines at the indentation', () => {
    const [norm] = nodesOfKind(
      parse(`constitution c principle p { must a when ${Array.from({ length: 20 }, (_, i) => `context_number_${i}`).join(' and ')} }`)
        .segments[1]!.node!,
      'norm',
    );
    assert.doesNotMatch(printNode(norm!, { width: Infinity }), /\n/);
    const lines = printNode(norm!, { indent: 2 }).split('\n');
    assert.ok(lines.length > 3 && lines.slice(1).every(line => /^ {4}(?:when|and) /.test(line)), lines.join('\n'));
  });
});
