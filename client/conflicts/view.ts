// Show Conflicts: a tree beside the files, with a count on its icon.

import {
  ConfigurationTarget,
  commands,
  Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type Conflict, type Location, type NormLink, requests } from '../../server/features/protocol.ts';
import { onQuiet } from '../changes.ts';
import { reveal } from '../places.ts';
import type { Session, Surface } from '../session.ts';
import { arranged, conflictLabel, type Group, type Grouping, witnessFacts } from './tree.ts';

interface ConflictNode {
  readonly kind: 'conflict';
  readonly group: Group;
  readonly conflict: Conflict;
}
type Leaf =
  | { readonly kind: 'norm'; readonly of: ConflictNode; readonly norm: NormLink }
  | { readonly kind: 'witness'; readonly of: ConflictNode; readonly facts: string };
type Node = Group | ConflictNode | Leaf;

export const conflicts: Surface = session => {
  const changed = new EventEmitter<void>();
  let known: readonly Conflict[] = [];
  let groups: readonly Group[] = [];
  let filter = '';
  const tree = window.createTreeView('polity.conflicts', { treeDataProvider: provider(() => groups, changed), showCollapseAll: true });

  const draw = () => {
    groups = arranged(known, { groupBy: grouping(), filter, nameOf: uri => workspace.asRelativePath(Uri.parse(uri)) });
    tree.message = filter && groups.length > 0 ? `Filtered by “${filter}”` : undefined;
    tree.badge =
      known.length > 0 ? { value: known.length, tooltip: known.length === 1 ? '1 conflict' : `${known.length} conflicts` } : undefined;
    void commands.executeCommand('setContext', 'polity.conflicts.filtered', filter !== '');
    changed.fire();
  };
  const refresh = async () => {
    const now = await found(session);
    known = now ?? [];
    // That there is none is said only where somebody looked.
    void commands.executeCommand('setContext', 'polity.checked', now !== undefined);
    draw();
    return groups;
  };
  const setFilter = (words: string | undefined) => {
    if (words === undefined) return;
    filter = words;
    draw();
  };
  const showAt = async (principle: unknown) => {
    await commands.executeCommand('polity.conflicts.focus');
    await refresh();
    const group = groups.find(({ name }) => name === principle);
    if (group && tree.visible) await tree.reveal(group, { expand: true, select: true, focus: true });
  };

  return Disposable.from(
    tree,
    changed,
    onQuiet(session, () => void refresh(), 500),
    session.server.onDidChange(({ kind }) => {
      void commands.executeCommand('setContext', 'polity.stopped', kind === 'stopped');
      if (kind === 'stopped') void refresh();
    }),
    workspace.onDidChangeConfiguration(event => event.affectsConfiguration('polity.conflicts.groupBy') && draw()),
    commands.registerCommand('polity.showConflicts', (_uri?: unknown, principle?: unknown) => showAt(principle)),
    commands.registerCommand('polity.conflicts.refresh', refresh),
    commands.registerCommand('polity.conflicts.filter', async (words?: unknown) =>
      setFilter(typeof words === 'string' ? words : await askFilter(filter)),
    ),
    commands.registerCommand('polity.conflicts.clearFilter', () => setFilter('')),
    ...(['principle', 'value', 'document'] as const).map(by =>
      commands.registerCommand(`polity.conflicts.by${by[0]!.toUpperCase()}${by.slice(1)}`, () => arrangeBy(by)),
    ),
    commands.registerCommand('polity.conflicts.when', (node?: ConflictNode) => node && whenIn(node.conflict)),
    commands.registerCommand('polity.conflicts.probe', (node?: ConflictNode) => node && probe(node.conflict)),
    commands.registerCommand('polity.conflicts.fix', (node?: ConflictNode) => node && offerFixes(node.conflict.at)),
  );
};

/** Nobody knows while the server does not run. */
async function found(session: Session): Promise<readonly Conflict[] | undefined> {
  try {
    return (await session.server.ask(requests.conflicts, {})).conflicts;
  } catch (error) {
    session.log.warn('The conflicts could not be had.', String(error));
    return undefined;
  }
}

