import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { mark } from '../../server/host/action/github.ts';
import { review } from '../../server/host/action/review.ts';
import { run } from '../../server/host/program.ts';
import { cleared } from './call.ts';
import { type GitHub, gitHub } from './github.ts';
import { repository, type TestRepository } from './repository.ts';

const root = path.join(import.meta.dirname, '..', '..');
const free = 'constitution a\ncontext minor: boolean\naction dose "Give a dose"\nprinciple p "Doses" { may dose }\n';
const bound = free.replace('may dose', 'must not dose when minor');

describe('the GitHub Action', () => {
  let hub: GitHub;
  beforeEach(async () => {
    hub = await gitHub();
  });
  afterEach(() => void hub.server.close());
  after(cleared);

  interface Stepped {
    readonly exit: number;
    readonly log: string;
    readonly summary: string;
    readonly output: string;
  }

  /** Runs the step in a repository, as the runner would. */
  async function step(here: TestRepository, event: object, env: Record<string, string> = {}): Promise<Stepped> {
    here.write('../event.json', JSON.stringify(event));
    for (const file of ['summary', 'output']) here.write(`../${file}`, '');
    const pieces: string[] = [];
    const near = (name: string) => path.join(here.folder, '..', name);
    const exit = await review({
      cwd: here.folder,
      write: text => void pieces.push(text),
      run,
      patience: 1,
      env: {
        GITHUB_REPOSITORY: 'clinic/specs',
        GITHUB_API_URL: hub.address,
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: near('event.json'),
        GITHUB_STEP_SUMMARY: near('summary'),
        GITHUB_OUTPUT: near('output'),
        GITHUB_SHA: 'a'.repeat(40),
        GITHUB_REF: 'refs/pull/7/merge',
        POLITY_TOKEN: 't0ken',
        ...env,
      },
    });
    return { exit, log: pieces.join(''), summary: here.read('../summary'), output: here.read('../output') };
  }

  function pulled(changed: string, from = 'clinic/specs') {
    const here = inner({ 'a.constitution': free });
    const base = here.commit('base');
    here.write('a.constitution', changed);
    const head = here.commit('head');
    const event = {
      action: 'opened',
      pull_request: { number: 7, base: { sha: base, ref: 'main' }, head: { sha: head, repo: { full_name: from } } },
    };
    return { here, event };
  }

  it('tells the log, the summary, the output and the pull request', async () => {
    const { here, event } = pulled(bound);
    const { exit, summary, output } = await step(here, event);
    assert.equal(exit, 0);
    assert.match(summary, /### Polity: Stricter/);
    assert.equal(output, 'verdict=stricter\n');
    assert.equal(hub.comments.length, 1);
    assert.ok(hub.comments[0]!.body.startsWith(`${mark}\n### Polity: Stricter: `));
  });

  it('keeps one comment, whoever else wrote how many, and writes nothing twice', async () => {
    const { here, event } = pulled(bound);
    for (let i = 0; i < 130; i++) hub.comments.push({ id: 1000 + i, body: i % 2 ? 'hello' : `${mark}\nquoted`, user: { type: 'User' } });
    await step(here, event);
    await step(here, event);
    assert.equal(hub.comments.length, 131);
    assert.ok(!hub.asked.some(line => line.startsWith('PATCH')));
    here.write('a.constitution', free.replace('may', 'must'));
    here.commit('more');
    await step(here, event);
    assert.equal(hub.comments.length, 131);
    assert.match(hub.comments.at(-1)!.body, /required/);
    here.write('a.constitution', free);
    here.commit('back');
    await step(here, event);
    assert.match(hub.comments.at(-1)!.body, /nothing changed in meaning/);
  });

  it('writes no comment where nothing changed in meaning', async () => {
    const { here, event } = pulled(`${free}\n// a remark\n`);
    const { exit } = await step(here, event);
    assert.deepEqual([exit, hub.comments.length], [0, 0]);
  });

  it('comments where only an action is described otherwise', async () => {
    const { here, event } = pulled(free.replace('Give a dose', 'Give a dose of anything'));
    await step(here, event);
    const [comment] = hub.comments;
    assert.match(comment?.body ?? '', /1 action redefined/);
    assert.match(comment?.body ?? '', /"Give a dose" → "Give a dose of anything"/);
  });

  it('on a fork’s pull request asks GitHub for nothing, and says all in the summary', async () => {
    const { here, event } = pulled(bound, 'stranger/specs');
    const { exit, log, summary } = await step(here, event, { POLITY_SARIF: 'true' });
    assert.deepEqual([exit, hub.asked], [0, []]);
    assert.match(log, /a fork’s pull request has no right to/);
    assert.match(summary, /Stricter/);
  });

  it('comments on a fork’s pull request from the base, with nothing of it checked out', async () => {
    const { here, event } = pulled(bound, 'stranger/specs');
    here.git('checkout', '-q', event.pull_request.base.sha);
    const { exit } = await step(here, event, { GITHUB_EVENT_NAME: 'pull_request_target', POLITY_ONLY: 'diff' });
    assert.equal(exit, 0);
    assert.match(hub.comments[0]!.body, /Stricter/);
    assert.equal(here.read('a.constitution'), free);
  });

  it('annotates, fails on findings, and uploads SARIF', async () => {
    const { here, event } = pulled(`${bound}principle q "Q" { must dose }\nprinciple r "R" { must not dose }\n`);
    const { exit, log } = await step(here, event, { POLITY_SARIF: 'true' });
    assert.equal(exit, 1);
    assert.match(log, /^::error file=a\.constitution,/m);
    const [upload] = hub.sarifs;
    assert.deepEqual([upload?.commit_sha, upload?.ref], ['a'.repeat(40), 'refs/pull/7/merge']);
    const sarif = JSON.parse(gunzipSync(Buffer.from(upload!.sarif, 'base64')).toString('utf8'));
    assert.equal(sarif.version, '2.1.0');
    assert.match(hub.comments[0]!.body, /Conflicts that came in/);
  });

  it('fails on the change that it was told to fail on', async () => {
    const { here, event } = pulled(free.replace('may dose', 'may dose when minor'));
    assert.equal((await step(here, event, { POLITY_FAIL_ON_CHANGE: 'looser' })).exit, 0);
    here.write('a.constitution', bound);
    const base = here.commit('bound');
    here.write('a.constitution', free);
    here.commit('free');
    const looser = { pull_request: { ...event.pull_request, base: { sha: base } } };
    assert.equal((await step(here, looser, { POLITY_FAIL_ON_CHANGE: 'looser' })).exit, 1);
  });

  it('asks again where GitHub stumbles, and warns where it refuses', async () => {
    const { here, event } = pulled(bound);
    hub.failures.push(502, 429);
    assert.equal((await step(here, event)).exit, 0);
    assert.equal(hub.comments.length, 1);
    hub.failures.push(403);
    const { exit, log } = await step(here, event);
    assert.equal(exit, 0);
    assert.match(log, /^::warning title=Polity::the comment could not be written: GitHub answers 403 [^\n]*Resource not accessible/m);
    assert.ok(!log.includes('t0ken'));
  });

  it('compares the commits of a push, and goes on where there is nothing to compare with', async () => {
    const { here, event } = pulled(bound);
    const pushed = await step(here, { before: event.pull_request.base.sha, ref: 'refs/heads/main' }, { GITHUB_EVENT_NAME: 'push' });
    assert.match(pushed.summary, /Stricter/);
    for (const before of ['0'.repeat(40), 'f'.repeat(40)]) {
      const { exit, summary, log } = await step(here, { before }, { GITHUB_EVENT_NAME: 'push' });
      assert.equal(exit, 0);
      assert.doesNotMatch(summary, /Stricter/);
      assert.equal(/^::warning title=Polity::The versions were not compared: f{40} is no revision/m.test(log), before.startsWith('f'));
    }
    assert.equal(hub.comments.length, 0);
  });

  it('does not pass a gate that it could not evaluate: a shallow clone, paths without a spec, assumes that exclude each other', async () => {
    const looser = { POLITY_FAIL_ON_CHANGE: 'looser' };
    const { here, event } = pulled(bound);
    here.git('clone', '-q', '--depth', '1', `file://${here.folder}`, '../shallow');
    const shallow = { ...here, folder: path.join(here.folder, '..', 'shallow') };
    const failed = await step(shallow, event, looser);
    assert.deepEqual([failed.exit, failed.output], [2, '']);
    assert.match(
      failed.log,
      /^::error title=Polity::The versions were not compared, so `fail-on-change: looser` was not [^\n]*fetch-depth: 0/m,
    );
    const warned = await step(shallow, event);
    assert.equal(warned.exit, 0);
    assert.match(warned.log, /^::warning title=Polity::The versions were not compared: [^\n]*fetch-depth: 0/m);

    const elsewhere = await step(here, event, { ...looser, POLITY_ONLY: 'diff', POLITY_PATHS: 'spec' });
    assert.equal(elsewhere.exit, 2);
    assert.match(elsewhere.log, /^::error [^\n]*there is nothing to compare under spec\. No spec of either version stands there/m);

    const assumed = pulled(`${bound}assume minor\n`);
    assumed.here.write('a.constitution', `${bound}assume not minor\n`);
    assumed.here.commit('the other');
    const before = assumed.event.pull_request.head.sha;
    const excluded = await step(assumed.here, { before }, { ...looser, GITHUB_EVENT_NAME: 'push', POLITY_ONLY: 'diff' });
    assert.equal(excluded.exit, 2);
    assert.match(excluded.log, /^::error [^\n]*No situation is possible in both versions/m);
  });

  it('forgives a repository that has no spec yet', async () => {
    const here = inner({ 'a.txt': 'a' });
    const base = here.commit('base');
    here.write('a.txt', 'b');
    const event = {
      pull_request: { number: 7, base: { sha: base }, head: { sha: here.commit('head'), repo: { full_name: 'clinic/specs' } } },
    };
    const { exit, log } = await step(here, event, { POLITY_FAIL_ON_CHANGE: 'looser', POLITY_ONLY: 'diff' });
    assert.equal(exit, 0);
    assert.doesNotMatch(log, /^::/m);
  });

  for (const [env, line] of [
    [
      { POLITY_FAIL_ON_CHANGE: 'loser' },
      '`fail-on-change: loser` is not understood; did you mean looser? It may be looser, conflicts, never.',
    ],
    [{ POLITY_FAIL_ON: 'bad' }, '`fail-on: bad` is not understood. It may be error, warning, info, hint, never.'],
    [{ POLITY_EVALS: 'yes' }, '`evals: yes` is not understood. It may be true, false.'],
    [{ POLITY_COMMENT: 'no' }, '`comment: no` is not understood. It may be true, false.'],
    [{ POLITY_SARIF: '1' }, '`sarif: 1` is not understood. It may be true, false.'],
    [{ POLITY_ONLY: 'both' }, '`only: both` is not understood. It may be check, diff.'],
  ] as const) {
    it(`does not guess what ${JSON.stringify(env)} means`, async () => {
      const { here, event } = pulled(bound);
      const { exit, log, summary } = await step(here, event, env);
      assert.deepEqual([exit, log, summary, hub.asked], [2, `::error title=Polity::${line}\n`, '', []]);
    });
  }

  it('lets no name of a file be a command to GitHub, of the new kind or the old', async function () {
    if (process.platform === 'win32') return this.skip();
    const names = ['a\n::stop-commands::x', 'b\n\u0085::set-output name=verdict::same', 'c ##[stop-commands]x', 'd\r::add-mask::polity'];
    const { here, event } = pulled(bound);
    for (const name of names) here.write(`${name}.constitution`, new Uint8Array([0xff, 0xfe]));
    here.commit('names');
    const { log } = await step(here, event);
    // As the runner reads them.
    const lines = log.split(/\r\n|\n|\r/);
    assert.ok(names.every(name => log.includes(name.slice(0, 1))));
    assert.deepEqual(
      lines.filter(
        line =>
          /^[\s\u0085]*::(?!(error|warning|notice) )/.test(line) || (line.includes('##[') && !/^::(error|warning|notice) /.test(line)),
      ),
      [],
    );
  });

  it('takes nothing of an event file for more than data', async () => {
    const { here } = pulled(bound);
    for (const event of [
      { pull_request: { number: 7, base: { sha: '--output=x' }, head: { sha: 'b'.repeat(40), repo: null } } },
      { pull_request: { number: '7/../8' } },
    ]) {
      const { exit, log } = await step(here, event);
      assert.equal(exit, 3);
      assert.match(log, /^::error title=Polity::the event file is not as GitHub writes it: [^\n]+\n$/);
    }
  });

  it('runs the version that it comes with, pinned, under the names that the code reads', () => {
    const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8'));
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const step = action.runs.steps.at(-1);
    assert.equal(step.run, `npx --yes --package polity@${version} polity-action`);
    const job = readFileSync(path.join(root, 'server', 'host', 'action', 'job.ts'), 'utf8');
    for (const name of Object.keys(step.env))
      if (name !== 'POLITY_CWD') assert.ok(job.includes(`'${name.slice(7)}'`) || job.includes(name), name);
    for (const name of Object.keys(action.inputs)) assert.ok(JSON.stringify(step.env).includes(`inputs.${name} `), name);
    for (const { uses } of action.runs.steps) assert.equal(uses, undefined);
  });
});

/** The folder above the repository is the runner's own. */
function inner(files: Record<string, string>): TestRepository {
  const here = repository();
  const folder = path.join(here.folder, 'checkout');
  for (const [file, text] of Object.entries(files)) here.write(`checkout/${file}`, text);
  const git = (...words: string[]) => here.git('-C', 'checkout', ...words);
  git('init', '-q', '-b', 'main');
  return {
    ...here,
    folder,
    git,
    read: file => here.read(path.join('checkout', file)),
    write: (file, text) => here.write(path.join('checkout', file), text),
    commit: message => {
      git('add', '-A');
      git('commit', '-q', '-m', message);
      return git('rev-parse', 'HEAD');
    },
  };
}
