import assert from 'node:assert/strict';
import { arranged, conflictLabel, type Grouping, witnessFacts } from '../../client/conflicts/tree.ts';
import type { Conflict } from '../../server/features/protocol.ts';

const at = (uri: string) => ({ uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } });

function conflict(uri: string, norms: readonly (readonly [string, string, readonly string[]])[]): Conflict {
  return {
    code: 'conflict/contradiction',
    severity: 'error',
    message: 'm',
    at: at(uri),
    kind: 'contradiction',
    when: 'audience is minor',
    norms: norms.map(([principle, text, serves]) => ({ principle, index: 0, text, at: at(uri), serves: [...serves] })),
  };
}

const one = conflict('a', [
  ['safe', 'must not dose', ['care']],
  ['helpful', 'must dose', ['candour', 'care']],
]);
const two = conflict('b', [
  ['safe', 'must not dose', ['care']],
  ['quick', 'should dose', []],
]);

describe('the list of conflicts', () => {
  const shown = (groupBy: Grouping, filter = '') =>
    arranged([one, two], { groupBy, filter, nameOf: uri => `${uri}.constitution` }).map(
      ({ label, conflicts }) => `${label}: ${conflicts.length}`,
    );

  it('stands under each principle, the most first', () => assert.deepEqual(shown('principle'), ['safe: 2', 'helpful: 1', 'quick: 1']));
  it('stands under each value that is served', () => assert.deepEqual(shown('value'), ['care: 2', 'candour: 1']));
  it('stands under its document', () => assert.deepEqual(shown('document'), ['a.constitution: 1', 'b.constitution: 1']));
  it('is filtered by words of all that is shown', () => {
    assert.deepEqual(shown('document', 'QUICK dose'), ['b.constitution: 1']);
    assert.deepEqual(shown('document', 'a.const'), ['a.constitution: 1']);
    assert.deepEqual(shown('document', 'nowhere'), []);
  });
  it('keeps conflicts that serve nothing', () => {
    const bare = conflict('c', [['p', 'must a', []]]);
    assert.deepEqual(
      arranged([bare], { groupBy: 'value', filter: '', nameOf: String }).map(({ label }) => label),
      ['No value is served'],
    );
  });

  it('names the others under a principle, and all elsewhere', () => {
    const label = (groupBy: Grouping) => {
      const [group] = arranged([one], { groupBy, filter: '', nameOf: String });
      return group && conflictLabel(one, group);
    };
    assert.equal(label('principle'), '↔ safe');
    assert.equal(label('document'), 'safe ↔ helpful');
    const [group] = arranged([one], { groupBy: 'principle', filter: '', nameOf: String });
    const inside = conflict('a', [
      ['helpful', 'must dose', []],
      ['helpful', 'must not dose', []],
    ]);
    assert.equal(group && conflictLabel(inside, group), 'helpful ↔ helpful');
  });

  it('writes a witness as facts', () => {
    assert.equal(
      witnessFacts({ ...one, witness: { audience: 'minor', urgent: true, supervised: false, age: 12 } }),
      'audience is minor, urgent, not supervised, age is 12',
    );
    assert.equal(witnessFacts(one), '');
  });
});
