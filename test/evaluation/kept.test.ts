// Recordings and runs on disk: whatever is in the files, and wherever they are cut.

import assert from 'node:assert/strict';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Answered, Call } from '../../server/evaluation/call.ts';
import { keyOf } from '../../server/evaluation/call.ts';
import type { RunLine, TrialRecord } from '../../server/evaluation/record.ts';
import { recordingsIn, recordingsUnder } from '../../server/host/recordings.ts';
import { glimpse, openRun, runIds, writeRun } from '../../server/host/runs.ts';
import { cleared, place } from '../host/call.ts';
import { hash, profile } from './stand-in.ts';

after(cleared);

/** Windows lets only some users make links. */
const withLinks = process.platform === 'win32' ? it.skip : it;

const call: Call = {
  profile: profile('small', { parameters: { temperature: 0.5 }, sampling: 'uncontrolled' }),
  messages: [
    { role: 'system', text: 'The prompt' },
    { role: 'user', text: 'Hi\nthere' },
  ],
  repeat: 2,
};
const answer = (text: string): Answered => ({
  text,
  finish: 'stop',
  usage: { input: 3, output: 4 },
  milliseconds: 12,
  answeredBy: 'small-2',
  at: Date.UTC(2026, 2, 20),
  recorded: false,
  key: keyOf(call, hash),
});

describe('Recordings', () => {
  it('come back as they were, whatever the reply says', async () => {
    const folder = path.join(place().folder, 'recordings');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async text => {
        const recordings = recordingsIn(folder, hash);
        await recordings.write(call, answer(text));
        assert.deepEqual(await recordings.read(answer('').key), { ...answer(text), recorded: true });
      }),
      { numRuns: 50 },
    );
  });

  it('say which model, when and what, in lines that diff', async () => {
    const { folder } = place();
    await recordingsIn(folder, hash).write(call, answer('One\nTwo'));
    const json = JSON.parse(readFileSync(path.join(folder, `${answer('').key}.json`), 'utf8')) as Record<string, unknown>;
    assert.deepEqual(json.model, {
      provider: 'openai-compatible',
      address: 'http://127.0.0.1:1/v1',
      model: 'small-model',
      answeredBy: 'small-2',
      temperature: 0.5,
      sampling: 'uncontrolled',
    });
    assert.deepEqual([json.at, json.reply, json.repeat], ['2026-03-20T00:00:00.000Z', ['One', 'Two'], 2]);
    const [system, user] = json.asked as { prompt?: string; lines?: string[] }[];
    assert.equal(readFileSync(path.join(folder, 'prompts', `${system!.prompt}.md`), 'utf8'), 'The prompt');
    assert.deepEqual(user!.lines, ['Hi', 'there']);
  });

  it('leave no drafts behind', async () => {
    const { folder } = place();
    const recordings = recordingsIn(folder, hash);
    await Promise.all([1, 2, 3].map(() => recordings.write(call, answer('x'))));
    assert.deepEqual(readdirSync(folder).sort(), [`${answer('').key}.json`, 'prompts']);
  });

  it('clear away drafts that a kill left behind, and not those of others who are at work', async () => {
    const { folder } = place();
    const drafts = ['1', '2'].map(digit => path.join(folder, `.${digit.repeat(64)}.7-0.tmp`));
    for (const draft of drafts) writeFileSync(draft, '{');
    utimesSync(drafts[0]!, new Date(0), new Date(0));
    await recordingsIn(folder, hash).write(call, answer('x'));
    assert.deepEqual(
      drafts.map(draft => existsSync(draft)),
      [false, true],
    );
  });

  withLinks('never go through a symbolic link: what it leads to stays as it is', async () => {
    const { folder } = place({ 'outside.txt': 'mine' });
    const recordings = path.join(folder, '.polity', 'recordings');
    mkdirSync(path.join(recordings, 'prompts'), { recursive: true });
    const prompt = path.join(recordings, 'prompts', `${hash('The prompt').slice(0, 16)}.md`);
    const file = path.join(recordings, `${answer('').key}.json`);
    for (const link of [prompt, `${prompt}.tmp`, file]) symlinkSync(path.join(folder, 'outside.txt'), link);
    await recordingsUnder(folder, hash).write(call, answer('x'));
    assert.equal(readFileSync(path.join(folder, 'outside.txt'), 'utf8'), 'mine');
    assert.equal(readFileSync(prompt, 'utf8'), 'The prompt');
    assert.equal((await recordingsIn(recordings, hash).read(answer('').key))?.text, 'x');
  });

  withLinks('are refused, before anything is asked, where they cannot be kept', () => {
    const outside = place().folder;
    const cases: [string, (polity: string) => void, RegExp][] = [
      ['a file', polity => writeFileSync(polity, ''), /\.polity is no folder.*nothing was asked/],
      ['a link that leads nowhere', polity => symlinkSync(path.join(outside, 'none'), polity), /\.polity is no folder/],
      ['a link out', polity => symlinkSync(outside, polity), /leads out of the workspace/],
      ['prompts that lead out', polity => linked(polity, outside), /prompts: a symbolic link leads out of the workspace/],
    ];
    for (const [what, make, why] of cases) {
      const { folder } = place();
      make(path.join(folder, '.polity'));
      assert.throws(() => recordingsUnder(folder, hash), why, what);
    }
    assert.deepEqual(readdirSync(outside), []);
  });

  it('that do not fit are not there', async () => {
    const { folder } = place();
    const recordings = recordingsIn(folder, hash);
    await recordings.write(call, answer('x'));
    const file = path.join(folder, `${answer('').key}.json`);
    const good = readFileSync(file, 'utf8');
    for (const bad of [
      '',
      '{',
      '[]',
      'null',
      good.slice(0, -20),
      good.replace('"version": 1', '"version": 9'),
      good.replace(answer('').key, 'a'.repeat(64)),
      good.replace('"reply": [', '"reply": [7,'),
      good.replace('2026-03-20T', '2026-99-20T'),
    ]) {
      writeFileSync(file, bad);
      assert.equal(await recordings.read(answer('').key), undefined, bad.slice(0, 60));
    }
  });

  it('make no folder before the first reply', async () => {
    const folder = path.join(place().folder, 'recordings');
    assert.equal(await recordingsIn(folder, hash).read('x'), undefined);
    assert.equal(existsSync(folder), false);
  });
});

