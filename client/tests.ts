// Evals and examples in the native Test Explorer.

import {
  CancellationTokenSource,
  commands,
  Disposable,
  type TestController,
  type TestItem,
  type TestRun,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type ListedEval, previewRequests } from '../server/features/preview-protocol.ts';
import { onQuiet } from './changes.ts';
import { coverageDetails } from './coverage.ts';
import { carryOut, itemId, type State } from './eval-runs.ts';
import { currentSpec, isSpec, specFiles } from './languages.ts';
import { editorRange } from './places.ts';
import { results } from './results.ts';
import type { Surface } from './session.ts';

export const testExplorer: Surface = session => {
  const controller = tests.createTestController('polity', 'Polity');
  const listed = new Map<string, ListedEval>();
  const state: State = { session, controller, listed, principles: new Map(), results: results() };
  const come = new Set<string>();
  const files = workspace.createFileSystemWatcher(specFiles, false, true, false);
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
    files,
    // The server hears of it later: they are listed when it has, and things are quiet again.
    files.onDidCreate(uri => come.add(uri.toString())),
    files.onDidDelete(uri => come.delete(uri.toString())),
    commands.registerCommand('polity.runEvals', runEvals),
    onQuiet(session, () => void listKnown(state, come), 600),
  );
};

const isAbout = (one: ListedEval | undefined, name: string): boolean => one !== undefined && (one.id === name || one.checks.includes(name));

const itemsIn = (controller: TestController, uri: Uri): TestItem[] =>
  [...(controller.items.get(uri.toString())?.children ?? [])].map(([, item]) => item);

async function findAll(state: State): Promise<void> {
  for (const uri of await workspace.findFiles(specFiles, '**/node_modules/**', 500)) await listFile(state, uri);
}

/** Open specs, those that stand in the explorer already, and files that have come. */
async function listKnown(state: State, come: ReadonlySet<string>): Promise<void> {
  const open = workspace.textDocuments.filter(isSpec).map(({ uri }) => uri.toString());
  const known = [...state.controller.items].map(([id]) => id);
  for (const address of new Set([...open, ...known, ...come])) await listFile(state, Uri.parse(address)).catch(() => undefined);
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
    const id = itemId(address, one.id);
    listed.set(id, one);
    const item = file.children.get(id) ?? controller.createTestItem(id, one.title, uri);
    item.label = one.title;
    item.range = editorRange(one.at.range);
    // No description: a screen reader would be told it in the place of the title.
    item.error = one.left;
    return item;
  });
  file.children.replace(children);
}

/** Whether a run is about anything in this file. */
function touches({ include }: TestRunRequest, uri: Uri): boolean {
  return include === undefined || include.some(item => item.uri?.toString() === uri.toString());
}