function grouping(): Grouping {
  return workspace.getConfiguration('polity').get<Grouping>('conflicts.groupBy', 'principle');
}

async function arrangeBy(by: Grouping): Promise<void> {
  await workspace.getConfiguration('polity').update('conflicts.groupBy', by, ConfigurationTarget.Global);
}

function askFilter(value: string): Thenable<string | undefined> {
  return window.showInputBox({
    title: 'Filter conflicts',
    prompt: 'Words of a principle, value, document, norm or situation. Leave empty to show all.',
    value,
  });
}

function whenIn(conflict: Conflict): Thenable<unknown> {
  return commands.executeCommand('polity.when', conflict.at.uri, witnessFacts(conflict));
}

/** The two that clash, tried with a model: what does it do there? */
function probe({ at, norms }: Conflict): Thenable<unknown> {
  const [first, second] = new Set(norms.map(({ principle }) => principle));
  if (second !== undefined) return commands.executeCommand('polity.probeConflict', at.uri, first, second);
  return window.showInformationMessage('Both norms stand in one principle, so there are no two to try.');
}

/** Puts the cursor on the place and opens the light bulb there. */
export async function offerFixes(at: Location): Promise<void> {
  await reveal(at);
  await commands.executeCommand('editor.action.quickFix');
}

function provider(groups: () => readonly Group[], changed: EventEmitter<void>): TreeDataProvider<Node> {
  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: item,
    getChildren: node => (node ? children(node) : [...groups()]),
    getParent: node => (node.kind === 'group' ? undefined : node.kind === 'conflict' ? node.group : node.of),
  };
}

function children(node: Node): Node[] {
  if (node.kind === 'group') return node.conflicts.map(conflict => ({ kind: 'conflict', group: node, conflict }));
  if (node.kind !== 'conflict') return [];
  const facts = witnessFacts(node.conflict);
  const norms = node.conflict.norms.map((norm): Leaf => ({ kind: 'norm', of: node, norm }));
  return facts ? [...norms, { kind: 'witness', of: node, facts }] : norms;
}

function item(node: Node): TreeItem {
  switch (node.kind) {
    case 'group': {
      const it = new TreeItem(node.label, TreeItemCollapsibleState.Expanded);
      it.id = `group ${node.name}`;
      it.description = String(node.conflicts.length);
      it.contextValue = 'group';
      return it;
    }
    case 'conflict':
      return conflictItem(node);
    case 'norm': {
      const it = new TreeItem(node.norm.text, TreeItemCollapsibleState.None);
      it.description = node.norm.title ?? node.norm.principle;
      it.iconPath = new ThemeIcon('law');
      it.command = { title: 'Go to the norm', command: 'polity.reveal', arguments: [node.norm.at] };
      return it;
    }
    case 'witness': {
      const it = new TreeItem(`for example: ${node.facts}`, TreeItemCollapsibleState.None);
      it.iconPath = new ThemeIcon('person');
      it.tooltip = 'What holds in this situation?';
      it.command = { title: 'What holds there', command: 'polity.when', arguments: [node.of.conflict.at.uri, node.facts] };
      return it;
    }
  }
}

function conflictItem({ conflict, group }: ConflictNode): TreeItem {
  const it = new TreeItem(conflictLabel(conflict, group), TreeItemCollapsibleState.Collapsed);
  it.id = `conflict ${group.name} ${conflict.code} ${conflict.norms.map(({ principle, index }) => `${principle}/${index}`).join(' ')} ${conflict.at.uri}`;
  it.description = conflict.when ? `when ${conflict.when}` : conflict.kind;
  it.tooltip = conflict.message;
  it.contextValue = 'conflict';
  const error = conflict.severity === 'error';
  it.iconPath = new ThemeIcon(
    error ? 'error' : 'warning',
    new ThemeColor(error ? 'problemsErrorIcon.foreground' : 'problemsWarningIcon.foreground'),
  );
  it.command = { title: 'Go to the conflict', command: 'polity.reveal', arguments: [conflict.at] };
  it.accessibilityInformation = { label: `${conflict.severity}: ${conflict.message}` };
  return it;
}
