// Compare with Branch…: pick a version, and read what changed in meaning since: beside the text, in its gutter, above its principles.

import { commands, Disposable, type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from 'vscode';
import { type RevisionItem, reviewRequests } from '../../server/features/review-protocol.ts';
import { iconless } from '../icons.ts';
import { documentFor, type OpenPanel, panelSurface } from '../panel.ts';
import type { Session, Surface } from '../session.ts';
import { refuse } from '../trust.ts';
import { type Comparisons, startComparisons } from './comparisons.ts';
import { reviewLenses } from './lenses.ts';
import { reviewMarks } from './marks.ts';

const show = 'polity.showReview';

export const review: Surface = session => {
  const comparisons = startComparisons(session);
  const compare = async (address?: unknown, revision?: unknown) => {
    const uri = await documentFor(address);
    const wanted = uri && (typeof revision === 'string' ? revision : await pickRevision(session, uri));
    if (!uri || wanted === undefined) return;
    comparisons.start(uri, wanted);
    await commands.executeCommand(show, uri);
  };
  const stop = () => {
    comparisons.stop();
    closing.fire();
  };
  const closing = { fire: () => {} };
  return Disposable.from(
    comparisons,
    commands.registerCommand('polity.compareWithBranch', compare),
    commands.registerCommand('polity.stopComparing', stop),
    comparisons.onDidChange(() => commands.executeCommand('setContext', 'polity.comparing', comparisons.asked().length > 0)),
    reviewMarks(session, comparisons),
    reviewLenses(comparisons),
    panelSurface(session, {
      name: 'review',
      command: show,
      title: 'Review',
      ask: (_, uri) => comparisons.ask(Uri.parse(uri)),
      extend: open => {
        closing.fire = () => open.panel.dispose();
        return comparisons.onDidChange(uri => void tell(comparisons, open, uri));
      },
      received: ({ uri }, message) => {
        if (message.kind === 'review')
          void commands.executeCommand(message.action === 'stop' ? 'polity.stopComparing' : 'polity.compareWithBranch', uri);
      },
    }),
  );
};

/** What was asked on behalf of another surface is shown here too. */
async function tell(comparisons: Comparisons, { panel, uri }: OpenPanel, compared: Uri): Promise<void> {
  const known = comparisons.of(compared);
  if (known?.asked && compared.toString() === uri.toString())
    await panel.webview.postMessage({ kind: 'show', uri: uri.toString(), data: known.review, findings: [] });
}

interface RevisionPick extends QuickPickItem {
  readonly name?: string;
}

/** The main branch first. Undefined where the user gave up, or where there is nothing to choose from. */
async function pickRevision({ server }: Session, uri: Uri): Promise<string | undefined> {
  const answer = await server.ask(reviewRequests.revisions, { uri: uri.toString() });
  if (answer.kind === 'refused') {
    refuse(answer.message);
    return undefined;
  }
  const { main, revisions } = answer;
  const first = revisions.filter(({ name, kind }) => name === main && (kind === 'branch' || kind === 'remote'));
  const items: RevisionPick[] = [
    ...group('The main branch', first.slice(0, 1)),
    ...groups.flatMap(([title, kind]) =>
      group(
        title,
        revisions.filter(one => one.kind === kind && !first.includes(one)),
      ),
    ),
  ];
  const picked = await window.showQuickPick(items, {
    title: `Compare ${workspace.asRelativePath(uri)} with…`,
    placeHolder: 'What changed in meaning since which version?',
    matchOnDescription: true,
  });
  return picked?.name;
}

const groups = [
  ['Branches', 'branch'],
  ['Branches elsewhere', 'remote'],
  ['Tags', 'tag'],
  ['Commits', 'commit'],
] as const;

function group(title: string, revisions: readonly RevisionItem[]): RevisionPick[] {
  if (revisions.length === 0) return [];
  const items = revisions.map(({ name, about }) => ({ label: iconless(name), description: iconless(about), name }));
  return [{ label: title, kind: QuickPickItemKind.Separator }, ...items];
}
