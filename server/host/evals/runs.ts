// `polity runs`: the runs that are kept.

import { nearest } from '../../../grammar/names.ts';
import { compareRuns } from '../../evaluation/comparison.ts';
import { comparisonJson, comparisonText } from '../../reporting/evals/comparing.ts';
import { dollars, type KeptRun } from '../../reporting/evals/kept-run.ts';
import { plural } from '../../reporting/report.ts';
import { harmless } from '../../reporting/terminal.ts';
import type { Call, Exit } from '../commands/command.ts';
import { reasonOf } from '../files.ts';
import { refusal } from '../refusal.ts';
import { glimpse, openRun, runIds } from '../runs.ts';
import { report } from './eval.ts';
import { polityFolders } from './suite.ts';

export async function runRuns(call: Call): Promise<Exit> {
  const { runs: folder } = polityFolders(await call.project());
  const [what = 'list', ...ids] = call.args;
  fits(what, ids, String(call.options.format));
  switch (what) {
    case 'list':
      return list(call, folder);
    case 'show':
      report(call, runNamed(folder, ids[0] ?? 'latest'));
      return 0;
    case 'compare':
      return compare(call, folder, ids);
    default: {
      const near = nearest(what, ['list', 'show', 'compare']);
      throw refusal(`runs ${what}: there is list, show and compare${near ? `; did you mean ${near}?` : ''}`);
    }
  }
}

/** How many runs each is about. */
const counts: Readonly<Record<string, number>> = { list: 0, show: 1, compare: 2 };

/** Throws a refusal for what would be passed over in silence. */
function fits(what: string, ids: readonly string[], format: string): void {
  const most = counts[what];
  if (most === undefined) return;
  if (ids.length > most)
    throw refusal(
      what === 'list'
        ? `runs list takes no names: \`polity runs show ${ids[0]}\` shows a run`
        : `runs ${what} takes ${most === 1 ? 'one run' : 'two runs'}, and there are ${ids.length}${what === 'show' ? ': `polity runs compare OLD NEW` compares two' : ''}`,
    );
  if (what !== 'show' && format !== 'pretty' && format !== 'json')
    throw refusal(`runs ${what} has no --format ${format}: take pretty or json; \`runs show\` has the others`);
}

function list(call: Call, folder: string): Exit {
  const { write } = call.world.stdout;
  const ids = runIds(folder);
  const runs = ids.flatMap(id => glimpse(folder, id) ?? []);
  const unread = ids.length - runs.length;
  if (unread > 0) call.complain(`${plural(unread, 'file')} under .polity/runs cannot be read as ${unread === 1 ? 'a run' : 'runs'}`);
  if (call.options.format === 'json') {
    const rows = runs.map(({ head, end }) => ({
      run: head.id,
      started: head.started,
      text: head.text,
      models: head.models.map(({ name }) => name),
      evals: head.evals.length,
      finished: end !== undefined && !end.interrupted,
      count: end?.count,
      costUSD: end?.spent.costUSD,
    }));
    write(`${JSON.stringify({ version: 1, runs: rows }, undefined, 2)}\n`);
    return 0;
  }
  if (runs.length === 0) call.note('no runs are kept here; `polity eval` makes one');
  for (const { head, end } of runs) {
    const models = head.models.map(({ name }) => name).join(', ');
    const state = end
      ? `${Object.entries(end.count)
          .filter(([, count]) => count > 0)
          .map(([status, count]) => `${count} ${status}`)
          .join(', ')}${end.interrupted ? ' (interrupted)' : ''}; ${dollars(end.spent.costUSD)}`
      : 'not ended, or killed';
    write(`${harmless(head.id)}  ${harmless(models)}: ${state}\n`);
  }
  return 0;
}

/** By id, by the beginning of one, or `latest`. Throws a refusal where there is none, or more than one. */
export function runNamed(folder: string, name: string): KeptRun {
  const ids = runIds(folder);
  const fitting = name === 'latest' ? ids.slice(0, 1) : ids.filter(id => id.startsWith(name));
  if (fitting.length > 1 && !ids.includes(name))
    throw refusal(`${name} is the beginning of ${fitting.length} runs: ${fitting.slice(0, 4).join(', ')}`);
  const run = fitting.length > 0 ? opened(folder, ids.includes(name) ? name : fitting[0]!) : undefined;
  if (run) return run;
  throw refusal(
    ids.length === 0 ? 'no runs are kept here; `polity eval` makes one' : `${name}: there is no such run; \`polity runs\` lists them`,
  );
}

function opened(folder: string, id: string): KeptRun {
  const why = (reason: string) => refusal(`${id}: this run cannot be read: ${reason}`);
  try {
    const run = openRun(folder, id);
    if (run) return run;
  } catch (error) {
    throw why(reasonOf(error));
  }
  throw why('its file is broken in its first line');
}

function compare(call: Call, folder: string, [old, young]: readonly string[]): Exit {
  if (old === undefined) throw refusal('runs compare needs a run to compare with: `polity runs compare OLD [NEW]`');
  // The newest stands for what is new; compared with it is the one before.
  const alone = old === 'latest' && young === undefined;
  const before = runNamed(folder, alone ? (runIds(folder)[1] ?? old) : old);
  const after = runNamed(folder, young ?? 'latest');
  if (before.head.id === after.head.id)
    throw refusal(
      `${before.head.id} would be compared with itself${young === undefined ? ': it is the newest run, so name an older one; `polity runs` lists them' : ''}`,
    );
  const pair = { before: before.head, after: after.head, comparison: compareRuns(before.summary, after.summary) };
  call.world.stdout.write(call.options.format === 'json' ? comparisonJson(pair) : comparisonText(pair, call.color));
  return 0;
}
