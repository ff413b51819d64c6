// The status item: whether all is well, what is wrong where it is not, and what to do about it.

import {
  commands,
  DiagnosticSeverity,
  Disposable,
  languages,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  Uri,
  window,
} from 'vscode';
import type { ServerState } from './server.ts';
import type { Session } from './session.ts';

export function status(session: Session): Disposable {
  const item = window.createStatusBarItem('polity.status', StatusBarAlignment.Left, 10);
  item.name = 'Polity';
  item.command = 'polity.status';
  const draw = () => show(item, session.server.state());
  draw();
  item.show();
  return Disposable.from(
    item,
    session.server.onDidChange(draw),
    languages.onDidChangeDiagnostics(draw),
    commands.registerCommand('polity.status', () => offer(session)),
  );
}

function show(item: StatusBarItem, state: ServerState): void {
  const { text, said, background } = appearance(state);
  item.text = text;
  item.tooltip = new MarkdownString(said);
  item.backgroundColor = background && new ThemeColor(background);
  item.accessibilityInformation = { label: said, role: 'button' };
}

function appearance(state: ServerState): { text: string; said: string; background?: string } {
  switch (state.kind) {
    case 'starting':
      return { text: '$(loading~spin) Polity', said: 'Polity is starting.' };
    case 'stopped':
      return { text: '$(error) Polity stopped', said: `${state.why} ${state.todo}`, background: 'statusBarItem.errorBackground' };
    case 'running': {
      const { problems } = state.health;
      if (problems.length > 0) {
        const said = problems.map(({ what, todo }) => `${what} ${todo}`).join('\n\n');
        return { text: `$(warning) Polity: ${problems[0]!.what}`, said, background: 'statusBarItem.warningBackground' };
      }
      const { conflicts, errors } = counts();
      if (conflicts + errors === 0 && state.health.documents === 0)
        return { text: '$(law) No spec', said: 'Polity: there is no spec here yet. Click for what you can do.' };
      const said = `Polity: ${plural(conflicts, 'conflict')}, ${plural(errors, 'error')} in all. Click for what you can do.`;
      // Where something cannot be read, nobody knows that there is no conflict.
      const what = conflicts > 0 ? plural(conflicts, 'conflict') : errors > 0 ? plural(errors, 'error') : 'No conflicts';
      return { text: `$(law) ${what}`, said };
    }
  }
}

function counts(): { conflicts: number; errors: number } {
  const ours = languages.getDiagnostics().flatMap(([, findings]) => findings.filter(({ source }) => source === 'polity'));
  return {
    conflicts: ours.filter(({ code }) => String(typeof code === 'object' ? code.value : code).startsWith('conflict/')).length,
    errors: ours.filter(({ severity }) => severity === DiagnosticSeverity.Error).length,
  };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

interface Offer {
  readonly label: string;
  readonly detail?: string;
  readonly run: () => unknown;
}

/** What one may want at the status item, the remedy first where something is wrong. */
async function offer(session: Session): Promise<void> {
  const picked = await window.showQuickPick(offers(session), { title: 'Polity', placeHolder: 'What next?' });
  await picked?.run();
}

function offers(session: Session): Offer[] {
  const state = session.server.state();
  const command = (label: string, name: string) => ({ label, run: () => commands.executeCommand(name) });
  const remedies: Offer[] = [];
  if (state.kind === 'stopped')
    remedies.push({ ...command('$(debug-restart) Restart the server', 'polity.restartServer'), detail: state.why });
  if (state.kind === 'running') {
    for (const { what, todo, uri } of state.health.problems) {
      remedies.push({
        label: `$(warning) ${what}`,
        detail: todo,
        run: () => (uri ? window.showTextDocument(Uri.parse(uri)) : session.log.show()),
      });
    }
  }
  return [
    ...remedies,
    ...(state.kind === 'running' && state.health.documents === 0
      ? [
          command('$(new-file) New spec from a template', 'polity.newSpec'),
          command('$(book) Learn it in five minutes', 'polity.walkthrough'),
        ]
      : []),
    command('$(git-compare) Show conflicts', 'polity.showConflicts'),
    command('$(question) What holds when…', 'polity.when'),
    command('$(checklist) Check the workspace', 'polity.checkWorkspace'),
    command('$(pulse) Doctor: what is configured and what is missing', 'polity.doctor'),
    { label: '$(output) Show the log', run: () => session.log.show() },
  ];
}
