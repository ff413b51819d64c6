// What is shown of studies that needs no model: principles to pick from, the cases of a finding that is kept, a case as an eval.

import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type * as z from 'zod';
import type { KeptCase } from '../../analysis/finding.ts';
import { measurementsOf } from '../../analysis/measured.ts';
import { kinds } from '../../evaluation/study.ts';
import type { View } from '../../features/feature.ts';
import { bringsNothing } from '../../features/fixes/fix.ts';
import { evalOfTurns, turnsOf } from '../../features/fixes/measured.ts';
import { measureRequests, type ShownCase } from '../../features/measure-protocol.ts';
import { rangeAt } from '../../features/positions.ts';
import { principles } from '../../features/surfaces/principles.ts';
import { refused, serveQuestion } from './question.ts';
import type { Served } from './server.ts';
import { viewOf } from './session.ts';

type Requests = typeof measureRequests;
type Name = 'cases' | 'toEval';
type Params<N extends Name> = z.output<Requests[N]['params']>;
type Result<N extends Name> = z.input<Requests[N]['result']>;

export function serveMeasured(served: Served): void {
  const { principles: listed, cases, toEval } = measureRequests;
  serveQuestion(served, listed, params => principles(about(served, params), params));
  serveQuestion(served, cases, params => casesOf(about(served, params), params));
  serveQuestion(served, toEval, params => madeEval(about(served, params), params));
}

function about({ session }: Served, { uri }: { readonly uri: string }): View {
  const view = viewOf(session, uri);
  if (!view) throw new ResponseError(ErrorCodes.InvalidParams, 'This is no spec that Polity knows.');
  return view;
}

export const shownCase = (one: KeptCase): ShownCase => ({
  user: one.user,
  outcome: one.outcome,
  said: [...turnsOf(one)],
  // Kept before replies were kept whole: the one that shows it.
  replies: (one.replies ?? (one.reply === undefined ? [] : [{ model: '', text: one.reply, verdicts: [] }])).map(reply => ({
    ...reply,
    verdicts: [...reply.verdicts],
  })),
});

function casesOf(view: View, { what, principles: names }: Params<'cases'>): Result<'cases'> {
  for (const { measurement } of measurementsOf(view.workspace, view.scope, kinds[what].code)) {
    if (measurement.principles.join(' ') !== names.join(' ')) continue;
    return { kind: 'cases', told: measurement.message, cases: measurement.cases.map(shownCase) };
  }
  const whose = names.map(name => `\`${name}\``).join(' and ');
  return {
    kind: 'gone',
    message: `There is no finding about ${whose} any more: the text has changed since it was measured, or it was measured again. Measure it again; replies that are recorded are not asked for a second time.`,
  };
}

function madeEval(view: View, { principles: names, turns }: Params<'toEval'>): Result<'toEval'> {
  const made = evalOfTurns(view, names, turns);
  if (!made) return refused(`The spec has no principle ${names.map(name => `\`${name}\``).join(' and ')} any more.`);
  const { edits } = made.fix;
  if (!bringsNothing(view, edits)) return refused('An eval of this case would bring a new finding into the spec, so it is not written.');
  const { tree } = view.document;
  return { kind: 'eval', name: made.name, edits: edits.map(({ start, end, text }) => ({ range: rangeAt(tree, { start, end }), text })) };
}
