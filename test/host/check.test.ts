import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../server/analysis/rules/all.ts';
import { severityNames } from '../../server/host/codes.ts';
import { checkShape } from '../../server/reporting/shapes.ts';
import { cleared, type Outcome, place } from './call.ts';

const clean = 'constitution a "A"\ncontext x: boolean\naction act "Act"\nprinciple p "P" {\n  must act when x\n}\n';
const wrong = 'constitution b "B"\nprinciple p "P" {\n  must nothing_here\n}\n';
/** Without the families that speak of what is not there. */
const quiet = ['eval', 'prose', 'vague'].filter(family => severityNames.includes(family)).flatMap(family => ['--rule', `${family}=off`]);

const json = ({ out }: Outcome) => checkShape.parse(JSON.parse(out));
const found = (outcome: Outcome) => json(outcome).diagnostics.map(({ file, range, code }) => `${file}:${range.start.line + 1} ${code}`);
const oneLine = (text: string) => assert.match(text, /^polity: [^\n]+\n$/);

/** Root may read everything: it is somebody else for a while. */
async function asAnybody<Result>(act: () => Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0) return act();
  process.seteuid!(65534);
  try {
    return await act();
  } finally {
    process.seteuid!(0);
  }
}

describe('polity check', () => {
  after(cleared);

  it('says 0 and nothing wrong where nothing is', async () => {
    const { exit, out, err } = await place({ 'a.constitution': clean }).call(['check', ...quiet]);
    assert.deepEqual([exit, out, err], [0, 'No findings in 1 file\n', '']);
  });

  it('writes JSON of the published shape and nothing else to standard output', async () => {
    const outcome = await place({ 'b.constitution': wrong }).call(['check', '--format', 'json']);
    assert.equal(outcome.exit, 1);
    assert.equal(outcome.err, '');
    assert.ok(found(outcome).includes('b.constitution:3 name/unknown'));
    assert.equal(json(outcome).summary.error, 1);
  });

  it('counts what each file declares, in sections too', async () => {
    const text = `${clean}section s "S" {\n  context y: a | b\n  role r "R" { must act must "be kind" example { user "Hi" good "Hello" } }\n}\neval e { checks p user "Hi" expect performs act }\n`;
    const { files } = json(await place({ 'a.constitution': text }).call(['check', '--format', 'json', '--fail-on', 'never']));
    assert.deepEqual(files, [{ file: 'a.constitution', principles: 2, norms: 3, contexts: 2, actions: 1, evals: 1, examples: 1 }]);
  });

  it('reports what was asked for, sorted, and reads what that imports', async () => {
    const here = place({
      'specs/z.constitution': `constitution z\nimport deep from "./deep/d.constitution"\nadopt deep\n${'principle p "P" { must act }\n'}principle q "Q" { must nowhere }\n`,
      'specs/deep/d.constitution':
        'constitution d\nimport e from "../e.constitution"\nadopt e\naction act "Act"\nprinciple r "R" { must nowhere }\n',
      'specs/e.constitution': 'constitution e\naction other "O"\n',
    });
    const codes = found(await here.call(['check', '--format', 'json', 'specs/z.constitution', ...quiet]));
    assert.deepEqual(
      codes.filter(line => line.includes('name/unknown')),
      ['specs/z.constitution:5 name/unknown'],
    );
    const all = found(await here.call(['check', '--format', 'json', ...quiet])).filter(line => line.includes('name/unknown'));
    assert.deepEqual(all, ['specs/deep/d.constitution:5 name/unknown', 'specs/z.constitution:5 name/unknown']);
  });

  it('takes files, folders and globs, each file once', async () => {
    const here = place({
      'a.constitution': clean,
      'sub/b.modelspec': clean.replace('constitution', 'modelspec'),
      'sub/c.txt': clean,
      'node_modules/x/d.constitution': wrong,
    });
    const files = async (...paths: string[]) =>
      json(await here.call(['check', '--format', 'json', '--fail-on', 'never', ...paths])).files.map(({ file }) => file);
    assert.deepEqual(await files(), ['a.constitution', 'sub/b.modelspec']);
    assert.deepEqual(await files('sub'), ['sub/b.modelspec']);
    assert.deepEqual(await files('./sub', 'sub/b.modelspec', '*.constitution'), ['a.constitution', 'sub/b.modelspec']);
    assert.deepEqual(await files('**/*.modelspec'), ['sub/b.modelspec']);
    assert.deepEqual(await files('sub/c.txt'), ['sub/c.txt']);
  });

  it('takes what stands after -- for paths, whatever it begins with', async () => {
    const here = place({ '-a.constitution': clean, 'b.constitution': wrong });
    assert.deepEqual(
      json(await here.call(['check', '--format', 'json', '--', '-a.constitution'])).files.map(({ file }) => file),
      ['-a.constitution'],
    );
  });

  it('passes over what the configuration excludes, wherever it is called', async () => {
    const here = place({
      'polity.config.json': '{ "exclude": ["drafts/", "**/*.old.constitution"] }',
      'a.constitution': clean,
      'drafts/b.constitution': wrong,
      'sub/c.old.constitution': wrong,
      'sub/d.constitution': clean,
    });
    const files = async (...words: string[]) =>
      json(await here.call(['check', '--format', 'json', ...words])).files.map(({ file }) => file);
    assert.deepEqual(await files(), ['a.constitution', 'sub/d.constitution']);
    assert.deepEqual(await files('--cwd', 'sub'), ['d.constitution']);
    assert.deepEqual(await files('drafts/b.constitution', '--fail-on', 'never'), ['drafts/b.constitution']);
  });

  it('names files relative to the folder that was called in', async () => {
    const here = place({ 'polity.config.json': '{}', 'a.constitution': wrong, 'sub/b.constitution': wrong });
    assert.ok(found(await here.call(['check', '--format', 'json', '--cwd', 'sub'])).every(line => line.startsWith('b.constitution')));
    assert.ok(
      found(await here.call(['check', '--format', 'json', '--cwd', 'sub', '../a.constitution'])).every(line =>
        line.startsWith('../a.constitution'),
      ),
    );
  });

  it('reads standard input under the name that it is given, imports beside it', async () => {
    const here = place({ 'specs/floor.constitution': 'constitution floor\naction act "Act"\n' });
    const stdin =
      'constitution s\nimport floor from "./floor.constitution"\nadopt floor\nprinciple p "P" { must act }\nprinciple q "Q" { must nowhere }\n';
    const outcome = await here.call(['check', '-', '--stdin-name', 'specs/new.constitution', '--format', 'json', ...quiet], { stdin });
    assert.deepEqual(
      found(outcome).filter(line => line.includes('unknown')),
      ['specs/new.constitution:5 name/unknown'],
    );
  });

  it('fails at the severity that was said', async () => {
    const here = place({ 'a.constitution': clean });
    const exit = async (...words: string[]) => (await here.call(['check', ...words])).exit;
    assert.equal(await exit('--rule', 'eval/uncovered=info', '--fail-on', 'info'), 1);
    assert.equal(await exit('--rule', 'eval/uncovered=info', '--fail-on', 'warning'), 0);
    assert.equal(await exit('--rule', 'eval=error'), 1);
    assert.equal(await exit('--rule', 'eval=error', '--fail-on', 'never'), 0);
  });

  it('takes severities from the configuration, and those of the call before them', async () => {
    const here = place({ 'polity.config.json': '{ "rules": { "eval/uncovered": "error" } }', 'a.constitution': clean });
    assert.equal((await here.call(['check'])).exit, 1);
    assert.equal((await here.call(['check', '--rule', 'eval=off'])).exit, 0);
  });

  for (const [title, words, line] of [
    ['an unknown option', ['check', '--formt', 'json'], /unknown option '--formt'; did you mean --format\?/],
    ['an unknown command', ['chek'], /unknown command 'chek'; did you mean check\?/],
    ['an unknown format', ['check', '--format', 'jsno'], /jsno.*did you mean json\?/],
    ['an unknown severity', ['check', '--fail-on', 'eror'], /eror.*did you mean error\?/],
    ['an unknown code', ['check', '--rule', 'name/unkown=off'], /name\/unkown.*did you mean name\/unknown\?/],
    ['a rule without severity', ['check', '--rule', 'name/unknown'], /CODE=SEVERITY/],
    ['a rule of no severity', ['check', '--rule', 'name/unknown=eror'], /did you mean error\?/],
    [
      'a file that is not there',
      ['check', 'a.constituton'],
      /a\.constituton: there is no such file or folder; did you mean a\.constitution\?/,
    ],
    ['a glob that nothing matches', ['check', '*.modelspec'], /\*\.modelspec: no spec file matches/],
    ['a folder without specs', ['check', 'empty'], /no spec files .* under empty/],
    ['a folder to work in that is not there', ['check', '--cwd', 'nowhere'], /nowhere: there is no such folder/],
    ['a configuration that is not there', ['check', '--config', 'none.json'], /none\.json: there is no such file/],
    ['standard input beside files', ['check', '-', 'a.constitution'], /stands alone/],
    ['a baseline that is not there', ['check', '--baseline', 'known.json'], /known\.json: there is no such file/],
    ['an empty path', ['check', ''], /one of the paths is empty/],
    ['a folder for a configuration', ['check', '--config', '.'], /^polity: \.: this is a folder/],
    ['too many words', ['explain', 'a', 'b'], /too many arguments/],
  ] as const) {
    it(`refuses ${title}: one line, status 2, nothing on standard output`, async () => {
      const here = place({ 'a.constitution': clean, 'empty/x.txt': '' });
      const { exit, out, err } = await here.call(words);
      assert.equal(exit, 2);
      assert.equal(out, '');
      oneLine(err);
      assert.match(err, line);
    });
  }

  it('refuses a configuration with an unknown key: one line, status 2', async () => {
    const { exit, out, err } = await place({ 'polity.config.json': '{ "rule": {} }', 'a.constitution': clean }).call(['check']);
    assert.deepEqual([exit, out], [2, '']);
    assert.equal(err, 'polity: polity.config.json: `rule` is not known; did you mean `rules`?\n');
  });
});

