// From a command line to a run: files, models, what is left out, what it may cost.

import type { Workspace } from '../../analysis/workspace.ts';
import type { Replay, Spent } from '../../evaluation/asking.ts';
import type { Profile } from '../../evaluation/call.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
import { touchedPlans } from '../../evaluation/changes.ts';
import { totalCost } from '../../evaluation/estimate.ts';
import type { RunPlan } from '../../evaluation/run.ts';
import { dollars, type KeptRun, thousands } from '../../reporting/evals/kept-run.ts';
import { plural } from '../../reporting/report.ts';
import { reportOn } from '../checking.ts';
import type { Call } from '../commands/command.ts';
import { inputsOf, loadInputs } from '../inputs.ts';
import type { Loaded } from '../load.ts';
import { type Cast, castOf } from '../models/casting.ts';
import { type LocalServer, localServers } from '../models/discovery.ts';
import type { Project } from '../project.ts';
import { isRecorded } from '../recordings.ts';
import { refusal } from '../refusal.ts';
import { namesAt, workspaceAt } from './at-revision.ts';
import { estimated } from './dry-run.ts';
import { polityFolders, runSuite, type Suite, sha256, suiteOf } from './suite.ts';

export interface Planned {
  readonly plan: RunPlan;
  /** Nothing where there is no model. */
  readonly cast: Cast | undefined;
  /** All that there is, whatever was chosen. */
  readonly suite: Suite;
  /** Found on this machine, where nothing is configured. */
  readonly servers: readonly LocalServer[];
}

/** Stands where there is no model, so that a plan can be shown all the same. */
const nobody: Profile = { name: 'no model', provider: 'none', address: '', model: 'none', parameters: {} };

/** Nothing where the specs have errors; that was said. */
export async function planned(
  call: Call,
  select: (suite: Suite) => readonly EvalPlan[],
  paths: readonly string[] = call.args,
): Promise<Planned | undefined> {
  const project = await call.project();
  const { loaded } = await loadInputs(call, await inputsOf(call, paths));
  if (hasErrors(call, project, loaded)) return undefined;
  const named = modelsNamed(call);
  const servers = await serversFor(call, named);
  const cast = castOf(project.config, named, servers);
  const suite = suiteOf(project, loaded, cast);
  const chosen = select(suite);
  const evals = await touched(call, { project, loaded, cast }, chosen);
  const plan: RunPlan = {
    evals,
    modelsOf: cast?.modelsOf ?? (() => [nobody]),
    judges: cast?.judges ?? [nobody],
    simulator: cast?.simulator ?? nobody,
    documents: suite.documents,
  };
  for (const line of cast?.notes ?? []) if (!call.options.dryRun) call.note(line);
  return { plan, cast, suite, servers };
}

interface Around {
  readonly project: Project;
  readonly loaded: Loaded;
  readonly cast: Cast | undefined;
}

/** With `--changed-since`, the chosen evals that would not be asked and judged to the letter as they were then. */
async function touched(call: Call, { project, loaded, cast }: Around, chosen: readonly EvalPlan[]): Promise<readonly EvalPlan[]> {
  const { changedSince } = call.options;
  if (changedSince === undefined) return chosen;
  const named = String(changedSince);
  const nameThen = await namesAt(project, named);
  const files = loaded.asked.flatMap(file => nameThen(file) ?? []);
  const then = await workspaceAt(project, named, { files, settings: loaded.workspace.settings });
  // Each document by itself: what tells evals of one name apart is no difference.
  const alone = (workspace: Workspace, file: string) => suiteOf(project, { ...loaded, workspace, asked: [file] }, cast).plans;
  const again = loaded.asked.flatMap(file => {
    const was = nameThen(file);
    return touchedPlans(was !== undefined && then.documents.has(was) ? alone(then, was) : [], alone(loaded.workspace, file));
  });
  const spotOf = ({ at }: EvalPlan) => `${at.file}:${at.line}:${at.character}`;
  const spots = new Set(again.map(spotOf));
  return chosen.filter(plan => spots.has(spotOf(plan)));
}

/** What cannot be read is not what the author means; asking models about it would cost for nothing. Says so. */
export function hasErrors(call: Call, project: Project, loaded: Loaded): boolean {
  const errors = reportOn(project, loaded).findings.filter(
    ({ severity, code }) => severity === 'error' && /^(syntax|name|type)\//.test(code),
  );
  const [first] = errors;
  if (!first) return false;
  call.complain(
    `${plural(errors.length, 'error')} in the specs, so nothing was asked; \`polity check\` shows all. The first, in ${first.file}: ${first.message.split('\n')[0]}`,
  );
  return true;
}

