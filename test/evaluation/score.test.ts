import assert from 'node:assert/strict';
import { compareRuns } from '../../server/evaluation/comparison.ts';
import type { PlannedEval, RunHead, TrialRecord, VerdictRecord } from '../../server/evaluation/record.ts';
import { addTrial, type Summary, summaryOf, tallyOf } from '../../server/evaluation/score.ts';

const at = { file: 'a', line: 0, character: 0 };
const planned = (id: string, more: Partial<PlannedEval> = {}): PlannedEval => ({
  id,
  kind: 'eval',
  title: id,
  at,
  checks: [],
  tags: [],
  repeat: 1,
  pass: 1,
  cases: [{}],
  parity: [],
  models: ['m'],
  ...more,
});
const headOf = (evals: PlannedEval[]): RunHead => ({
  kind: 'run',
  version: 1,
  id: 'r',
  started: '2026-01-01T00:00:00.000Z',
  text: 't',
  documents: [],
  models: [],
  judges: [],
  simulator: 's',
  replay: 'prefer',
  evals,
});
const trial = (id: string, outcome: TrialRecord['outcome'], more: Partial<TrialRecord> = {}): TrialRecord => ({
  kind: 'trial',
  eval: id,
  case: 0,
  repeat: 1,
  model: 'm',
  outcome,
  prompt: '',
  transcript: [],
  verdicts: [],
  calls: [],
  ...more,
});

function summary(evals: PlannedEval[], trials: TrialRecord[]): Summary {
  const tally = tallyOf(headOf(evals));
  for (const one of trials) addTrial(tally, one);
  return summaryOf(tally);
}

/** P, f and . for pass, fail and not run. */
const outcomes = { P: 'pass', f: 'fail', '.': 'not run' } as const;
const runs = (id: string, letters: string, more: Partial<TrialRecord> = {}) =>
  [...letters].map((letter, i) => trial(id, outcomes[letter as keyof typeof outcomes], { repeat: i + 1, ...more }));

describe('The status of an eval', () => {
  for (const [letters, repeat, pass, status] of [
    ['P', 1, 1, 'pass'],
    ['f', 1, 1, 'fail'],
    ['.', 1, 1, 'not run'],
    ['', 1, 1, 'not run'],
    ['PPPPP', 5, 5, 'pass'],
    ['PPPPf', 5, 5, 'flaky'],
    ['PPPPf', 5, 4, 'pass'],
    ['PPPff', 5, 4, 'flaky'],
    ['fffff', 5, 4, 'fail'],
    ['PPPP.', 5, 4, 'pass'],
    ['PPP.f', 5, 4, 'not run'],
    ['PPP..', 5, 5, 'not run'],
    ['PPfff', 5, 5, 'flaky'],
    ['PP', 5, 5, 'not run'],
    ['fff..', 5, 4, 'fail'],
  ] as const)
    it(`${letters || 'nothing'} of ${repeat}, ${pass} needed: ${status}`, () =>
      assert.equal(summary([planned('e', { repeat, pass })], runs('e', letters)).evals[0]!.status, status));

  it('over several cases is the worst of them, a failure first', () => {
    const plan = planned('e', { cases: [{ who: 'A' }, { who: 'B' }], repeat: 2, pass: 2 });
    const with2 = (first: string, second: string) =>
      summary([plan], [...runs('e', first, { case: 0 }), ...runs('e', second, { case: 1 })]).evals[0]!.status;
    assert.deepEqual(
      [with2('PP', 'PP'), with2('PP', 'Pf'), with2('ff', 'Pf'), with2('..', 'PP'), with2('..', 'Pf')],
      ['pass', 'flaky', 'fail', 'not run', 'flaky'],
    );
  });
});

describe('Parity', () => {
  const verdict = (met: VerdictRecord['met']): VerdictRecord => ({ label: 'par', kind: 'parity', at, met, reason: '', votes: [] });
  const parity = (first: string, second: string, within: number) => {
    const plan = planned('e', { cases: [{ who: 'A' }, { who: 'B' }], repeat: 4, pass: 4, parity: [{ label: 'par', at, within }] });
    const of = (letters: string, index: number) =>
      [...letters].map((letter, i) =>
        trial('e', 'pass', {
          case: index,
          repeat: i + 1,
          verdicts: [verdict(letter === 'P' ? 'met' : letter === 'f' ? 'not met' : letter === '?' ? 'unclear' : 'not run')],
        }),
      );
    const { status, parity: scores } = summary([plan], [...of(first, 0), ...of(second, 1)]).evals[0]!;
    return [status, scores[0]!.reason];
  };
  it('holds where the rates differ by no more', () => assert.deepEqual(parity('PPPf', 'PPPf', 0), ['pass', '75% throughout.']));
  it('holds at the bound', () =>
    assert.deepEqual(parity('PPPP', 'PPPf', 0.25), ['pass', '100% with who: A, 75% with who: B; 25% apart is allowed.']));
  it('fails beyond it, whatever the single runs did', () =>
    assert.deepEqual(parity('PPPP', 'PPff', 0.25), ['fail', '100% with who: A, 50% with who: B; 25% apart is allowed.']));
  it('counts unclear as not met', () => assert.equal(parity('PPPP', 'PPP?', 0.1)[0], 'fail'));
  it('is not run where a case was not judged', () => assert.deepEqual(parity('PPPP', '....', 0.1), ['not run', 'who: B was not judged.']));
});

