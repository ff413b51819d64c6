// Evals and examples in the native Test Explorer.

import {
  CancellationTokenSource,
  commands,
  Disposable,
  Location,
  Position,
  Range,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type ListedEval, type ListedPrinciple, previewRequests, type ShownScore } from '../server/features/preview-protocol.ts';
import { onQuiet } from './changes.ts';
import { coverageDetails, coverageOf } from './coverage.ts';
import { currentSpec, isSpec, specFiles } from './languages.ts';
import { chosenModel, keysFor } from './models.ts';
import { editorRange } from './places.ts';
import { type Results, results } from './results.ts';
import type { Session, Surface } from './session.ts';
import { terminalText } from './terminal.ts';

export const testExplorer: Surface = session => {
  const controller = tests.createTestController('polity', 'Polity');
  const listed = new Map<string, ListedEval>();
  const state: State = { session, controller, listed, principles: new Map(), results: results() };
  controller.resolveHandler = async () => findAll(state);
  controller.refreshHandler = async () => findAll(state);
  const runAs = (again: boolean) => async (request: TestRunRequest, token: TestRun['token']) => {
    if (!request.continuous) return carryOut(state, { request, again }, token);
    const saved = workspace.onDidSaveTextDocument(document => {
      if (isSpec(document) && touches(request, document.uri)) void carryOut(state, { request, again, only: document.uri }, token);
    });
    token.onCancellationRequested(() => saved.dispose());
  };
  const profile = controller.createRunProfile('Run', TestRunProfileKind.Run, runAs(false), true, undefined, true);
  const covering = controller.createRunProfile(
    'Run, and See Which Principles Are Checked',
    TestRunProfileKind.Coverage,
    runAs(false),
    true,
  );
  covering.loadDetailedCoverage = async (_run, coverage) => coverageDetails(coverage);
  const askAgain = controller.createRunProfile('Ask Again, Whatever Is Recorded', TestRunProfileKind.Run, runAs(true), false);
  const runEvals = async (address?: unknown, name?: unknown) => {
    const uri = typeof address === 'string' ? Uri.parse(address) : address instanceof Uri ? address : (await currentSpec())?.uri;
    if (!uri) return;
    await listFile(state, uri);
    const wanted = itemsIn(controller, uri).filter(({ id }) => typeof name !== 'string' || isAbout(listed.get(id), name));
    if (wanted.length === 0) {
      void window.showInformationMessage('There is no eval and no example here yet. “Polity: Preview” copies what it shows as one.');
      return;
    }
    const source = new CancellationTokenSource();
    const request = new TestRunRequest(wanted, undefined, profile);
    await carryOut(state, { request, again: false }, source.token).finally(() => source.dispose());
  };
  return Disposable.from(
    controller,
    profile,
    askAgain,
    covering,
    state.results,
    commands.registerCommand('polity.runEvals', runEvals),
    onQuiet(session, () => void listOpen(state), 600),
  );
};

interface State {
  readonly session: Session;
  readonly controller: TestController;
  /** By the id of the item. */
  readonly listed: Map<string, ListedEval>;
  /** By the address of the file. */
  readonly principles: Map<string, readonly ListedPrinciple[]>;
  readonly results: Results;
}

const isAbout = (one: ListedEval | undefined, name: string): boolean => one !== undefined && (one.id === name || one.checks.includes(name));

const itemsIn = (controller: TestController, uri: Uri): TestItem[] =>
  [...(controller.items.get(uri.toString())?.children ?? [])].map(([, item]) => item);

async function findAll(state: State): Promise<void> {
  for (const uri of await workspace.findFiles(specFiles, '**/node_modules/**', 500)) await listFile(state, uri);
}

/** Open specs, and those that stand in the explorer already. */
async function listOpen(state: State): Promise<void> {
  const open = workspace.textDocuments.filter(isSpec).map(({ uri }) => uri.toString());
  const known = [...state.controller.items].map(([id]) => id);
  for (const address of new Set([...open, ...known])) await listFile(state, Uri.parse(address)).catch(() => undefined);
}

async function listFile({ session, controller, listed, principles, results: shown }: State, uri: Uri): Promise<void> {
  const found = await session.server.ask(previewRequests.evals, { uri: uri.toString() });
  const { evals } = found;
  const address = uri.toString();
  principles.set(address, found.principles);
  shown.listed(uri, evals);
  if (evals.length === 0) return controller.items.delete(address);
  const file = controller.items.get(address) ?? controller.createTestItem(address, workspace.asRelativePath(uri), uri);
  controller.items.add(file);
  const children = evals.map(one => {
    const id = `${address}#${one.id}`;
    listed.set(id, one);
    const item = file.children.get(id) ?? controller.createTestItem(id, one.title, uri);
    item.label = one.title;
    item.range = editorRange(one.at.range);
    item.description = [one.kind, one.checks.length > 0 ? `checks ${one.checks.join(', ')}` : ''].filter(part => part !== '').join(' ');
    if (one.left) item.error = one.left;
    return item;
  });
  file.children.replace(children);
}

/** Whether a run is about anything in this file. */
function touches({ include }: TestRunRequest, uri: Uri): boolean {
  return include === undefined || include.some(item => item.uri?.toString() === uri.toString());
}

