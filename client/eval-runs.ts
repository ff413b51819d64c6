// A run of the Test Explorer: evals and examples of any number of specs, each settled as soon as it has ended. What lies in one
// folder is one run of the server, and is kept as one, so that two of them can be compared.

import {
  CancellationTokenSource,
  Location,
  Position,
  Range,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  type TestRunRequest,
  Uri,
  workspace,
} from 'vscode';
import { type ListedEval, type ListedPrinciple, previewRequests, type ShownScore } from '../server/features/preview-protocol.ts';
import { coverageOf } from './coverage.ts';
import { chosenModel, keysFor } from './models.ts';
import type { Results } from './results.ts';
import type { Session } from './session.ts';
import { terminalText } from './terminal.ts';

export interface State {
  readonly session: Session;
  readonly controller: TestController;
  /** By the id of the item. */
  readonly listed: Map<string, ListedEval>;
  /** By the address of the file. */
  readonly principles: Map<string, readonly ListedPrinciple[]>;
  readonly results: Results;
}

/** What is to be run. */
function chosen({ controller }: State, { include, exclude = [] }: TestRunRequest, only: Uri | undefined): TestItem[] {
  const roots = include ?? [...controller.items].map(([, item]) => item);
  const leaves = roots.flatMap(item => (item.children.size > 0 ? [...item.children].map(([, child]) => child) : [item]));
  const hidden = (item: TestItem) => exclude.includes(item) || (item.parent !== undefined && exclude.includes(item.parent));
  return leaves.filter(item => !hidden(item) && (!only || item.uri?.toString() === only.toString()));
}

interface Wanted {
  readonly request: TestRunRequest;
  /** Replies that were kept are not taken for an answer. */
  readonly again: boolean;
  /** Of what was asked for, this file alone. */
  readonly only?: Uri;
}

export async function carryOut(state: State, { request, again, only }: Wanted, token: TestRun['token']): Promise<void> {
  const { controller, listed } = state;
  const run = controller.createTestRun(request);
  const runnable = chosen(state, request, only).filter(item => {
    const left = listed.get(item.id)?.left;
    if (left) run.skipped(item);
    return !left;
  });
  const covers = request.profile?.kind === TestRunProfileKind.Coverage;
  try {
    for (const items of Map.groupBy(runnable, folderOf).values()) {
      if (!token.isCancellationRequested) await runFolder(state, { run, items, again, covers, token });
    }
  } finally {
    run.end();
  }
}

/** What lies in none is run by itself. */
const folderOf = ({ uri }: TestItem): string => `${workspace.getWorkspaceFolder(uri!)?.uri ?? uri}`;

interface FolderRun {
  readonly run: TestRun;
  readonly items: readonly TestItem[];
  readonly again: boolean;
  /** Shows which principles are checked. */
  readonly covers: boolean;
  readonly token: TestRun['token'];
}

async function runFolder(state: State, { run, items, again, covers, token }: FolderRun): Promise<void> {
  const { session, listed, principles, results: shown } = state;
  const open = new Map(items.map(item => [item.id, item]));
  for (const item of items) run.started(item);
  const byFile = Map.groupBy(items, item => item.uri!.toString());
  const documents = [...byFile].map(([uri, own]) => ({ uri, ids: own.map(item => listed.get(item.id)!.id) }));
  const texts = await textsOf(byFile.keys());
  const ran = new Map<string, ListedEval[]>();
  const id = crypto.randomUUID();
  const source = new CancellationTokenSource();
  const stops = [token, run.token].map(each => each.onCancellationRequested(() => source.cancel()));
  const hearing = session.server.onEvalEnded(({ run: told, uri, score }) => {
    const item = told === id ? open.get(itemId(uri, score.id)) : undefined;
    if (!item) return;
    open.delete(item.id);
    settle(run, item, score);
    shown.ended(Uri.parse(uri), score, texts.get(uri));
    if (score.status !== 'not run') ran.set(uri, [...(ran.get(uri) ?? []), listed.get(item.id)!]);
  });
  const notRun = (why: string) => {
    for (const item of open.values()) run.errored(item, new TestMessage(`Not run, which is neither pass nor fail. ${why}`));
    run.appendOutput(terminalText(`${why}\n`));
  };
  const calledOff = () => {
    for (const item of open.values()) run.skipped(item);
  };
  try {
    const model = chosenModel(session);
    const keys = await keysOf(session, byFile.keys());
    const params = { run: id, documents, keys, again, ...(model === undefined ? {} : { model }) };
    const result = await session.server.ask(previewRequests.runEvals, params, source.token);
    if (result.kind === 'refused') notRun(result.message);
    else if (result.cancelled) calledOff();
    else if (open.size > 0) notRun('These evals are in the spec no longer.');
    if (!covers) return;
    for (const uri of byFile.keys()) {
      const covered = coverageOf(uri, principles.get(uri) ?? [], ran.get(uri) ?? []);
      if (covered) run.addCoverage(covered);
    }
  } catch (error) {
    if (source.token.isCancellationRequested) return calledOff();
    session.log.error('Evals were not run.', String(error));
    notRun(error instanceof Error ? error.message : String(error));
  } finally {
    hearing.dispose();
    for (const each of stops) each.dispose();
    source.dispose();
  }
}

export const itemId = (address: string, id: string): string => `${address}#${id}`;

async function keysOf(session: Session, files: Iterable<string>): Promise<Record<string, string>> {
  const found = await Promise.all([...files].map(uri => session.server.ask(previewRequests.models, { uri, local: false })));
  return keysFor(
    session,
    found.flatMap(({ models }) => models),
  );
}

/** What is run: the text of an editor, else that of the file. */
async function textsOf(files: Iterable<string>): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const address of files) {
    const uri = Uri.parse(address);
    const open = workspace.textDocuments.find(document => document.uri.toString() === address)?.getText();
    const text =
      open ??
      (await workspace.fs.readFile(uri).then(
        bytes => new TextDecoder().decode(bytes),
        () => undefined,
      ));
    if (text !== undefined) texts.set(address, text);
  }
  return texts;
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
