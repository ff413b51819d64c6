import assert from 'node:assert/strict';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { definitionLines, evalLines, type Told } from '../../server/reporting/difference.ts';
import { differenceMarkdown } from '../../server/reporting/review-comment.ts';
import { type DifferenceJson, differenceShape } from '../../server/reporting/shapes.ts';
import { wordChanges } from '../../server/reporting/words.ts';
import { cleared, place } from '../host/call.ts';
import { repository } from '../host/repository.ts';
import { differenceOf, hostile } from './differences.ts';

const older = `constitution clinic
authority platform > user
context urgent: boolean
action dose "Give a dose"
action refer "Refer to a doctor"
stakeholder patients "Patients"
term carefully means "slowly and with a second look"

principle old_name "Refer" at user { must refer when urgent }
principle slow "Work slowly" at user { "Answer carefully, and say so plainly to whoever asks for more." must refer }
principle dosing "Doses" at user { must not dose overrides slow }
principle unchanged "Stay" at user { should dose when urgent }

eval refuses { checks dosing user "How much?" expect avoids dose }
eval other { checks unchanged user "Hello" expect contains "hello" }
`;
const newer = older
  .replace('old_name', 'new_name')
  .replace('say so plainly', 'say so kindly')
  .replace('slow "Work slowly" at user', 'slow "Work slowly" at platform')
  .replace('must refer }\nprinciple dosing', 'should refer }\nprinciple dosing')
  .replace('must not dose overrides slow', 'may dose')
  .replace('a second look', 'a third look');

describe('a review', () => {
  let difference: DifferenceJson;
  before(async () => {
    const here = place({ 'old.constitution': older, 'new.constitution': newer });
    const { out, err } = await here.call(['diff', 'old.constitution', 'new.constitution', '--format', 'json']);
    difference = differenceShape.parse(JSON.parse(out || err));
  });
  after(cleared);

  it('names norms that lost force', () => {
    assert.deepEqual(difference.norms, [
      { principle: 'slow', change: 'weakened', from: 'must refer', to: 'should refer' },
      { principle: 'dosing', change: 'weakened', from: 'must not dose', to: 'may dose' },
    ]);
  });

  it('names what decides otherwise', () => {
    assert.deepEqual(difference.precedence, [
      { what: 'overrides', from: 'dosing over slow' },
      { what: 'level', principle: 'slow', from: 'user', to: 'platform' },
    ]);
  });

  it('names terms with who uses them', () => {
    const [term, ...others] = difference.terms;
    assert.equal(others.length, 0);
    assert.deepEqual([term?.name, term?.change, term?.principles], ['carefully', 'redefined', ['slow']]);
    assert.match(term?.from ?? '', /second look/);
    assert.match(term?.to ?? '', /third look/);
  });

  it('keeps the words of what was reworded, and tells renamed from new', () => {
    assert.deepEqual(
      difference.principles.map(({ name, change, from }) => [name, change, from]),
      [
        ['new_name', 'renamed', 'old_name'],
        ['slow', 'reworded', undefined],
        ['slow', 'norms', undefined],
        ['dosing', 'norms', undefined],
      ],
    );
    const { prose } = difference.principles.find(({ change }) => change === 'reworded')!;
    assert.deepEqual(
      wordChanges(prose!).filter(({ kind }) => kind !== 'same'),
      [
        { kind: 'gone', text: 'plainly' },
        { kind: 'come', text: 'kindly' },
      ],
    );
  });

  it('names the evals that the change touches, each with the nearest reason', () => {
    assert.deepEqual(difference.evals, [
      { name: 'refuses', why: 'checks dosing, which changed' },
      { name: 'other', why: 'is asked with a prompt that reads otherwise' },
    ]);
  });

  it('knows which changes nobody voted on', () => assert.deepEqual(difference.unrecorded, ['new_name', 'slow', 'dosing']));
});

