// Is a principle vague in fact, do two pull apart in fact: planned with what it costs, carried out once the user has seen that, and
// kept as a finding. Only in a workspace that its user trusts; keys come with the request and are gone with it.

import type { CancellationToken } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type * as z from 'zod';
import { check } from '../../analysis/check.ts';
import { measuredPrinciples, textHash } from '../../analysis/measured.ts';
import { asking } from '../../evaluation/asking.ts';
import type { Estimate } from '../../evaluation/estimate.ts';
import { totalCost } from '../../evaluation/estimate.ts';
import { carriedOut, estimatesOf, kinds, type Outcome, type Panel, type Study, studyOf } from '../../evaluation/study.ts';
import type { View } from '../../features/feature.ts';
import { type MeasureStudy, measureProgress, measureRequests } from '../../features/measure-protocol.ts';
import { dollars } from '../../reporting/evals/kept-run.ts';
import { spentLine, studyCases, studyWords } from '../../reporting/evals/measures.ts';
import { plural } from '../../reporting/report.ts';
import type { Config } from '../config.ts';
import { estimateWords } from '../evals/dry-run.ts';
import { findingsKeepable, keepMeasurement } from '../measured.ts';
import { panelOf } from '../models/casting.ts';
import { isRefusal } from '../refusal.ts';
import { castWith, effectsFor, keysFor, noModel, sha256 } from './asking.ts';
import type { EditorModels } from './editor-models.ts';
import type { Folder } from './folders.ts';
import { serveMeasured, shownCase } from './measured-cases.ts';
import { shownModel } from './preview-plan.ts';
import { refused, serveTrusted } from './question.ts';
import type { Served } from './server.ts';
import { filesChanged, placeOf, viewOf } from './session.ts';
import { takeIn } from './syncing.ts';

type PlanResult = z.input<typeof measureRequests.plan.result>;
type RunResult = z.input<typeof measureRequests.run.result>;
type RunParams = z.output<typeof measureRequests.run.params>;
type Refused = Extract<PlanResult, { kind: 'refused' }>;

export function serveMeasuring(served: Served, editor: EditorModels): void {
  const { plan, run } = measureRequests;
  serveMeasured(served);
  serveTrusted(served, plan, async params => shownPlan(await planned(served, params)));
  serveTrusted(served, run, (params, token) => measured(served, params, { token, editor }));
}

interface Planned {
  readonly kind: 'planned';
  readonly study: Study;
  readonly panel: Panel;
  readonly parts: readonly Estimate[];
  readonly notes: readonly string[];
  readonly config: Config;
  readonly folder: Folder;
  /** Of the folder, on the disk. */
  readonly root: string;
}

/** All that is known before anything is sent, or why nothing will be. */
async function planned({ session }: Served, { uri, what, principles, model, cases }: MeasureStudy): Promise<Planned | Refused> {
  const view = viewOf(session, uri);
  const folder = placeOf(session, uri)?.folder;
  if (!view || !folder) return refused('This is no spec that Polity knows.');
  const root = rootOf(folder);
  if (root === undefined)
    return refused(
      'What is found is kept beside the specs, under `.polity/`. Open the folder that this spec lies in, and measure it there.',
    );
  findingsKeepable(root);
  const wrong = errorIn(view);
  if (wrong !== undefined) return refused(wrong);
  const study =
    principles.length === kinds[what].principles
      ? studyOf(view.workspace, view.scope, { what, names: principles, ...(cases === undefined ? {} : { cases }) })
      : undefined;
  if (!study) return refused(`The spec has no principle ${principles.map(name => `\`${name}\``).join(' and ')} any more.`);
  const casting = await casted(folder.config, model);
  if ('kind' in casting) return casting;
  const { config, panel, notes } = casting;
  const parts = estimatesOf(study, panel);
  const over = overBudget(parts, config.eval?.budgetUSD);
  return over === undefined ? { kind: 'planned', study, panel, parts, notes, config, folder, root } : refused(over);
}

function rootOf({ uri, loose }: Folder): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' && !loose ? parsed.fsPath : undefined;
}

/** What cannot be read is not what the author means; asking models about it would cost for nothing. */
function errorIn({ workspace, document }: View): string | undefined {
  const wrong = check(workspace, document.file).filter(({ severity, code }) => severity === 'error' && /^(syntax|name|type)\//.test(code));
  const [first] = wrong;
  return (
    first &&
    `There ${wrong.length === 1 ? 'is an error' : `are ${wrong.length} errors`} in the spec, so nothing is asked. The first: ${first.message}`
  );
}

async function casted(
  own: Config,
  model: string | undefined,
): Promise<{ readonly config: Config; readonly panel: Panel; readonly notes: readonly string[] } | Refused> {
  try {
    const { config, cast } = await castWith(own, model);
    return cast ? { config, panel: panelOf(cast), notes: cast.notes } : { ...refused(noModel), next: 'model' };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const which =
      model === undefined ? 'Several models could answer, and `preview` in polity.config.json names none.' : `\`${model}\` cannot be had.`;
    return { ...refused(`${which} Choose the one that is to answer.`), next: 'model' };
  }
}

