// `polity eval`: plan, price, run, report.

import { nearest } from '../../../grammar/names.ts';
import type { Replay } from '../../evaluation/asking.ts';
import type { EvalPlan } from '../../evaluation/case.ts';
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
import { polityFolders, sha256 } from './suite.ts';

export async function runEval(call: Call): Promise<Exit> {
  const made = await planned(call, selection(call));
  if (!made) return 1;
  const { plan, cast, suite, servers } = made;
  for (const line of suiteNotes(suite)) call.note(line);
  if (plan.evals.length === 0) {
    call.note('there is no eval and no example to run');
    return 0;
  }
  if (call.options.dryRun || !cast) return dryRun(call, plan, cast ? undefined : servers);
  const kept = await carriedOut(call, plan, call.options.replay as Replay);
  report(call, kept);
  return exitOf(kept);
}

export function report(call: Call, kept: KeptRun): void {
  const format = evalFormats.find(({ name }) => name === call.options.format)!;
  for (const piece of format.write(kept, { color: call.color, quiet: call.quiet })) call.world.stdout.write(piece);
}

/** Keeps the evals that the options name, with `--repeat` in place of their own. Throws a refusal where a name is none. */
function selection({ options }: Call): (plans: readonly EvalPlan[]) => readonly EvalPlan[] {
  const only = (options.only ?? []) as string[];
  const checks = (options.checks ?? []) as string[];
  const tags = (options.tag ?? []) as string[];
  const repeat = options.repeat as number | undefined;
  return plans => {
    const known = (name: string, names: readonly string[], option: string) => {
      if (!names.some(one => wild(name).test(one))) throw refusal(`${option} ${name}: nothing here is called so${suggested(name, names)}`);
    };
    for (const name of only)
      known(
        name,
        plans.map(({ id }) => id),
        '--only',
      );
    for (const name of checks)
      known(
        name,
        plans.flatMap(plan => plan.checks),
        '--checks',
      );
    for (const name of tags)
      known(
        name,
        plans.flatMap(plan => plan.tags),
        '--tag',
      );
    const fits = (names: readonly string[], wanted: readonly string[]) =>
      wanted.length === 0 || wanted.some(one => names.some(name => wild(one).test(name)));
    const kept = plans.filter(plan => fits([plan.id], only) && fits(plan.checks, checks) && fits(plan.tags, tags));
    return repeat === undefined ? kept : kept.map(plan => ({ ...plan, repeat, pass: Math.ceil((plan.pass / plan.repeat) * repeat) }));
  };
}

const suggested = (name: string, names: readonly string[]): string => {
  const near = nearest(name, [...new Set(names)]);
  return near === undefined ? '' : `; did you mean ${near}?`;
};

/** `*` stands for anything; everything else for itself. */
function wild(pattern: string): RegExp {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*?')}$`, 's');
}

async function dryRun(call: Call, plan: RunPlan, servers: readonly LocalServer[] | undefined): Promise<Exit> {
  const { recordings } = polityFolders(await call.project());
  const counted = estimated(plan, sha256, key => isRecorded(recordings, key));
  const { write } = call.world.stdout;
  if (call.options.format === 'json') for (const piece of dryRunJson(plan, sha256, counted)) write(piece);
  else {
    for (const piece of dryRunText(plan, sha256)) write(piece);
    if (!servers) for (const line of estimateLines(counted.parts, counted.recorded)) write(`${line}\n`);
  }
  for (const line of servers ? withoutModel(servers) : []) call.complain(line);
  return call.options.dryRun || !servers ? 0 : 1;
}

/** 0 only if every eval passes. */
export function exitOf({ end, summary }: KeptRun): Exit {
  if (end?.interrupted) return 130;
  return summary.evals.every(({ status }) => status === 'pass') ? 0 : 1;
}
