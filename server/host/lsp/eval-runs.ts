// Evals and examples: listed by document, and run in full, every case and repeat, as on the command line.

import { randomBytes } from 'node:crypto';
import type { CancellationToken } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type * as z from 'zod';
import { worldOf } from '../../analysis/norms/worlds.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
import { type Gathered, gathered } from '../../evaluation/cases.ts';
import { withFile } from '../../evaluation/naming.ts';
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
    ({ id, title, kind, at, why }): ListedEval => ({ id, title, kind, at: spotLocation(view, at), checks: [], tags: [], left: why }),
  );
  return [...whole, ...empty];
}

interface Doors {
  readonly token: CancellationToken;
  readonly editor: EditorModels;
}

interface Seen {
  readonly uri: string;
  readonly ids: readonly string[];
  readonly view: View;
}

/** An eval that is run, and what its document calls it. */
interface Asked {
  readonly uri: string;
  readonly id: string;
  readonly view: View;
  readonly plan: EvalPlan;
}

async function carriedOut({ session, connection }: Served, params: EvalRun, { token, editor }: Doors): Promise<Result> {
  const folder = placeOf(session, params.documents[0]!.uri)?.folder;
  const seen = params.documents.flatMap(({ uri, ids }): Seen[] => {
    const view = placeOf(session, uri)?.folder === folder ? viewOf(session, uri) : undefined;
    return view ? [{ uri, ids, view }] : [];
  });
  if (!folder || seen.length === 0) return refused('This is no spec that Polity knows.');
  const { config, cast } = await castWith(folder.config, params.model);
  const asked = askedIn(seen, config);
  if (asked.length === 0) return refused('These evals are in the spec no longer.');
  if (!cast) return refused(noModel);
  const evals = asked.map(({ plan }) => plan);
  const documents = documentsOf(seen);
  const plan: RunPlan = { evals, modelsOf: cast.modelsOf, judges: cast.judges, simulator: cast.simulator, documents };
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const effects = await effectsFor(folder, { keys: keysFor(config, params.keys), signal: abort.signal, editor });
  const keeper = keeperFor(folder);
  const ended = endings(asked, (uri, score) => void connection.sendNotification(evalEnded.method, { run: params.run, uri, score }));
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

/** Where two documents share a name, the file stands before it, as on the command line. */
function askedIn(seen: readonly Seen[], config: Config): Asked[] {
  const all = seen.flatMap(({ uri, ids, view }) => evalsIn(view, config).plans.map(plan => ({ uri, ids, view, plan, id: plan.id })));
  const named = Map.groupBy(all, ({ id }) => id);
  const wanted = all.filter(({ ids, id }) => ids.includes(id));
  return wanted.map(({ uri, view, plan, id }) => {
    const shared = named.get(id)!.length > 1;
    return { uri, id, view, plan: shared ? { ...plan, id: withFile(view.document.file, id) } : plan };
  });
}

function documentsOf(seen: readonly Seen[]): RunPlan['documents'] {
  const texts = new Map(
    seen.flatMap(({ view }) => [...view.scope.reach.keys()].map(file => [file, view.workspace.documents.get(file)!.tree.text])),
  );
  return [...texts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([file, text]) => ({ file, hash: sha256(text) }));
}

/** Runs are kept beside the specs on the disk, and nowhere for what lies on none. */
function keeperFor({ uri, loose }: Folder): { readonly id: string; readonly keep: (line: RunLine) => void; readonly close: () => void } {
  const id = newRunId(Date.now(), randomBytes(2).toString('hex'));
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file' || loose) return { id, keep: () => {}, close: () => {} };
  return { id, ...writeRun(writableIn(parsed.fsPath, runsFolder(parsed.fsPath)), id) };
}

/** Tells of an eval when the last of its conversations is on record. */
function endings(asked: readonly Asked[], tell: (uri: string, score: ShownScore) => void): (line: RunLine) => void {
  const known = new Map(asked.map(each => [each.plan.id, each]));
  let head: RunHead | undefined;
  const trials = new Map<string, TrialRecord[]>();
  return line => {
    if (line.kind === 'run') head = line;
    if (line.kind !== 'trial' || !head) return;
    const own = [...(trials.get(line.eval) ?? []), line];
    trials.set(line.eval, own);
    const { uri, id, view, plan } = known.get(line.eval)!;
    const planned = head.evals.find(({ id }) => id === line.eval)!;
    if (own.length === plan.cases.length * plan.repeat * planned.models.length)
      tell(uri, { ...scoreOf(view, { ...head, evals: [planned] }, own), id });
  };
}

function scoreOf(view: View, head: RunHead, trials: readonly TrialRecord[]): Omit<ShownScore, 'id'> {
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
