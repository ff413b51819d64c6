// Evals and examples of one document: listed, and run in full, every case and repeat, as on the command line.

import { randomBytes } from 'node:crypto';
import type { CancellationToken } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type * as z from 'zod';
import { worldOf } from '../../analysis/norms/worlds.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
import { type Gathered, gathered } from '../../evaluation/cases.ts';
import type { RunHead, RunLine, TrialRecord } from '../../evaluation/record.ts';
import { carryOut, type RunPlan } from '../../evaluation/run.ts';
import { addTrial, bindingText, summaryOf, tallyOf } from '../../evaluation/score.ts';
import { situationOf } from '../../evaluation/situation.ts';
import { isPattern } from '../../evaluation/textual.ts';
import type { View } from '../../features/feature.ts';
import { locationOf } from '../../features/places.ts';
import {
  type EvalRun,
  evalEnded,
  type ListedEval,
  type ListedPrinciple,
  previewRequests,
  type ShownScore,
} from '../../features/preview-protocol.ts';
import type { Config } from '../config.ts';
import { writableIn } from '../polity-folder.ts';
import { newRunId, runsFolder, writeRun } from '../runs.ts';
import { castWith, effectsFor, keysFor, noModel, sha256 } from './asking.ts';
import type { EditorModels } from './editor-models.ts';
import type { Folder } from './folders.ts';
import { promptBudgetOf, spotLocation } from './preview-plan.ts';
import { refused, serveQuestion, serveTrusted } from './question.ts';
import type { Served } from './server.ts';
import { placeOf, viewOf } from './session.ts';

type Result = z.input<typeof previewRequests.runEvals.result>;

export function serveEvals(served: Served, editor: EditorModels): void {
  const { evals, runEvals } = previewRequests;
  serveQuestion(served, evals, ({ uri }) => {
    const view = viewOf(served.session, uri);
    const config = placeOf(served.session, uri)?.folder.config;
    return { evals: view ? listedIn(view, config ?? {}) : [], principles: view ? principlesIn(view) : [] };
  });
  serveTrusted(served, runEvals, (params, token) => carriedOut(served, params, { token, editor }));
}

function evalsIn(view: View, config: Config): Gathered {
  const world = worldOf(view.scope, view.workspace.settings.solver);
  return gathered(view.scope, { situate: facts => situationOf(world, facts), isPattern, promptBudget: promptBudgetOf(config) });
}

function principlesIn(view: View): ListedPrinciple[] {
  return view.scope.own.declarations.flatMap(declared => {
    const { node } = declared;
    if (node.kind !== 'principle' || node.name.text === '') return [];
    const at = locationOf(view, { ...declared, span: node });
    return at ? [{ name: node.name.text, at }] : [];
  });
}

/** All evals and examples of a document, those of which nothing can be asked too. */
export function listedIn(view: View, config: Config): ListedEval[] {
  const { plans, left } = evalsIn(view, config);
  const whole = plans.map(({ id, title, kind, at, checks, tags }) => ({
    id,
    title,
    kind,
    at: spotLocation(view, at),
    checks: [...checks],
    tags: [...tags],
  }));
  const empty = left.map(
    ({ id, kind, at, why }): ListedEval => ({
      id,
      title: id,
      kind,
      at: spotLocation(view, at),
      checks: [],
      tags: [],
      left: why,
    }),
  );
  return [...whole, ...empty];
}

interface Doors {
  readonly token: CancellationToken;
  readonly editor: EditorModels;
}

