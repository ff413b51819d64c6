// Reviews by the language server's own requests, in repositories made by the real git.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as z from 'zod';
import { type ReviewResult, reviewRequests } from '../../server/features/review-protocol.ts';
import { cleared } from '../host/call.ts';
import { repository, type TestRepository } from '../host/repository.ts';
import { type Client, processClient } from './client.ts';

const spec = (norm: string) => `constitution clinic "Clinic"
context audience: adult | minor
action dose "Give a dose"
action comfort "Comfort"

principle careful "Be careful" {
  "Doses depend on weight."
  ${norm}
}

principle kind "Be kind" {
  "Kindness comes first here, in all that is said."
  must comfort
}
`;
const free = spec('may dose');
const bound = spec('must not dose when audience is minor');

describe('reviews', function () {
  this.timeout(60_000);
  let client: Client;
  afterEach(() => client.close());
  after(cleared);

  async function serving(folder: string, trusted = true): Promise<void> {
    client = processClient();
    await client.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'here' }],
      initializationOptions: { trusted, files: 'server' },
    });
    await client.connection.sendNotification('initialized', {});
  }
  const uriOf = (here: { folder: string }, file = 'clinic.constitution') => pathToFileURL(path.join(here.folder, file)).href;
  const open = (uri: string, text: string) =>
    client.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'constitution', version: 1, text } });
  const ask = async (uri: string, revision?: string) => {
    const params = { uri, ...(revision === undefined ? {} : { revision }) };
    return reviewRequests.review.result.parse(await client.connection.sendRequest(reviewRequests.review.method, params));
  };
  const review = async (uri: string, revision?: string): Promise<ReviewResult> => {
    const answer = await ask(uri, revision);
    assert.ok(answer.kind === 'review', JSON.stringify(answer));
    return answer;
  };
  const refusal = async (uri: string, revision?: string): Promise<string> => {
    const answer = await ask(uri, revision);
    assert.ok(answer.kind === 'refused', JSON.stringify(answer));
    return answer.message;
  };
  const branched = (): TestRepository => {
    const here = repository({ 'clinic.constitution': free });
    here.commit('free');
    here.git('switch', '-q', '-c', 'work');
    return here;
  };
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length - 1;

  it('compares the text as it is being typed with the main branch, and marks the norm and its principle', async () => {
    const here = branched();
    await serving(here.folder);
    const uri = uriOf(here);
    await open(uri, bound);
    const { headline, behaviour, marks, lenses, revision, since } = await review(uri);
    assert.deepEqual([revision, since], ['main', 'main']);
    assert.match(headline, /^Stricter/);
    assert.deepEqual(
      behaviour.map(({ action, sign, was, is, when, share }) => [action.name, sign, was, is, when, share]),
      [
        ['dose', 'stricter', 'was allowed', 'forbidden', 'when audience is minor', '50% of all situations'],
        ['dose', 'other', 'was allowed', 'left open', 'when audience is adult', '50% of all situations'],
      ],
    );
    assert.equal(behaviour[0]?.action.at?.range.start.line, lineOf(bound, 'action dose'));
    assert.deepEqual(
      marks.map(({ principle, sign, title, at }) => [principle, sign, title, at.range.start.line]),
      [['careful', 'stricter', 'stricter than main when audience is minor', lineOf(bound, 'must not dose')]],
    );
    assert.match(marks[0]!.lines.join('\n'), /dose was allowed and is now forbidden when audience is minor, 50% of all situations/);
    assert.match(
      lenses.find(({ at }) => at.range.start.line === lineOf(bound, 'principle careful'))?.title ?? '',
      /^stricter than main when audience is minor/,
    );
    assert.equal(lenses.length, 1);
  });

  it('leads to an action that is described otherwise, and to what could not be read', async () => {
    const here = branched();
    await serving(here.folder);
    const uri = uriOf(here);
    const text = free.replace('"Give a dose"', '"Sell a dose"').replace('must comfort', 'must comfort when');
    await open(uri, text);
    const { headline, sections } = await review(uri);
    assert.match(headline, /1 action redefined, [^.]*not all could be read, so more may have changed\.$/);
    assert.deepEqual(
      sections.slice(0, 2).map(({ title, lines }) => [title, lines[0]?.names[0]?.name, lines[0]?.names[0]?.at?.range.start.line]),
      [
        ['Not read in full', 'clinic.constitution', undefined],
        ['Actions', 'dose', lineOf(text, 'action dose')],
      ],
    );
  });

  it('keeps up with edits, and says nothing once the text is as it was', async () => {
    const here = branched();
    await serving(here.folder);
    const uri = uriOf(here);
    await open(uri, free);
    assert.deepEqual((await review(uri)).lenses, []);
    const at = { line: lineOf(free, 'may dose'), character: 2 };
    const change = (version: number, end: number, text: string) =>
      client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: at, end: { ...at, character: end } }, text }],
      });
    await change(2, 5, 'must not');
    assert.match((await review(uri)).headline, /^Stricter/);
    await change(3, 10, 'may');
    assert.match((await review(uri)).headline, /^No action is ruled otherwise/);
  });

  it('compares with where the branch was left: what main did since is not undone here', async () => {
    const here = branched();
    here.git('switch', '-q', 'main');
    here.write('clinic.constitution', free.replace('must comfort', 'must not comfort'));
    const tip = here.commit('main goes on');
    here.git('switch', '-q', 'work');
    await serving(here.folder);
    const uri = uriOf(here);
    await open(uri, bound);
    const answer = await review(uri, 'main');
    assert.match(answer.since, /^where this branch left main \([0-9a-f]{7}\)$/);
    assert.deepEqual([...new Set(answer.behaviour.map(({ action }) => action.name))], ['dose']);
    assert.deepEqual([...new Set((await review(uri, tip)).behaviour.map(({ action }) => action.name))].sort(), ['comfort', 'dose']);
  });

  it('sees branches move', async () => {
    const here = branched();
    await serving(here.folder);
    const uri = uriOf(here);
    await open(uri, bound);
    assert.match((await review(uri)).headline, /^Stricter/);
    here.write('clinic.constitution', bound);
    here.commit('bound');
    assert.match((await review(uri)).headline, /^Stricter/);
    here.git('branch', '-f', 'main', 'work');
    assert.match((await review(uri)).headline, /^No action is ruled otherwise/);
    here.git('branch', '-m', 'main', 'trunk');
    assert.deepEqual([(await review(uri)).revision, (await refusal(uri, 'main')).slice(0, 4)], ['trunk', 'main']);
  });

  it('finds a renamed file again, calls a new one new, and shows where conflicts came in', async () => {
    const here = branched();
    here.git('mv', 'clinic.constitution', 'ward.constitution');
    here.write('ward.constitution', `${bound}\nprinciple urgent "Urgent" {\n  must dose when audience is minor\n}\n`);
    here.write(
      'other.constitution',
      free.replace('constitution clinic', 'constitution other').replaceAll('comfort', 'sing').replaceAll('dose', 'hum'),
    );
    await serving(here.folder);
    const ward = await review(uriOf(here, 'ward.constitution'), 'main');
    assert.equal(ward.introduced.length, 1);
    assert.deepEqual(
      ward.introduced[0]?.norms.map(({ name, text }) => [name, text]),
      [
        ['careful', 'must not dose when audience is minor'],
        ['urgent', 'must dose when audience is minor'],
      ],
    );
    assert.ok(ward.introduced[0]?.norms.every(({ at }) => at));
    const urgent = ward.marks.find(({ principle }) => principle === 'urgent');
    assert.equal(urgent?.sign, 'conflict');
    assert.match(urgent?.lines.join('\n') ?? '', /These two cannot both be kept when audience is minor/);
    const added = await review(uriOf(here, 'other.constitution'), 'main');
    assert.match(added.headline, /^This document is new: there is none like it in main/);
    assert.deepEqual([added.marks, added.lenses], [[], []]);
  });

  it('marks norms that read as before, where something around them decides otherwise', async () => {
    const text = `${spec('must not dose when audience is minor')}\nprinciple urgent "Urgent" {\n  must dose when audience is minor\n}\n`;
    const here = repository({ 'clinic.constitution': text });
    here.commit('conflicting');
    here.git('switch', '-q', '-c', 'work');
    await serving(here.folder);
    const uri = uriOf(here);
    await open(uri, text.replace('  must dose when', '  overrides careful\n  must dose when'));
    const { resolved, sections, marks } = await review(uri);
    assert.equal(resolved.length, 1);
    assert.deepEqual(
      sections.map(({ title }) => title),
      ['What decides between norms'],
    );
    assert.deepEqual(
      marks.map(({ principle, title }) => [principle, title]),
      [
        ['careful', 'required when audience is minor; in main it was both forbidden and required'],
        ['urgent', 'required when audience is minor; in main it was both forbidden and required'],
      ],
    );
    assert.ok(marks.every(({ lines }) => lines.some(line => line.startsWith('The norm reads as before'))));
  });

  it('gives the file as the main branch has it, and the versions that there are', async () => {
    const here = branched();
    here.git('tag', 'v1');
    await serving(here.folder);
    const params = { uri: uriOf(here) };
    await open(params.uri, bound);
    const text = await client.connection.sendRequest(reviewRequests.onMain.method, params);
    assert.deepEqual(text, { kind: 'text', name: 'main', text: free });
    const missing = await client.connection.sendRequest(reviewRequests.onMain.method, { uri: uriOf(here, 'none.constitution') });
    assert.deepEqual(missing, { kind: 'absent' });
    const listed = reviewRequests.revisions.result.parse(await client.connection.sendRequest(reviewRequests.revisions.method, params));
    assert.ok(listed.kind === 'revisions');
    assert.equal(listed.main, 'main');
    assert.deepEqual(
      listed.revisions
        .map(({ name, kind }) => `${kind} ${name}`)
        .slice(0, 3)
        .sort(),
      ['branch main', 'branch work', 'tag v1'],
    );
    assert.match(listed.revisions.find(({ kind }) => kind === 'commit')?.about ?? '', /^2026-01-01 {2}free$/);
  });

  it('says why there is nothing to compare with', async () => {
    const plain = path.join(repository({ 'clinic.constitution': free }).folder);
    await serving(plain);
    const uri = pathToFileURL(path.join(plain, 'clinic.constitution')).href;
    await open(uri, free);
    assert.match(await refusal(uri, 'main'), /^main is no revision/);
    assert.match(await refusal(uri, '--output=/tmp/x'), /is no revision/);
    await client.close();
    const here = branched();
    execFileSync('rm', ['-rf', path.join(here.folder, '.git')]);
    await serving(here.folder);
    assert.match(await refusal(uriOf(here)), /in no git repository/);
  });

  it('explains a shallow clone', async () => {
    const here = branched();
    here.write('clinic.constitution', bound);
    here.commit('bound');
    const clone = path.join(here.folder, 'clone');
    here.git('clone', '-q', '--depth', '1', '--single-branch', '--branch', 'work', pathToFileURL(here.folder).href, clone);
    await serving(clone);
    const uri = pathToFileURL(path.join(clone, 'clinic.constitution')).href;
    assert.match(await refusal(uri, 'main'), /shallow: it holds only the newest commits/);
  });

  it('fetches nothing in a clone that is not whole', async () => {
    const here = branched();
    for (const name of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant']) here.git('config', name, 'true');
    here.write('clinic.constitution', bound);
    here.commit('bound');
    const clone = path.join(here.folder, 'clone');
    here.git('clone', '-q', '--filter=blob:none', '--branch', 'work', pathToFileURL(here.folder).href, clone);
    const objects = () => execFileSync('git', ['count-objects', '-v'], { cwd: clone, encoding: 'utf8' });
    const before = objects();
    await serving(clone);
    const uri = pathToFileURL(path.join(clone, 'clinic.constitution')).href;
    assert.match(await refusal(uri, 'origin/main'), /not in this clone|not all of them are in this clone/);
    assert.equal(objects(), before);
    // Whoever runs the command has asked for it, and git fetches what is missing as it always does.
    execFileSync('git', ['cat-file', '-p', 'origin/main:clinic.constitution'], { cwd: clone });
    assert.notEqual(objects(), before);
    assert.match((await review(uri, 'origin/main')).headline, /^Stricter/);
  });

  it('runs no git where nobody trusts the folder, and no program that a repository names', async () => {
    const here = branched();
    const trap = (name: string) => `touch ${path.join(here.folder, name)}; cat`;
    for (const [key, value] of Object.entries({
      'core.fsmonitor': trap('fsmonitor'),
      'diff.spec.textconv': trap('textconv'),
      'filter.spec.smudge': trap('smudge'),
      'filter.spec.clean': trap('clean'),
      'core.pager': trap('pager'),
      'gpg.program': trap('gpg'),
      'log.showSignature': 'true',
    }))
      here.git('config', key, value);
    here.write('.gitattributes', '*.constitution diff=spec filter=spec\n');
    await serving(here.folder, false);
    assert.match(await refusal(uriOf(here)), /not trusted, so git is not run/);
    await client.close();
    await serving(here.folder);
    await open(uriOf(here), bound);
    assert.match((await review(uriOf(here))).headline, /^Stricter/);
    const listed = await client.connection.sendRequest(reviewRequests.revisions.method, { uri: uriOf(here) });
    assert.equal((listed as z.infer<typeof reviewRequests.revisions.result>).kind, 'revisions');
    assert.deepEqual(execFileSync('ls', ['-A'], { cwd: here.folder, encoding: 'utf8' }).trim().split('\n'), [
      '.git',
      '.gitattributes',
      'clinic.constitution',
    ]);
  });

  it('in a folder that has gone, it says that', async () => {
    const here = branched();
    await serving(here.folder);
    const uri = uriOf(here);
    await open(uri, bound);
    await review(uri);
    rmSync(here.folder, { recursive: true });
    assert.match(await refusal(uri), /: there is no such file, so there is nothing to compare\.$/);
  });
});