/** What is to be run, by file. */
function chosen({ controller }: State, { include, exclude = [] }: TestRunRequest, only: Uri | undefined): Map<string, TestItem[]> {
  const roots = include ?? [...controller.items].map(([, item]) => item);
  const leaves = roots.flatMap(item => (item.children.size > 0 ? [...item.children].map(([, child]) => child) : [item]));
  const wanted = leaves.filter(item => !exclude.includes(item) && (!only || item.uri?.toString() === only.toString()));
  return Map.groupBy(wanted, item => item.uri!.toString());
}

interface Wanted {
  readonly request: TestRunRequest;
  /** Replies that were kept are not taken for an answer. */
  readonly again: boolean;
  /** Of what was asked for, this file alone. */
  readonly only?: Uri;
}

async function carryOut(state: State, { request, again, only }: Wanted, token: TestRun['token']): Promise<void> {
  const { session, controller, listed } = state;
  const run = controller.createTestRun(request);
  try {
    for (const [uri, items] of chosen(state, request, only)) {
      const runnable = items.filter(item => {
        const left = listed.get(item.id)?.left;
        if (left) run.skipped(item);
        return !left;
      });
      if (runnable.length === 0 || token.isCancellationRequested) continue;
      const covers = request.profile?.kind === TestRunProfileKind.Coverage;
      await runFile(state, { run, uri, items: runnable, again, covers, token });
    }
  } catch (error) {
    session.log.error('Evals were not run.', String(error));
    run.appendOutput(terminalText(`${error instanceof Error ? error.message : String(error)}\n`));
  } finally {
    run.end();
  }
}

interface FileRun {
  readonly run: TestRun;
  readonly uri: string;
  readonly items: readonly TestItem[];
  readonly again: boolean;
  /** Shows which principles are checked. */
  readonly covers: boolean;
  readonly token: TestRun['token'];
}

async function runFile(
  { session, listed, principles, results: shown }: State,
  { run, uri, items, again, covers, token }: FileRun,
): Promise<void> {
  const open = new Map(items.map(item => [listed.get(item.id)!.id, item]));
  for (const item of items) run.started(item);
  const text = workspace.textDocuments.find(document => document.uri.toString() === uri)?.getText();
  const ran: ListedEval[] = [];
  const id = crypto.randomUUID();
  const source = new CancellationTokenSource();
  const stops = [token, run.token].map(each => each.onCancellationRequested(() => source.cancel()));
  const hearing = session.server.onEvalEnded(({ run: told, score }) => {
    const item = told === id ? open.get(score.id) : undefined;
    if (!item) return;
    open.delete(score.id);
    settle(run, item, score);
    shown.ended(Uri.parse(uri), score, text);
    if (score.status !== 'not run') ran.push(listed.get(item.id)!);
  });
  try {
    const { models } = await session.server.ask(previewRequests.models, { uri, local: false });
    const keys = await keysFor(session, models);
    const model = chosenModel(session);
    const params = { uri, run: id, ids: [...open.keys()], keys, again, ...(model === undefined ? {} : { model }) };
    const result = await session.server.ask(previewRequests.runEvals, params, source.token);
    const why = result.kind === 'refused' ? result.message : 'Cancelled.';
    for (const item of open.values()) result.kind === 'refused' ? run.errored(item, new TestMessage(why)) : run.skipped(item);
    if (result.kind === 'refused') run.appendOutput(terminalText(`${why}\n`));
    const covered = covers && coverageOf(uri, principles.get(uri) ?? [], ran);
    if (covered) run.addCoverage(covered);
  } finally {
    hearing.dispose();
    for (const each of stops) each.dispose();
    source.dispose();
  }
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

function settle(run: TestRun, item: TestItem, score: ShownScore): void {
  const { status, passed, total, low, high, why, shortfalls, milliseconds } = score;
  const rate = `${passed} of ${total} passed, 95% between ${percent(low)} and ${percent(high)}`;
  const line = `${item.label}: ${status}${total > 0 ? `, ${rate}` : ''}${why ? `. ${why}` : ''}\n`;
  run.appendOutput(terminalText(line), undefined, item);
  if (status === 'pass') run.passed(item, milliseconds);
  else if (status === 'not run') run.errored(item, new TestMessage(`Not run, which is neither pass nor fail. ${why ?? ''}`), milliseconds);
  else {
    const note = status === 'flaky' ? `Flaky, which is neither pass nor fail: ${rate}.` : total > 1 ? `${rate}.` : '';
    const messages = messagesOf(shortfalls, note);
    run.failed(item, messages.length > 0 ? messages : new TestMessage(note), milliseconds);
  }
}

/** One for each expectation, at its line, however often it failed. */
function messagesOf(shortfalls: ShownScore['shortfalls'], note: string): TestMessage[] {
  const byPlace = Map.groupBy(shortfalls, ({ label, at }) => `${at.range.start.line} ${label}`);
  return [...byPlace.values()].map(all => {
    const { label, at, met, reason, reply, binding } = all[0]!;
    const times = all.length > 1 ? ` (${all.length} times)` : '';
    const where = binding === '' ? '' : ` Where ${binding}.`;
    const message = new TestMessage(
      `${note === '' ? '' : `${note}\n`}${label}: ${met}${times}. ${reason}${where}${reply === '' ? '' : `\n\nThe reply:\n${reply}`}`,
    );
    const { line, character } = at.range.start;
    message.location = new Location(Uri.parse(at.uri), new Range(new Position(line, character), new Position(line, 1000)));
    return message;
  });
}
