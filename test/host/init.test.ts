import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { templates } from '../../server/host/templates.ts';
import { cleared, place } from './call.ts';
import { repository } from './repository.ts';

describe('polity init', () => {
  after(cleared);

  it('makes from every template what checks clean, with a configuration and a workflow', async () => {
    const all = templates();
    assert.ok(all.length >= 4, 'the starter and at least three examples');
    for (const { name } of all) {
      const here = place();
      const made = await here.call(['init', ...(name === 'starter' ? [] : [name])]);
      assert.equal(made.exit, 0, made.err);
      const names = made.out.trimEnd().split('\n');
      assert.ok(names.includes('polity.config.json') && names.includes('.github/workflows/polity.yml'));
      for (const file of names) assert.ok(existsSync(path.join(here.folder, file)), file);
      const { exit, out } = await here.call(['check', '--fail-on', 'warning']);
      assert.equal(exit, 0, `${name}: ${out}`);
      assert.equal((await here.call(['fmt', '--check'])).exit, 0, `${name} is in canonical layout`);
    }
  });

  it('in a folder of a repository writes the workflow at its root, where GitHub runs it, and for that folder', async () => {
    const here = repository();
    mkdirSync(path.join(here.folder, 'our specs'));
    const made = await here.call(['init', '--cwd', 'our specs']);
    assert.deepEqual([made.exit, made.out], [0, 'assistant.constitution\npolity.config.json\n../.github/workflows/polity.yml\n']);
    assert.ok(!existsSync(path.join(here.folder, 'our specs', '.github')));
    const step = parse(here.read('.github/workflows/polity.yml')).jobs.check.steps.at(-1);
    assert.equal(step['working-directory'], 'our specs');
    assert.match(step.run, / check --format github$/);
    here.write('our specs/assistant.constitution', 'constitution a\nprinciple p "P" { must nothing }\n');
    const { out } = await here.call(['check', '--cwd', 'our specs', '--format', 'github'], { env: { GITHUB_WORKSPACE: here.folder } });
    assert.match(out, /^::error file=our specs\/assistant\.constitution,line=2,/m);
  });

  it('at the root of a repository, the workflow checks all of it; one that is there already stays', async () => {
    const here = repository();
    assert.equal((await here.call(['init'])).exit, 0);
    const text = here.read('.github/workflows/polity.yml');
    assert.equal(parse(text).jobs.check.steps.at(-1)['working-directory'], undefined);
    mkdirSync(path.join(here.folder, 'specs'));
    const below = await here.call(['init', '--cwd', 'specs']);
    assert.deepEqual([below.exit, below.out], [0, 'assistant.constitution\n']);
    assert.match(below.err, /\.\.\/\.github\/workflows\/polity\.yml is there already and stays as it is/);
    assert.equal(here.read('.github/workflows/polity.yml'), text);
  });

  it('names the folder so that neither YAML nor an expression of GitHub reads more into it', async function () {
    if (process.platform === 'win32') return this.skip();
    const here = repository();
    const name = `a: "b" # \${{ github.token }}`;
    mkdirSync(path.join(here.folder, name));
    await here.call(['init', '--cwd', name]);
    const step = parse(here.read('.github/workflows/polity.yml')).jobs.check.steps.at(-1);
    assert.equal(
      step['working-directory'],
      name.replace(/\$\{\{/, () => `\${{ '\${{' }}`),
    );
  });

  it('writes no workflow through a link out of the repository', async function () {
    if (process.platform === 'win32') return this.skip();
    const [here, other] = [repository(), place()];
    symlinkSync(other.folder, path.join(here.folder, '.github'));
    mkdirSync(path.join(here.folder, 'specs'));
    const { exit, err } = await here.call(['init', '--cwd', 'specs']);
    assert.deepEqual([exit, readdirSync(other.folder)], [2, []]);
    assert.match(err, /a symbolic link leads out/);
  });

  it('overwrites nothing: the spec is refused, configuration and workflow stay', async () => {
    const here = place({ 'polity.config.json': '{}', '.github/workflows/polity.yml': 'mine' });
    const made = await here.call(['init']);
    assert.deepEqual([made.exit, made.out], [0, 'assistant.constitution\n']);
    assert.deepEqual([here.read('polity.config.json'), here.read('.github/workflows/polity.yml')], ['{}', 'mine']);
    const again = await here.call(['init']);
    assert.deepEqual([again.exit, again.out], [2, '']);
    assert.match(again.err, /assistant\.constitution is there already; nothing was written/);
  });

  it('lists what there is, and offers the nearest', async () => {
    const { out } = await place().call(['init', '--list']);
    assert.match(out, /^starter +\S/);
    const { exit, err } = await place().call(['init', 'strater']);
    assert.deepEqual([exit, err], [2, 'polity: there is no template strater; did you mean starter?\n']);
  });
});
