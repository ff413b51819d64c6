import assert from 'node:assert/strict';
import { arrowLabel, type ValueEdge } from '../../client/values/names.ts';

const at = { uri: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
const label = (...conditions: (string | undefined)[]) =>
  arrowLabel(conditions.map((when): ValueEdge => ({ wiser: 'a', than: 'b', by: 'wiser', at, ...(when === undefined ? {} : { when }) })));

describe('the map of values', () => {
  it('says at an arrow when it holds, and nothing twice', () => {
    assert.equal(label(undefined), '');
    assert.equal(label('urgent', undefined), 'always');
    assert.equal(label('urgent', 'urgent'), 'when urgent');
    assert.equal(label('urgent', 'calm'), 'when urgent, or when calm');
    assert.equal(label('urgency >= soon', 'urgency >= soon or complaint is breathing'), 'when urgency >= soon or complaint is breathing');
    assert.equal(label('a or b', 'b or a'), 'when a or b');
    assert.equal(label('a or b and c', 'b'), 'when a or b and c, or when b');
    assert.equal(label('a', '(a or b) and c'), 'when a, or when (a or b) and c');
  });

  it('keeps a label so short that it can be read', () => {
    const long = label(Array.from({ length: 30 }, (_, i) => `fact_${i}`).join(' and '));
    assert.equal(long.length, 80);
    assert.match(long, /^when fact_0 and .*…$/);
  });
});
