import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { cleared, place } from './call.ts';
import { repository } from './repository.ts';

const base = `constitution c "C"
action dose "Give a dose"
action refer "Refer"

principle p "P" {
  should refer
}

principle q "Q" {
  should dose
}
`;

describe('polity merge', () => {
  after(cleared);
  const mergedAs = async (ours: string, theirs: string, ...words: string[]) => {
    const here = place({ base, ours, theirs });
    const { exit, out, err } = await here.call(['merge', 'base', 'ours', 'theirs', '--path', 'c.constitution', ...words]);
    assert.equal(out, '');
    return { exit, err, text: here.read('ours') };
  };

  it('puts the result in the place of ours, and 0', async () => {
    const ours = base.replace('should refer', 'must refer');
    const theirs = base.replace('should dose', 'may dose');
    assert.deepEqual(await mergedAs(ours, theirs), { exit: 0, err: '', text: ours.replace('should dose', 'may dose') });
    assert.deepEqual(await mergedAs(base, theirs), { exit: 0, err: '', text: theirs });
    assert.deepEqual(await mergedAs(ours, base), { exit: 0, err: '', text: ours });
  });

  it('marks what both changed, and 1', async () => {
    const { exit, err, text } = await mergedAs(
      base.replace('should refer', 'must refer'),
      base.replace('should refer', 'may refer'),
      '--marker-size',
      '9',
    );
    assert.equal(exit, 1);
    assert.match(err, /^polity: c\.constitution: 1 place that both sides changed stands between markers\n$/);
    assert.ok(text.includes('{\n<<<<<<<<< ours\n  must refer\n=========\n  may refer\n>>>>>>>>> theirs\n}'), text);
  });

  it('tells of a conflict of norms that neither side has alone, and 1', async () => {
    const ours = base.replace('should refer', 'must dose');
    const theirs = base.replace('should dose', 'must not dose');
    const { exit, err, text } = await mergedAs(ours, theirs);
    assert.equal(exit, 1);
    assert.equal(text, ours.replace('should dose', 'must not dose'));
    assert.match(
      err,
      /^polity: c\.constitution: the merge brings what neither side has \(conflict\/contradiction\): These two cannot both be kept/,
    );
  });

  it('merges by lines what it cannot read, and leaves alone what is no text', async () => {
    const { exit, err, text } = await mergedAs(`${base}principle {\n`, base.replace('action dose', 'action dosage'));
    assert.deepEqual([exit, text], [0, `${base.replace('action dose', 'action dosage')}principle {\n`]);
    assert.match(err, /line by line/);
    const here = place({ base, ours: Buffer.from([0, 255, 1]), theirs: base });
    assert.equal((await here.call(['merge', 'base', 'ours', 'theirs'])).exit, 1);
  });

  it('refuses a file that is not there', async () => {
    const { exit, err } = await place({ base }).call(['merge', 'base', 'ours', 'theirs']);
    assert.deepEqual([exit, /ours: there is no such file/.test(err)], [2, true]);
  });

  it('is what git itself calls, once `polity init --git` has set it up', async () => {
    const here = repository({ 'specs/a b.constitution': base, '.gitattributes': '*.png binary' });
    const made = await here.call(['init', '--git', '--cwd', 'specs']);
    assert.deepEqual([made.exit, made.out], [0, '.gitattributes\n']);
    assert.equal(here.read('.gitattributes'), '*.png binary\n*.constitution merge=polity\n*.modelspec merge=polity\n');
    assert.deepEqual([(await here.call(['init', '--git'])).out, here.read('.gitattributes').split('\n').length], ['', 4]);
    const cli = path.join(import.meta.dirname, '..', '..', 'server', 'host', 'cli.ts');
    here.write('bin/polity', `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
    chmodSync(path.join(here.folder, 'bin', 'polity'), 0o755);
    here.write('.gitignore', 'bin\n');
    here.commit('base');
    here.git('checkout', '-q', '-b', 'side');
    here.write('specs/a b.constitution', base.replace('action refer "Refer"', 'action refer "Refer to a doctor"\naction more "More"'));
    here.commit('side');
    here.git('checkout', '-q', 'main');
    const ours = base.replace('action refer "Refer"\n', 'action refer "Refer"\naction other "Other"\n').replace('should dose', 'must dose');
    here.write('specs/a b.constitution', ours);
    here.commit('main');
    const before = process.env.PATH;
    process.env.PATH = `${path.join(here.folder, 'bin')}${path.delimiter}${before}`;
    try {
      here.git('merge', '-q', '--no-edit', 'side');
    } finally {
      process.env.PATH = before;
    }
    const text = here.read('specs/a b.constitution');
    assert.equal(here.git('status', '--porcelain'), '');
    for (const line of ['action refer "Refer to a doctor"', 'action more "More"', 'action other "Other"', '  must dose'])
      assert.equal(text.split(`${line}\n`).length, 2, line);
    assert.doesNotMatch(text, /<<<<|>>>>/);
  });

  for (const [title, polity] of [
    ['is not installed', undefined],
    ['fails', '#!/bin/sh\nexit 3\n'],
  ] as const) {
    it(`leaves both sides between markers where polity ${title}, when git calls it`, async () => {
      const here = repository({ "specs/it's $(touch ran) a.constitution": base });
      await here.call(['init', '--git']);
      here.write('bin/polity', polity ?? '');
      chmodSync(path.join(here.folder, 'bin', 'polity'), polity ? 0o755 : 0o644);
      here.write('.gitignore', 'bin\n');
      here.commit('base');
      here.git('checkout', '-q', '-b', 'side');
      here.write("specs/it's $(touch ran) a.constitution", base.replace('should dose', 'must dose'));
      here.commit('side');
      here.git('checkout', '-q', 'main');
      here.write("specs/it's $(touch ran) a.constitution", base.replace('should dose', 'may dose'));
      here.commit('main');
      const before = process.env.PATH;
      process.env.PATH = `${path.join(here.folder, 'bin')}${path.delimiter}${before}`;
      try {
        assert.throws(() => here.git('merge', '-q', '--no-edit', 'side'), /merged line by line/);
      } finally {
        process.env.PATH = before;
      }
      const text = here.read("specs/it's $(touch ran) a.constitution");
      assert.match(text, /^<{7} ours\n[^<>]*may dose[^<>]*={7}\n[^<>]*must dose[^<>]*>{7} theirs$/m);
      // The one file, and nothing that its name made.
      assert.match(here.git('status', '--porcelain'), /^UU [^\n]*$/);
    });
  }

  it('warns where `polity` is not on the PATH for good', async () => {
    const here = repository({ 'bin/polity': '', 'node_modules/.bin/polity': '' });
    const said = async (folder: string) => (await here.call(['init', '--git'], { env: { PATH: path.join(here.folder, folder) } })).err;
    assert.doesNotMatch(await said('bin'), /not on the PATH/);
    for (const folder of ['node_modules/.bin', 'none']) assert.match(await said(folder), /`polity` is not on the PATH here, so git merges/);
  });
});
