// What is printed reads as the same tree, prints as itself, and holds every comment: on random specs.

import assert from 'node:assert';
import { parse } from '../../grammar/parser.ts';
import { lineWidth, pieces, print, printNode } from '../../grammar/print.ts';
import { commentsOf, meaningOf, problemsOf } from './meaning.ts';
import { randomSpec } from './random-spec.ts';

const seeds = Array.from({ length: 1500 }, (_, i) => i + 1);

describe('printing random specs', () => {
  it('changes no meaning, loses no comment and no declaration', () => {
    for (const seed of seeds) {
      const text = randomSpec(seed);
      const before = parse(text);
      assert.deepStrictEqual(problemsOf(before), [], `the generator, seed ${seed}\n${text}`);
      const printed = print(before);
      const after = parse(printed);
      assert.deepStrictEqual(problemsOf(after), [], `seed ${seed}\n${text}\n=====\n${printed}`);
      assert.deepStrictEqual(meaningOf(after), meaningOf(before), `seed ${seed}\n${text}\n=====\n${printed}`);
      assert.deepStrictEqual(commentsOf(after).sort(), commentsOf(before).sort(), `seed ${seed}\n${text}\n=====\n${printed}`);
    }
  });

  it('is stable', () => {
    for (const seed of seeds) {
      const printed = print(parse(randomSpec(seed)));
      assert.strictEqual(print(parse(printed)), printed, `seed ${seed}`);
    }
  });

  it('keeps the line ends and the byte-order mark of the file, and ends in one line end', () => {
    for (const seed of seeds) {
      const text = randomSpec(seed);
      const printed = print(parse(text));
      assert.strictEqual(printed.startsWith('\ufeff'), text.startsWith('\ufeff'), `seed ${seed}`);
      const windows = /^[^\n]*\r\n/.test(text);
      assert.ok(windows ? !/[^\r]\n/.test(printed) : !printed.includes('\r'), `seed ${seed}`);
      assert.match(printed, /[^\r\n]\r?\n$/, `seed ${seed}`);
    }
  });

  it('leaves no blanks at line ends outside of texts, and no two empty lines', () => {
    for (const seed of seeds) {
      const printed = print(parse(randomSpec(seed)));
      const outside = printed.replace(/"""\r?\n(?:[\s\S]*?\n)??[ \t]*"""/g, '""');
      assert.doesNotMatch(outside, /[ \t]\r?\n/, `seed ${seed}`);
      assert.doesNotMatch(outside, /\n\r?\n\r?\n/, `seed ${seed}`);
    }
  });

  it('covers the file by pieces that join to the printed text', () => {
    for (const seed of seeds.slice(0, 300)) {
      const tree = parse(randomSpec(seed).replace(/^\ufeff/, ''));
      const all = pieces(tree);
      for (const [i, piece] of all.entries()) assert.strictEqual(piece.start, i === 0 ? 0 : all[i - 1]!.end);
      assert.strictEqual(all.at(-1)!.end, tree.text.length);
      assert.strictEqual(all.map(piece => piece.text).join(''), print(tree));
    }
  });

  it('prints single declarations without their source to the same meaning', () => {
    for (const seed of seeds) {
      const tree = parse(randomSpec(seed));
      const printed = tree.segments.flatMap(segment => (segment.node ? [printNode(segment.node)] : [])).join('\n');
      const again = parse(`${printed}\n`);
      assert.deepStrictEqual(problemsOf(again), [], `seed ${seed}\n${printed}`);
      assert.deepStrictEqual(meaningOf(again), meaningOf(tree), `seed ${seed}\n${printed}`);
    }
  });

  it('goes beyond the margin only where a single word or text does', () => {
    for (const seed of seeds.slice(0, 300)) {
      const printed = print(parse(randomSpec(seed, { calm: true })));
      for (const line of printed.split(/\r?\n/)) {
        // What follows a text block stands where its closing quotes stand.
        if (line.length <= lineWidth || line.trimStart().startsWith('"""')) continue;
        const longestWord = Math.max(...(line.match(/"(?:\\.|[^"])*"|\S+/g) ?? []).map(word => word.length));
        assert.ok(longestWord > 60 || /^\s*(?:\S+ ){1,4}\S*\(/.test(line), `seed ${seed}: ${line}`);
      }
    }
  });
});
