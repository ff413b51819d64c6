// Preview: what a model does under this sentence. One panel that follows the command, and those that were pinned.

import { commands, Disposable, env, Uri, window, workspace } from 'vscode';
import { onQuiet } from '../changes.ts';
import { chooseModel, onDidChooseModel, pickModel } from '../models.ts';
import { onMoved } from '../moving.ts';
import { type FromPage, fromPage } from '../page/messages.ts';
import { pageHtml } from '../panel.ts';
import { besideText, reveal } from '../places.ts';
import type { Session, Surface } from '../session.ts';
import { pickFacts } from '../when/command.ts';
import { evalText, exampleText } from './copying.ts';
import { batching } from './news.ts';
import { cancel, heard, run } from './run.ts';
import { type Preview, post, refresh, send, sendPlan, trouble } from './showing.ts';
import { type Wanted, wantedBy } from './wanted.ts';

export const preview: Surface = session => {
  const open = new Set<Preview>();
  const show = async (address?: unknown, name?: unknown, mode?: unknown) => {
    const wanted = await wantedBy(address, name);
    if (!wanted) return;
    let one = [...open].find(({ pinned }) => !pinned);
    if (one) {
      cancel(one);
      Object.assign(one, nothingYet, wanted, { showing: one.showing + 1 });
      one.panel.reveal(undefined, true);
      post(one);
    } else {
      one = opened(session, wanted);
      open.add(one);
      const { panel } = one;
      panel.onDidDispose(() => open.delete(one!));
    }
    if (mode === 'compare') one.branch = true;
    await refresh(one);
    if (mode === 'compare') await run(one, false);
  };
  return Disposable.from(
    commands.registerCommand('polity.preview', show),
    session.server.onPreview(({ run: id, column, event }) => {
      for (const one of open) if (one.running?.id === id) heard(one, column, event);
    }),
    new Disposable(() => {
      for (const { panel } of [...open]) panel.dispose();
    }),
  );
};

/** Of what was shown before, nothing is left. */
const nothingYet = {
  facts: undefined,
  line: undefined,
  plan: undefined,
  lost: undefined,
  columns: [],
  ranFor: undefined,
  refused: undefined,
} satisfies { [Key in keyof Preview]?: Preview[Key] | undefined };

function opened(session: Session, wanted: Wanted): Preview {
  const panel = window.createWebviewPanel('polity.preview', 'Preview', { viewColumn: besideText(), preserveFocus: true });
  const one: Preview = {
    panel,
    session,
    ...wanted,
    showing: 0,
    without: false,
    branch: false,
    others: [],
    pinned: false,
    closed: false,
    starting: false,
    columns: [],
    batch: batching(news => void send(one, { kind: 'news', news: [...news] })),
  };
  const { webview } = panel;
  const root = session.context.extensionUri;
  webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(root, 'dist')] };
  const icon = (theme: string) => Uri.joinPath(root, 'client', 'assets', 'icons', `constitution-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  const whileOpen = Disposable.from(
    webview.onDidReceiveMessage(async (raw: unknown) => {
      const message = fromPage.safeParse(raw);
      if (!message.success) return session.log.warn('A message of the preview was not understood.', message.error.message);
      await received(one, message.data).catch((error: unknown) => trouble(one, error));
    }),
    onQuiet(session, () => void refresh(one)),
    onMoved(
      () => one.uri,
      uri => {
        one.uri = uri;
        void refresh(one);
      },
    ),
    onDidChooseModel(() => void sendPlan(one)),
    workspace.onDidGrantWorkspaceTrust(() => void refresh(one)),
  );
  panel.onDidDispose(() => {
    one.closed = true;
    cancel(one);
    one.batch.drop();
    whileOpen.dispose();
  });
  webview.html = pageHtml(webview, Uri.joinPath(root, 'dist', 'preview.js'), 'Preview');
  return one;
}

async function received(one: Preview, message: FromPage): Promise<void> {
  if (message.kind === 'ready') {
    post(one);
    return refresh(one);
  }
  if (message.kind === 'reveal') return reveal(message.at);
  if (message.kind !== 'preview') return;
  const { session } = one;
  switch (message.action) {
    case 'run':
      return run(one, one.columns.length > 0);
    case 'cancel':
      return cancel(one);
    case 'line':
      one.line = message.text?.trim() ? message.text : undefined;
      return refresh(one);
    case 'facts': {
      const facts = await pickFacts(session, one.uri.toString(), 'Preview: the situation', one.plan?.kind === 'plan' ? one.plan.facts : '');
      if (facts === undefined) return;
      one.facts = facts;
      return refresh(one);
    }
    case 'without':
    case 'branch':
      one[message.action] = !one[message.action];
      return sendPlan(one);
    case 'others': {
      const name = await pickModel(session, 'Which model shall answer as well?');
      if (name !== undefined && !one.others.includes(name)) one.others = [...one.others, name];
      return sendPlan(one);
    }
    case 'drop':
      one.others = one.others.filter(name => name !== message.text);
      return sendPlan(one);
    case 'model':
      await chooseModel(session);
      return;
    case 'key':
      await commands.executeCommand('polity.setApiKey', message.text);
      return;
    case 'trust':
      await commands.executeCommand('workbench.trust.manage');
      return;
    case 'pin':
      one.pinned = !one.pinned;
      return sendPlan(one);
    case 'eval':
    case 'good':
    case 'bad':
      return copy(one, message.action, message.text);
  }
}

async function copy({ plan, columns }: Preview, as: 'eval' | 'good' | 'bad', id: string | undefined): Promise<void> {
  if (plan?.kind !== 'plan') return;
  const reply = columns
    .find(column => column.id === id)
    ?.said.findLast(({ generated, speaker }) => generated && speaker === 'assistant')?.text;
  if (as !== 'eval' && reply === undefined) return;
  await env.clipboard.writeText(as === 'eval' ? evalText(plan) : exampleText(plan, as, reply!));
  window.setStatusBarMessage(
    as === 'eval' ? 'Copied as an eval: paste it into the spec.' : 'Copied as an example: paste it into a principle.',
    6000,
  );
}