function overBudget(parts: readonly Estimate[], budgetUSD: number | undefined): string | undefined {
  const { costUSD } = totalCost(parts);
  if (budgetUSD === undefined || costUSD <= budgetUSD) return undefined;
  return `This would cost about ${dollars(costUSD)}, and \`eval.budgetUSD\` in polity.config.json allows ${dollars(budgetUSD)}; nothing was sent.`;
}

const callsIn = (parts: readonly Estimate[]): number => parts.reduce((sum, { calls }) => sum + calls, 0);

function shownPlan(plan: Planned | Refused): PlanResult {
  if (plan.kind === 'refused') return plan;
  const { study, parts, notes, config } = plan;
  const { costUSD, unpriced } = totalCost(parts);
  const priced = unpriced.length < parts.length;
  const missing =
    priced && unpriced.length > 0 ? [`${unpriced.join(', ')}: no \`price\` in polity.config.json, so these calls are not in the sum.`] : [];
  return {
    kind: 'plan',
    cases: study.wanted,
    calls: callsIn(parts),
    ...(priced ? { cost: dollars(costUSD) } : {}),
    models: parts.map(part => {
      const { name, model, address, needsKey } = shownModel(part.profile, config);
      return { name, model, address, needsKey, detail: estimateWords(part) };
    }),
    notes: [...missing, ...notes],
  };
}

interface Doors {
  readonly token: CancellationToken;
  readonly editor: EditorModels;
}

async function measured(served: Served, params: RunParams, { token, editor }: Doors): Promise<RunResult> {
  const plan = await planned(served, params);
  if (plan.kind === 'refused') return plan;
  const { study, panel, config, folder } = plan;
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  if (token.isCancellationRequested) abort.abort();
  const effects = await effectsFor(folder, { keys: keysFor(config, params.keys), signal: abort.signal, editor });
  const budgetUSD = config.eval?.budgetUSD;
  const { ask, spent } = asking(effects, { replay: 'prefer', since: effects.now(), ...(budgetUSD === undefined ? {} : { budgetUSD }) });
  const of = callsIn(plan.parts);
  let done = 0;
  const counted: typeof ask = async (call, onText) => {
    const answer = await ask(call, onText);
    // A judge that answers in another shape is asked again, which no plan can know.
    done = Math.min(done + 1, of);
    void served.connection.sendNotification(measureProgress.method, { run: params.run, done, of });
    return answer;
  };
  const { outcome, undrafted } = await carriedOut(study, panel, { ask: counted, hash: sha256 });
  if (abort.signal.aborted) {
    const came = spent.sent + spent.replayed;
    return {
      kind: 'cancelled',
      message: `Called off: no finding was made. ${came} of ${plural(of, 'call')} had come back; they are recorded, and are not asked for again.`,
    };
  }
  if (outcome.kind === 'nothing') return refused(`Nothing could be ${study.what === 'agreement' ? 'measured' : 'tried'}: ${outcome.why}`);
  const more = [
    ...(undrafted === undefined ? [] : [`No cases were drafted: ${undrafted}`]),
    ...(await kept(served, plan, { outcome, uri: params.uri })),
  ];
  return {
    kind: 'measured',
    found: outcome.finding !== undefined,
    told: [studyWords(outcome), ...more].join(' '),
    spent: spentLine(spent),
    cases: studyCases(outcome).map(shownCase),
  };
}

interface Ended {
  readonly outcome: Exclude<Outcome, { kind: 'nothing' }>;
  readonly uri: string;
}

/** Puts the finding where `check` sees it, or takes away an older one, and gives what is to be said about that. */
async function kept(served: Served, { study: { about }, folder, root }: Planned, { outcome: { finding }, uri }: Ended): Promise<string[]> {
  const trouble = notKept(() => keepMeasurement(root, about, finding && { ...about, ...finding }));
  await takeIn(served, () => filesChanged(served.session, [`${folder.uri}/.polity/findings/${about.hash}.json`]));
  if (!finding) return [];
  if (trouble !== undefined) return [`The finding is not kept. ${trouble}.`];
  const now = viewOf(served.session, uri);
  const entities = now && measuredPrinciples(now.scope, about.principles);
  if (entities && textHash(now.scope, entities) === about.hash) return [];
  return ['The text has changed meanwhile, so the finding does not show: it speaks of the text as it was.'];
}

/** What models said was paid for: it is told even where it cannot be kept. */
function notKept(keep: () => unknown): string | undefined {
  try {
    keep();
    return undefined;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.message;
  }
}
