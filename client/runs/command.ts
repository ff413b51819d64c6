// Compare Runs… and Show Run…: from the runs that are kept, two are picked, or one.

import { commands, Disposable, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import * as z from 'zod';
import { type FolderRuns, type ListedRun, runRequests } from '../../server/features/runs-protocol.ts';
import { answers } from '../answers.ts';
import type { Session, Surface } from '../session.ts';
import type { Writing } from '../writing.ts';
import { comparisonText, runText } from './text.ts';
import { costOf, countsOf, dateOf, modelsOf, plural } from './words.ts';

const compared = z.object({ folder: z.string(), runs: z.tuple([z.string(), z.string()]) });
const shown = z.object({ folder: z.string(), run: z.string() });

export const runs: Surface = session => {
  const refusedText = (message: string): Writing => ({ text: `${message}\n`, links: [] });
  const comparisons = answers(session, 'polity-runs', async asked => {
    const result = await session.server.ask(runRequests.compare, compared.parse(asked));
    return result.kind === 'refused' ? refusedText(result.message) : comparisonText(result);
  });
  const single = answers(session, 'polity-run', async asked => {
    const result = await session.server.ask(runRequests.show, shown.parse(asked));
    return result.kind === 'refused' ? refusedText(result.message) : runText(result);
  });
  const compare = async () => {
    const found = await kept(session, 2);
    const first = found && (await pick(found, { title: 'Polity: Compare Runs…  (1 of 2)', placeHolder: 'Which run?' }));
    if (!first) return;
    const { folder, run } = first;
    const others = found
      .filter(each => each.folder === folder)
      .map(each => ({ ...each, runs: each.runs.filter(({ id }) => id !== run.id) }));
    const placeHolder = `Compare ${dateOf(run.started)} with which? The older of the two is shown first.`;
    const second = await pick(others, { title: 'Polity: Compare Runs…  (2 of 2)', placeHolder });
    if (!second) return;
    const ids = [run, second.run].map(({ id }) => id).sort() as [string, string];
    await comparisons.show('What flipped', { folder, runs: ids });
  };
  const show = async () => {
    const found = await kept(session, 1);
    const picked = found && (await pick(found, { title: 'Polity: Show Run…', placeHolder: 'Which run?' }));
    if (picked) await single.show(`Run of ${dateOf(picked.run.started)}`, { folder: picked.folder, run: picked.run.id });
  };
  return Disposable.from(
    comparisons,
    single,
    commands.registerCommand('polity.compareRuns', compare),
    commands.registerCommand('polity.showRun', show),
  );
};

/** Undefined where there are not so many, and the user was told what to do. */
async function kept({ server }: Session, atLeast: number): Promise<FolderRuns[] | undefined> {
  const { folders } = await server.ask(runRequests.list, {});
  const found = folders.filter(each => each.runs.length >= atLeast);
  if (found.length > 0) return found;
  const only = folders.reduce((sum, each) => sum + each.runs.length, 0);
  const broken = folders.reduce((sum, { unreadable }) => sum + unreadable.length, 0);
  const unread = broken > 0 ? ` ${plural(broken, 'file')} under .polity/runs cannot be read as a run.` : '';
  const choice = await window.showInformationMessage(
    only === 0
      ? `No run is kept here yet. Run the evals to make one: in the Test Explorer, or with “polity eval”.${unread}`
      : `There is only one run here. Run the evals again, after a change of the spec or with another model, to compare.${unread}`,
    'Run Evals',
  );
  if (choice) await commands.executeCommand('polity.runEvals');
  return undefined;
}

interface RunItem extends QuickPickItem {
  readonly of?: { readonly folder: string; readonly run: ListedRun };
}

async function pick(found: readonly FolderRuns[], { title, placeHolder }: { title: string; placeHolder: string }): Promise<RunItem['of']> {
  const items = found.flatMap((each): RunItem[] => [
    ...(found.length > 1 || each.unreadable.length + each.more > 0 ? [{ label: heading(each), kind: QuickPickItemKind.Separator }] : []),
    ...each.runs.map(run => ({ ...itemOf(run), of: { folder: each.folder, run } })),
  ]);
  const picked = await window.showQuickPick(items, { title, placeHolder, matchOnDescription: true, matchOnDetail: true });
  return picked?.of;
}

function heading({ name, unreadable, more }: FolderRuns): string {
  const notes = [
    ...(unreadable.length > 0 ? [`${plural(unreadable.length, 'file')} cannot be read as a run`] : []),
    ...(more > 0 ? [`${plural(more, 'older run')} not listed`] : []),
  ];
  return [name, ...notes].join(': ');
}

function itemOf(run: ListedRun): QuickPickItem {
  const spent = costOf(run);
  return {
    label: dateOf(run.started),
    description: `${modelsOf(run)}: ${countsOf(run)}`,
    detail: `${plural(run.evals, 'eval')} of ${run.files.join(', ') || 'no spec'}${spent === undefined ? '' : `; ${spent}`}`,
  };
}
