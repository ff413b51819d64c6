// `polity eval`: plan, price, run, report.

import { nearest } from '../../../grammar/names.ts';
import type { Replay } from '../../evaluation/asking.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
import { nameOf } from '../../evaluation/naming.ts';
import type { RunPlan } from '../../evaluation/run.ts';
import { evalFormats } from '../../reporting/evals/all.ts';
import type { KeptRun } from '../../reporting/evals/kept-run.ts';
import type { Call, Exit } from '../commands/command.ts';
import { withoutModel } from '../models/casting.ts';
import type { LocalServer } from '../models/discovery.ts';
import { isRecorded } from '../recordings.ts';
import { refusal } from '../refusal.ts';
import { dryRunJson, dryRunText, estimated, estimateLines } from './dry-run.ts';
import { carriedOut, planned, suiteNotes } from './planning.ts';
import { polityFolders, type Suite, sha256 } from './suite.ts';
import { unaskedRun } from './unasked.ts';

export async function runEval(call: Call): Promise<Exit> {
  if (call.options.dryRun && !showsPlan(call))
    throw refusal(`--dry-run asks for a plan, and --format ${call.options.format} is of results: take --format pretty or json`);
  const made = await planned(call, selection(call));
  if (!made) return 1;
  const { plan, cast, suite, servers } = made;
  for (const line of suiteNotes(suite)) call.note(line);
  if (plan.evals.length === 0) {
    const { changedSince } = call.options;
    const untouched = changedSince !== undefined && suite.plans.length > 0;
    call.note(
      untouched
        ? `of the evals and examples that were asked for, none is touched by what changed since ${changedSince}`
        : 'there is no eval and no example to run',
    );
    if (call.options.dryRun && call.options.format === 'json') return dryRun(call, plan, undefined);
    if (call.options.format !== 'pretty') report(call, unaskedRun(plan, ''));
    return 0;
  }
  if (call.options.dryRun || !cast) return dryRun(call, plan, cast ? undefined : servers);
  const kept = await carriedOut(call, plan, { replay: call.options.replay as Replay, cheaper: ', or choose fewer evals with --only' });
  report(call, kept);
  return exitOf(kept);
}

export function report(call: Call, kept: KeptRun): void {
  const format = evalFormats.find(({ name }) => name === call.options.format)!;
  for (const piece of format.write(kept, { color: call.color, quiet: call.quiet })) call.world.stdout.write(piece);
}

/** Keeps the evals that the options name, with `--repeat` in place of their own. Throws a refusal where a name is none. */
function selection({ options }: Call): (suite: Suite) => readonly EvalPlan[] {
  const only = (options.only ?? []) as string[];
  const checks = (options.checks ?? []) as string[];
  const tags = (options.tag ?? []) as string[];
  const repeat = options.repeat as number | undefined;
  return ({ plans, left }) => {
    for (const name of only) mustName(name, { plans, left });
    known(
      checks,
      plans.flatMap(plan => plan.checks),
      '--checks',
    );
    known(
      tags,
      plans.flatMap(plan => plan.tags),
      '--tag',
    );
    const fits = (names: readonly string[], wanted: readonly string[]) =>
      wanted.length === 0 || wanted.some(one => names.some(name => wild(one).test(name)));
    const kept = plans.filter(plan => fits(namesOf(plan), only) && fits(plan.checks, checks) && fits(plan.tags, tags));
    return repeat === undefined ? kept : kept.map(plan => repeated(plan, repeat));
  };
}

/** What cannot be asked at all cannot be asked again. */
const repeated = (plan: EvalPlan, repeat: number): EvalPlan =>
  plan.cases.some(({ unaskable }) => unaskable !== undefined)
    ? plan
    : { ...plan, repeat, pass: Math.ceil((plan.pass / plan.repeat) * repeat) };

/** In this run, and in its document: of two documents that share a name, both go by it. */
const namesOf = (plan: Pick<EvalPlan, 'id' | 'at'>): string[] => [plan.id, nameOf(plan)];

function mustName(name: string, { plans, left }: Pick<Suite, 'plans' | 'left'>): void {
  const isMeant = (one: Pick<EvalPlan, 'id' | 'at'>) => namesOf(one).some(own => wild(name).test(own));
  if (plans.some(isMeant)) return;
  const unasked = left.find(isMeant);
  if (unasked) throw refusal(`--only ${name}: ${unasked.id} cannot be run. ${unasked.why}`);
  const titles = plans.map(({ title }) => title);
  const title = titles.includes(name) ? name : nearest(name, titles);
  const near = nearest(name, plans.flatMap(namesOf)) ?? plans.find(plan => plan.title === title)?.id;
  throw refusal(`--only ${name}: nothing here is called so${suggested(near)}`);
}

function known(wanted: readonly string[], names: readonly string[], option: string): void {
  for (const name of wanted)
    if (!names.some(one => wild(name).test(one)))
      throw refusal(`${option} ${name}: nothing here is called so${suggested(nearest(name, [...new Set(names)]))}`);
}

const suggested = (near: string | undefined): string => (near === undefined ? '' : `; did you mean ${near}?`);

/** `*` stands for anything; everything else for itself. */
function wild(pattern: string): RegExp {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*?')}$`, 's');
}

async function dryRun(call: Call, plan: RunPlan, servers: readonly LocalServer[] | undefined): Promise<Exit> {
  const { recordings } = polityFolders(await call.project());
  const counted = estimated(plan, sha256, key => isRecorded(recordings, key));
  const { stdout, stderr } = call.world;
  const { write } = showsPlan(call) ? stdout : stderr;
  if (!showsPlan(call)) report(call, unaskedRun(plan, 'No model is configured, so nothing was asked.'));
  if (call.options.format === 'json') for (const piece of dryRunJson(plan, sha256, counted)) write(piece);
  else {
    for (const piece of dryRunText(plan, sha256)) write(piece);
    if (!servers) for (const line of estimateLines(counted.parts, counted.recorded)) write(`${line}\n`);
  }
  for (const line of servers ? withoutModel(servers) : []) call.complain(line);
  return call.options.dryRun || !servers ? 0 : 1;
}

/** The other formats are of results: where there is no model they tell that nothing was asked. */
const showsPlan = ({ options }: Call): boolean => options.format === 'pretty' || options.format === 'json';

/** 0 only if every eval passes. */
export function exitOf({ end, summary }: KeptRun): Exit {
  if (end?.interrupted) return 130;
  return summary.evals.every(({ status }) => status === 'pass') ? 0 : 1;
}
