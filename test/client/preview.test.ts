import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { evalText, exampleText } from '../../client/preview/copying.ts';
import { batching, type News } from '../../client/preview/news.ts';
import { awaited, cancelled, informed, isRenamed, progress, type ShownColumn, unanswered } from '../../client/preview/state.ts';
import { parse } from '../../grammar/parser.ts';
import type { PreviewPlan } from '../../server/features/preview-protocol.ts';

const column = (id: string): ShownColumn => ({ id, title: id, model: 'm', uncontrolled: false, said: [], coming: '', verdicts: [] });
const piece = (id: string, text: string): News => ({ column: id, event: { kind: 'text', text } });
const said = (id: string, text: string): News => ({
  column: id,
  event: { kind: 'said', said: { speaker: 'assistant', label: 'assistant', text, generated: true } },
});

const at = { uri: 'file:///a', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
const plan = (text: string): Extract<PreviewPlan, { kind: 'plan' }> => ({
  kind: 'plan',
  document: 'a',
  what: 'principle',
  title: 'No doses',
  name: 'no_doses',
  evalName: 'no_doses_case',
  at,
  facts: 'audience is minor',
  conversation: [{ speaker: 'user', label: 'user', text, generated: false }],
  prompt: [],
  tokens: 0,
  dropped: [],
  when: { kind: 'unreadable', message: '', start: 0, end: 0 },
  checks: [{ label: 'expect avoids give_dosage', at, derived: true }],
  models: [],
  judges: [],
});

describe('what comes in while a preview streams', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('is told so many times a second, however many pieces there are, and nothing is lost', () => {
    const ids = ['a', 'b', 'c'];
    for (const pieces of [1, 10]) {
      const told: (readonly News[])[] = [];
      const batch = batching(news => told.push(news), 60);
      const all = new Map(ids.map(id => [id, '']));
      for (let millisecond = 0; millisecond < 3000; millisecond++) {
        for (const id of Array.from({ length: pieces }, () => ids).flat()) {
          all.set(id, `${all.get(id)}${millisecond} `);
          batch.add(piece(id, `${millisecond} `));
        }
        mock.timers.tick(1);
      }
      mock.timers.tick(60);
      assert.ok(told.length <= 3000 / 60 + 1, `${told.length} messages for ${pieces} pieces a millisecond`);
      assert.ok(
        told.every(news => news.length <= ids.length),
        'a piece for each column and no more',
      );
      const shown = told.reduce((columns, news) => informed(columns, news), ids.map(column));
      assert.deepEqual(
        shown.map(({ id, coming }) => [id, coming]),
        [...all],
      );
    }
  });

  it('keeps the order of what happens in a column', () => {
    const told: (readonly News[])[] = [];
    const batch = batching(news => told.push(news), 60);
    for (const news of [
      piece('a', 'One '),
      piece('b', 'Un '),
      piece('a', 'two'),
      said('a', 'One two'),
      piece('a', 'Three'),
      piece('b', 'deux'),
    ])
      batch.add(news);
    mock.timers.tick(60);
    assert.equal(told.length, 1);
    assert.deepEqual(
      told[0]!.map(({ column: id, event }) => [id, event.kind === 'text' ? event.text : event.kind]),
      [
        ['a', 'One two'],
        ['b', 'Un deux'],
        ['a', 'said'],
        ['a', 'Three'],
      ],
    );
  });

  it('is forgotten where everything is told anew', () => {
    const told: (readonly News[])[] = [];
    const batch = batching(news => told.push(news), 60);
    batch.add(piece('a', 'old'));
    batch.drop();
    mock.timers.tick(1000);
    assert.deepEqual(told, []);
    batch.add(piece('a', 'new'));
    mock.timers.tick(60);
    assert.deepEqual(told, [[piece('a', 'new')]]);
  });
});

describe('how far the columns are, in words', () => {
  const asked = column('with');
  const [replying] = informed([asked], [piece('with', 'It depends')]);
  const [judged] = informed([asked], [said('with', 'It depends.')]);
  const ended = { input: 1, output: 1, milliseconds: 1, recorded: false, calls: 1 };
  const done: ShownColumn = { ...judged!, end: { ...ended, outcome: 'fail' } };
  const off = (one: ShownColumn) => unanswered(one, cancelled);

  it('while they are waited for', () => {
    assert.equal(awaited(asked), 'Waiting for the reply…');
    assert.equal(awaited(replying!), 'The reply is coming in…');
    assert.match(awaited(judged!), /^Waiting for what is made of/);
    assert.equal(progress([asked], true), 'The model is being asked.');
    assert.equal(progress([asked, done], true), 'The model is being asked. One of two answers came.');
    assert.equal(progress([], false), '');
  });

  it('and when nothing more comes: what is not there is not said to be there', () => {
    assert.equal(progress([done], false), 'The answer is there.');
    assert.equal(progress([done, done], false), 'All answers are there.');
    assert.equal(progress([off(asked)], false), 'Cancelled. No answer came.');
    assert.equal(progress([off(asked), off(asked)], false), 'Cancelled. None of two answers came.');
    assert.equal(progress([done, off(asked)], false), 'Cancelled. One of two answers came.');
    assert.equal(progress([unanswered(asked, 'Nobody answers.')], false), 'Not run: Nobody answers. No answer came.');
    assert.equal(progress([unanswered(judged!, 'No judge.')], false), 'Not run: No judge. The answer came.');
    assert.equal(progress([done, unanswered(asked, 'Nobody answers.')], false), 'One of two answers came.');
  });
});

describe('a preview as a piece of spec', () => {
  const problems = (text: string) => parse(text).segments.flatMap(segment => segment.problems.map(({ message }) => message));

  for (const said of [
    'How much?',
    'He said "500 mg".\n\\o/ {\t}\r\n// no comment',
    '“¿Cuánto?” 🌍\u0000\u001b[31m',
    'one\u2028two\u2029\ufeff\ud800\u0085',
    '',
  ]) {
    it(`can be read back: ${JSON.stringify(said)}`, () => {
      assert.deepEqual(problems(evalText(plan(said))), []);
      for (const label of ['good', 'bad'] as const)
        assert.deepEqual(problems(`principle p "P" {\n${exampleText(plan(said), label, said)}}\n`), []);
    });
  }
});

describe('a preview whose name is gone from the spec', () => {
  const before = plan('How much?');
  const later = { ...at, range: { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } } };

  it('follows what stands where it stood, under another name', () => {
    assert.ok(isRenamed(before, { ...before, name: 'no_dose', conversation: [] }, false), 'by its title');
    assert.ok(isRenamed(before, { ...before, name: 'no_dose', title: 'No dose' }, false), 'by what is asked');
  });

  it('and nothing else', () => {
    assert.ok(!isRenamed(before, { ...before, name: 'no_dose', at: later }, false), 'elsewhere');
    assert.ok(!isRenamed(before, { ...before, what: 'eval', name: 'no_dose' }, false), 'of another kind');
    assert.ok(!isRenamed(before, { ...before, name: 'be_open', title: 'Be open', conversation: [] }, false), 'the next one');
    assert.ok(!isRenamed(before, { ...before, name: 'be_open', title: 'Be open' }, true), 'asked the same, but not by its author');
    assert.ok(
      !isRenamed({ ...before, conversation: [] }, { ...before, name: 'be_open', title: 'Be open', conversation: [] }, false),
      'nobody asked either of them anything',
    );
  });
});