async function carriedOut(served: Served, params: EvalRun, { token, editor }: Doors): Promise<Result> {
  const view = viewOf(served.session, params.uri);
  const folder = placeOf(served.session, params.uri)?.folder;
  if (!view || !folder) return refused('This is no spec that Polity knows.');
  const { config, cast } = await castWith(folder.config, params.model);
  const evals = evalsIn(view, config).plans.filter(({ id }) => params.ids.includes(id));
  if (evals.length === 0) return refused('These evals are in the spec no longer.');
  if (!cast) return refused(noModel);
  const documents = [...view.scope.reach.keys()]
    .sort()
    .map(file => ({ file, hash: sha256(view.workspace.documents.get(file)!.tree.text) }));
  const plan: RunPlan = { evals, modelsOf: cast.modelsOf, judges: cast.judges, simulator: cast.simulator, documents };
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const effects = await effectsFor(folder, { keys: keysFor(config, params.keys), signal: abort.signal, editor });
  const keeper = keeperFor(folder);
  const ended = endings(view, evals, score => void served.connection.sendNotification(evalEnded.method, { run: params.run, score }));
  const since = effects.now();
  const keep = (line: RunLine) => {
    keeper.keep(line);
    ended(line);
  };
  const budgetUSD = config.eval?.budgetUSD;
  const options = {
    id: keeper.id,
    started: new Date(since).toISOString(),
    since,
    replay: params.again ? ('off' as const) : ('prefer' as const),
  };
  try {
    await carryOut(
      plan,
      { ...effects, keep },
      { ...options, concurrency: config.eval?.concurrency ?? 4, ...(budgetUSD === undefined ? {} : { budgetUSD }) },
    );
  } finally {
    keeper.close();
  }
  return { kind: 'done', cancelled: abort.signal.aborted };
}

/** Runs are kept beside the specs on the disk, and nowhere for what lies on none. */
function keeperFor({ uri, loose }: Folder): { readonly id: string; readonly keep: (line: RunLine) => void; readonly close: () => void } {
  const id = newRunId(Date.now(), randomBytes(2).toString('hex'));
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file' || loose) return { id, keep: () => {}, close: () => {} };
  return { id, ...writeRun(writableIn(parsed.fsPath, runsFolder(parsed.fsPath)), id) };
}

/** Tells of an eval when the last of its conversations is on record. */
function endings(view: View, plans: readonly EvalPlan[], tell: (score: ShownScore) => void): (line: RunLine) => void {
  let head: RunHead | undefined;
  const trials = new Map<string, TrialRecord[]>();
  return line => {
    if (line.kind === 'run') head = line;
    if (line.kind !== 'trial' || !head) return;
    const own = [...(trials.get(line.eval) ?? []), line];
    trials.set(line.eval, own);
    const plan = plans.find(({ id }) => id === line.eval)!;
    const planned = head.evals.find(({ id }) => id === line.eval)!;
    if (own.length === plan.cases.length * plan.repeat * planned.models.length) tell(scoreOf(view, { ...head, evals: [planned] }, own));
  };
}

function scoreOf(view: View, head: RunHead, trials: readonly TrialRecord[]): ShownScore {
  const tally = tallyOf(head);
  for (const trial of trials) addTrial(tally, trial);
  const { evals, reasons } = summaryOf(tally);
  const [score] = evals;
  const { rate, status, parity } = score!;
  const why = reasons[0]?.why;
  const missed = trials.flatMap(({ verdicts, transcript, case: index }) =>
    verdicts
      .filter(({ met, kind }) => kind !== 'parity' && (met === 'not met' || met === 'unclear'))
      .map(({ label, at, met, reason }) => ({
        label,
        at: spotLocation(view, at),
        met,
        reason,
        reply: transcript.findLast(({ generated }) => generated === 'reply')?.text ?? '',
        binding: bindingText(head.evals[0]!.cases[index] ?? {}),
      })),
  );
  const unequal = parity
    .filter(({ met }) => met === 'not met')
    .map(({ label, reason, line }) => ({
      label,
      at: spotLocation(view, { file: view.document.file, line, character: 0 }),
      met: 'not met' as const,
      reason,
      reply: '',
      binding: '',
    }));
  return {
    id: head.evals[0]!.id,
    status,
    passed: rate.passed,
    total: rate.total,
    low: rate.interval.low,
    high: rate.interval.high,
    ...(why === undefined ? {} : { why }),
    shortfalls: [...missed, ...unequal],
    milliseconds: trials.flatMap(({ calls }) => calls).reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  };
}
