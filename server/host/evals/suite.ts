// What `eval`, `gate` and `measure` have in common: the plan of a run, made from files, and what it takes to carry it out.

import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { worldOf } from '../../analysis/norms/worlds.ts';
import { scopeOf } from '../../analysis/resolve.ts';
import type { AskingEffects, Replay } from '../../evaluation/asking.ts';
import type { Hash } from '../../evaluation/call.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
import { type Gathered, gathered } from '../../evaluation/cases.ts';
import { withFile } from '../../evaluation/naming.ts';
import type { RunEffects, RunOptions, RunPlan } from '../../evaluation/run.ts';
import { carryOut } from '../../evaluation/run.ts';
import { situationOf } from '../../evaluation/situation.ts';
import { isPattern } from '../../evaluation/textual.ts';
import type { KeptRun } from '../../reporting/evals/kept-run.ts';
import type { Call } from '../commands/command.ts';
import { leadsOut, shownFrom } from '../files.ts';
import { type Loaded, pathOf } from '../load.ts';
import type { Cast } from '../models/casting.ts';
import { environmentKeys } from '../models/profiles.ts';
import { processQueue } from '../models/queue.ts';
import { writableIn } from '../polity-folder.ts';
import type { Project } from '../project.ts';
import { recordingsFolder, recordingsIn, recordingsUnder } from '../recordings.ts';
import { refusal } from '../refusal.ts';
import { newRunId, openRun, runsFolder, writeRun } from '../runs.ts';

export const sha256: Hash = text => createHash('sha256').update(text).digest('hex');

export interface Suite {
  /** With those that were to be asked and cannot be: they are not run. */
  readonly plans: readonly EvalPlan[];
  /** Those that nobody meant to be asked. */
  readonly left: Gathered['left'];
  readonly prompts: Gathered['prompts'];
  readonly documents: RunPlan['documents'];
}

/** Part of a context window that is kept free for the conversation and the reply. */
const promptShare = 0.7;

/** Evals and examples of all documents that were asked for. Where two documents share a name, the file stands before it. */
export function suiteOf(project: Project, { workspace, asked }: Loaded, cast: Cast | undefined): Suite {
  const promptBudget = (model: string | undefined): number | undefined => {
    const windows = cast?.answering(model).flatMap(({ contextWindow }) => contextWindow ?? []) ?? [];
    return windows.length > 0 ? Math.floor(Math.min(...windows) * promptShare) : undefined;
  };
  const gather = (file: string) => {
    const scope = scopeOf(workspace, file)!;
    const world = worldOf(scope, workspace.settings.solver);
    return { file, found: gathered(scope, { situate: facts => situationOf(world, facts), isPattern, promptBudget }) };
  };
  const parts = asked.map(gather);
  const shown = (file: string) => shownFrom(project, pathOf(project, file));
  const names = new Map<string, number>();
  for (const { found } of parts) for (const { id } of [...found.plans, ...found.left]) names.set(id, (names.get(id) ?? 0) + 1);
  const idOf = (file: string, name: string) => (names.get(name)! > 1 ? withFile(shown(file), name) : name);
  const reached = new Set(asked.flatMap(file => [...(scopeOf(workspace, file)?.reach.keys() ?? [])]));
  return {
    plans: parts.flatMap(({ file, found }) => inOrder(found).map(plan => placed(plan, { shown, id: idOf(file, plan.id) }))),
    left: parts.flatMap(({ file, found }) =>
      found.left
        .filter(({ fault }) => !fault)
        .map(one => ({ ...one, id: idOf(file, one.id), at: { ...one.at, file: shown(one.at.file) } })),
    ),
    prompts: parts.flatMap(({ found }) => found.prompts),
    documents: [...reached].sort().map(file => ({ file, hash: sha256(workspace.documents.get(file)!.tree.text) })),
  };
}

/** As they stand in the text. */
const inOrder = ({ plans, left }: Gathered): EvalPlan[] =>
  [...plans, ...left.filter(({ fault }) => fault).map(unaskablePlan)].sort(
    (one, other) => one.at.line - other.at.line || one.at.character - other.at.character,
  );

/** What was asked for and not run is never a pass, so it stands among the others. */
const unaskablePlan = ({ why, fault: _, ...head }: Gathered['left'][number]): EvalPlan => ({
  ...head,
  cases: [{ binding: {}, prompt: '', steps: [], unaskable: why }],
  repeat: 1,
  pass: 1,
  parity: [],
});

/** The same plan with files as reports show them. */
function placed(plan: EvalPlan, { shown, id }: { shown: (file: string) => string; id: string }): EvalPlan {
  const moved = <T extends { readonly at: EvalPlan['at'] }>(one: T): T => ({ ...one, at: { ...one.at, file: shown(one.at.file) } });
  const cases = plan.cases.map(one => ({
    ...one,
    steps: one.steps.map(step => ('checks' in step ? { ...step, checks: step.checks.map(moved) } : step)),
  }));
  return { ...moved(plan), id, cases, parity: plan.parity.map(moved) };
}

export interface Carrying {
  readonly replay: Replay;
  readonly concurrency: number;
  readonly budgetUSD?: number;
  readonly progress?: RunEffects['progress'];
}

/** Where `.polity` leads out of the workspace, nothing is written there. */
export function polityFolders({ root }: Project): { readonly recordings: string; readonly runs: string } {
  for (const folder of [recordingsFolder(root), runsFolder(root)])
    if (leadsOut(root, folder)) throw refusal(`${folder}: a symbolic link leads out of the workspace (${root}); nothing was written`);
  return { recordings: recordingsFolder(root), runs: runsFolder(root) };
}

/** The world of calls: sending, keeping, waiting. The models' SDK is loaded at the first call that is sent. */
export async function askingEffects(call: Call, concurrency: number): Promise<AskingEffects> {
  const project = await call.project();
  const signal = call.world.interrupted();
  const keys = environmentKeys(project.config, call.world.env);
  const timeoutSeconds = project.config.eval?.timeoutSeconds ?? 60;
  const { recordings } = polityFolders(project);
  const sender = once(async () => (await import('../models/sending.ts')).sending({ keys, timeoutSeconds, signal }));
  return {
    send: async (asked, onText) => (await sender())(asked, onText),
    queue: processQueue(concurrency),
    // What is only replayed may stand where nothing can be written.
    recordings: call.options.replay === 'only' ? recordingsIn(recordings, sha256) : recordingsUnder(project.root, sha256),
    hash: sha256,
    now: Date.now,
    sleep: milliseconds => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
    cancelled: signal,
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Carries the run out and gives it back as it was kept. */
export async function runSuite(call: Call, plan: RunPlan, carrying: Carrying): Promise<KeptRun> {
  const { root } = await call.project();
  const runs = writableIn(root, runsFolder(root));
  const effects = await askingEffects(call, carrying.concurrency);
  const since = effects.now();
  const id = newRunId(since, randomBytes(2).toString('hex'));
  const writer = writeRun(runs, id);
  const { replay, concurrency, budgetUSD } = carrying;
  const options: RunOptions = { id, started: new Date(since).toISOString(), since, replay, concurrency, budgetUSD };
  try {
    await carryOut(plan, { ...effects, keep: writer.keep, progress: carrying.progress }, options);
  } finally {
    writer.close();
  }
  return openRun(runs, id)!;
}