describe('what norms and evals speak of', () => {
  after(cleared);
  const text = `constitution clinic
option tone: plain | warm default plain
action dose "Give a dose"
term carefully means "slowly"
value calm "Calm" { "A quiet voice." attends to "the pace" note "for us" }
principle p "Doses" { "Speak carefully." must not dose serves calm }
principle q "Quiet" when tone is warm { "Hush." }
eval refuses { checks p user "How much?" expect avoids dose }
eval warm { given tone is warm user "Hello" expect contains "hello" }
`;
  const changes: readonly (readonly [title: string, from: string, to: string, told: readonly string[], reasons: readonly string[]])[] = [
    [
      'the prose of an action',
      'Give a dose',
      'Sell a dose',
      ['dose: action: "Give a dose" → "Sell a dose"'],
      ['refuses: expects something of dose, which means something else', 'warm: is asked with a prompt that reads otherwise'],
    ],
    [
      'the default of an option',
      'default plain',
      'default warm',
      ['tone: option: plain | warm default plain → plain | warm default warm'],
      ['refuses: is asked with a prompt that reads otherwise', 'warm: is asked with a prompt that reads otherwise'],
    ],
    [
      'what a value attends to',
      'the pace',
      'the breath',
      ['calm: value: "Calm" "A quiet voice." attends to "the pace" → "Calm" "A quiet voice." attends to "the breath"'],
      ['refuses: is asked with a prompt that reads otherwise', 'warm: is asked with a prompt that reads otherwise'],
    ],
    ['a note', 'for us', 'for you', [], []],
    [
      'a term',
      'slowly',
      'gently',
      [],
      ['refuses: is asked with a prompt that reads otherwise', 'warm: is asked with a prompt that reads otherwise'],
    ],
    ['what a principle serves', ' serves calm', '', [], []],
    ['what cannot apply where the eval stands', 'Hush.', 'Hush now.', [], ['warm: is asked with a prompt that reads otherwise']],
  ];
  for (const [title, from, to, told, reasons] of changes) {
    it(`${title}: is told, and the evals that it touches are those that --changed-since asks again`, async () => {
      const here = repository({ 'a.constitution': text });
      here.commit('one');
      here.write('a.constitution', text.replace(from, to));
      const difference = differenceShape.parse(JSON.parse((await here.call(['diff', 'HEAD', '--format', 'json'])).out));
      const lines = (some: readonly Told[]) => some.flatMap(({ names, text: said }) => names.map(name => `${name}: ${said}`));
      assert.deepEqual(lines(definitionLines(difference.definitions)), told);
      assert.deepEqual(lines(evalLines(difference.evals)), reasons);
      const { out } = await here.call(['eval', '--changed-since', 'HEAD', '--dry-run', '--format', 'json']);
      const { calls } = JSON.parse(out || '{"calls":[]}') as { calls: readonly { readonly eval: string }[] };
      assert.deepEqual(
        [...new Set(calls.map(call => call.eval))],
        difference.evals.map(({ name }) => name),
      );
    });
  }
});

describe('a change without a vote', () => {
  after(cleared);
  const text = (norm: string, amendment: string, name = 'p') =>
    `constitution c\nstakeholder a "A"\naction lend "Lend a book"\nprinciple ${name} "Books" { ${norm} lend }\n${amendment}\n`;
  const ratified = (principle: string, name = 'earlier') => `amendment ${name} { changes ${principle} vote yes: a ratified on 2026-03-20 }`;
  const open = 'amendment earlier { changes p vote yes: a }';
  const changes: readonly (readonly [title: string, before: string, after: string, told: readonly string[]])[] = [
    ['came with an amendment', text('may', ''), text('must', ratified('p')), []],
    ['was ratified with the change', text('may', open), text('must', ratified('p')), []],
    ['was ratified before', text('may', ratified('p')), text('must', ratified('p')), ['p']],
    ['has another one now', text('may', ratified('p')), text('must', ratified('p') + ratified('p', 'later')), []],
    ['was ratified for another principle', text('may', ratified('other')), text('must', ratified('p')), []],
    ['is renamed, in the old amendment too', text('may', ratified('p')), text('may', ratified('q'), 'q'), ['q']],
    ['is renamed with a vote', text('may', ratified('p')), text('may', ratified('p') + ratified('q', 'later'), 'q'), []],
  ];
  for (const [title, before, after, told] of changes) {
    it(title, async () => {
      const here = place({ 'old.constitution': before, 'new.constitution': after });
      const { out } = await here.call(['diff', 'old.constitution', 'new.constitution', '--format', 'json']);
      assert.deepEqual(differenceShape.parse(JSON.parse(out)).unrecorded, told);
    });
  }
});

