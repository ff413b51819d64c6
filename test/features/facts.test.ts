import assert from 'node:assert/strict';
import { facts } from '../../server/features/surfaces/facts.ts';
import { opened } from './cursor.ts';

describe('the facts to pick from', () => {
  it('state every value once', () => {
    const { contexts } = facts(opened('context topic: health(medication) | law\n$0').view);
    const stated = contexts.flatMap(({ choices }) => choices.map(({ fact, depth }) => `${'  '.repeat(depth)}${fact}`));
    assert.equal(new Set(stated).size, stated.length);
    assert.deepEqual(
      stated.filter(fact => /urgent/.test(fact)),
      ['urgent', 'not urgent'],
    );
    assert.ok(stated.includes('topic is health') && stated.includes('  topic is medication'));
  });
});
