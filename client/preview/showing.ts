// A preview that is open, and what its page is told.

import { type CancellationTokenSource, type Uri, type WebviewPanel, workspace } from 'vscode';
import { type PreviewPlan, type PreviewQuestion, type PreviewSubject, previewRequests } from '../../server/features/preview-protocol.ts';
import { pageFindings } from '../findings.ts';
import { chosenModel } from '../models.ts';
import type { Session } from '../session.ts';
import type { Batch } from './news.ts';
import { fingerprint, isRenamed, type PreviewData, type ShownColumn } from './state.ts';

export type Plan = Extract<PreviewPlan, { kind: 'plan' }>;

export interface Preview {
  readonly panel: WebviewPanel;
  readonly session: Session;
  uri: Uri;
  /** Counts what it was made to show, one after another. */
  showing: number;
  subject: PreviewSubject;
  line?: string;
  facts?: string;
  /** The last one that could be made, if there ever was one. */
  plan?: PreviewPlan;
  /** Why there is none of the text as it is now. */
  lost?: string;
  without: boolean;
  branch: boolean;
  others: string[];
  pinned: boolean;
  /** Its tab was closed: nobody is told anything any more. */
  closed: boolean;
  columns: ShownColumn[];
  refused?: string;
  /** Of the plan that the columns were run for. */
  ranFor?: string;
  /** A run is being prepared or goes on. */
  starting: boolean;
  running?: { readonly id: string; readonly source: CancellationTokenSource };
  /** What is told to the page bit by bit. */
  readonly batch: Batch;
}

export const questionOf = ({ uri, subject, line, facts }: Preview): PreviewQuestion => ({
  uri: uri.toString(),
  subject,
  ...(line === undefined ? {} : { line }),
  ...(facts === undefined ? {} : { facts }),
});

/**
 * Asks for the plan anew, and tells the page. From then on what stands at the cursor is known by its name, and what is selected is a line like one that was typed. Where there is none any more,
 * for its author is in the middle of a word, what is shown stays, with the reason.
 */
export async function refresh(one: Preview): Promise<void> {
  try {
    const plan = await planNow(one);
    if (one.closed) return;
    one.lost = plan.kind === 'nothing' && one.plan?.kind === 'plan' ? plan.message : undefined;
    if (one.lost === undefined) one.plan = plan;
    if (plan.kind === 'plan') {
      if (one.subject.kind === 'at') one.line ??= plan.line;
      one.subject = { kind: 'named', name: plan.name };
      one.panel.title = `Preview: ${plan.title}`;
    }
    await sendPlan(one);
    post(one);
  } catch (error) {
    await trouble(one, error);
  }
}

/** What is called otherwise now stands where it stood. */
async function planNow(one: Preview): Promise<PreviewPlan> {
  const { session, line, plan: last } = one;
  const plan = await session.server.ask(previewRequests.plan, questionOf(one));
  if (plan.kind === 'plan' || last?.kind !== 'plan' || last.what === 'document') return plan;
  const there = await session.server.ask(previewRequests.plan, {
    ...questionOf(one),
    subject: { kind: 'at', position: last.at.range.start },
  });
  return there.kind === 'plan' && isRenamed(last, there, line !== undefined) ? there : plan;
}

export async function trouble({ panel, session, closed }: Preview, error: unknown): Promise<void> {
  session.log.error('Preview has no answer.', String(error));
  if (!closed) await panel.webview.postMessage({ kind: 'trouble', message: error instanceof Error ? error.message : String(error) });
}

export async function send({ panel, uri, closed }: Preview, data: PreviewData): Promise<void> {
  if (closed) return;
  await panel.webview.postMessage({ kind: 'show', uri: uri.toString(), data, findings: data.kind === 'plan' ? pageFindings(uri) : [] });
}

export function modelOf({ session, plan }: Preview): string | undefined {
  return chosenModel(session) ?? (plan?.kind === 'plan' ? plan.preferred : undefined);
}

export async function sendPlan(one: Preview): Promise<void> {
  const { plan, lost, line, showing, without, branch, others, pinned } = one;
  if (!plan) return;
  const model = modelOf(one);
  const trusted = workspace.isTrusted;
  await send(one, {
    kind: 'plan',
    plan,
    line: line ?? '',
    showing,
    without,
    branch,
    others,
    pinned,
    trusted,
    ...(model === undefined ? {} : { model }),
    ...(lost === undefined ? {} : { lost }),
  });
}

/** All that there is; while replies come in, the page is told what is new alone. */
export function post(one: Preview): void {
  one.batch.drop();
  const { columns, running, plan, lost, ranFor, refused } = one;
  const stale = ranFor !== undefined && plan !== undefined && (lost !== undefined || fingerprint(plan) !== ranFor);
  void send(one, { kind: 'columns', columns, running: running !== undefined, stale, ...(refused === undefined ? {} : { refused }) });
}
