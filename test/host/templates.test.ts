// What others copy or point at: hooks, templates and workflows say what the command and the action know.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { commands } from '../../server/host/commands/all.ts';
import { cleared } from './call.ts';
import { repository } from './repository.ts';

const root = path.join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const spec = 'constitution a\ncontext minor: boolean\naction dose "Give a dose"\nprinciple p "Doses" { may dose }\n';

describe('what others copy', () => {
  after(cleared);

  it('pre-commit: each hook is a command that passes and fails as it should, in a package that builds itself when it is packed', async () => {
    const hooks: { id: string; entry: string; language: string; files: string }[] = parse(read('.pre-commit-hooks.yaml'));
    const manifest = JSON.parse(read('package.json'));
    assert.match(manifest.scripts.prepack, /build/);
    assert.ok(manifest.files.includes('dist'));
    const here = repository({ 'a.constitution': spec, 'bad.constitution': 'constitution bad\nprinciple p "P" { must fly }\n' });
    for (const { entry, language, files } of hooks) {
      const [bin = '', ...words] = entry.split(' ');
      assert.ok(Object.hasOwn(manifest.bin, bin), entry);
      assert.equal(language, 'node');
      assert.ok(new RegExp(files).test('x/a.constitution') && new RegExp(files).test('b.modelspec') && !new RegExp(files).test('a.md'));
      assert.equal((await here.call([...words, 'a.constitution'])).exit, 0, entry);
    }
    assert.equal((await here.call(['check', 'a.constitution', 'bad.constitution'])).exit, 1);
  });

  it('GitLab: each line of the template does what it says', async () => {
    const { polity } = parse(read('docs/ci/polity.gitlab-ci.yml'));
    const { version } = JSON.parse(read('package.json'));
    assert.ok(polity.before_script.includes(`npm install --global polity@${version}`));
    const here = repository({ 'a.constitution': spec });
    const base = here.commit('base');
    here.write('a.constitution', spec.replace('may dose', 'must not dose when minor'));
    here.commit('head');
    const lines = (polity.script as string[]).flatMap(line => line.match(/\bpolity [^;>|]+/g) ?? []);
    assert.equal(lines.length, 3);
    for (const line of lines) {
      const words = line.trim().replace('"$CI_MERGE_REQUEST_DIFF_BASE_SHA"', base).split(' ').slice(1);
      const { exit, out, err } = await here.call(words);
      assert.equal(exit, 0, `${line}: ${err}`);
      if (words.includes('gitlab')) assert.ok(Array.isArray(JSON.parse(out)));
      if (words[0] === 'diff') assert.match(out, /^### Polity: Stricter/);
    }
  });

  it('GitHub: the workflows give the action what it takes, pin what they use, and ask for no more rights than are said', () => {
    const inputs = Object.keys(parse(read('action.yml')).inputs);
    const workflows = [...read('docs/github.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parse(text!));
    assert.equal(workflows.length, 2);
    for (const { jobs, permissions } of workflows) {
      assert.ok(
        Object.entries(permissions).every(([right, what]) => what === 'read' || ['security-events', 'pull-requests'].includes(right)),
      );
      for (const { steps } of Object.values(jobs) as { steps: { uses: string; with?: object }[] }[])
        for (const { uses, with: given } of steps) {
          if (!uses.startsWith('polity-lang/')) assert.match(uses, /^actions\/[\w-]+@[0-9a-f]{40}$/);
          else for (const name of Object.keys(given ?? {})) assert.ok(inputs.includes(name), name);
        }
    }
  });

  it('the command knows every command that the docs call', () => {
    const known = new Set(commands.map(({ name }) => name));
    const called = [...read('docs/github.md').matchAll(/`polity (\w+)/g)].map(([, name]) => name!);
    assert.ok(called.length > 2);
    for (const name of called) assert.ok(known.has(name), name);
  });
});