function linked(polity: string, outside: string): void {
  mkdirSync(path.join(polity, 'recordings'), { recursive: true });
  symlinkSync(outside, path.join(polity, 'recordings', 'prompts'));
}

const at = { file: 'a', line: 0, character: 0 };
const lines: RunLine[] = [
  {
    kind: 'run',
    version: 1,
    id: 'one',
    started: '2026-03-20T00:00:00.000Z',
    text: 't',
    documents: [],
    models: [],
    judges: [],
    simulator: 's',
    replay: 'prefer',
    evals: [{ id: 'e', kind: 'eval', title: 'E', at, checks: [], tags: [], repeat: 3, pass: 2, cases: [{}], parity: [], models: ['m'] }],
  },
  { kind: 'prompt', hash: 'h', text: 'Prömpt 🌍' },
  ...[1, 2, 3].map(
    (repeat): TrialRecord => ({
      kind: 'trial',
      eval: 'e',
      case: 0,
      repeat,
      model: 'm',
      outcome: repeat === 3 ? 'fail' : 'pass',
      prompt: 'h',
      transcript: [{ speaker: 'user', text: 'ä🌍\n' }],
      verdicts: [],
      calls: [],
    }),
  ),
  {
    kind: 'end',
    milliseconds: 5,
    interrupted: false,
    count: { pass: 1, fail: 0, flaky: 0, 'not run': 0 },
    spent: { sent: 3, replayed: 0, failed: 0, input: 1, output: 1, costUSD: 0, unpriced: [] },
  },
];

