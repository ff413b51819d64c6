// The history of runs in the editor: what is kept under `.polity/runs`, listed, shown, and two of them side by side, with each
// eval where it stands in the text now.

import { setImmediate } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type * as z from 'zod';
import { memo } from '../../analysis/memo.ts';
import type { Spot } from '../../evaluation/case.ts';
import { compareRuns } from '../../evaluation/comparison.ts';
import { nameOf } from '../../evaluation/naming.ts';
import type { RunHead } from '../../evaluation/record.ts';
import { bindingText, type EvalScore, type Status, type Summary } from '../../evaluation/score.ts';
import { type FolderRuns, type ListedRun, type NamedCase, type RunShortfall, runRequests } from '../../features/runs-protocol.ts';
import type { KeptRun } from '../../reporting/evals/kept-run.ts';
import { leadsOut } from '../files.ts';
import { isRefusal, refusal } from '../refusal.ts';
import { type Glimpse, glimpse, openRunBetween, runIds, runsFolder } from '../runs.ts';
import { sha256 } from './asking.ts';
import { listedIn } from './eval-runs.ts';
import type { Folder } from './folders.ts';
import { serveQuestion } from './question.ts';
import type { Served } from './server.ts';
import { snapshotOf, viewOf } from './session.ts';

type Requests = typeof runRequests;
type Result<N extends keyof Requests> = z.input<Requests[N]['result']>;

/** A list of more is no help to anybody. */
const mostListed = 200;

export function serveRuns(served: Served): void {
  const { list, compare, show } = runRequests;
  serveQuestion(served, list, async () => {
    const folders: FolderRuns[] = [];
    for (const folder of served.session.folders) {
      const runs = folderOfRuns(folder);
      if (runs !== undefined) folders.push(await listIn(folder, runs));
    }
    return { folders };
  });
  serveQuestion(served, compare, async ({ folder, runs }, token) => {
    const place = placeIn(served, folder);
    // Ids sort by time.
    const [old, young] = [...runs].sort() as [string, string];
    return comparisonOf(place, await opened(place, old, token), await opened(place, young, token));
  });
  serveQuestion(served, show, async ({ folder, run }, token) => {
    const place = placeIn(served, folder);
    return shownRun(place, await opened(place, run, token));
  });
}

interface Place {
  readonly served: Served;
  readonly folder: Folder;
  readonly runs: string;
}

function placeIn(served: Served, uri: string): Place {
  const folder = served.session.folders.find(each => each.uri === uri);
  const runs = folder && folderOfRuns(folder);
  if (!folder || runs === undefined) throw refusal('This folder is open no longer, so its runs cannot be read.');
  return { served, folder, runs };
}

/** Undefined for what lies on no disk, and where a link leads out of the workspace. */
function folderOfRuns({ uri, loose }: Folder): string | undefined {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file' || loose) return undefined;
  const runs = runsFolder(parsed.fsPath);
  return leadsOut(parsed.fsPath, runs) ? undefined : runs;
}

async function listIn({ uri }: Folder, folder: string): Promise<FolderRuns> {
  const ids = runIds(folder);
  const found: { readonly id: string; readonly seen: Glimpse | undefined }[] = [];
  for (const id of ids.slice(0, mostListed)) {
    found.push({ id, seen: glimpse(folder, id) });
    await setImmediate();
  }
  return {
    folder: uri,
    name: URI.parse(uri).path.split('/').at(-1) ?? '',
    runs: found.flatMap(({ seen }) => (seen ? [{ ...listedRun(seen.head), ...endOf(seen.end) }] : [])),
    more: Math.max(0, ids.length - mostListed),
    unreadable: found.flatMap(({ id, seen }) => (seen ? [] : [`${id}.jsonl`])),
  };
}

function listedRun({ id, started, models, judges, evals }: RunHead): ListedRun {
  return {
    id,
    started,
    models: models.map(({ name, model, sampling }) => ({ name, model, ...(sampling ? { sampling } : {}) })),
    judges,
    files: [...new Set(evals.map(({ at }) => at.file))],
    evals: evals.length,
    state: 'open',
    unpriced: [],
  };
}

function endOf(end: KeptRun['end']): Pick<ListedRun, 'state' | 'count' | 'cost' | 'unpriced'> | undefined {
  if (!end) return undefined;
  const { interrupted, count, spent } = end;
  return { state: interrupted ? 'interrupted' : 'ended', count, cost: spent.costUSD, unpriced: spent.unpriced };
}

/** What an open run has come to so far is counted; the end of an ended one is taken at its word. */
function wholeRun({ head, end, summary }: KeptRun): ListedRun {
  const { count, calls } = summary;
  return { ...listedRun(head), count: { ...count }, cost: calls.costUSD, unpriced: calls.unpriced, ...endOf(end) };
}

