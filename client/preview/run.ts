// A preview is asked: its columns, from the press of the button to the last of their answers.

import { CancellationTokenSource, window, workspace } from 'vscode';
import { type PreviewEvent, previewRequests } from '../../server/features/preview-protocol.ts';
import { chooseModel, keysFor } from '../models.ts';
import { onMainBranch } from './branch.ts';
import { modelOf, type Plan, type Preview, post, questionOf, refresh, sendPlan } from './showing.ts';
import { cancelled, fingerprint, informed, unanswered } from './state.ts';

export const cancel = ({ running }: Preview): void => running?.source.cancel();

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

export async function run(one: Preview, again: boolean): Promise<void> {
  if (one.running || one.starting) return;
  one.starting = true;
  try {
    const ready = await made(one);
    // Whoever closes the page before the first call has not asked for anything.
    if (ready && !one.closed) await carryOut(one, ready, again);
  } finally {
    one.starting = false;
  }
}

interface Ready {
  readonly plan: Plan;
  readonly columns: Awaited<ReturnType<typeof columnsOf>>;
}

/** From the text as it is now, not as it was when the page was drawn last. Undefined where there is nothing to ask, or nobody. */
async function made(one: Preview): Promise<Ready | undefined> {
  await refresh(one);
  const { session, plan, lost } = one;
  if (plan?.kind !== 'plan' || lost !== undefined || plan.conversation.length === 0) return undefined;
  const model = workspace.isTrusted ? (modelOf(one) ?? (await chooseModel(session))) : 'none';
  return model === undefined ? undefined : { plan, columns: await columnsOf(one, plan, model) };
}

async function carryOut(one: Preview, { plan, columns }: Ready, again: boolean): Promise<void> {
  const { session } = one;
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
    const why = running.source.token.isCancellationRequested ? cancelled : 'It ended before its answer was there.';
    one.columns = one.columns.map(column => (column.end ? column : unanswered(column, why)));
    one.running = undefined;
    post(one);
  }
}

export function heard(one: Preview, column: string, event: PreviewEvent): void {
  one.columns = informed(one.columns, [{ column, event }]);
  one.batch.add({ column, event });
}