describe('Runs on disk', () => {
  const written = () => {
    const folder = path.join(place().folder, 'runs');
    const writer = writeRun(folder, 'one');
    lines.forEach(writer.keep);
    writer.close();
    return folder;
  };

  it('come back as they were written', () => {
    const run = openRun(written(), 'one')!;
    assert.deepEqual([run.head, run.end, [...run.trialsOf('e')].length, run.prompt('h')], [lines[0], lines.at(-1), 3, 'Prömpt 🌍']);
    assert.deepEqual([run.summary.evals[0]!.status, [...run.trialsOf('other')], run.prompt('x')], ['pass', [], undefined]);
  });

  it('can be read while they grow', () => {
    const folder = path.join(place().folder, 'runs');
    const writer = writeRun(folder, 'one');
    lines.slice(0, 3).forEach(writer.keep);
    const run = openRun(folder, 'one')!;
    assert.deepEqual([[...run.trialsOf('e')].length, run.end, glimpse(folder, 'one')!.end], [1, undefined, undefined]);
    writer.close();
  });

  it('cut off at any byte, keep every whole line', () => {
    const folder = written();
    const bytes = readFileSync(path.join(folder, 'one.jsonl'));
    const ends = [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([i]) => i);
    for (let cut = 0; cut <= bytes.length; cut++) {
      writeFileSync(path.join(folder, 'one.jsonl'), bytes.subarray(0, cut));
      const whole = ends.filter(end => end < cut).length;
      const run = openRun(folder, 'one');
      if (whole === 0) assert.equal(run, undefined);
      else
        assert.deepEqual(
          [[...run!.trialsOf('e')].length, run!.end !== undefined],
          [Math.min(3, Math.max(0, whole - 2)), whole === 6],
          `cut at ${cut}`,
        );
      assert.equal(glimpse(folder, 'one') !== undefined, whole > 0);
    }
  });

  it('are called as their files are, whatever they say of themselves', () => {
    const folder = written();
    renameSync(path.join(folder, 'one.jsonl'), path.join(folder, 'two.jsonl'));
    assert.deepEqual([openRun(folder, 'two')!.head.id, glimpse(folder, 'two')!.head.id], ['two', 'two']);
  });

  it('take nothing more once they are closed', () => {
    const folder = path.join(place().folder, 'runs');
    const writer = writeRun(folder, 'one');
    writer.keep(lines[0]!);
    writer.close();
    // The system gives the number of the closed file to the next one that is opened.
    const other = openSync(path.join(folder, 'other'), 'w');
    writer.keep(lines[1]!);
    closeSync(other);
    assert.equal(readFileSync(path.join(folder, 'other'), 'utf8'), '');
  });

  it('of one endless line are none, and a line that is too long is passed over', () => {
    const folder = written();
    const file = path.join(folder, 'huge.jsonl');
    writeFileSync(file, '{');
    // Has holes: takes no room on the disk.
    truncateSync(file, 4 * 1024 ** 3);
    assert.deepEqual([glimpse(folder, 'huge'), openRun(folder, 'huge')], [undefined, undefined]);
    const whole = readFileSync(path.join(folder, 'one.jsonl'), 'utf8');
    const [head, ...rest] = whole.split('\n');
    writeFileSync(file, [head, `{"x":"${'x'.repeat(70 * 1024 * 1024)}"}`, ...rest].join('\n'));
    const run = openRun(folder, 'huge')!;
    assert.deepEqual([[...run.trialsOf('e')].length, run.end, run.prompt('h')], [3, lines.at(-1), 'Prömpt 🌍']);
  });

  it('pass over lines that were tampered with', () => {
    const folder = written();
    const file = path.join(folder, 'one.jsonl');
    const text = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [text[0], 'rubbish', text[1], text[2]!.replace('"pass"', '"great"'), text[3], ''].join('\n'));
    assert.equal([...openRun(folder, 'one')!.trialsOf('e')].length, 1);
  });

  it('are listed newest first, and only what is a run', () => {
    const folder = written();
    for (const id of ['2026-01-01', '2026-02-01']) writeRun(folder, id).close();
    writeFileSync(path.join(folder, 'notes.txt'), '');
    assert.deepEqual(runIds(folder), ['one', '2026-02-01', '2026-01-01']);
    assert.deepEqual(runIds(path.join(folder, 'nowhere')), []);
    for (const id of ['../one', 'nothing', '2026-01-01']) assert.equal(openRun(folder, id), undefined);
  });

  it('are never written over', () => {
    const folder = written();
    mkdirSync(folder, { recursive: true });
    assert.throws(() => writeRun(folder, 'one'), /EEXIST/);
  });
});
