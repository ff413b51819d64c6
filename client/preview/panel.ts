// Preview: what a model does under this sentence. One panel that follows the command, and those that were pinned.

import { CancellationTokenSource, commands, Disposable, env, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import {
  type PreviewEvent,
  type PreviewPlan,
  type PreviewQuestion,
  type PreviewSubject,
  previewRequests,
} from '../../server/features/preview-protocol.ts';
import { onQuiet } from '../changes.ts';
import { chooseModel, chosenModel, keysFor, onDidChooseModel, pickModel } from '../models.ts';
import { type FromPage, fromPage } from '../page/messages.ts';
import { pageHtml } from '../panel.ts';
import { reveal } from '../places.ts';
import type { Session, Surface } from '../session.ts';
import { pickFacts } from '../when/command.ts';
import { onMainBranch } from './branch.ts';
import { evalText, exampleText } from './copying.ts';
import { fingerprint, type PreviewData, type ShownColumn, told, unanswered } from './state.ts';
import { type Wanted, wantedBy } from './wanted.ts';

type Plan = Extract<PreviewPlan, { kind: 'plan' }>;

interface Preview {
  readonly panel: WebviewPanel;
  readonly session: Session;
  uri: Uri;
  subject: PreviewSubject;
  line?: string;
  facts?: string;
  plan?: PreviewPlan;
  without: boolean;
  branch: boolean;
  others: string[];
  pinned: boolean;
  columns: ShownColumn[];
  refused?: string;
  /** Of the plan that the columns were run for. */
  ranFor?: string;
  running?: { readonly id: string; readonly source: CancellationTokenSource };
  timer?: ReturnType<typeof setTimeout>;
}

export const preview: Surface = session => {
  const open = new Set<Preview>();
  const show = async (address?: unknown, name?: unknown, mode?: unknown) => {
    const wanted = await wantedBy(address, name);
    if (!wanted) return;
    let one = [...open].find(({ pinned }) => !pinned);
    if (one) {
      cancel(one);
      Object.assign(one, { facts: undefined, line: undefined, columns: [], ranFor: undefined, refused: undefined }, wanted);
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

function opened(session: Session, wanted: Wanted): Preview {
  const panel = window.createWebviewPanel('polity.preview', 'Preview', { viewColumn: ViewColumn.Beside, preserveFocus: true });
  const one: Preview = { panel, session, ...wanted, without: false, branch: false, others: [], pinned: false, columns: [] };
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
    onDidChooseModel(() => void sendPlan(one)),
  );
  panel.onDidDispose(() => {
    cancel(one);
    clearTimeout(one.timer);
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

const questionOf = ({ uri, subject, line, facts }: Preview): PreviewQuestion => ({
  uri: uri.toString(),
  subject,
  ...(line === undefined ? {} : { line }),
  ...(facts === undefined ? {} : { facts }),
});

/** Asks for the plan anew, and tells the page. From then on what stands at the cursor is known by its name. */
async function refresh(one: Preview): Promise<void> {
  try {
    const plan = await one.session.server.ask(previewRequests.plan, questionOf(one));
    one.plan = plan;
    if (plan.kind === 'plan') {
      one.subject = { kind: 'named', name: plan.name };
      one.panel.title = `Preview: ${plan.title}`;
    }
    await sendPlan(one);
    post(one);
  } catch (error) {
    await trouble(one, error);
  }
}

async function trouble({ panel, session }: Preview, error: unknown): Promise<void> {
  session.log.error('Preview has no answer.', String(error));
  await panel.webview.postMessage({ kind: 'trouble', message: error instanceof Error ? error.message : String(error) });
}

const send = ({ panel, uri }: Preview, data: PreviewData): Thenable<boolean> =>
  panel.webview.postMessage({ kind: 'show', uri: uri.toString(), data, findings: [] });

function modelOf({ session, plan }: Preview): string | undefined {
  return chosenModel(session) ?? (plan?.kind === 'plan' ? plan.preferred : undefined);
}

async function sendPlan(one: Preview): Promise<void> {
  const { plan, line, without, branch, others, pinned } = one;
  if (!plan) return;
  const model = modelOf(one);
  const trusted = workspace.isTrusted;
  await send(one, {
    kind: 'plan',
    plan,
    line: line ?? '',
    without,
    branch,
    others,
    pinned,
    trusted,
    ...(model === undefined ? {} : { model }),
  });
}

/** Not for every token: the page is told so many times a second. */
function postSoon(one: Preview): void {
  one.timer ??= setTimeout(() => post(one), 60);
}

function post(one: Preview): void {
  clearTimeout(one.timer);
  one.timer = undefined;
  const { columns, running, plan, ranFor, refused } = one;
  const stale = ranFor !== undefined && plan !== undefined && fingerprint(plan) !== ranFor;
  void send(one, { kind: 'columns', columns, running: running !== undefined, stale, ...(refused === undefined ? {} : { refused }) });
}

const cancel = ({ running }: Preview): void => running?.source.cancel();

async function columnsOf(one: Preview, plan: Plan, model: string) {
  const found = one.branch ? await onMainBranch(one.session, one.uri) : undefined;
  if (found?.kind === 'none') void window.showInformationMessage(`There is nothing to compare with. ${found.why}`);
  const before = found?.kind === 'text' ? found : undefined;
  const uncontrolled = (name: string) =>
    name.startsWith('editor/') || plan.models.some(each => each.name === name && each.sampling !== undefined);
  const made = (id: string, title: string, name: string) => ({
    id,
    title,
    model: name,
    uncontrolled: uncontrolled(name),
    said: [],
    coming: '',
    verdicts: [],
  });
  return [
    { shown: made('with', 'With the spec', model), spec: { kind: 'with' as const } },
    ...(before ? [{ shown: made('branch', `As on ${before.name}`, model), spec: { kind: 'text' as const, text: before.text } }] : []),
    ...(one.without ? [{ shown: made('without', 'Without the spec', model), spec: { kind: 'without' as const } }] : []),
    ...one.others.map((name, i) => ({ shown: made(`other${i}`, 'With the spec', name), spec: { kind: 'with' as const } })),
  ];
}

async function run(one: Preview, again: boolean): Promise<void> {
  const { session, plan } = one;
  if (one.running || plan?.kind !== 'plan' || plan.conversation.length === 0) return;
  const model = workspace.isTrusted ? (modelOf(one) ?? (await chooseModel(session))) : 'none';
  if (model === undefined) return;
  const columns = await columnsOf(one, plan, model);
  const running = { id: crypto.randomUUID(), source: new CancellationTokenSource() };
  Object.assign(one, { running, columns: columns.map(({ shown }) => shown), ranFor: fingerprint(plan), refused: undefined });
  await sendPlan(one);
  post(one);
  const params = {
    ...questionOf(one),
    run: running.id,
    columns: columns.map(({ shown, spec }) => ({ id: shown.id, model: shown.model, spec })),
    keys: await keysFor(session, plan.models),
    again,
  };
  try {
    const result = await session.server.ask(previewRequests.run, params, running.source.token);
    if (result.kind === 'refused') Object.assign(one, { refused: result.message, columns: [] });
  } catch (error) {
    if (!running.source.token.isCancellationRequested) one.refused = error instanceof Error ? error.message : String(error);
  } finally {
    running.source.dispose();
    const why = running.source.token.isCancellationRequested ? 'Cancelled.' : 'It ended before its answer was there.';
    one.columns = one.columns.map(column => (column.end ? column : unanswered(column, why)));
    one.running = undefined;
    post(one);
  }
}

function heard(one: Preview, id: string, event: PreviewEvent): void {
  one.columns = one.columns.map(column => (column.id === id ? told(column, event) : column));
  postSoon(one);
}