describe('polity check, on files that are not as they should be', () => {
  after(cleared);

  it('says so of one that is not UTF-8, in one line, and goes on', async () => {
    const here = place({ 'bad.constitution': Buffer.from('constitution caf\xe9 "x"\n', 'latin1'), 'good.constitution': clean });
    const { exit, out, err } = await here.call(['check', ...quiet]);
    assert.equal(exit, 1);
    assert.equal(err, '');
    assert.match(out, /bad\.constitution:1:17 {2}error {2}syntax\/unexpected\n {2}The file is not UTF-8 text[^\n]*\n\n1 error in 1 file\n/);
    const { files, diagnostics } = json(await here.call(['check', '--format', 'json', ...quiet]));
    assert.deepEqual(
      files.map(({ file }) => file),
      ['good.constitution'],
    );
    assert.deepEqual(diagnostics[0]?.range.start, { line: 0, character: 16 });
  });

  it('tells UTF-16 from what is no text', async () => {
    const { out } = await place({ 'a.constitution': Buffer.from('\ufeffconstitution a', 'utf16le') }).call(['check', '--format', 'github']);
    assert.match(out, /UTF-16/);
  });

  it('takes a U+FFFD that stands in the text for what it is', async () => {
    const { exit } = await place({ 'a.constitution': clean.replace('"A"', '"\ufffd"') }).call(['check']);
    assert.equal(exit, 0);
  });

  it('skips a byte-order mark, and counts places without it', async () => {
    const outcome = await place({ 'a.constitution': `\ufeffconstitution a adopt b\n` }).call(['check', '--format', 'json']);
    assert.deepEqual(json(outcome).diagnostics.find(({ code }) => code === 'name/unknown')?.range.start, { line: 0, character: 21 });
  });

  it('says so of one that is larger than any spec, in one line', async () => {
    const here = place({ 'a.constitution': clean, 'huge.constitution': '' });
    truncateSync(path.join(here.folder, 'huge.constitution'), 100 * 1024 * 1024);
    const { exit, out } = await here.call(['check', ...quiet]);
    assert.equal(exit, 1);
    assert.match(out, /huge\.constitution:1:1 {2}error[^\n]*\n {2}The file has 100 MB; Polity reads files of up to 32 MB\.\n/);
  });

  it('does not import from outside of the workspace', async () => {
    const here = place({ 'in/a.constitution': 'constitution a\nimport out from "../out.constitution"\n', 'out.constitution': clean });
    const outcome = await here.call(['check', '--cwd', 'in', '--format', 'json', ...quiet]);
    assert.equal(outcome.exit, 1);
    assert.deepEqual(
      found(outcome).filter(line => line.includes('import')),
      ['a.constitution:2 name/import'],
    );
    assert.match(outcome.out, /outside of the workspace/);
  });

  it('imports from all of the folder that holds the configuration', async () => {
    const here = place({
      'polity.config.json': '{}',
      'in/a.constitution': 'constitution a\nimport out from "../out.constitution"\nadopt out\n',
      'out.constitution': clean,
    });
    const outcome = await here.call(['check', '--cwd', 'in', '--format', 'json', ...quiet]);
    assert.deepEqual(
      found(outcome).filter(line => line.includes('import')),
      [],
    );
  });

  it('is not held up by what lies among the findings of measurements: a pipe, or a link to a device', async function () {
    if (process.platform === 'win32') return this.skip();
    const here = place({ 'a.constitution': clean, '.polity/findings/c.json': '{' });
    symlinkSync('/dev/zero', path.join(here.folder, '.polity/findings/a.json'));
    execFileSync('mkfifo', [path.join(here.folder, '.polity/findings/b.json')]);
    assert.deepEqual(await here.call(['check', ...quiet]), { exit: 0, out: 'No findings in 1 file\n', err: '' });
  });

  it('follows no symbolic link out of the workspace, neither by import nor by name nor in a folder', async function () {
    const here = place({ 'out.constitution': clean, 'in/a.constitution': 'constitution a\nimport link from "./link.constitution"\n' });
    try {
      symlinkSync('../out.constitution', path.join(here.folder, 'in/link.constitution'));
    } catch {
      // Windows lets only some users make links.
      return this.skip();
    }
    const folder = await here.call(['check', '--cwd', 'in', '--format', 'json', ...quiet]);
    assert.equal(folder.exit, 2);
    oneLine(folder.err);
    assert.match(folder.err, /link\.constitution: this symbolic link leads out of the workspace/);
    assert.deepEqual(
      found(folder).filter(line => line.includes('import')),
      ['a.constitution:2 name/import'],
    );
    const named = await here.call(['check', '--cwd', 'in', 'link.constitution']);
    assert.equal(named.exit, 2);
    oneLine(named.err);
  });

  it('does not follow a link into a folder round and round', async function () {
    const here = place({ 'a.constitution': clean });
    try {
      symlinkSync('.', path.join(here.folder, 'loop'));
    } catch {
      return this.skip();
    }
    assert.equal(json(await here.call(['check', '--format', 'json'])).files.length, 1);
  });

  it('says so of files that may not be read, in one line each, and goes on', async function () {
    if (process.platform === 'win32') return this.skip();
    const here = place({ 'a.constitution': clean, 'locked.constitution': clean, 'locked.md': 'x' });
    chmodSync(here.folder, 0o755);
    for (const file of ['locked.constitution', 'locked.md']) chmodSync(path.join(here.folder, file), 0o000);
    const { exit, out, err } = await asAnybody(() => here.call(['check', 'a.constitution', 'locked.constitution', 'locked.md', ...quiet]));
    assert.deepEqual([exit, out], [2, 'No findings in 1 file\n']);
    assert.equal(err, 'polity: locked.constitution: permission is denied\npolity: locked.md: permission is denied\n');
  });

  it('says so of a folder that may not be read, and goes on', async function () {
    const here = place({ 'a.constitution': clean });
    // Windows keeps nobody out this way.
    if (process.platform === 'win32') return this.skip();
    mkdirSync(path.join(here.folder, 'locked'), { mode: 0o000 });
    chmodSync(here.folder, 0o755);
    const { exit, out, err } = await asAnybody(() => here.call(['check', ...quiet]));
    assert.deepEqual([exit, out], [2, 'No findings in 1 file\n']);
    oneLine(err);
    assert.match(err, /locked: permission is denied/);
  });

  it('one file with trouble hides no finding of another', async () => {
    const here = place({
      'a.constitution': `${'('.repeat(10_000)}\n`,
      'b.constitution': wrong,
      'c.constitution': Buffer.from([0, 1, 2, 255]),
    });
    const files = new Set(found(await here.call(['check', '--format', 'json'])).map(line => line.split(':')[0]));
    assert.deepEqual([...files], ['a.constitution', 'b.constitution', 'c.constitution']);
  });
});

