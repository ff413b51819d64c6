// After an edit the tree is the one that a fresh parse gives, and what the edit did not touch is the very same object.

import assert from 'node:assert';
import { parse } from '../../grammar/parser.ts';
import { type Edit, reparse } from '../../grammar/reparse.ts';
import type { Tree } from '../../grammar/syntax.ts';
import { exampleTexts } from './examples.ts';
import { problemsOf } from './meaning.ts';
import { type Dice, diceOf, randomSpec } from './random-spec.ts';

const pieces = [
  '',
  '',
  'a',
  ' ',
  '\n',
  '"',
  '"""',
  '"""\n',
  '""" a\n',
  '{',
  '}',
  '(',
  ')',
  '/*',
  '*/',
  '// ',
  '\r',
  ',',
  '\\',
  'must a',
  'principle q { must b }\n',
  '\naction b "B"\n',
  'section s {',
  'when ',
  '.x',
  '-',
  '\ufeff',
  '\ud800',
];

function randomEdit(text: string, dice: Dice): Edit {
  const start = dice.below(text.length + 1);
  const length = dice.chance(0.5) ? 0 : dice.chance(0.1) ? dice.below(text.length + 1) : dice.below(6);
  const own = dice.chance(0.1) ? text.slice(dice.below(text.length + 1)).slice(0, dice.below(80)) : undefined;
  return { start, end: Math.min(text.length, start + length), text: own ?? dice.pick(pieces) };
}

const applied = (text: string, { start, end, text: inserted }: Edit): string => text.slice(0, start) + inserted + text.slice(end);

/** What is counted from the start of a segment, and where the segments start. */
function assertFresh(tree: Tree, text: string, what: string): void {
  const fresh = parse(text);
  assert.strictEqual(tree.text, text, what);
  assert.deepStrictEqual(tree.starts, fresh.starts, what);
  assert.deepStrictEqual(tree.segments, fresh.segments, what);
}

/** Edits in a row, each held against a fresh parse. */
function editInARow(start: string, seed: number, count: number): void {
  const dice = diceOf(seed);
  let tree = parse(start);
  const done: Edit[] = [];
  for (let i = 0; i < count; i++) {
    const edit = randomEdit(tree.text, dice);
    const before = tree;
    done.push(edit);
    tree = reparse(tree, edit);
    assertFresh(tree, applied(before.text, edit), `seed ${seed}, edits ${JSON.stringify(done)}\n${JSON.stringify(before.text)}`);
    if (tree.text.length > 3 * start.length + 2000) tree = parse(start);
  }
}

describe('re-parsing after random edits', function () {
  this.timeout(600_000);

  it('gives what a fresh parse gives, on random specs', () => {
    for (let seed = 1; seed <= 800; seed++) editInARow(randomSpec(seed, { calm: seed % 2 === 0 }), seed, 12);
  });

  it('gives what a fresh parse gives, on the examples', () => {
    for (const text of exampleTexts().values()) for (let seed = 1; seed <= 8; seed++) editInARow(text, seed, 12);
  });

  it('gives what a fresh parse gives, while a document is typed', () => {
    const text = exampleTexts().get('tutor.constitution')!.slice(0, 5000);
    let tree = parse('');
    for (let end = 0; end < text.length; end++) {
      tree = reparse(tree, { start: end, end, text: text[end]! });
      if (end % 7 === 0 || end > text.length - 20) assertFresh(tree, text.slice(0, end + 1), `typed up to ${end}`);
    }
    assertFresh(tree, text, 'typed');
  });

  it('gives what a fresh parse gives, while a document is deleted from its top', () => {
    let tree = parse(exampleTexts().get('library.constitution')!);
    while (tree.text.length > 0) {
      tree = reparse(tree, { start: 0, end: Math.min(29, tree.text.length), text: '' });
      assertFresh(tree, tree.text, `${tree.text.length} left`);
    }
  });
});

describe('what an edit does not touch', () => {
  const text = Array.from({ length: 400 }, (_, i) => `principle p${i} "P" {\n  must act_${i}\n}\n`).join('\n');

  it('stays the very same object', () => {
    const before = parse(`constitution c\n${text}`);
    for (let seed = 1; seed <= 60; seed++) {
      const dice = diceOf(seed);
      const at = before.text.indexOf('act_', before.starts[1 + dice.below(399)]);
      const after = reparse(before, { start: at, end: at + 1, text: 'x' });
      assert.deepStrictEqual(problemsOf(after), []);
      const kept = new Set(after.segments);
      const lost = before.segments.filter(segment => !kept.has(segment)).length;
      assert.ok(lost <= 12, `seed ${seed}: ${lost} segments were made anew`);
    }
  });

  it('stays the very same object where a declaration is added or taken out', () => {
    const before = parse(`constitution c\n${text}`);
    const at = before.starts[200]!;
    for (const edit of [
      { start: at, end: at, text: '\naction new_one "New"' },
      { start: at, end: before.starts[202]!, text: '' },
    ]) {
      const kept = new Set(reparse(before, edit).segments);
      assert.ok(before.segments.filter(segment => !kept.has(segment)).length <= 14);
    }
  });

  it('stays the very same object while a string is half typed', () => {
    const before = parse(`constitution c\n${text}`);
    const at = before.text.indexOf('"P"', before.starts[200]) + 1;
    const open = reparse(before, { start: at + 1, end: at + 2, text: '' });
    assert.notDeepStrictEqual(problemsOf(open), []);
    const kept = new Set(open.segments);
    assert.ok(before.segments.filter(segment => !kept.has(segment)).length <= 14);
    assert.deepStrictEqual(reparse(open, { start: at + 1, end: at + 1, text: '"' }).segments, before.segments);
  });
});
