// Previews that are run: the same trials as in an eval, told piece by piece. Only in a workspace that its user trusts; keys come
// with the request and are gone with it.

import type { CancellationToken } from 'vscode-languageserver';
import type * as z from 'zod';
import { scopeOf } from '../../analysis/resolve.ts';
import { documentOf, withDocuments } from '../../analysis/workspace.ts';
import { asking } from '../../evaluation/asking.ts';
import type { Case } from '../../evaluation/case.ts';
import { runTrial, type Trial } from '../../evaluation/trial.ts';
import type { View } from '../../features/feature.ts';
import { type PreviewEnd, type PreviewEvent, type PreviewRun, previewEvents, previewRequests } from '../../features/preview-protocol.ts';
import type { Config } from '../config.ts';
import { type Cast, castOf } from '../models/casting.ts';
import { discoveredProfile, localServers } from '../models/discovery.ts';
import { profilesIn } from '../models/profiles.ts';
import { effectsFor, keysFor, sha256, withEditorModels } from './asking.ts';
import { type EditorModels, editorModels } from './editor-models.ts';
import { serveEvals } from './eval-runs.ts';
import { serveRuns } from './kept-runs.ts';
import { serveMeasuring } from './measuring.ts';
import { askedCase } from './preview-case.ts';
import { planOf, promptBudgetOf, shownModel, shownSaid, spotLocation } from './preview-plan.ts';
import { refused, serveQuestion, serveTrusted } from './question.ts';
import type { Served } from './server.ts';
import { placeOf, viewOf } from './session.ts';

type RunResult = z.input<typeof previewRequests.run.result>;
type Column = PreviewRun['columns'][number];

export function servePreviews(served: Served): void {
  const editor = editorModels(served.connection);
  const { run, models } = previewRequests;
  serveTrusted(served, run, (params, token) => carriedOut(served, params, { token, editor }));
  serveEvals(served, editor);
  serveMeasuring(served, editor);
  serveRuns(served);
  serveQuestion(served, models, async ({ uri, local }) => {
    const config = uri === undefined ? undefined : placeOf(served.session, uri)?.folder.config;
    return { models: await offersFor(config ?? served.session.folders[0]?.config ?? {}, local && served.client.trusted) };
  });
}

async function offersFor(config: Config, look: boolean): Promise<z.input<typeof previewRequests.models.result>['models']> {
  const configured = [...profilesIn(config).values()].map(profile => ({
    ...shownModel(profile, config),
    from: 'profile' as const,
    detail:
      profile.provider === 'vscode' ? 'one of the editor’s own models; how it draws its answers is not ours to choose' : profile.address,
  }));
  const local = look ? await localServers() : [];
  const found = local.flatMap(server =>
    server.models.slice(0, 50).map(model => ({
      ...shownModel(discoveredProfile(server, model), config),
      from: 'local' as const,
      detail: `${server.title}, on this machine`,
    })),
  );
  return [...configured, ...found];
}

interface Running {
  readonly served: Served;
  readonly params: PreviewRun;
  readonly signal: AbortSignal;
  readonly tell: (column: string, event: PreviewEvent) => void;
}

interface RunDoors {
  readonly token: CancellationToken;
  readonly editor: EditorModels;
}

async function carriedOut(served: Served, params: PreviewRun, { token, editor }: RunDoors): Promise<RunResult> {
  const view = viewOf(served.session, params.uri);
  const place = placeOf(served.session, params.uri);
  if (!view || !place) return refused('This is no spec that Polity knows. Save it as a `.constitution` or `.modelspec` first.');
  const plan = planOf(view, place.folder.config, params);
  if (plan.kind === 'nothing') return refused(plan.message);
  if (plan.conversation.length === 0) return refused('Nothing is asked yet: type what the user says.');
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  if (token.isCancellationRequested) abort.abort();
  const names = params.columns.map(({ model }) => model);
  const config = withEditorModels(place.folder.config, names);
  const servers = names.some(name => !Object.hasOwn(config.models ?? {}, name)) ? await localServers() : [];
  const casts = params.columns.map(({ model }) => castOf(config, [model], servers)!);
  const effects = await effectsFor(place.folder, {
    keys: keysFor(config, params.keys),
    signal: abort.signal,
    editor,
  });
  const running: Running = { served, params, signal: abort.signal, tell: telling(served, params.run) };
  const { ask } = asking(effects, {
    replay: params.again ? 'off' : 'prefer',
    since: effects.now(),
    ...(config.eval?.budgetUSD === undefined ? {} : { budgetUSD: config.eval.budgetUSD }),
  });
  await Promise.all(
    params.columns.map(async (column, i) => {
      const one = columnCase({ view, config, params }, column);
      if ('refused' in one) return running.tell(column.id, { kind: 'end', end: notRun(one.refused) });
      await columnRun(running, { column, case: one, cast: casts[i]!, ask, view });
    }),
  );
  return { kind: 'done', cancelled: abort.signal.aborted };
}

