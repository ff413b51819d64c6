import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { codes } from '../../server/host/codes.ts';
import { commands } from '../../server/host/commands/all.ts';
import { cleared, place } from './call.ts';

const loose = 'constitution   a "A"\n\n\n\ncontext x : boolean // why\nprinciple p "P" {   must "be kind"  when x }\n';
const broken = 'constitution a\nprinciple p "P" { must\n';

describe('polity fmt', () => {
  after(cleared);

  it('rewrites, names what it rewrote, and has nothing to do the second time', async () => {
    const here = place({ 'a.constitution': loose });
    assert.deepEqual(await here.call(['fmt']), { exit: 0, out: 'a.constitution\n', err: '' });
    assert.notEqual(here.read('a.constitution'), loose);
    assert.match(here.read('a.constitution'), /\/\/ why/);
    assert.deepEqual(await here.call(['fmt']), { exit: 0, out: '', err: '' });
    assert.deepEqual(readdirSync(here.folder), ['a.constitution']);
  });

  it('only tells under --check', async () => {
    const here = place({ 'a.constitution': loose });
    assert.deepEqual(await here.call(['fmt', '--check']), { exit: 1, out: 'a.constitution\n', err: '' });
    assert.equal(here.read('a.constitution'), loose);
  });

  it('leaves a file with syntax errors alone, says so with the line, and goes on', async () => {
    const here = place({ 'a.constitution': broken, 'b.constitution': loose });
    const { exit, out, err } = await here.call(['fmt']);
    assert.deepEqual([exit, out], [1, 'b.constitution\n']);
    assert.match(err, /^polity: a\.constitution: left as it is, for line 2 cannot be read: [^\n]+\n$/);
    assert.equal(here.read('a.constitution'), broken);
  });

  it('keeps mode, line ends and byte-order mark', async () => {
    const here = place({ 'a.constitution': `\ufeff${loose.replaceAll('\n', '\r\n')}` });
    const file = path.join(here.folder, 'a.constitution');
    chmodSync(file, 0o640);
    assert.equal((await here.call(['fmt'])).exit, 0);
    const text = here.read('a.constitution');
    assert.ok(text.startsWith('\ufeffconstitution'));
    assert.doesNotMatch(text, /[^\r]\n/);
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o640);
  });

  it('writes through a symbolic link inside the workspace, which stays one', async function () {
    const here = place({ 'real/a.constitution': loose });
    try {
      symlinkSync('real/a.constitution', path.join(here.folder, 'link.constitution'));
    } catch {
      return this.skip();
    }
    assert.equal((await here.call(['fmt', 'link.constitution'])).exit, 0);
    assert.ok(lstatSync(path.join(here.folder, 'link.constitution')).isSymbolicLink());
    assert.notEqual(here.read('real/a.constitution'), loose);
  });

  it('does not write through one that leads out', async function () {
    const here = place({ 'out.constitution': loose, 'in/b.txt': '' });
    try {
      symlinkSync('../out.constitution', path.join(here.folder, 'in/link.constitution'));
    } catch {
      return this.skip();
    }
    for (const words of [['fmt'], ['fmt', 'link.constitution']]) {
      assert.equal((await here.call([...words, '--cwd', 'in'])).exit, 2);
    }
    assert.equal(here.read('out.constitution'), loose);
  });

  it('writes standard input to standard output, and nothing where it cannot be read', async () => {
    const here = place();
    const good = await here.call(['fmt', '-'], { stdin: loose });
    assert.equal(good.exit, 0);
    assert.match(good.out, /^constitution a "A"\n/);
    const bad = await here.call(['fmt', '-'], { stdin: broken });
    assert.deepEqual([bad.exit, bad.out], [1, '']);
    assert.match(bad.err, /line 2/);
  });

  it('leaves what is not UTF-8 alone', async () => {
    const bytes = Buffer.from('constitution caf\xe9\n', 'latin1');
    const here = place({ 'a.constitution': bytes });
    const { exit, err } = await here.call(['fmt']);
    assert.equal(exit, 1);
    assert.match(err, /^polity: a\.constitution: the file is not UTF-8 text[^\n]*\n$/);
  });
});

describe('polity explain', () => {
  it('prints the page of every diagnostic', async () => {
    for (const code of codes) {
      const { exit, out } = await place().call(['explain', code]);
      assert.equal(exit, 0);
      for (const part of [`# ${code}: `, '## Why it matters', '## Wrong', '## Right', '## What to do'])
        assert.ok(out.includes(part), `${code}: ${part}`);
    }
  });

  it('lists a family, or all', async () => {
    assert.deepEqual(
      (await place().call(['explain'])).out
        .trimEnd()
        .split('\n')
        .map(line => line.split(' ')[0]),
      codes,
    );
    assert.match((await place().call(['explain', 'syntax'])).out, /^syntax\/header/);
  });

  it('offers the nearest code', async () => {
    const { exit, err } = await place().call(['explain', 'name/unknwon']);
    assert.deepEqual([exit, err], [2, 'polity: there is no diagnostic name/unknwon; did you mean name/unknown?\n']);
    assert.match((await place().call(['explain', 'unterminated'])).err, /did you mean syntax\/unterminated/);
  });
});

