// The bundle in a process of its own, as it is shipped: under this Node, and under Node 20 where the machine has one.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { checkShape, whenShape } from '../../server/reporting/shapes.ts';
import { hardSpec } from '../norms/hard-spec.ts';
import { cleared, place } from './call.ts';

const root = path.join(import.meta.dirname, '..', '..');
const bin = path.join(root, 'dist', 'polity.cjs');
const wrong = 'constitution a\nprinciple p "P" { must nothing }\n';

const versionOf = (node: string) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
const onPath = (process.env.PATH ?? '')
  .split(path.delimiter)
  .map(folder => path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node'));
const older = onPath.find(node => existsSync(node) && versionOf(node).startsWith('v20.'));

function suite(node: string): void {
  const call = (words: readonly string[], cwd: string, input?: string) =>
    spawnSync(node, [bin, ...words], { cwd, encoding: 'utf8', input });

  it('checks, with status and streams as promised', () => {
    const here = place({ 'a.constitution': wrong, 'polity.config.json': '{ "rules": { "eval": "off" } }' });
    const { status, stdout, stderr } = call(['check', '--format', 'json'], here.folder);
    assert.deepEqual([status, stderr], [1, '']);
    assert.equal(checkShape.parse(JSON.parse(stdout)).summary.error, 1);
    assert.equal(call(['chek'], here.folder).status, 2);
  });

  it('runs every command that reads or writes files', () => {
    const here = place({ 'a.constitution': wrong.replace('must nothing', 'must "be kind"') });
    for (const words of [
      ['check', '--baseline', 'b.json', '--write-baseline'],
      ['check', '--baseline', 'b.json'],
      ['fmt'],
      ['explain', 'name/unknown'],
      ['doctor'],
      ['completion', 'bash'],
      ['init'],
      ['compile', '--list'],
      ['--version'],
    ]) {
      const { status, stderr } = call(words, here.folder);
      assert.equal(status, 0, `${words.join(' ')}: ${stderr}`);
    }
  });

  it('reads standard input', () => {
    const { status, stdout } = call(['fmt', '-'], place().folder, 'constitution   a\n');
    assert.deepEqual([status, stdout], [0, 'constitution a\n']);
  });

  it('writes all of a long report to a pipe', () => {
    const here = place({
      'a.constitution': `constitution a\n${Array.from({ length: 4000 }, (_, i) => `principle p${i} { must no_${i} }\n`).join('')}`,
    });
    const { stdout } = spawnSync(node, [bin, 'check', '--format', 'json'], { cwd: here.folder, encoding: 'utf8', maxBuffer: 1e9 });
    const { diagnostics } = checkShape.parse(JSON.parse(stdout));
    // A thousand of them, and a line that says how many more there are; each also tells of an untested principle.
    assert.ok(diagnostics.length >= 1001 && stdout.length > 200_000, `${diagnostics.length} findings, ${stdout.length} characters`);
  });

  it('proves what needs the solver, which lies beside it', () => {
    const here = place({ 'hard.constitution': hardSpec() });
    const { status, stdout, stderr } = call(['when', 'x0', '--format', 'json'], here.folder);
    assert.deepEqual([status, stderr], [0, '']);
    const { possible, norms, actions } = whenShape.parse(JSON.parse(stdout));
    assert.equal(possible, true);
    assert.ok([...norms, ...actions].every(({ notDecided }) => notDecided === undefined));
  });

  it('takes no offence at a reader that leaves', async () => {
    const here = place({
      'a.constitution': `constitution a\n${Array.from({ length: 4000 }, (_, i) => `principle p${i} { must no_${i} }\n`).join('')}`,
    });
    const child = spawn(node, [bin, 'check'], { cwd: here.folder });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    await new Promise(resolve => child.on('close', resolve));
    assert.equal(stderr, '');
  });

  it('says in a line, with 3, that the disk is full, and where it cannot say so ends with 3 all the same', function () {
    if (!existsSync('/dev/full')) return this.skip();
    const here = place({ 'a.constitution': wrong });
    const full = openSync('/dev/full', 'w');
    for (const words of [['check'], ['check', '--format', 'json'], ['--version'], ['help', 'check']]) {
      const { status, stderr } = spawnSync(node, [bin, ...words], { cwd: here.folder, encoding: 'utf8', stdio: ['ignore', full, 'pipe'] });
      assert.deepEqual(
        [status, /^polity: standard output cannot be written to \(the disk is full\)[^\n]*\n$/.test(stderr)],
        [3, true],
        stderr,
      );
    }
    assert.equal(spawnSync(node, [bin, 'check'], { cwd: here.folder, stdio: ['ignore', full, full] }).status, 3);
    assert.equal(spawnSync(node, [bin, 'chek'], { cwd: here.folder, stdio: ['ignore', 'ignore', full] }).status, 2);
    closeSync(full);
  });

  it('works through a link to it, as npm makes one', function () {
    const here = place({ 'a.constitution': wrong });
    const link = path.join(here.folder, 'polity');
    try {
      symlinkSync(bin, link);
    } catch {
      return this.skip();
    }
    const { status, stdout } = spawnSync(node, [link, 'check', 'a.constitution'], { cwd: here.folder, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stdout, /name\/unknown/);
  });
}

describe('the bundled command', () => {
  before(function () {
    this.timeout(120_000);
    const built = spawnSync(process.execPath, [path.join(root, 'esbuild.mjs'), '--quiet'], { encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
  });
  after(cleared);

  describe('under this Node', () => {
    suite(process.execPath);

    it('ends with 130 when it is interrupted while watching', async function () {
      // Windows has no such signal to send.
      if (process.platform === 'win32') return this.skip();
      const here = place({ 'a.constitution': wrong });
      const child = spawn(process.execPath, [bin, 'check', '--watch'], { cwd: here.folder });
      const ended = new Promise(resolve => child.on('close', resolve));
      await new Promise(resolve => child.stderr.once('data', resolve));
      child.kill('SIGINT');
      assert.equal(await ended, 130);
    });
  });

  if (older) describe('under Node 20', () => suite(older));
  else it('under Node 20, which this machine does not have');
});
