import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { differenceShape, landscapeShape, whenShape } from '../../server/reporting/shapes.ts';
import { cleared, place } from './call.ts';

const spec = `constitution clinic "Clinic"
context audience: adult | minor
context urgent: boolean
consent recall "May look back" { covers "earlier talks" }
action give_dosage "State a dose"
action recall "Look back" needs consent recall
value safety "Safety"
principle no_dosage "No doses" at platform { serves safety must not give_dosage when audience is minor }
principle helpful "Be of use" at user { serves safety must give_dosage when urgent }
`;
const line = /^polity: [^\n]+\n$/;

describe('polity when', () => {
  after(cleared);

  it('answers in the shape of interfaces.md', async () => {
    const { exit, out, err } = await place({ 'a.constitution': spec }).call(['when', 'audience is minor', '--format', 'json']);
    assert.deepEqual([exit, err], [0, '']);
    const answer = whenShape.parse(JSON.parse(out));
    assert.deepEqual(answer.given, { audience: 'minor' });
    assert.equal(answer.possible, true);
    const [ban, duty] = answer.norms;
    assert.deepEqual([ban?.principle, ban?.applies, ban?.inForce], ['no_dosage', 'always', 'always']);
    assert.deepEqual([duty?.applies, duty?.inForce], ['urgent', 'never']);
    assert.deepEqual(
      duty?.beatenBy.map(({ principle, by }) => [principle, by]),
      [['no_dosage', 'authority']],
    );
    assert.deepEqual(
      answer.actions.map(({ action, status, needs }) => [action, status, needs]),
      [
        ['give_dosage', 'forbidden', undefined],
        ['recall', 'open', ['recall']],
      ],
    );
  });

  it('answers people with the same', async () => {
    const { out } = await place({ 'a.constitution': spec }).call(['when', 'audience is adult']);
    assert.match(out, /^When audience is adult\n/);
    assert.match(out, /helpful {2}must give_dosage when urgent {2}when urgent/);
    assert.match(out, /give_dosage {2}required when urgent; open when not urgent/);
    assert.match(out, /recall +open, needs consent recall/);
    const minor = (await place({ 'a.constitution': spec }).call(['when', 'audience is minor'])).out;
    assert.match(minor, /Norms beaten\n {2}helpful .* yields to no_dosage \(authority\)/);
  });

  it('says that no situation has the facts, and 0', async () => {
    const here = place({ 'a.constitution': spec });
    const facts = 'audience is minor, audience is adult';
    const { exit, out } = await here.call(['when', facts, '--format', 'json']);
    assert.equal(exit, 0);
    assert.deepEqual([JSON.parse(out).possible, JSON.parse(out).norms, JSON.parse(out).actions], [false, [], []]);
    assert.match((await here.call(['when', facts])).out, /No situation has these facts/);
  });

  it('takes the one document of a folder that no other adopts, whose names are dotted where they come from elsewhere', async () => {
    const here = place({
      'floor.constitution': spec.replace('clinic', 'floor'),
      'a.constitution': 'constitution a\nimport floor from "./floor.constitution"\nadopt floor\n',
    });
    const answer = whenShape.parse(JSON.parse((await here.call(['when', 'floor.audience is minor', '--format', 'json'])).out));
    assert.equal(answer.norms[0]?.principle, 'floor.no_dosage');
  });

  for (const [title, words, message, exit] of [
    ['an unknown context', ['when', 'audiance is minor'], /"audiance is minor": .*`audience`/, 2],
    ['an unknown value', ['when', 'audience is minr'], /`minor`/, 2],
    ['no expression', ['when', 'audience is'], /"audience is"/, 2],
    ['no facts', ['when', ''], /"":/, 2],
    ['more than facts', ['when', 'urgent } principle p "P" { must give_dosage'], /no facts/, 2],
    ['several documents', ['when', 'urgent', 'a.constitution', 'b.constitution'], /2 documents that no other adopts; name one/, 2],
    ['a document that cannot be read', ['when', 'urgent', 'c.constitution'], /^polity: c\.constitution:2: /, 1],
  ] as const) {
    it(`refuses ${title}, in one line`, async () => {
      const here = place({ 'a.constitution': spec, 'b.constitution': spec, 'c.constitution': 'constitution c\nprinciple p { must }\n' });
      const outcome = await here.call(words.length === 2 ? [...words, 'a.constitution'] : words);
      assert.deepEqual([outcome.exit, outcome.out], [exit, '']);
      assert.match(outcome.err, line);
      assert.match(outcome.err, message);
    });
  }
});

