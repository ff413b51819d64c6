// Ways through the tree.

import assert from 'node:assert';
import { parse } from '../../grammar/parser.ts';
import type { Node } from '../../grammar/syntax.ts';
import { childrenOf, nodesOf, nodesOfKind, pathTo, placeAt, segmentAt } from '../../grammar/walk.ts';
import { randomSpec } from './random-spec.ts';

/** The kinds on the way to `$0` in the text. */
function pathIn(text: string): string {
  const offset = text.indexOf('$0');
  const place = placeAt(parse(text.replace('$0', '')), offset);
  return (place?.path ?? [])
    .map(node => (node.kind === 'ref' || node.kind === 'name' ? `${node.kind} ${node.text}` : node.kind))
    .join(' > ');
}

describe('walking', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['constitution c\nprinciple p { must gi$0ve when a is b }', 'principle > norm > ref give > name give'],
    ['constitution c\nprinciple p { must give$0 when a is b }', 'principle > norm > ref give > name give'],
    ['constitution c\nprinciple p { must give w$0hen a is b }', 'principle > norm'],
    ['constitution c\nprinciple p { must give when a is b$0 }', 'principle > norm > is > ref b > name b'],
    ['constitution c\nprinciple p { must give when floor.$0x }', 'principle > norm > bare > ref floor.x > name x'],
    ['constitution c\ncontext a: b($0c) | d', 'context > values > valueNode > valueNode > name c'],
    ['constitution c\neval e { user "x" expect "y" at least $04 of 5 }', 'eval > expect > criterion > number'],
    ['constitution c\nprinciple p { $0 }', 'principle'],
    ['constitution c$0\nprinciple p', 'header > name c'],
    ['constitution c\n$0\nprinciple p', ''],
    ['$0', ''],
  ];
  for (const [text, path] of cases) it(`${JSON.stringify(text)} is in ${path || 'nothing'}`, () => assert.strictEqual(pathIn(text), path));

  it('meets every node once, each before what it holds and in the order of the text', () => {
    for (let seed = 1; seed <= 200; seed++) {
      for (const { node } of parse(randomSpec(seed)).segments) {
        if (!node) continue;
        const seen = [...nodesOf(node)];
        assert.strictEqual(new Set(seen).size, seen.length);
        const below = (of: Node): number => childrenOf(of).reduce((count, child) => count + below(child), 1);
        assert.strictEqual(seen.length, below(node));
        for (const parent of seen) {
          const children = childrenOf(parent);
          children.forEach((child, i) => {
            assert.ok(child.start >= parent.start && child.end <= parent.end, `seed ${seed}`);
            assert.ok(i === 0 || child.start >= children[i - 1]!.end, `seed ${seed}: ${parent.kind}`);
          });
        }
      }
    }
  });

  it('finds nodes by kind', () => {
    const node = parse('constitution c\nprinciple p { must a when b must c example { user "x" } }').segments[1]!.node!;
    assert.deepStrictEqual(
      nodesOfKind(node, 'norm', 'turn').map(({ kind }) => kind),
      ['norm', 'norm', 'turn'],
    );
    assert.deepStrictEqual(
      nodesOfKind(node, 'ref').map(({ text }) => text),
      ['a', 'b', 'c'],
    );
  });

  it('finds the segment of every offset', () => {
    const tree = parse('constitution c\n\naction a\naction b\n// end\n');
    for (let at = 0; at <= tree.text.length; at++) {
      const index = segmentAt(tree, at);
      const start = tree.starts[index]!;
      assert.ok(start <= at && (at < start + tree.segments[index]!.length || index === tree.segments.length - 1), String(at));
    }
    assert.deepStrictEqual(pathTo(tree.segments[0]!.node!, 99), []);
  });
});
