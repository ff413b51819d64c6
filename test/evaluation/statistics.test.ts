// Against published tables; the source of each is named beside it.

import assert from 'node:assert/strict';
import { krippendorffAlpha } from '../../server/evaluation/statistics/alpha.ts';
import { bootstrapMean, normalisedEntropy } from '../../server/evaluation/statistics/entropy.ts';
import { mcnemarExact } from '../../server/evaluation/statistics/mcnemar.ts';
import { seededRandom } from '../../server/evaluation/statistics/random.ts';
import { clusteredRate, wilson } from '../../server/evaluation/statistics/wilson.ts';

const near = (actual: number | undefined, expected: number, places: number) =>
  assert.equal(actual?.toFixed(places), expected.toFixed(places));

describe('Wilson interval', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, Table I, method 3.
  for (const [passed, total, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const)
    it(`${passed} of ${total}`, () => {
      near(wilson(passed, total).low, low, 4);
      near(wilson(passed, total).high, high, 4);
    });

  it('is the mirror image for failures', () => {
    near(wilson(20, 20).low, 1 - 0.1611, 4);
    assert.equal(wilson(20, 20).high, 1);
  });

  it('of nothing says nothing', () => assert.deepEqual(wilson(0, 0), { low: 0, high: 1 }));
});

describe('Rate clustered by eval', () => {
  it('without repeats is the plain interval, and names no clusters', () => {
    const rate = clusteredRate([
      { passed: 1, total: 1 },
      { passed: 0, total: 1 },
      { passed: 1, total: 1 },
    ]);
    assert.deepEqual(rate, { passed: 2, total: 3, interval: wilson(2, 3), effective: 3 });
  });

  it('counts evals, not runs, where all runs of an eval go the same way', () => {
    const clusters = [...Array(10)].map((_, i) => ({ passed: i < 7 ? 5 : 0, total: 5 }));
    const rate = clusteredRate(clusters);
    // The design effect is that of full correlation: 5, times 10/9 for few clusters.
    near(rate.effective, 9, 6);
    assert.equal(rate.clusters, 10);
    assert.ok(rate.interval.high - rate.interval.low > wilson(35, 50).high - wilson(35, 50).low);
  });

  it('is never narrower than independent runs', () => {
    const even = clusteredRate([...Array(8)].map(() => ({ passed: 2, total: 4 })));
    assert.equal(even.effective, 32);
  });
});

describe('Exact McNemar', () => {
  // Siegel 1956, Nonparametric Statistics, Table D (binomial, one-tailed, three places); two-sided here.
  for (const [least, n, oneTailed] of [
    [0, 5, 0.031],
    [1, 10, 0.011],
    [2, 12, 0.019],
    [3, 15, 0.018],
    [5, 20, 0.021],
    [7, 25, 0.022],
    [4, 9, 0.5],
  ] as const)
    it(`${least} against ${n - least}`, () => {
      near(mcnemarExact(least, n - least) / 2, oneTailed, 3);
      assert.equal(mcnemarExact(n - least, least), mcnemarExact(least, n - least));
    });

  it('of no difference is 1', () => assert.equal(mcnemarExact(0, 0), 1));
  it('of an even split is 1', () => assert.equal(mcnemarExact(3, 3), 1));
  it('holds for thousands of pairs', () => {
    const p = mcnemarExact(1000, 1100);
    // Normal approximation with continuity: z = 99/√2100.
    assert.ok(Math.abs(p - 0.0307) < 0.001, `${p}`);
  });
});

describe("Krippendorff's alpha", () => {
  // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections A to D.
  const columns = (...rows: string[]) =>
    [...rows[0]!].map((_, i) =>
      rows
        .map(row => row[i]!)
        .filter(cell => cell !== '.')
        .map(cell => cell.charCodeAt(0) - '0'.charCodeAt(0)),
    );
  const four = columns('123321412...', '1233224125.3', '.3332342251.', '12332441251.');

  it('two observers, binary', () => near(krippendorffAlpha(columns('0100000000', '1110010010')), 0.095, 3));
  it('two observers, nominal', () => near(krippendorffAlpha(columns('aabbdcccedda', 'babbbccceddd')), 0.692, 3));
  it('four observers with missing data, nominal', () => near(krippendorffAlpha(four), 0.743, 3));
  it('four observers with missing data, ordinal', () => near(krippendorffAlpha(four, 'ordinal'), 0.815, 3));
  it('four observers with missing data, interval', () => near(krippendorffAlpha(four, 'interval'), 0.849, 3));

  it('counts a unit as often as it occurred', () =>
    assert.equal(
      krippendorffAlpha(
        [
          [1, 2],
          [1, 1],
          [2, 2],
        ],
        'nominal',
        [2, 1, 3],
      ),
      krippendorffAlpha([
        [1, 2],
        [1, 2],
        [1, 1],
        [2, 2],
        [2, 2],
        [2, 2],
      ]),
    ));

  it('is undefined where nothing can vary', () => {
    assert.equal(
      krippendorffAlpha([
        [1, 1],
        [1, 1],
      ]),
      undefined,
    );
    assert.equal(krippendorffAlpha([[1], [2]]), undefined);
  });
});

describe('Entropy', () => {
  it('is 0 of one voice and 1 of an even split', () => {
    assert.equal(normalisedEntropy(['met', 'met', 'met'], 3), 0);
    near(normalisedEntropy(['met', 'not met', 'unclear'], 3), 1, 9);
    near(normalisedEntropy(['met', 'not met'], 3), 1, 9);
    near(normalisedEntropy(['met', 'met', 'not met', 'not met'], 2), 1, 9);
  });
  it('of 2 to 1 over two options is as divided as three judges can be', () => near(normalisedEntropy(['a', 'a', 'b'], 2), 1, 9));
  it('of a few judges is 0: one answer cannot be divided', () => assert.equal(normalisedEntropy(['met'], 3), 0));

  it('bootstraps the same interval from the same seed, around the mean', () => {
    const values = [0, 0, 0.5, 1, 1, 0.9, 0.2, 0.7];
    const first = bootstrapMean(values, 42)!;
    assert.deepEqual(first, bootstrapMean(values, 42));
    assert.notDeepEqual(first.interval, bootstrapMean(values, 43)!.interval);
    assert.ok(first.interval.low < first.value && first.value < first.interval.high);
    assert.deepEqual(bootstrapMean([0.3, 0.3], 1), { value: 0.3, interval: { low: 0.3, high: 0.3 } });
  });
  it('draws evenly', () => {
    const random = seededRandom(7);
    const tenths = Array(10).fill(0);
    for (let i = 0; i < 20000; i++) tenths[Math.floor(random() * 10)]++;
    assert.ok(
      tenths.every(count => Math.abs(count - 2000) < 200),
      `${tenths}`,
    );
  });
});