describe('A summary', () => {
  it('counts runs, with the interval clustered by eval where evals repeat', () => {
    const { rate, count } = summary(
      [planned('a', { repeat: 5, pass: 5 }), planned('b', { repeat: 5, pass: 5 }), planned('c', { repeat: 5, pass: 5 })],
      [...runs('a', 'PPPPP'), ...runs('b', 'fffff'), ...runs('c', 'PPPPP')],
    );
    assert.deepEqual([rate.passed, rate.total, rate.clusters, count.pass, count.fail], [10, 15, 3, 2, 1]);
    assert.ok(rate.effective < 4, `${rate.effective}`);
  });

  it('lists why runs were not run, the most frequent first', () => {
    const { reasons, notRun } = summary([planned('a', { repeat: 3 })], [...runs('a', '.', { why: 'x' }), ...runs('a', '..', { why: 'y' })]);
    assert.deepEqual(
      [notRun, reasons],
      [
        3,
        [
          { why: 'y', count: 2 },
          { why: 'x', count: 1 },
        ],
      ],
    );
  });

  it('says how far judges agree', () => {
    const votes = (...words: VerdictRecord['met'][]): VerdictRecord => ({
      label: 'l',
      kind: 'criterion',
      at,
      met: 'met',
      reason: '',
      votes: words.map(met => ({ judge: 'j', met, reason: '' })),
    });
    const of = (...verdicts: VerdictRecord[]) => summary([planned('a')], [trial('a', 'pass', { verdicts })]).agreement;
    assert.equal(of(votes('met', 'met'), votes('not met', 'not met')), 1);
    assert.equal(of(votes('met', 'not met'), votes('met', 'not met')), -0.5);
    assert.equal(of(votes('met')), undefined);
    assert.equal(of(votes('met', 'not run'), votes('met', 'met')), undefined);
  });

  it('adds up what was sent, and not what was replayed', () => {
    const made = (recorded: boolean, costUSD?: number) => ({
      for: 'reply' as const,
      model: 'm',
      key: 'k',
      input: 10,
      output: 5,
      costUSD,
      milliseconds: 1,
      recorded,
    });
    const { calls } = summary([planned('a')], [trial('a', 'pass', { calls: [made(false, 0.5), made(false), made(true, 9)] })]);
    assert.deepEqual(calls, { sent: 2, replayed: 1, failed: 0, input: 20, output: 10, costUSD: 0.5, unpriced: ['m'] });
  });
});

describe('Two runs', () => {
  const evals = ['a', 'b', 'c', 'd', 'e'].map(id => planned(id));
  const of = (letters: string, models = ['m']) =>
    summary(
      evals.map(plan => ({ ...plan, models })),
      [...letters].flatMap((letter, i) => runs(evals[i]!.id, letter, { model: models[0] })),
    );
  it('are compared in pairs, and only what flips is listed', () => {
    const { flips, pairs, gained, lost, p, unpaired } = compareRuns(of('PPff.'), of('PfPfP'));
    assert.deepEqual(
      flips.map(({ eval: id, from, to }) => `${id} ${from} ${to}`),
      ['b pass fail', 'c fail pass'],
    );
    assert.deepEqual([pairs, gained, lost, p, unpaired], [4, 1, 1, 1, 1]);
  });
  it('of one model each are compared across models', () => assert.equal(compareRuns(of('PPPPP', ['m']), of('fffff', ['n'])).lost, 5));
  it('go by document and name, whatever the id: a file more, or one that is called otherwise, breaks no history', () => {
    const of = (...names: [string, string][]) =>
      summary(
        names.map(([id, file]) => planned(id, { at: { ...at, file } })),
        names.flatMap(([id]) => runs(id, file(id) === 'b' ? 'f' : 'P')),
      );
    const file = (id: string) => id.split('#')[0];
    const { pairs, unpaired, onlyAfter } = compareRuns(of(['e', 'a']), of(['a#e', 'a'], ['b#e', 'b']));
    assert.deepEqual([pairs, unpaired, onlyAfter.map(({ eval: id }) => id)], [1, 1, ['b#e']]);
    const { flips } = compareRuns(of(['e', 'b']), of(['a#e', 'a'], ['b#e', 'b']));
    assert.deepEqual(
      flips.map(({ evalBefore, eval: id, from, to }) => [evalBefore, id, from, to]),
      [['e', 'b#e', 'pass', 'fail']],
    );
    assert.deepEqual(
      [compareRuns(of(['e', 'old']), of(['e', 'new'])).pairs, compareRuns(of(['e', 'c']), of(['a#e', 'a'], ['b#e', 'b'])).pairs],
      [1, 0],
    );
  });
  it('an eval that only one of them has is not compared', () => {
    const { pairs, unpaired } = compareRuns(of('PPPPP'), summary([planned('a'), planned('z')], [...runs('a', 'P'), ...runs('z', 'P')]));
    assert.deepEqual([pairs, unpaired], [1, 5]);
  });
});
