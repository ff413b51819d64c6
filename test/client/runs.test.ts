import assert from 'node:assert/strict';
import { comparisonText, runText } from '../../client/runs/text.ts';
import { costOf, countsOf } from '../../client/runs/words.ts';
import type { ListedRun, RunComparison, RunFlip } from '../../server/features/runs-protocol.ts';

const at = (line: number) => ({ uri: 'file:///a', range: { start: { line, character: 0 }, end: { line, character: 0 } } });
const listed = (more: Partial<ListedRun> = {}): ListedRun => ({
  id: 'a',
  started: '2026-03-20T10:11:12.000Z',
  models: [{ name: 'small', model: 'scripted' }],
  judges: ['judge'],
  files: ['ward.constitution'],
  evals: 2,
  state: 'ended',
  count: { pass: 1, fail: 1, flaky: 0, 'not run': 0 },
  cost: 0.002,
  unpriced: [],
  ...more,
});
const flip = (from: RunFlip['before'], to: RunFlip['after'], more: Partial<RunFlip> = {}): RunFlip => ({
  eval: 'dose',
  title: 'No dose',
  at: at(7),
  binding: 'who: my son',
  model: 'small',
  before: from,
  after: to,
  shortfalls: [],
  ...more,
});
const comparison = (more: Partial<RunComparison> = {}): RunComparison => ({
  kind: 'comparison',
  before: listed(),
  after: listed({ id: 'b' }),
  sameText: true,
  pairs: 3,
  flips: [],
  gained: 0,
  lost: 0,
  p: 1,
  onlyBefore: [],
  onlyAfter: [],
  undecided: [],
  ...more,
});

describe('two runs, as text', () => {
  it('says so where nothing flipped, and where nothing can be compared', () => {
    assert.match(comparisonText(comparison()).text, /\nNothing flipped: all 3 cases that both runs decided came out the same\.\n/);
    assert.match(comparisonText(comparison({ pairs: 0 })).text, /Nothing can be compared/);
  });

  it('shows what stopped passing first, each name a link to its place', () => {
    const passed = { status: 'pass', ratio: '3/3' } as const;
    const failed = { status: 'fail', ratio: '0/3' } as const;
    const shortfalls = [{ label: 'expect not contains "mg"', at: at(9), met: 'not met', reason: 'It has\n“mg”.', times: 3 }];
    const { text, links } = comparisonText(
      comparison({
        flips: [
          flip(failed, passed, { title: 'Gained' }),
          flip(passed, failed, { shortfalls }),
          flip(failed, { status: 'flaky', ratio: '1/3' }),
        ],
        gained: 1,
        lost: 1,
        onlyAfter: [{ eval: 'gone', title: 'Gone', binding: '', model: 'small' }],
        undecided: [{ eval: 'u', title: 'U', binding: '', model: 'small', in: 'after' }],
      }),
    );
    const lines = text.split('\n');
    const order = ['PASSED BEFORE, AND NOT NOW', 'PASSES NOW, AND DID NOT BEFORE', 'OTHERWISE THAN BEFORE, AND PASSED IN NEITHER'];
    assert.deepEqual(
      lines.filter(line => order.includes(line)),
      order,
    );
    assert.ok(text.includes('✗ No dose  where who: my son, with small\n    passed (3/3) → failed (0/3)\n'), text);
    assert.ok(text.includes('    expect not contains "mg": not met, 3 times\n      It has “mg”.\n'), text);
    assert.ok(text.includes('in either') === false && text.includes('U  with small (not in the text now): not run in the newer run'), text);
    assert.ok(text.includes('  Gone  with small (not in the text now)\n'));
    assert.ok(text.includes('come about in every such comparison'));
    assert.deepEqual(
      links.map(link => [lines[link.line]!.slice(link.start, link.end), link.at.range.start.line]),
      [
        ['No dose', 7],
        ['expect not contains "mg"', 9],
        ['Gained', 7],
        ['No dose', 7],
      ],
    );
  });

  it('says whether it is more than chance, and what else changed', () => {
    const more = comparisonText(
      comparison({ gained: 0, lost: 6, p: 0.03125, sameText: false, after: listed({ models: [{ name: 'large', model: 'l' }] }) }),
    );
    assert.match(more.text, /in about 3 of 100 such comparisons/);
    assert.match(more.text, /take the change for real\. \(Exact McNemar test, p = 0\.031\.\)/);
    assert.match(more.text, /changed between them\. Different models answered/);
    const less = comparisonText(comparison({ gained: 1, lost: 3, p: 0.625 }));
    assert.match(less.text, /about 63 of 100.*\n {2}That is no more than chance would do/);
  });
});

describe('one run, as text', () => {
  it('has what failed first, with the rate and its interval', () => {
    const { text, links } = runText({
      kind: 'run',
      run: listed({ state: 'open', count: { pass: 1, fail: 1, flaky: 0, 'not run': 0 } }),
      rate: { passed: 1, total: 2, low: 0.09, high: 0.91 },
      evals: [
        { eval: 'a', title: 'A', at: at(1), model: 'small', tried: { status: 'pass', ratio: '1/1' }, shortfalls: [] },
        { eval: 'b', title: 'B', at: at(4), model: 'small', tried: { status: 'fail', ratio: '0/1' }, shortfalls: [] },
      ],
      notRun: [],
    });
    assert.match(text, /1 of 2 conversations passed \(95% interval: 9% to 91%\)/);
    assert.match(text, /so far \(it goes on, or was killed\)/);
    assert.deepEqual(
      links.map(link => link.at.range.start.line),
      [4, 1],
    );
  });
});

describe('a run in a list', () => {
  it('is told in words, whatever is not known of it', () => {
    assert.equal(countsOf(listed()), '1 passed, 1 failed');
    assert.equal(countsOf(listed({ state: 'open', count: undefined })), 'still going on, or killed');
    assert.equal(costOf(listed()), '$0.00200');
    assert.equal(costOf(listed({ cost: 0, unpriced: ['large'] })), 'cost not known: large names no price');
    assert.equal(costOf(listed({ cost: undefined })), undefined);
  });
});