describe('polity check, where Polity itself fails', () => {
  after(cleared);

  it('reports what the other rules found, then says 3 and how to report it', async () => {
    const broken = rules.find(({ code }) => code === 'eval/uncovered') as { check: unknown };
    const sound = broken.check;
    broken.check = () => {
      throw new Error('a fault of ours');
    };
    try {
      const { exit, out, err } = await place({ 'b.constitution': wrong }).call(['check', '--format', 'json']);
      assert.equal(exit, 3);
      assert.ok(checkShape.parse(JSON.parse(out)).diagnostics.some(({ code }) => code === 'name/unknown'));
      assert.match(
        err,
        /^polity: Polity itself failed;[^\n]*\nPlease report it at https:[^\n]*\npolity \d[^\n]* · polity check --format json\nError: a fault of ours\n/,
      );
    } finally {
      broken.check = sound;
    }
  });
});

describe('polity check --baseline', () => {
  after(cleared);

  it('leaves out what was known when it was written, wherever it has moved to', async () => {
    const here = place({ 'b.constitution': wrong });
    const written = await here.call(['check', '--baseline', 'known.json', '--write-baseline', ...quiet]);
    assert.deepEqual([written.exit, written.out], [0, '']);
    assert.match(written.err, /known\.json: 1 finding known from now on/);
    here.write('b.constitution', `// moved\n\n${wrong}`);
    assert.equal((await here.call(['check', '--baseline', 'known.json', ...quiet])).exit, 0);
    here.write('b.constitution', `${wrong}principle q "Q" { must also_nothing }\n`);
    const { exit, out } = await here.call(['check', '--baseline', 'known.json', ...quiet]);
    assert.equal(exit, 1);
    assert.match(out, /also_nothing/);
    assert.match(out, /1 error in 1 file \(1 known one left out\)/);
  });

  it('takes the file beside --write-baseline too, and never a spec for one', async () => {
    const here = place({ 'b.constitution': wrong });
    assert.equal((await here.call(['check', '--write-baseline', 'known.json'])).exit, 0);
    assert.match(here.read('known.json'), /"version": 1/);
    const { exit, err } = await here.call(['check', '--write-baseline', 'b.constitution']);
    assert.equal(exit, 2);
    oneLine(err);
    assert.equal(here.read('b.constitution'), wrong);
  });

  it('keeps what is known of files that it was not told to check, with all that stands beside it', async () => {
    const here = place({ 'a.constitution': wrong, 'b.constitution': wrong, 'c.constitution': wrong });
    await here.call(['check', '--baseline', 'known.json', '--write-baseline', ...quiet]);
    const known = JSON.parse(here.read('known.json'));
    for (const one of known.findings) Object.assign(one, { owner: 'ann', reason: 'decided in March' });
    here.write('known.json', JSON.stringify(known));
    here.write('a.constitution', clean);
    rmSync(path.join(here.folder, 'c.constitution'));
    const { err } = await here.call(['check', 'a.constitution', '--baseline', 'known.json', '--write-baseline', ...quiet]);
    assert.match(err, /1 finding known from now on \(1 as before, of files that were not checked\)/);
    const of = (file: string) => known.findings.filter((one: { file: string }) => one.file === file);
    assert.deepEqual(JSON.parse(here.read('known.json')).findings, of('b.constitution'));
  });

  it('fails again when a date has passed, and says what is gone', async () => {
    const here = place({ 'b.constitution': wrong });
    await here.call(['check', '--baseline', 'known.json', '--write-baseline', ...quiet]);
    const known = JSON.parse(here.read('known.json'));
    here.write(
      'known.json',
      JSON.stringify({ ...known, findings: known.findings.map((one: object) => ({ ...one, owner: 'ann', expires: '2000-01-01' })) }),
    );
    const late = await here.call(['check', '--baseline', 'known.json', ...quiet]);
    assert.equal(late.exit, 1);
    assert.match(late.err, /was known until 2000-01-01.*ann/);
    const anew = await here.call(['check', '--baseline', 'known.json', '--write-baseline', ...quiet]);
    assert.match(anew.err, /was known until 2000-01-01 and still counts; ann sees to it; mend it, or give it a new date/);
    assert.match(anew.err, /known\.json: 0 findings known from now on\n/);
    here.write('b.constitution', clean);
    assert.match((await here.call(['check', '--baseline', 'known.json', ...quiet])).err, /is gone; --write-baseline takes it out/);
  });
});

