import assert from 'node:assert/strict';
import { caseAt, casesText } from '../../client/measure/text.ts';

const at = { uri: 'file:///t.constitution', range: { start: { line: 1, character: 10 }, end: { line: 1, character: 15 } } };
const frank = { name: 'frank', title: 'Frank', at };

describe('the cases of a study, as text', () => {
  const { text, links, starts } = casesText(
    {
      told: ['Judges were divided.', 'Calls: 3 sent'],
      cases: [
        {
          user: 'And now?',
          outcome: '1 says that the reply keeps it, 1 that it does not, 1 that it is unclear.',
          said: [
            { speaker: 'user', text: 'Hello.\r\nIs it good?' },
            { speaker: 'assistant', text: 'Hm.' },
            { speaker: 'user', text: 'And now?' },
          ],
          replies: [
            {
              model: 'one',
              text: 'It limps.\n\nA little.',
              verdicts: [
                { judge: 'a', principle: 'frank', met: 'met', reason: 'It says so.', cites: 'frank' },
                { judge: 'b', principle: 'frank', met: 'not met', reason: 'Too soft.', cites: 'gentle' },
                { judge: 'c', principle: 'frank', met: 'unclear', reason: 'Who\nknows?' },
              ],
            },
            { model: '', text: '', verdicts: [] },
          ],
        },
        { user: 'x', outcome: 'y', said: [{ speaker: 'user', text: 'x' }], replies: [] },
      ],
    },
    [frank],
    't.constitution',
  );

  it('has what was said, every reply, and each judge’s verdict with its reason', () => {
    assert.equal(
      text,
      `Cases of frank “Frank”, in t.constitution

Judges were divided.
Calls: 3 sent


CASE 1 OF 2
  1 says that the reply keeps it, 1 that it does not, 1 that it is unclear.

  user       Hello.
            Is it good?
  assistant  Hm.
  user       And now?

  one replied:
    It limps.

    A little.
    ✓ a: it keeps frank. It says so.
    ✗ b: it does not keep frank, and goes by gentle. Too soft.
    ? c: it is unclear whether it keeps frank. Who
            knows?

  An answer that the author wrote:
    (nothing)


CASE 2 OF 2
  y

  user  x
`,
    );
  });

  it('links the principle to its place', () => assert.deepEqual(links, [{ line: 0, start: 9, end: 14, at }]));

  it('knows the case at a line: before the first it is the first', () => {
    const lines = text.split('\n');
    assert.deepEqual(
      starts.map(line => lines[line]),
      ['CASE 1 OF 2', 'CASE 2 OF 2'],
    );
    const second = lines.indexOf('CASE 2 OF 2');
    assert.deepEqual([caseAt(starts, 0), caseAt(starts, second - 1), caseAt(starts, second), caseAt(starts, second + 3)], [0, 0, 1, 1]);
  });
});