describe('polity diff', () => {
  after(cleared);
  const looser = spec.replace('must not give_dosage when audience is minor', 'may give_dosage');

  it('answers in the shape of interfaces.md, of files', async () => {
    const here = place({ 'old.constitution': spec, 'new.constitution': looser });
    const { exit, out } = await here.call(['diff', 'old.constitution', 'new.constitution', '--format', 'json']);
    assert.equal(exit, 0);
    const { verdict, actions, principles } = differenceShape.parse(JSON.parse(out));
    assert.equal(verdict, 'looser');
    assert.deepEqual(
      actions.map(({ action, changes }) => [
        action,
        ...changes.map(({ from, to, when, share }) => `${from} → ${to} when ${when}: ${share}`),
      ]),
      [
        [
          'give_dosage',
          'forbidden → required when audience is minor and urgent: 0.25',
          'forbidden → permitted when audience is minor and not urgent: 0.25',
          'open → permitted when audience is adult and not urgent: 0.25',
        ],
      ],
    );
    assert.deepEqual(actions[0]?.changes[0]?.witness, { audience: 'minor', urgent: true });
    assert.deepEqual(principles, [{ name: 'no_dosage', change: 'norms' }]);
  });

  it('fails on what it was told to fail on', async () => {
    const here = place({ 'old.constitution': spec, 'new.constitution': looser });
    const exit = async (...words: string[]) => (await here.call(['diff', ...words])).exit;
    assert.equal(await exit('old.constitution', 'new.constitution', '--fail-on', 'looser'), 1);
    assert.equal(await exit('new.constitution', 'old.constitution', '--fail-on', 'looser'), 0);
    assert.equal(await exit('old.constitution', 'new.constitution', '--fail-on', 'conflicts'), 0);
    const clash = spec.replace('at user', 'at platform');
    here.write('clash.constitution', clash);
    assert.equal(await exit('old.constitution', 'clash.constitution', '--fail-on', 'conflicts'), 1);
  });

  it('advises on conflicts that came in, and not on those that went', async () => {
    const clash = spec.replace('at user', 'at platform');
    const here = place({ 'calm.constitution': spec, 'clash.constitution': clash });
    const asked = async (...words: string[]) =>
      differenceShape.parse(JSON.parse((await here.call(['diff', ...words, '--format', 'json'])).out)).conflicts;
    const [came] = (await asked('calm.constitution', 'clash.constitution')).introduced;
    const [went] = (await asked('clash.constitution', 'calm.constitution')).resolved;
    assert.ok(came && went && came.message.startsWith(`${went.message} Let one say that it`), `${came?.message}\n${went?.message}`);
  });

  it('compares folders by path, and a renamed file by the name in its header', async () => {
    const here = place({
      'old/a.constitution': spec,
      'old/before.constitution': spec.replace('clinic', 'other'),
      'old/gone.constitution': spec.replace('clinic', 'gone'),
      'new/a.constitution': looser,
      'new/after.constitution': looser.replace('clinic', 'other'),
    });
    const { actions } = differenceShape.parse(JSON.parse((await here.call(['diff', 'old', 'new', '--format', 'json'])).out));
    const changed = actions.map(
      ({ document, action, changes }) => `${document} ${action} ${changes.map(({ from, to }) => `${from}→${to}`).sort()}`,
    );
    assert.ok(
      changed.includes('a.constitution give_dosage forbidden→permitted,required→permitted') ||
        changed.some(text => text.startsWith('a.constitution give_dosage')),
    );
    assert.ok(changed.some(text => text.startsWith('after.constitution give_dosage')));
    assert.ok(changed.some(text => text.startsWith('gone.constitution give_dosage forbidden→open')));
    const only = differenceShape.parse(
      JSON.parse((await here.call(['diff', 'old', 'new', '--format', 'json', '--', 'a.constitution'])).out),
    );
    assert.ok(only.actions.every(({ document }) => document === undefined));
  });

  it('says in words and in Markdown what came of it', async () => {
    const here = place({ 'old.constitution': spec, 'new.constitution': looser });
    const pretty = (await here.call(['diff', 'old.constitution', 'new.constitution'])).out;
    assert.match(
      pretty,
      /^Looser: [^\n]+ 1 action changes, 1 turned from forbidden to required or back, 1 norm weakened, 1 principle with other norms\.\n/,
    );
    assert.match(pretty, /forbidden → permitted {2}when audience is minor and not urgent {2}25% of all situations\n/);
    const markdown = (await here.call(['diff', 'old.constitution', 'new.constitution', '--format', 'markdown'])).out;
    assert.match(markdown, /^### Polity: Looser/);
    assert.ok(
      markdown.includes(
        '`give_dosage` was forbidden and is now **allowed** | `audience is minor and not urgent` | 25% of all situations |',
      ),
    );
    assert.match((await here.call(['diff', 'old.constitution', 'old.constitution'])).out, /^No action is ruled otherwise than before\.\n$/);
  });

  for (const [title, words, message] of [
    ['a version that is not there', ['diff', 'a.constitution', 'none.constitution'], /none\.constitution: there is no such file or folder/],
    ['a file beside a folder', ['diff', 'a.constitution', '.'], /compare like with like/],
    ['one file alone', ['diff', 'a.constitution'], /say which one to compare it with/],
    ['paths that name nothing', ['diff', '.', '.', '--', 'elsewhere'], /nothing to compare under elsewhere/],
  ] as const) {
    it(`refuses ${title}, in one line`, async () => {
      const outcome = await place({ 'a.constitution': spec }).call(words);
      assert.deepEqual([outcome.exit, outcome.out], [2, '']);
      assert.match(outcome.err, line);
      assert.match(outcome.err, message);
    });
  }
});

describe('polity landscape', () => {
  after(cleared);

  it('gives shares that make up all of it', async () => {
    const here = place({ 'a.constitution': spec });
    const { overall, values, silent } = landscapeShape.parse(JSON.parse((await here.call(['landscape', '--format', 'json'])).out));
    assert.deepEqual(overall, { positive: 0.25, fenced: 0.5, silent: 0.25, estimated: false });
    assert.deepEqual(
      values.map(({ name }) => name),
      ['safety'],
    );
    assert.deepEqual(silent, { when: ['audience is adult and not urgent'], whole: true });
    assert.match((await here.call(['landscape'])).out, /everything +25% +50% +25%/);
  });

  it('says that there is no world where assumptions leave none', async () => {
    const { exit, out, err } = await place({ 'a.constitution': `${spec}assume urgent\nassume not urgent\n` }).call(['landscape']);
    assert.deepEqual([exit, out], [1, '']);
    assert.match(err, line);
  });
});

describe('polity compile --given', () => {
  after(cleared);

  it('keeps only what can apply, and says what it was made for', async () => {
    const here = place({ 'a.constitution': spec });
    const prompt = async (...words: string[]) => (await here.call(['compile', '--to', 'prompt', ...words])).out;
    assert.match(await prompt(), /Be of use/);
    const narrowed = await prompt('--given', 'audience is minor');
    assert.doesNotMatch(narrowed, /Be of use/);
    assert.match(narrowed, /No doses/);
  });

  it('refuses facts that it cannot read or that no situation has', async () => {
    const here = place({ 'a.constitution': spec });
    for (const [facts, message] of [
      ['audience is minr', /`minor`/],
      ['urgent, not urgent', /no situation has these facts/],
    ] as const) {
      const { exit, out, err } = await here.call(['compile', '--to', 'prompt', '--given', facts]);
      assert.deepEqual([exit, out], [2, '']);
      assert.match(err, line);
      assert.match(err, message);
    }
  });
});

describe('the examples', () => {
  const folder = path.join(import.meta.dirname, '..', '..', 'examples');

  for (const file of readdirSync(folder).filter(name => /\.(constitution|modelspec)$/.test(name))) {
    it(`${file} answers every question in its published shape`, async () => {
      const here = place();
      const ask = async (...words: string[]) =>
        JSON.parse((await here.call([...words, path.join(folder, file), '--format', 'json', '--cwd', folder])).out);
      landscapeShape.parse(await ask('landscape'));
      const facts = file === 'safety-floor.constitution' ? 'harm_asked' : 'floor.harm_asked';
      whenShape.parse(await ask('when', facts));
      differenceShape.parse(await ask('diff', path.join(folder, file)));
    });
  }
});