describe('polity check --watch', () => {
  after(cleared);

  it('checks again when a file changes, is made or goes, and ends with 130', async () => {
    const here = place({ 'a.constitution': clean });
    const stop = new AbortController();
    let heard = '';
    const waiting: { text: string; done: () => void }[] = [];
    const hears = (text: string) =>
      new Promise<void>(done => {
        waiting.push({ text, done });
      });
    const hear = (text: string) => {
      heard += text;
      for (const one of waiting.filter(({ text }) => heard.includes(text))) {
        waiting.splice(waiting.indexOf(one), 1);
        heard = '';
        one.done();
      }
    };
    const first = hears('No findings in 1 file');
    const outcome = here.call(['check', '--watch', ...quiet], { interrupted: stop.signal, heard: hear });
    await first;
    const second = hears('1 error in 2 files');
    writeFileSync(path.join(here.folder, 'b.constitution'), wrong);
    await second;
    const third = hears('No findings in 2 files');
    writeFileSync(path.join(here.folder, 'b.constitution'), clean);
    await third;
    const fourth = hears('is not known');
    writeFileSync(path.join(here.folder, 'polity.config.json'), '{"rul":1}');
    await fourth;
    stop.abort();
    assert.equal((await outcome).exit, 130);
  });
});

describe('polity check, on Markdown', () => {
  after(cleared);
  const vague = '# Rules\n\nThe assistant must respond appropriately and in a timely manner where reasonable.\n';

  it('reads files that are named, and those that the configuration names, and no others', async () => {
    const here = place({
      'polity.config.json': '{ "markdown": ["docs/*.md"] }',
      'a.constitution': clean,
      'docs/rules.md': vague,
      'other.md': vague,
    });
    const files = async (...paths: string[]) => [
      ...new Set(json(await here.call(['check', '--format', 'json', ...paths])).diagnostics.map(({ file }) => file)),
    ];
    assert.deepEqual(
      (await files()).filter(file => file.endsWith('.md')),
      ['docs/rules.md'],
    );
    assert.deepEqual(await files('other.md'), ['other.md']);
    assert.deepEqual(await files('docs'), ['docs/rules.md']);
    assert.deepEqual(await files('a.constitution'), ['a.constitution']);
  });

  it('reads standard input as Markdown where its name says so', async () => {
    const { out } = await place().call(['check', '-', '--stdin-name', 'x.md', '--format', 'json'], { stdin: vague });
    const { files, diagnostics } = checkShape.parse(JSON.parse(out));
    assert.deepEqual(files, []);
    assert.ok(diagnostics.length > 0 && diagnostics.every(({ file, code }) => file === 'x.md' && code.startsWith('vague/')));
  });

  it('says so of Markdown that is not UTF-8', async () => {
    const { exit, out } = await place({ 'x.md': Buffer.from('caf\xe9', 'latin1') }).call(['check', 'x.md']);
    assert.equal(exit, 1);
    assert.match(out, /x\.md:1:4 {2}error[^\n]*\n {2}The file is not UTF-8 text/);
  });
});