/** Each once. */
export const modelsNamed = ({ options }: Call): string[] => [...new Set((options.model ?? []) as string[])];

/** Only where a model is missing, or one of them is named; never where nothing may be sent. */
export async function serversFor(call: Call, named: readonly string[]): Promise<readonly LocalServer[]> {
  const { config } = await call.project();
  const profiles = Object.keys(config.models ?? {});
  const wanted = named.some(name => !profiles.includes(name)) || (named.length === 0 && profiles.length === 0);
  return wanted && call.options.replay !== 'only' ? localServers() : [];
}

/** What an author should know before a run: what is not in it, and what prompts had to leave out. */
export function suiteNotes({ left, prompts }: Suite): string[] {
  const skipped = [...Map.groupBy(left, ({ why }) => why)].map(([why, some]) => {
    const names = some.slice(0, 3).map(({ id, at }) => `${id} (${at.file}:${at.line + 1})`);
    const more = some.length > names.length ? ` and ${some.length - names.length} more` : '';
    return `left out: ${names.join(', ')}${more}. ${why}`;
  });
  const shortened = prompts
    .filter(({ dropped }) => dropped.length > 0)
    .map(({ tokens, dropped, fits }) => {
      const kinds = [...new Set(dropped.map(({ what }) => what))].map(
        what => `${what} (${dropped.filter(one => one.what === what).length})`,
      );
      return `the prompt is longer than the model's context window allows; dropped: ${kinds.join(', ')}. It has about ${thousands(tokens)} tokens now${fits ? '' : ', which is still too many'}`;
    });
  return [...skipped, ...new Set(shortened)];
}

/** Carries the run out, watched on a terminal, within its budget; `cheaper` is what to do beside raising that. */
export async function carriedOut(call: Call, plan: RunPlan, { replay, cheaper }: { replay: Replay; cheaper?: string }): Promise<KeptRun> {
  const { config } = await call.project();
  const budgetUSD = budgetOf(call, config.eval?.budgetUSD);
  if (budgetUSD !== undefined && replay !== 'only') await withinBudget(call, plan, { budgetUSD, cheaper });
  const concurrency = Number(call.options.concurrency ?? config.eval?.concurrency ?? 4);
  const total = plan.evals.reduce((sum, one) => sum + one.cases.length * one.repeat * plan.modelsOf(one).length, 0);
  const watch = call.world.stderr.terminal && !call.quiet ? progressLine(call, total) : undefined;
  const kept = await runSuite(call, plan, { replay, concurrency, budgetUSD, progress: watch?.show });
  watch?.clear();
  return kept;
}

async function withinBudget(
  call: Call,
  plan: RunPlan,
  { budgetUSD, cheaper = '' }: { budgetUSD: number; cheaper?: string },
): Promise<void> {
  const { recordings } = polityFolders(await call.project());
  const { parts } = estimated(plan, sha256, key => call.options.replay !== 'off' && isRecorded(recordings, key));
  const { costUSD, unpriced } = totalCost(parts);
  if (unpriced.length > 0)
    call.note(`${unpriced.join(', ')}: no \`price\` in polity.config.json, so these calls do not count towards the budget`);
  if (costUSD > budgetUSD)
    throw refusal(
      `this run would cost about ${dollars(costUSD)}, and the budget is ${dollars(budgetUSD)}; nothing was sent. Raise it with --budget-usd${cheaper}`,
    );
}

function progressLine(call: Call, total: number): { show: (trial: { outcome: string }, spent: Spent) => void; clear: () => void } {
  const counts = { pass: 0, fail: 0, 'not run': 0 };
  let last = 0;
  return {
    show: ({ outcome }, spent) => {
      counts[outcome as keyof typeof counts]++;
      const now = Date.now();
      if (now - last < 100) return;
      last = now;
      const done = counts.pass + counts.fail + counts['not run'];
      call.world.stderr.write(
        `\r\u001b[K${thousands(done)} of ${plural(total, 'run')}: ${counts.pass} pass, ${counts.fail} fail, ${counts['not run']} not run; ${thousands(spent.sent)} calls sent, ${dollars(spent.costUSD)}`,
      );
    },
    clear: () => call.world.stderr.write('\r\u001b[K'),
  };
}

export function budgetOf(call: Call, configured: number | undefined): number | undefined {
  const { budgetUsd } = call.options;
  if (budgetUsd === undefined) return configured;
  const budget = Number(budgetUsd);
  if (String(budgetUsd).trim() === '' || !(budget >= 0) || budget === Number.POSITIVE_INFINITY)
    throw refusal(`--budget-usd ${budgetUsd}: an amount in US dollars is needed, as in --budget-usd 2.50`);
  return budget;
}
