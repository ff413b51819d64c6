import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cleared, place } from './call.ts';

const markdown = '# Kindness {#kindness}\n\nBe kind.\n';
const spec = 'constitution a "A"\nprinciple p "P" {\n  "Be kind."\n}\n';

describe('polity import', () => {
  after(cleared);

  it('writes the spec to standard output and the report to standard error', async () => {
    const { exit, out, err } = await place({ 'spec.md': markdown }).call(['import', 'spec.md']);
    assert.equal(exit, 0);
    assert.match(out, /^(constitution|modelspec) /);
    assert.match(err, /^Read spec\.md as markdown/);
  });

  it('writes to a file that then checks, and reports in JSON', async () => {
    const here = place({ 'spec.md': markdown });
    const { exit, out } = await here.call(['import', 'spec.md', '-o', 'spec.constitution', '--format', 'json']);
    assert.equal(exit, 0);
    assert.deepEqual([JSON.parse(out).version, JSON.parse(out).kind, 'text' in JSON.parse(out)], [1, 'markdown', false]);
    assert.equal((await here.call(['check', 'spec.constitution'])).exit, 0);
  });

  it('overwrites neither what it read nor what a link leads to', async function () {
    const here = place({ 'in/spec.md': markdown, 'out.txt': 'mine' });
    assert.equal((await here.call(['import', 'spec.md', '-o', 'spec.md', '--cwd', 'in'])).exit, 2);
    assert.equal(here.read('in/spec.md'), markdown);
    try {
      symlinkSync('../out.txt', path.join(here.folder, 'in/link.txt'));
    } catch {
      return this.skip();
    }
    assert.equal((await here.call(['import', 'spec.md', '-o', 'link.txt', '--cwd', 'in'])).exit, 2);
    assert.equal(here.read('out.txt'), 'mine');
  });

  it('reads nothing beside the file through a link that leads out', async function () {
    const here = place({
      'in/spec.md': '# A {#a authority=user}\n\nBe kind.[^x1]\n\n[^x1]: note\n',
      'secret.md': 'SECRET',
      'in/examples/y.md': 'y',
    });
    try {
      symlinkSync('../../secret.md', path.join(here.folder, 'in/examples/x1.md'));
    } catch {
      return this.skip();
    }
    const { out, err } = await here.call(['import', 'spec.md', '--cwd', 'in']);
    assert.ok(!out.includes('SECRET') && !err.includes('SECRET'));
  });

  for (const [title, words, line] of [
    ['a file that is not there', ['import', 'none.md'], /none\.md: there is no such file/],
    [
      'a kind that there is not',
      ['import', 'spec.md', '--from', 'markdwon'],
      /--from markdwon: there is no such kind; did you mean markdown\?/,
    ],
    ['a file of no known kind', ['import', 'x.bin'], /x\.bin: the kind of this file is not recognised; say it with --from: .*markdown/],
    ['a folder that is not there', ['import', 'spec.md', '-o', 'no/where.txt'], /no\/where\.txt: there is no folder no/],
    ['no file', ['import'], /missing required argument 'file'/],
  ] as const) {
    it(`refuses ${title}, in one line`, async () => {
      const { exit, out, err } = await place({ 'spec.md': markdown, 'x.bin': '\u0000\u0001' }).call(words);
      assert.deepEqual([exit, out], [2, '']);
      assert.match(err, /^polity: [^\n]+\n$/);
      assert.match(err, line);
    });
  }
});

describe('polity compile', () => {
  after(cleared);

  it('writes the one document to standard output, or to a file', async () => {
    const here = place({ 'a.constitution': spec });
    const { exit, out } = await here.call(['compile', '--to', 'markdown']);
    assert.equal(exit, 0);
    assert.match(out, /Be kind\./);
    assert.deepEqual((await here.call(['compile', '--to', 'markdown', 'a.constitution', '-o', 'a.md'])).out, '');
    assert.equal(here.read('a.md'), out);
  });

  it('takes the document that no other adopts', async () => {
    const here = place({
      'floor.constitution': 'constitution floor\nprinciple f "F" { "Floor prose." }\n',
      'a.constitution': `${spec}import floor from "./floor.constitution"\nadopt floor\n`,
    });
    assert.match((await here.call(['compile', '--to', 'markdown'])).out, /Be kind\./);
    const two = await place({ 'a.constitution': spec, 'b.constitution': spec }).call(['compile', '--to', 'markdown']);
    assert.equal(two.exit, 2);
    assert.match(two.err, /2 documents that no other adopts; name one: a\.constitution, b\.constitution/);
  });

  it('makes nothing of a spec that cannot be read', async () => {
    const here = place({ 'a.constitution': 'constitution a\nprinciple p { must nothing }\n' });
    const { exit, out, err } = await here.call(['compile', '--to', 'markdown', '-o', 'a.md']);
    assert.deepEqual([exit, out, existsSync(path.join(here.folder, 'a.md'))], [1, '', false]);
    assert.match(err, /^polity: a\.constitution:2: [^\n]+\n$/);
  });

  it('lists its targets, and offers the nearest', async () => {
    const here = place({ 'a.constitution': spec });
    assert.match((await here.call(['compile', '--list'])).out, /^markdown +\S/m);
    assert.match((await here.call(['compile', '--to', 'markdwon'])).err, /did you mean markdown\?/);
    assert.match((await here.call(['compile'])).err, /--to TARGET is missing; there are .*markdown/);
  });

  it('writes the prompts of an import beside the document, never over a file and never out of its folder', async function () {
    const data = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'specs', 'openai-model-spec');
    // The Model Spec is not part of this project.
    if (!existsSync(data)) return this.skip();
    const here = place({ 'spec.md': readFileSync(path.join(data, 'model_spec.2025-09-12.md')), 'out/examples/README.md': 'mine' });
    await here.call(['import', path.join(data, 'model_spec.2025-09-12.md'), '-o', 'spec.modelspec']);
    const { exit } = await here.call(['compile', '--to', 'markdown', 'spec.modelspec', '-o', 'out/spec.md']);
    assert.equal(exit, 0);
    assert.ok(existsSync(path.join(here.folder, 'out/examples/1398.md')));
    assert.equal(here.read('out/examples/README.md'), 'mine');
  });
});
