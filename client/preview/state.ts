// What a preview's page is shown.

import * as z from 'zod';
import {
  type PreviewEvent,
  previewEnd,
  previewEvents,
  previewPlan,
  previewSaid,
  previewVerdict,
} from '../../server/features/preview-protocol.ts';

const column = z.object({
  id: z.string(),
  title: z.string(),
  model: z.string(),
  uncontrolled: z.boolean(),
  said: z.array(previewSaid),
  /** The reply that is coming in. */
  coming: z.string(),
  verdicts: z.array(previewVerdict),
  end: previewEnd.optional(),
});
export type ShownColumn = z.infer<typeof column>;

export const previewData = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('plan'),
    plan: previewPlan,
    line: z.string(),
    /** Counts what the panel was made to show, one after another. */
    showing: z.int(),
    /** The model that will be asked; nothing where none is chosen. */
    model: z.string().optional(),
    without: z.boolean(),
    branch: z.boolean(),
    others: z.array(z.string()),
    trusted: z.boolean(),
    pinned: z.boolean(),
    /** Why the plan is not of the text as it is now. */
    lost: z.string().optional(),
  }),
  z.object({
    kind: z.literal('columns'),
    columns: z.array(column),
    running: z.boolean(),
    /** The text has changed since. */
    stale: z.boolean(),
    /** Why nothing was asked. */
    refused: z.string().optional(),
  }),
  /** What has happened in the columns since. */
  z.object({ kind: z.literal('news'), news: z.array(previewEvents.params.pick({ column: true, event: true })) }),
]);
export type PreviewData = z.infer<typeof previewData>;

/** What a preview is about, in one line that changes when anything of it does. */
export function fingerprint(plan: z.infer<typeof previewPlan>): string {
  if (plan.kind === 'nothing') return '';
  return JSON.stringify([plan.prompt.map(({ text }) => text), plan.conversation, plan.checks.map(({ label }) => label)]);
}

type Plan = Extract<z.infer<typeof previewPlan>, { kind: 'plan' }>;

/** Whether the same thing stands where it stood, under another name: by its title, or by what its author lets be asked. `typed`: it is not the author who asks. */
export function isRenamed(before: Plan, now: Plan, typed: boolean): boolean {
  const same = (of: (plan: Plan) => unknown) => JSON.stringify(of(before)) === JSON.stringify(of(now));
  const asked = !typed && before.conversation.length > 0 && same(plan => plan.conversation);
  return before.what === now.what && same(plan => plan.at) && (before.title === now.title || asked);
}

/** The columns after the news. */
export const informed = (columns: readonly ShownColumn[], news: readonly { readonly column: string; readonly event: PreviewEvent }[]) =>
  columns.map(column => news.filter(each => each.column === column.id).reduce((known, { event }) => told(known, event), column));

/** The column with what was told of it. */
function told(column: ShownColumn, event: PreviewEvent): ShownColumn {
  switch (event.kind) {
    case 'text':
      return { ...column, coming: column.coming + event.text };
    case 'said':
      return { ...column, coming: '', said: [...column.said, event.said] };
    case 'verdict':
      return { ...column, verdicts: [...column.verdicts, event.verdict] };
    case 'end':
      return { ...column, end: event.end };
  }
}

export const unanswered = (column: ShownColumn, why: string): ShownColumn => ({
  ...column,
  end: { outcome: 'not run', why, input: 0, output: 0, milliseconds: 0, recorded: false, calls: 0 },
});

/** Whether the model has replied, however it was judged. */
export const replied = ({ said }: ShownColumn): boolean => said.some(({ generated, speaker }) => generated && speaker === 'assistant');

/** What goes on in a column that has not ended. */
export const awaited = (column: ShownColumn): string =>
  column.coming !== '' ? 'The reply is coming in…' : replied(column) ? 'Waiting for what is made of the reply…' : 'Waiting for the reply…';

/** Why a column has no outcome, as the server words it too. */
export const cancelled = 'Cancelled.';

/** How far the columns are, for those who do not see them. */
export function progress(columns: readonly ShownColumn[], running: boolean): string {
  const [only] = columns;
  if (!only) return running ? 'The model is being asked.' : '';
  const came = columns.filter(replied).length;
  if (running) return `The model is being asked.${came === 0 ? '' : ` ${count(came, columns.length)}.`}`;
  const whole = columns.every(({ end }) => end && end.outcome !== 'not run');
  if (whole) return columns.length === 1 ? 'The answer is there.' : 'All answers are there.';
  const why = columns.some(({ end }) => end?.why === cancelled) ? cancelled : columns.length === 1 ? `Not run: ${only.end?.why ?? ''}` : '';
  return `${why} ${count(came, columns.length)}.`.trim();
}

const numbers = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

function count(came: number, all: number): string {
  if (all === 1) return came === 1 ? 'The answer came' : 'No answer came';
  if (came === all) return 'All answers came';
  return `${sentence(numbers[came] ?? String(came))} of ${numbers[all] ?? all} answers came`;
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