const notRun = (why: string): PreviewEnd => ({
  outcome: 'not run',
  why,
  input: 0,
  output: 0,
  milliseconds: 0,
  recorded: false,
  calls: 0,
});

/** The conversation is the same in every column; the prompt is the spec's, an earlier text's, or none. */
function columnCase(
  { view, config, params }: { view: View; config: Config; params: PreviewRun },
  { spec }: Column,
): Case | { readonly refused: string } {
  const budget = promptBudgetOf(config);
  const own = askedCase(view, params, budget);
  if ('refused' in own) return own;
  if (spec.kind === 'with') return own.case;
  if (spec.kind === 'without') return { ...own.case, prompt: '' };
  const { file } = view.document;
  const workspace = withDocuments(view.workspace, [documentOf(file, spec.text)]);
  const scope = scopeOf(workspace, file);
  if (!scope) return { refused: 'The other version is no spec that can be read.' };
  const before = askedCase(
    { ...view, workspace, scope, document: workspace.documents.get(file)! },
    { uri: params.uri, subject: { kind: 'document' }, facts: own.whenFacts, line: '…' },
    budget,
  );
  return 'refused' in before ? { refused: `In the other version: ${before.refused}` } : { ...own.case, prompt: before.prompt.text };
}

interface ColumnRun {
  readonly column: Column;
  readonly case: Case;
  readonly cast: Cast;
  readonly ask: ReturnType<typeof asking>['ask'];
  readonly view: View;
}

async function columnRun({ signal, tell }: Running, { column, case: one, cast, ask, view }: ColumnRun): Promise<void> {
  const [model] = cast.answering(undefined);
  const paced = pacing(text => tell(column.id, { kind: 'text', text }));
  const started = performance.now();
  const trial = await runTrial(
    { case: one, repeat: 1, model: model!, judges: cast.judges, simulator: cast.simulator },
    {
      ask,
      hash: sha256,
      onText: paced.push,
      onSaid: said => {
        paced.flush();
        tell(column.id, { kind: 'said', said: shownSaid(said) });
      },
      onVerdict: ({ check, met, reason, votes }) =>
        tell(column.id, {
          kind: 'verdict',
          verdict: {
            label: check.label,
            at: spotLocation(view, check.at),
            met,
            reason,
            votes: votes.map(({ judge, met: own, reason: why }) => ({ judge, met: own, reason: why })),
          },
        }),
    },
  );
  paced.flush();
  tell(column.id, { kind: 'end', end: endOf(trial, { milliseconds: performance.now() - started, cancelled: signal.aborted }) });
}

function endOf({ outcome, why, failure, calls, verdicts }: Trial, took: { milliseconds: number; cancelled: boolean }): PreviewEnd {
  const sum = (key: 'input' | 'output') => calls.reduce((total, call) => total + call[key], 0);
  const fresh = calls.filter(({ recorded }) => !recorded);
  const priced = calls.every(({ costUSD }) => costUSD !== undefined);
  const shown = outcome === 'not run' && failure === undefined && verdicts.length === 0;
  return {
    outcome: took.cancelled ? 'not run' : shown ? 'shown' : outcome,
    ...(took.cancelled ? { why: 'Cancelled.' } : why === undefined || shown ? {} : { why }),
    input: sum('input'),
    output: sum('output'),
    ...(priced ? { cost: fresh.reduce((total, { costUSD }) => total + (costUSD ?? 0), 0) } : {}),
    milliseconds: Math.round(took.milliseconds),
    recorded: calls.length > 0 && fresh.length === 0,
    calls: calls.length,
  };
}

/** A message for every token would drown the editor; one every so often reads as well. */
function pacing(give: (text: string) => void, milliseconds = 50): { readonly push: (text: string) => void; readonly flush: () => void } {
  let held = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = held;
    held = '';
    if (text !== '') give(text);
  };
  return {
    flush,
    push: text => {
      held += text;
      timer ??= setTimeout(flush, milliseconds);
    },
  };
}

const telling =
  ({ connection }: Served, run: string) =>
  (column: string, event: PreviewEvent): void =>
    void connection.sendNotification(previewEvents.method, { run, column, event });