describe('polity doctor', () => {
  after(cleared);

  it('says in a line each what there is', async () => {
    const here = place({
      'polity.config.json':
        '{ "models": { "local": { "provider": "openai-compatible", "baseURL": "http://127.0.0.1:9/v1", "model": "m" } } }',
      'a.constitution': loose,
    });
    const { out } = await here.call(['doctor']);
    assert.match(out, /^ok {7}Polity \d/);
    assert.match(out, /configuration polity\.config\.json/);
    assert.match(out, /1 spec file/);
    assert.match(out, /local/);
  });

  it('says what is wrong with the configuration, and 1', async () => {
    const { exit, out } = await place({ 'polity.config.json': '{ "modls": {} }' }).call(['doctor']);
    assert.equal(exit, 1);
    assert.match(out, /missing {2}polity\.config\.json: `modls` is not known; did you mean `models`\?/);
  });
});

describe('polity completion', () => {
  const words = (shell: string) => place().call(['completion', shell]);
  after(cleared);

  for (const shell of ['bash', 'zsh', 'fish', 'powershell', 'PowerShell']) {
    it(`of ${shell} has every command and every option`, async () => {
      const { exit, out } = await words(shell);
      assert.equal(exit, 0);
      for (const { name, options } of commands) {
        assert.ok(out.includes(name), name);
        for (const { flags } of options) assert.ok(out.includes(/--([a-z-]+)/.exec(flags)![1]!), flags);
      }
    });
  }

  it('refuses a shell that it does not know', async () => {
    assert.match((await words('fihs')).err, /did you mean fish/);
    assert.equal((await words('tcsh')).exit, 2);
  });

  it('of bash completes in a real bash', async function () {
    const script = (await words('bash')).out;
    const complete = (...line: string[]) => {
      const asked = `${script}\nCOMP_WORDS=(${line.map(word => `"${word}"`).join(' ')}); COMP_CWORD=${line.length - 1}; _polity; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', asked], { encoding: 'utf8' }).trim().split('\n');
    };
    try {
      execFileSync('bash', ['-c', 'true']);
    } catch {
      return this.skip();
    }
    assert.deepEqual(complete('polity', 'ch'), ['check']);
    assert.deepEqual(complete('polity', 'check', '--format', 'sa'), ['sarif']);
    assert.deepEqual(complete('polity', 'check', '--fail'), ['--fail-on']);
    assert.deepEqual(complete('polity', '--color', 'al'), ['always']);
    assert.deepEqual(complete('polity', 'explain', 'name/c'), ['name/cycle']);
  });
});

describe('every command', () => {
  for (const { name } of commands) {
    it(`${name} has help with an example`, async () => {
      const { exit, out, err } = await place().call([name, '--help']);
      assert.deepEqual([exit, err], [0, '']);
      assert.match(out, new RegExp(`Examples?:\n  \\$ polity ${name}`));
      assert.match(out, /--cwd <dir>[\s\S]*--config <file>[\s\S]*--quiet[\s\S]*--color <when>/);
    });
  }

  it('is found wherever its name stands, and whatever else is called like it', async () => {
    const here = place({ 'check/fmt/a.constitution': loose });
    assert.equal((await here.call(['--cwd', 'check', 'fmt', '--check', 'fmt'])).exit, 1);
    assert.equal((await here.call(['explain', 'check'])).exit, 2);
    assert.match((await here.call(['help', 'fmt'])).out, /--stdin-name/);
  });

  it('lets nothing act on the terminal that names of files or files say', async () => {
    const here = place({ 'a.constitution': 'constitution a\n', 'polity.config.json': '{ "a\u001b]0;x\u0007": 1 }' });
    for (const words of [['check', 'no\u001b[2Jne\u009b1m.constitution'], ['check'], ['--cwd', '\u202eno', 'check']]) {
      const { exit, err } = await here.call(words);
      assert.equal(exit, 2);
      assert.match(err, /^polity: [^\p{Cc}\p{Bidi_Control}]+\n$/u);
    }
  });

  it('stands in the help, which without a command is a wrong call', async () => {
    const { exit, out, err } = await place().call([]);
    assert.deepEqual([exit, out], [2, '']);
    for (const { name } of commands) assert.match(err, new RegExp(`^  ${name} `, 'm'));
    assert.equal((await place().call(['--help'])).exit, 0);
    assert.match((await place().call(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
  });
});

describe('colours', () => {
  after(cleared);
  const wrong = { 'a.constitution': 'constitution a\nprinciple p "P" { must nothing }\n' };
  const colored = async (words: readonly string[], more?: object) =>
    (await place(wrong).call(['check', ...words], more)).out.includes('\u001b[');

  it('are there on a terminal, or where they are asked for, and nowhere else', async () => {
    assert.equal(await colored([]), false);
    assert.equal(await colored([], { terminal: true }), true);
    assert.equal(await colored([], { terminal: true, env: { NO_COLOR: '1' } }), false);
    assert.equal(await colored([], { terminal: true, env: { TERM: 'dumb' } }), false);
    assert.equal(await colored([], { env: { FORCE_COLOR: '1' } }), true);
    assert.equal(await colored(['--color', 'always']), true);
    assert.equal(await colored(['--color', 'never'], { terminal: true, env: { FORCE_COLOR: '1' } }), false);
    assert.equal(await colored(['--color', 'always', '--format', 'json']), false);
  });
});
