// For people at a terminal: a line for each eval, what went wrong below it, and what it all comes to.

import pc from 'picocolors';
import type { TrialRecord, VerdictRecord } from '../../evaluation/record.ts';
import { bindingText, type EvalScore, type Status } from '../../evaluation/score.ts';
import { plural } from '../report.ts';
import { columns, harmless, wrapped } from '../terminal.ts';
import { agreementLine, callsLine, type EvalFormat, type KeptRun, rateLine, ratio, statusLine, trialsWith } from './kept-run.ts';

export const pretty: EvalFormat = {
  name: 'pretty',
  write: function* (run, { color, quiet }) {
    const ink = pc.createColors(color);
    const { evals } = run.summary;
    const width = Math.min(50, Math.max(4, ...evals.map(({ eval: plan }) => columns(harmless(plan.id)))));
    const several = new Set(evals.map(({ model }) => model)).size > 1;
    for (const score of evals) {
      yield `${line(score, { ink, width, several })}\n`;
      if (score.status !== 'pass') yield* details(run, score, ink);
    }
    if (!quiet) yield summary(run, ink);
  },
};

type Ink = ReturnType<typeof pc.createColors>;

const tint = (ink: Ink, status: Status) => ({ pass: ink.green, fail: ink.red, flaky: ink.yellow, 'not run': ink.dim })[status];

function line(score: EvalScore, { ink, width, several }: { ink: Ink; width: number; several: boolean }): string {
  const { eval: plan, status, model } = score;
  const id = harmless(plan.id);
  const name = `${id}${' '.repeat(Math.max(0, width - columns(id)))}`;
  const words = [tint(ink, status)(status.padEnd(7)), name, ratio(score).padStart(5), several ? ink.dim(harmless(model)) : ''];
  return words.join('  ').trimEnd();
}

const textWidth = 110;
const shownReasons = 5;

/** What went wrong, each expectation once: in most runs it goes wrong in the same way. */
function* details(run: KeptRun, score: EvalScore, ink: Ink): Iterable<string> {
  const told = new Set<string>();
  for (const trial of trialsWith(run, score)) {
    // What most runs ended with stands once, in the summary.
    if (trial.outcome === 'not run' && trial.why !== undefined && !isCommon(run, trial.why))
      yield* once(told, trial.why, () => `${wrapped(harmless(`Not run: ${trial.why}`), '         ', textWidth)}\n`);
    for (const verdict of trial.verdicts) {
      if (verdict.met === 'met' || verdict.met === 'not run' || verdict.kind === 'parity') continue;
      yield* once(told, `${verdict.at.line} ${verdict.label}`, () => wrong(trial, verdict, { score, ink }));
    }
  }
  for (const parity of score.parity)
    if (parity.met !== 'met') yield `         ${ink.bold(harmless(parity.label))}: ${parity.met}. ${harmless(parity.reason)}\n`;
}

const isCommon = ({ summary }: KeptRun, why: string): boolean =>
  summary.reasons.slice(0, shownReasons).some(reason => reason.why === why && reason.count > 3);

function* once(told: Set<string>, key: string, text: () => string): Iterable<string> {
  if (told.has(key)) return;
  told.add(key);
  yield text();
}

function wrong(trial: TrialRecord, { label, at, met, reason }: VerdictRecord, { score, ink }: { score: EvalScore; ink: Ink }): string {
  const binding = bindingText(score.eval.cases[trial.case] ?? {});
  const where = `${at.file}:${at.line + 1}`;
  const head = `         ${ink.bold(harmless(where))}  ${harmless(label)}: ${met}${binding === '' ? '' : ink.dim(` (${harmless(binding)})`)}`;
  const reply = trial.transcript.findLast(({ generated }) => generated === 'reply');
  const excerpt = reply ? `         ${ink.dim(`reply: ${harmless(short(reply.text))}`)}\n` : '';
  return `${head}\n${wrapped(harmless(reason), '           ', textWidth)}\n${excerpt}`;
}

function short(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > 160 ? `${words.slice(0, 160)}…` : words;
}

function summary(run: KeptRun, ink: Ink): string {
  const { summary: all, head, end } = run;
  const bad = all.count.fail > 0 ? ink.red : all.count.flaky + all.count['not run'] > 0 ? ink.yellow : ink.green;
  const reasons = all.reasons
    .slice(0, 5)
    .map(({ why, count }) => wrapped(harmless(`${plural(count, 'run')} not run: ${why}`), '  ', textWidth));
  const state =
    end === undefined
      ? 'This run has not ended, or was killed.'
      : end.interrupted
        ? 'This run was interrupted; what had ended is kept.'
        : undefined;
  const lines = [
    `\n${bad(ink.bold(`Evals: ${statusLine(all)}`))}`,
    `${rateLine(all)}`.replace(/^./, first => first.toUpperCase()),
    agreementLine(all),
    harmless(callsLine(all)),
    ...reasons,
    state,
    ink.dim(`Run ${harmless(head.id)}; \`polity runs show ${harmless(head.id)}\` shows it again.`),
  ];
  return `${lines.filter(text => text !== undefined).join('\n')}\n`;
}
