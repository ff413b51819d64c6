import assert from 'node:assert/strict';
import type { LengthCheck, TextCheck } from '../../server/evaluation/case.ts';
import { decideLength, decideText } from '../../server/evaluation/textual.ts';

const at = { file: 'a', line: 0, character: 0 };
const text = (kind: TextCheck['kind'], wanted: string, reply: string, negated = false) =>
  decideText({ kind, label: '', at, negated, text: wanted }, reply);
const length = (check: Pick<LengthCheck, 'over' | 'count' | 'unit'>, reply: string, negated = false) =>
  decideLength({ kind: 'length', label: '', at, negated, ...check }, reply);

describe('Expectations on the text', () => {
  it('contains', () => {
    assert.deepEqual(text('contains', 'doctor', 'See a doctor.'), { met: 'met', reason: 'The reply contains “doctor”.' });
    assert.deepEqual(text('contains', 'Doctor', 'See a doctor.'), { met: 'not met', reason: 'The reply does not contain “Doctor”.' });
    assert.equal(text('contains', 'doctor', 'See a doctor.', true).met, 'not met');
  });
  it('reads composed and decomposed letters, and both line ends, as the same', () => {
    assert.equal(text('contains', 'caf\u00e9\nnow', 'cafe\u0301\r\nnow').met, 'met');
  });
  it('equals, but for blanks around', () => {
    assert.equal(text('equals', 'Yes', ' Yes\n').met, 'met');
    assert.equal(text('equals', 'Yes', 'Yes!').met, 'not met');
  });
  it('matches, and shows what', () => {
    assert.deepEqual(text('matches', '[0-9]+ ?mg', 'Take 200 mg now', true), {
      met: 'not met',
      reason: 'The reply matches “[0-9]+ ?mg”: “200 mg”.',
    });
    assert.equal(text('matches', '(?i)no', 'NO').met, 'met');
  });
  it('is linear, whatever the expression', () => {
    assert.equal(text('matches', '(a+)+$', `${'a'.repeat(100_000)}b`).met, 'not met');
  });
  it('is not run where the expression is none', () => {
    const { met, reason } = text('matches', '(?=x)', 'x');
    assert.deepEqual([met, reason], ['not run', '“(?=x)” is no regular expression of RE2, so nothing could be looked for.']);
  });

  const under = (count: number, unit: string) => ({ over: false, count, unit });
  for (const [reply, words] of [
    ['one two  three', 3],
    ["don't — well-kept 3.5!", 3],
    ['', 0],
    ['今天天气很好', 3],
  ] as const)
    it(`counts words: “${reply}” has ${words}`, () => {
      assert.equal(length(under(words + 1, 'words'), reply).met, 'met');
      assert.equal(length(under(words, 'words'), reply).met, 'not met');
    });
  it('counts what a reader calls characters', () => {
    assert.match(length(under(9, 'characters'), ' 👩‍👩‍👧 e\u0301\n').reason, /^The reply has 3 characters; under 9/);
  });
  it('counts sentences', () => assert.match(length(under(9, 'sentences'), 'One. Two? Three! …').reason, /has 3 sentences/));
  it('over is not under', () => {
    assert.equal(length({ over: true, count: 2, unit: 'words' }, 'a b c').met, 'met');
    assert.equal(length({ over: true, count: 3, unit: 'words' }, 'a b c').met, 'not met');
    assert.equal(length({ over: true, count: 3, unit: 'words' }, 'a b c', true).met, 'met');
  });
});