describe('a version with errors', () => {
  after(cleared);
  it('is named, for what is not read is not compared', async () => {
    const text = 'constitution a\naction dose "Dose"\ncontext minor: boolean\nprinciple p "P" { must not dose when minor }\n';
    const floor = 'constitution floor\naction harm "Harm"\nprinciple q "Q" { must not hram }\n';
    const here = repository({ 'a.constitution': text.replace('must not dose', 'must not dose when }\nprinciple r { must not dose') });
    here.commit('broken');
    here.write('a.constitution', `${text}import floor from "./floor.constitution"\nadopt floor\n`);
    here.write('floor.constitution', floor);
    here.commit('mended');
    const asked = async (format: string) => (await here.call(['diff', 'HEAD~1', 'HEAD', '--format', format])).out;
    const { errors } = differenceShape.parse(JSON.parse(await asked('json')));
    assert.deepEqual(
      errors.map(({ version, file, line, count }) => [version, file, line, count]),
      [
        ['before', 'a.constitution', 3, 1],
        ['after', 'floor.constitution', 2, 1],
      ],
    );
    for (const format of ['pretty', 'markdown']) {
      const told = await asked(format);
      assert.match(told.split('\n')[0]!, /not all could be read, so more may have changed\./);
      assert.match(told, /a\.constitution`?: 1 error in the older version, the first in line 4: /);
      assert.match(told, /floor\.constitution`?: 1 error in the newer version, the first in line 3: /);
    }
    here.write('floor.constitution', floor.replace('hram', 'harm'));
    assert.deepEqual(
      differenceShape.parse(JSON.parse((await here.call(['diff', 'HEAD', '--format', 'json', '--', 'a.constitution'])).out)).errors,
      [{ version: 'before', file: 'floor.constitution', line: 2, message: errors[1]!.message, count: 1 }],
    );
  });
});

describe('the comment on a pull request', () => {
  it('says in one sentence what came of it, first', () => {
    const [first, ...rest] = differenceMarkdown(differenceOf(2, 'x')).split('\n');
    assert.match(first!, /^### Polity: Stricter: [^.]+\.$/);
    assert.ok(rest.includes('| Change | What | When | How much |'));
  });

  it('lets nothing of a spec out of its place', () => {
    const text = differenceMarkdown(differenceOf(3, hostile));
    const outsideOfCode = text.replaceAll('\\`', '').replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
    for (const bad of ['<script', '</td', '</table', '<!--', '\u202e', '\r']) assert.ok(!outsideOfCode.includes(bad), bad);
    assert.ok(!/(^|[^\\])\[x\]\(http/.test(outsideOfCode));
    assert.ok(!/@everyone/.test(outsideOfCode));
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>\n/g)?.length);
    for (const line of text.split('\n')) {
      assert.ok(!/^# Heading/.test(line));
      if (line.startsWith('| 🔒')) assert.equal(line.replaceAll('\\|', '').split('|').length, 6, line);
    }
  });

  it('is, to a reader of Markdown, the markup that we wrote and nothing else', () => {
    const ours = /^(<details>(<summary>[^<]*<\/summary>)?|<summary>[^<]*<\/summary>|<\/details>|<br>|<\/?(del|ins)>)$/;
    const met = new Set<string>();
    const walk = (node: Nodes): void => {
      if (node.type === 'html') for (const tag of node.value.split('\n')) assert.match(tag.trim(), ours);
      met.add(node.type);
      if ('children' in node) for (const child of node.children) walk(child);
    };
    for (const text of [
      hostile,
      `\`${hostile}`,
      `<!-- ${hostile}`,
      '`\n`<b>`',
      '\\`<b>\\`',
      '``<b>`',
      '![x](y) <http://e.vil>',
      '</del></ins><del>',
    ])
      walk(fromMarkdown(differenceMarkdown(differenceOf(2, text))));
    for (const never of ['image', 'definition', 'link', 'code']) assert.ok(!met.has(never), never);
  });

  it('fits, drops the least important first, and says what it dropped', () => {
    for (const [times, text] of [
      [400, 'some words of a name '],
      [5000, 'n'],
      [40, 'long '.repeat(2000)],
    ] as const) {
      const comment = differenceMarkdown(differenceOf(times, text));
      assert.ok(comment.length <= 65_536, String(comment.length));
      assert.match(
        comment,
        /_Left out, for a comment has no more room: [^\n]*\d+ wordings?(, \d+ groups? of evals)?\. `polity diff` shows all\._\n$/,
      );
      assert.match(comment, /^\| 🔒/m);
    }
    assert.ok(!differenceMarkdown(differenceOf(3, 'x')).includes('Left out'));
  });
});
