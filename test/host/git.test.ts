import assert from 'node:assert/strict';
import { cpSync, existsSync, symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { objectsIn } from '../../server/host/git.ts';
import { differenceShape } from '../../server/reporting/shapes.ts';
import { cleared, type Outcome, place } from './call.ts';
import { repository } from './repository.ts';

const spec = (norm: string, name = 'clinic') =>
  `constitution ${name}\n\ncontext audience: adult | minor\naction dose "Give a dose"\naction comfort "Comfort"\n\nprinciple careful "Be careful" {\n  ${norm}\n}\n\nprinciple kind "Be kind" {\n  "Kindness comes first here, in all that is said."\n  must comfort\n}\n`;
const free = spec('may dose');
const bound = spec('must not dose when audience is minor');

const read = ({ exit, out, err }: Outcome) => {
  assert.equal(exit, 0, err);
  return differenceShape.parse(JSON.parse(out));
};

describe('polity diff over git', () => {
  after(cleared);
  const compared = async (here: ReturnType<typeof repository>, ...words: string[]) =>
    read(await here.call(['diff', '--format', 'json', ...words]));

  it('compares two commits, a commit with the working tree, and ranges', async () => {
    const here = repository({ 'a.constitution': free });
    here.commit('free');
    here.git('tag', '-a', 'v1', '-m', 'first');
    here.write('a.constitution', bound);
    here.commit('bound');
    for (const words of [['HEAD~1', 'HEAD'], ['v1'], ['HEAD~1..HEAD'], ['v1...'], ['HEAD^', '.'], ['v1', 'a.constitution']])
      assert.equal((await compared(here, ...words)).verdict, 'stricter', words.join(' '));
    assert.equal((await compared(here, 'HEAD', 'v1')).verdict, 'looser');
    assert.equal((await compared(here, '.', 'v1')).verdict, 'looser');
    assert.equal((await compared(here, 'HEAD')).verdict, 'same');
    here.write('a.constitution', free);
    assert.equal((await compared(here, 'HEAD')).verdict, 'looser');
  });

  it('sees what a change in an import does to those that adopt it, and leaves the others alone', async () => {
    const importer = 'constitution over\nimport c from "./base/c.constitution"\nadopt c\n';
    const here = repository({
      'over.constitution': importer,
      'base/c.constitution': free,
      'other.constitution': spec('may dose', 'other'),
    });
    here.commit('one');
    here.write('base/c.constitution', bound);
    here.commit('two');
    const { actions } = await compared(here, 'HEAD~1', 'HEAD');
    assert.deepEqual(
      actions.map(({ document, action }) => [document, action]),
      [['over.constitution', 'c.dose']],
    );
  });

  it('compares with itself what the same change begins to adopt', async () => {
    const floor = (norm: string) => `constitution floor\naction harm "Harm"\nprinciple p "P" { ${norm} }\n`;
    const here = repository({ 'floor.constitution': floor('must not harm') });
    here.commit('alone');
    here.write('floor.constitution', floor('may harm'));
    here.write('app.constitution', 'constitution app\nimport floor from "./floor.constitution"\nadopt floor\n');
    const outcome = await here.call(['diff', 'HEAD', '--fail-on', 'looser', '--format', 'json']);
    assert.equal(outcome.exit, 1);
    const { verdict, actions } = differenceShape.parse(JSON.parse(outcome.out));
    assert.equal(verdict, 'looser');
    assert.ok(actions.some(({ document, action }) => document === 'floor.constitution' && action === 'harm'));
    here.write('base/floor.constitution', floor('may harm'));
    unlinkSync(path.join(here.folder, 'floor.constitution'));
    here.write('app.constitution', 'constitution app\nimport floor from "./base/floor.constitution"\nadopt floor\n');
    assert.equal((await compared(here, 'HEAD')).verdict, 'looser', 'moved as well');
    const [before, after] = [place({ 'a.constitution': floor('must not harm') }), place({ 'a.constitution': floor('must not harm') })];
    after.write('b.constitution', 'constitution b\nimport a from "./a.constitution"\nadopt a\n');
    assert.equal((await before.call(['diff', before.folder, after.folder, '--fail-on', 'looser'])).exit, 0, 'it is not gone');
  });

  it('compares a file that is named by itself, by its new name or its old one, whoever adopts it', async () => {
    const here = repository({
      'specs/a.constitution': spec('must not dose'),
      'app.constitution': 'constitution app\nimport a from "./specs/a.constitution"\nadopt a\n',
    });
    here.commit('one');
    here.write('specs/a.constitution', spec('may dose'));
    here.commit('two');
    assert.equal((await compared(here, 'HEAD~1', 'HEAD', '--', 'specs/a.constitution')).verdict, 'looser');
    here.git('mv', 'specs/a.constitution', 'specs/b.constitution');
    here.write('specs/b.constitution', bound);
    here.commit('three');
    for (const name of ['a', 'b']) {
      const { verdict, principles } = await compared(here, 'HEAD~1', 'HEAD', '--', `specs/${name}.constitution`);
      assert.deepEqual([verdict, principles.map(({ change }) => change)], ['stricter', ['norms']], name);
    }
  });

  it('takes globs', async () => {
    const here = repository({ 'specs/a.constitution': free, 'b.constitution': spec('must dose', 'b') });
    here.commit('one');
    here.write('specs/a.constitution', bound);
    here.write('b.constitution', spec('may dose', 'b'));
    for (const glob of ['specs/*.constitution', './specs/*', '**/a.*', 'b.constitution/../specs'])
      assert.equal((await compared(here, 'HEAD', '--', glob)).verdict, 'stricter', glob);
    assert.equal((await compared(here, 'HEAD', '--', '*.constitution')).verdict, 'looser');
    assert.match((await here.call(['diff', 'HEAD', '--', '!b*'])).err, /nothing to compare under !b\*/);
  });

  it('tells the evals of what is adopted, and what nobody voted on there', async () => {
    const floor = `${free}\nstakeholder nurses "Nurses"\neval asks { user "How much?" expect contains "doctor" }\n`;
    const here = repository({
      'floor.constitution': floor,
      'app.constitution': 'constitution app\nimport floor from "./floor.constitution"\nadopt floor\n',
    });
    here.commit('one');
    here.write('floor.constitution', floor.replace('"doctor"', '"nurse"'));
    const { evals, verdict } = await compared(here, 'HEAD');
    assert.deepEqual([verdict, evals], ['same', [{ document: 'floor.constitution', name: 'asks', why: 'reads otherwise' }]]);
    here.write('floor.constitution', floor.replace('may dose', 'must dose'));
    assert.deepEqual((await compared(here, 'HEAD')).unrecorded, ['floor.constitution: careful']);
  });

  it('follows renames, with edits too', async () => {
    const here = repository({ 'old/a.constitution': free, 'b.constitution': spec('may dose', 'b') });
    here.commit('one');
    here.git('mv', 'old/a.constitution', 'renamed.constitution');
    here.git('mv', 'b.constitution', 'moved.constitution');
    here.write('renamed.constitution', bound.replace('constitution clinic', 'constitution hospital'));
    here.commit('two');
    const { verdict, principles } = await compared(here, 'HEAD~1', 'HEAD');
    assert.equal(verdict, 'stricter');
    assert.deepEqual(
      principles.map(({ document, name, change }) => [document, name, change]),
      [['renamed.constitution', 'careful', 'norms']],
    );
  });

  it('takes the side of a merge that is asked for, and says where there is no common ancestor', async () => {
    const here = repository({ 'a.constitution': free });
    here.commit('base');
    here.git('checkout', '-q', '-b', 'side');
    here.write('a.constitution', bound);
    here.commit('side');
    here.git('checkout', '-q', 'main');
    here.write('b.constitution', spec('must dose', 'b'));
    here.commit('main');
    assert.equal((await compared(here, 'main...side')).verdict, 'stricter');
    assert.equal((await compared(here, 'main..side')).verdict, 'both', 'b is gone there');
    here.git('merge', '-q', '--no-edit', 'side');
    assert.equal((await compared(here, 'HEAD^1', 'HEAD')).verdict, 'stricter');
    here.git('checkout', '-q', '--orphan', 'alone');
    here.commit('alone');
    const { exit, err } = await here.call(['diff', 'main...alone']);
    assert.deepEqual([exit, err.split('\n').length], [2, 2]);
    assert.match(err, /common ancestor of main and alone is nowhere: they share no history/);
    assert.equal((await compared(here, 'main', 'alone')).verdict, 'same');
  });

  it('takes line ends for what they are', async () => {
    const here = repository({ 'a.constitution': free, '.gitattributes': '* -text\n' });
    here.commit('one');
    here.write('a.constitution', free.replaceAll('\n', '\r\n'));
    assert.deepEqual(await compared(here, 'HEAD'), await compared(here, 'HEAD', 'HEAD'));
    here.write('a.constitution', bound.replaceAll('\n', '\r\n'));
    here.commit('two');
    const { verdict, principles } = await compared(here, 'HEAD~1', 'HEAD');
    assert.deepEqual([verdict, principles.length], ['stricter', 1]);
  });

  it('goes on past binary garbage, and says what it left out', async () => {
    const here = repository({
      'a.constitution': free,
      'still.constitution': Buffer.from([0xff, 0xfe, 0, 1]),
      'junk.constitution': 'constitution j\n',
    });
    here.commit('one');
    here.write('a.constitution', bound);
    here.write('junk.constitution', Buffer.from([0x63, 0xe9, 0, 0xff, 10, 13]));
    here.commit('two');
    const outcome = await here.call(['diff', 'HEAD~1', 'HEAD', '--format', 'json']);
    assert.equal(read(outcome).verdict, 'stricter');
    assert.match(outcome.err, /^polity: junk\.constitution: the file is not UTF-8 text[^\n]*; it is left out of the comparison\n$/);
  });

  it('compares with a branch whose name begins with the name of a file', async () => {
    const here = repository({ 'a.constitution': free, topic: 'a file' });
    here.commit('one');
    here.git('branch', 'topic/one');
    here.write('a.constitution', bound);
    assert.equal((await compared(here, 'topic/one')).verdict, 'stricter');
    const none = await here.call(['diff', 'topic/two']);
    assert.deepEqual([none.exit, none.err], [2, 'polity: topic/two is no revision, file or folder here\n']);
  });

  it('says so each time it is asked where git ends before it has given a file', async () => {
    const objects = objectsIn({ root: place().folder });
    for (let i = 0; i < 3; i++) await assert.rejects(objects.read('1'.repeat(40)), /git ended before it had given all files/);
    objects.close();
  });

  it('takes no folder for a repository that files of a commit make look like one', async () => {
    const here = repository({ 'specs/a.constitution': free });
    const ran = path.join(here.folder, 'ran');
    here.git('init', '-q', '--bare', 'bare');
    for (const name of ['HEAD', 'objects', 'refs'])
      cpSync(path.join(here.folder, 'bare', name), path.join(here.folder, 'specs', name), { recursive: true });
    here.write('specs/refs/heads/main', `${'1'.repeat(40)}\n`);
    here.write(
      'specs/config',
      `[core]\nrepositoryformatversion = 1\nworktree = .\n[extensions]\npartialClone = origin\n[remote "origin"]\nurl = ${JSON.stringify(here.folder)}\npromisor = true\nuploadpack = touch ${JSON.stringify(ran)};false\n`,
    );
    const outcome = await here.call(['diff', 'main', '--cwd', 'specs']);
    assert.deepEqual([outcome.exit, outcome.out, existsSync(ran)], [2, '', false]);
    assert.match(outcome.err, /^polity: git does not read the repository here: cannot use bare repository [^\n]*\n$/);
  });

  it('starts no program that the repository’s configuration names', async () => {
    const here = repository({ 'a.constitution': free, '.gitattributes': '*.constitution diff=evil filter=evil merge=evil\n' });
    here.commit('one');
    here.write('a.constitution', bound);
    const ran = path.join(here.folder, 'ran');
    const names = ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.alternateRefsCommand', 'pager.log', 'gpg.program'];
    for (const name of [
      ...names,
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.clean',
      'filter.evil.smudge',
      'merge.evil.driver',
    ])
      here.git('config', name, `touch ${ran}`);
    for (const name of ['log', 'ls-tree', 'cat-file', 'rev-parse']) here.git('config', `alias.${name}`, `!touch ${ran}`);
    here.git('config', 'log.showSignature', 'true');
    assert.equal((await compared(here, 'main')).verdict, 'stricter');
    await here.call(['eval', '--changed-since', 'main', '--dry-run']);
    assert.equal(existsSync(ran), false);
  });

  it('compares in folders that are called as a pattern or an option is', async () => {
    for (const folder of [':(glob)specs', '-specs', 'specs[1]', 'a\nb']) {
      const here = repository({ [`${folder}/a.constitution`]: free });
      here.commit('one');
      here.write(`${folder}/a.constitution`, bound);
      assert.equal(read(await here.call(['diff', 'main', '--format', 'json', '--cwd', `./${folder}`])).verdict, 'stricter', folder);
    }
  });

  it('ignores submodules and symbolic links', async function () {
    const inner = repository({ 'inner.constitution': bound });
    inner.commit('inner');
    const here = repository({ 'a.constitution': free });
    here.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'sub');
    here.commit('one');
    assert.deepEqual(await compared(here, 'HEAD'), await compared(here, 'HEAD', 'HEAD'));
    try {
      symlinkSync('a.constitution', path.join(here.folder, 'link.constitution'));
    } catch {
      return this.skip();
    }
    here.write('a.constitution', bound);
    here.commit('two');
    assert.equal((await compared(here, 'HEAD~1', 'HEAD')).actions.length, 1);
    unlinkSync(path.join(here.folder, 'link.constitution'));
  });

  it('ignores what git ignores, but not what it keeps all the same', async () => {
    const here = repository({ 'a.constitution': free, 'kept/b.constitution': spec('may dose', 'b') });
    here.commit('one');
    here.write('.gitignore', 'build/\nkept/\n');
    here.write('build/c.constitution', bound);
    assert.deepEqual(await compared(here, 'HEAD'), await compared(here, 'HEAD', 'HEAD'));
    here.write('new.constitution', bound.replace('clinic', 'new'));
    assert.equal((await compared(here, 'HEAD')).verdict, 'stricter');
    here.write('kept/b.constitution', spec('must dose', 'b'));
    for (const folder of [':(glob)specs', '-specs', 'specs[1]', 'ä']) here.write(`${folder}/build/c.constitution`, bound);
    assert.equal((await here.call(['diff', 'HEAD', '--', '**/c.constitution'])).exit, 2, 'none of them is there');
    assert.deepEqual([...new Set((await compared(here, 'HEAD', '--', 'kept')).actions.map(({ action }) => action))], ['dose']);
  });

  it('explains a shallow clone in one line', async () => {
    const origin = repository({ 'a.constitution': free });
    origin.commit('one');
    origin.write('a.constitution', bound);
    origin.commit('two');
    const here = place();
    const { execFileSync } = await import('node:child_process');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${origin.folder}`, path.join(here.folder, 'clone')], { stdio: 'pipe' });
    const { exit, err } = await here.call(['diff', 'HEAD~1', '--cwd', 'clone']);
    assert.equal(exit, 2);
    assert.match(err, /^polity: HEAD~1 is not in this clone, which is shallow: [^\n]*fetch-depth: 0[^\n]*\n$/);
  });

  it('takes a path before a revision of the same name, and the revision before `--`', async () => {
    const here = repository({ 'specs/a.constitution': free });
    here.commit('one');
    here.git('branch', 'specs');
    here.write('specs/a.constitution', bound);
    here.commit('two');
    assert.equal((await compared(here, 'specs')).verdict, 'same');
    assert.equal((await compared(here, 'specs', '--', 'specs')).verdict, 'stricter');
    assert.equal((await compared(here, 'refs/heads/specs')).verdict, 'stricter');
  });

  const wrong: readonly (readonly [string, string[], RegExp])[] = [
    ['a name that is nothing', ['nowhere'], /^polity: nowhere is no revision, file or folder here\n$/],
    ['an option in place of a revision', ['HEAD', '--', '--output=x'], /nothing to compare under --output=x/],
    ['a revision that would be an option', ['HEAD', '..--output=pwned'], /is no revision/],
  ];
  for (const [title, words, message] of wrong) {
    it(`refuses ${title}`, async () => {
      const here = repository({ 'a.constitution': free });
      here.commit('one');
      const { exit, err } = await here.call(['diff', ...words]);
      assert.equal(exit, 2, err);
      assert.match(err, message);
    });
  }

  it('keeps to the repository of the folder, whatever a hook has set', async () => {
    const here = repository({ 'a.constitution': free });
    here.commit('one');
    here.write('a.constitution', bound);
    process.env.GIT_DIR = '/nowhere';
    process.env.GIT_INDEX_FILE = '/nowhere/index';
    try {
      assert.equal((await compared(here, 'HEAD')).verdict, 'stricter');
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_INDEX_FILE;
    }
  });

  it('says so outside of a repository', async () => {
    const { exit, err } = await place({ 'a.constitution': free }).call(['diff', 'HEAD']);
    assert.equal(exit, 2);
    assert.match(err, /HEAD: there is no such file or folder, and this folder stands in no git repository/);
  });
});
