import assert from 'node:assert/strict';
import { firstBlank, type Replaced } from '../../client/blanks.ts';

const edit = (line: number, character: number, newText: string, end = { line, character }): Replaced => ({
  range: { start: { line, character }, end },
  newText,
});

describe('what a fix leaves to be written', () => {
  it('is found where it stands after the fix', () => {
    assert.deepEqual(firstBlank([edit(3, 8, ' because "…"')]), { start: { line: 3, character: 18 }, end: { line: 3, character: 19 } });
    const tension = 'tension a, b {\n  favors a because "…"\n}\n';
    assert.deepEqual(firstBlank([edit(3, 0, tension)]), { start: { line: 4, character: 20 }, end: { line: 4, character: 21 } });
  });

  it('counts the lines that edits before it bring and take', () => {
    const found = firstBlank([edit(9, 0, 'x because "…"'), edit(1, 0, 'a\nb\n'), edit(4, 0, '', { line: 5, character: 0 })]);
    assert.equal(found?.start.line, 10);
  });

  it('is nothing where all is written', () => assert.equal(firstBlank([edit(1, 0, 'must not give_dosage')]), undefined));
});