/** A run of a hundred thousand conversations takes seconds to read: others are answered meanwhile. */
async function opened({ runs }: Place, id: string, token: CancellationToken): Promise<KeptRun> {
  const pause = async () => {
    await setImmediate();
    if (token.isCancellationRequested) throw refusal('Cancelled.');
  };
  const run = await openRunBetween(runs, id, pause).catch((error: unknown) => {
    if (isRefusal(error)) throw error;
    throw refusal(`The run ${id} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (run) return run;
  throw refusal(`The run ${id} is kept no longer, or its file is broken in its first line.`);
}

interface Known {
  /** Where an eval stands in the text now. */
  readonly evalAt: (of: { readonly id: string; readonly file: string }) => NamedCase['at'];
  /** A place of the run's text, where the text is still the same. */
  readonly spotAt: (head: RunHead, spot: Spot) => NamedCase['at'];
}

function knownIn({ served, folder }: Place): Known {
  const { uriOf } = snapshotOf(folder);
  const viewed = (file: string) => (folder.workspace.documents.has(file) ? viewOf(served.session, uriOf(file)) : undefined);
  const places = new Map<string, ReadonlyMap<string, NamedCase['at']>>();
  const placesIn = (file: string) => {
    const known = places.get(file);
    if (known) return known;
    const view = viewed(file);
    const found = new Map(view ? listedIn(view, folder.config).map(({ id, at }) => [id, at]) : []);
    places.set(file, found);
    return found;
  };
  return {
    // The command line puts the file before the name where two files have the same.
    evalAt: ({ id, file }) => placesIn(file).get(nameOf({ id, at: { file } })),
    spotAt: (head, { file, line, character }) => {
      const text = viewed(file)?.document.tree.text;
      const hash = head.documents.find(document => document.file === file)?.hash;
      if (text === undefined || hash !== sha256(text)) return undefined;
      const at = { line, character };
      return { uri: uriOf(file), range: { start: at, end: at } };
    },
  };
}

function comparisonOf(place: Place, before: KeptRun, after: KeptRun): Result<'compare'> {
  const known = knownIn(place);
  const { flips, onlyBefore, onlyAfter, undecided, ...numbers } = compareRuns(before.summary, after.summary);
  const nameIn = (run: KeptRun) => (one: { readonly eval: string; readonly binding: string; readonly model: string }) =>
    namedCase(known, run, one);
  return {
    kind: 'comparison',
    before: wholeRun(before),
    after: wholeRun(after),
    sameText: before.head.text === after.head.text,
    ...numbers,
    flips: flips.map(flip => {
      const { from, to, before: was, after: is, eval: id, evalBefore } = flip;
      const worse = rank[from] < rank[to] ? before : after;
      return {
        ...nameIn(after)(flip),
        before: { status: from, ratio: was },
        after: { status: to, ratio: is },
        shortfalls: shortfallsOf(known, worse, {
          id: worse === before ? evalBefore : id,
          binding: flip.binding,
          model: modelIn(worse, flip.model),
        }),
      };
    }),
    onlyBefore: onlyBefore.map(nameIn(before)),
    onlyAfter: onlyAfter.map(nameIn(after)),
    undecided: undecided.map(one => ({ ...nameIn(after)(one), in: one.in })),
  };
}

/** How bad it is. */
const rank: Readonly<Record<Status, number>> = { fail: 0, flaky: 1, 'not run': 1, pass: 2 };

/** Runs of one model each are compared with one another, whatever their models are called. */
function modelIn({ summary }: KeptRun, model: string): string {
  const names = new Set(summary.evals.map(score => score.model));
  return names.has(model) ? model : ([...names][0] ?? model);
}

function namedCase(
  known: Known,
  { head }: KeptRun,
  { eval: id, binding, model }: { readonly eval: string; readonly binding: string; readonly model: string },
): NamedCase {
  const planned = plansOf(head).get(id);
  const at = planned && known.evalAt({ id, file: planned.at.file });
  return { eval: id, title: planned?.title ?? id, ...(at ? { at } : {}), binding, model };
}

interface Which {
  readonly id: string;
  /** Left out: all of them. */
  readonly binding?: string;
  readonly model: string;
}

/** A reader wants to know what went wrong, not every time that it did. */
const mostShortfalls = 5;

function shortfallsOf(known: Known, run: KeptRun, { id, binding, model }: Which): RunShortfall[] {
  const planned = plansOf(run.head).get(id);
  const found = new Map<string, RunShortfall>();
  for (const trial of run.trialsOf(id)) {
    if (trial.model !== model || (binding !== undefined && bindingText(planned?.cases[trial.case] ?? {}) !== binding)) continue;
    for (const { label, at, met, reason, kind } of trial.verdicts) {
      if (kind === 'parity' || met === 'met' || met === 'not run') continue;
      const key = `${at.line} ${label}`;
      const seen = found.get(key);
      const place = known.spotAt(run.head, at);
      found.set(key, seen ? { ...seen, times: seen.times + 1 } : { label, ...(place ? { at: place } : {}), met, reason, times: 1 });
    }
  }
  const parity = scoreOf(run, id, model)?.parity.filter(({ met }) => met === 'not met') ?? [];
  return [...found.values(), ...parity.map(({ label, met, reason }) => ({ label, met, reason, times: 1 }))].slice(0, mostShortfalls);
}

const scoreOf = ({ summary }: KeptRun, id: string, model: string): EvalScore | undefined => scoresOf(summary).get(`${model}\n${id}`);

/** By id: a run may have many, and each is looked for. */
const plansOf = memo((head: RunHead) => new Map(head.evals.map(plan => [plan.id, plan])));
const scoresOf = memo((summary: Summary) => new Map(summary.evals.map(score => [`${score.model}\n${score.eval.id}`, score])));

function shownRun(place: Place, run: KeptRun): Result<'show'> {
  const known = knownIn(place);
  const { evals, rate, reasons } = run.summary;
  return {
    kind: 'run',
    run: wholeRun(run),
    rate: { passed: rate.passed, total: rate.total, low: rate.interval.low, high: rate.interval.high },
    evals: evals.map(({ eval: { id, title, at: spot }, model, status, rate: own }) => {
      const at = known.evalAt({ id, file: spot.file });
      return {
        eval: id,
        title,
        ...(at ? { at } : {}),
        model,
        tried: { status, ratio: `${own.passed}/${own.total}` },
        shortfalls: status === 'pass' ? [] : shortfallsOf(known, run, { id, model }),
      };
    }),
    notRun: reasons.map(({ why, count }) => ({ why, count })),
  };
}
