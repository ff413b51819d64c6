// What `polity measure` found, with all its cases.

import pc from 'picocolors';
import type { KeptCase } from '../../analysis/finding.ts';
import { type Judged, keptCase } from '../../evaluation/agreement.ts';
import type { Spent } from '../../evaluation/asking.ts';
import { probedCase } from '../../evaluation/probing.ts';
import { spentRecord } from '../../evaluation/run.ts';
import type { Outcome } from '../../evaluation/study.ts';
import { plural } from '../report.ts';
import { harmless, wrapped } from '../terminal.ts';
import { dollars, thousands } from './kept-run.ts';

interface Look {
  readonly json: boolean;
  readonly color: boolean;
}

type Measured = Exclude<Outcome, { readonly kind: 'nothing' }>;
type AgreementOutcome = Extract<Outcome, { readonly kind: 'agreement' }>;
type ConflictOutcome = Extract<Outcome, { readonly kind: 'conflict' }>;

interface Report<Of extends Measured = Measured> {
  readonly outcome: Of;
  readonly spent: Spent;
  /** The file of the finding, where there is one. */
  readonly kept?: string;
}

const width = 110;

export const spentLine = ({ sent, replayed, costUSD }: Spent): string =>
  `Calls: ${thousands(sent)} sent, ${thousands(replayed)} replayed, ${dollars(costUSD)}`;

const short = (text: string, length: number): string => {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > length ? `${words.slice(0, length)}…` : words;
};

/** What was found, in words; that nothing was found proves nothing, and it is said why. */
export const studyWords = (outcome: Measured): string =>
  [outcome.kind === 'agreement' ? agreementWords(outcome) : conflictWords(outcome), ...failedWords(outcome)].join(' ');

/** All cases with what judges said of them, those that the finding holds first. */
export function studyCases(outcome: Measured): KeptCase[] {
  if (outcome.kind === 'conflict') {
    const [first, second] = outcome.plan.principles;
    const { situations } = outcome.result;
    const sorted = [...situations.filter(({ apart }) => apart), ...situations.filter(({ apart }) => !apart)];
    return sorted.map(one => probedCase(one, first.name, second.name));
  }
  const { split, cases } = outcome.result;
  return [...split, ...cases.filter(one => !split.includes(one))].map(one => keptCase(one, outcome.plan.principle.name));
}

function agreementWords({ plan, result: { entropy }, finding }: AgreementOutcome): string {
  if (finding) return finding.message;
  const figures = `${entropy.value.toFixed(2)} of 1 (95% interval ${entropy.interval.low.toFixed(2)} to ${entropy.interval.high.toFixed(2)})`;
  return `Judges are hardly divided over \`${plan.principle.name}\`: ${figures}. That proves nothing: a misreading that all share looks the same.`;
}

function conflictWords({ plan: { principles }, result: { situations }, finding }: ConflictOutcome): string {
  if (finding) return finding.message;
  const [first, second] = principles;
  return `In each of the ${plural(situations.length, 'situation')} that were tried, some reply keeps both \`${first.name}\` and \`${second.name}\`, or none keeps either. That does not prove that they never pull apart.`;
}

const failedWords = ({ kind, result: { failed, why } }: Measured): string[] =>
  failed > 0
    ? [`${plural(failed, kind === 'agreement' ? 'case' : 'situation')} could not be ${kind === 'agreement' ? 'judged' : 'tried'}: ${why}`]
    : [];

export function studyReport({ outcome, spent, kept }: Report, { json, color }: Look): string {
  const at = { spent, ...(kept === undefined ? {} : { kept }) };
  if (json) return outcome.kind === 'agreement' ? agreementJson({ outcome, ...at }) : conflictJson({ outcome, ...at });
  const ink = pc.createColors(color);
  const rows = outcome.kind === 'agreement' ? outcome.result.cases.map(one => caseText(one, ink)) : situationTexts(outcome, ink);
  const told = [outcome.kind === 'agreement' ? agreementWords(outcome) : conflictWords(outcome), ...failedWords(outcome)];
  const lines = [...told.map(text => wrapped(harmless(text), '', width)), spentLine(spent), ...keptLine(kept)];
  return `${rows.join('')}\n${lines.join('\n')}\n`;
}

const keptLine = (kept: string | undefined): string[] =>
  kept === undefined ? [] : [`Kept in ${kept}; \`polity check\` shows it until the text changes.`];

function caseText({ probe, replies }: Judged, ink: ReturnType<typeof pc.createColors>): string {
  const user = probe.said.findLast(({ speaker }) => speaker === 'user')?.text ?? '';
  const head = `${ink.bold(harmless(short(user, 100)))} ${ink.dim(`(${probe.origin})`)}\n`;
  const rows = replies.map(({ model, text, answers }) => {
    const words = answers.map(({ answer, cites }) => `${answer}${cites === '' ? '' : ` by ${harmless(cites)}`}`).join('; ');
    return `  ${model === '' ? 'answer' : harmless(model)}: ${harmless(short(text, 80))}\n    ${words}\n`;
  });
  return head + rows.join('');
}

function agreementJson({ outcome: { plan, result, finding }, spent }: Report<AgreementOutcome>): string {
  const { entropy, high, cause, cases, cited, failed } = result;
  const rows = cases.map(({ probe, replies }) => ({ origin: probe.origin, transcript: probe.said, replies }));
  const body = {
    version: 1,
    principle: plan.principle.name,
    entropy: entropy.value,
    low: entropy.interval.low,
    high: entropy.interval.high,
    divided: high,
    cause,
    cited,
    message: finding?.message,
    cases: rows,
    failed,
    spent: spentRecord(spent),
  };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

function conflictJson({ outcome: { plan, result, finding }, spent }: Report<ConflictOutcome>): string {
  const [first, second] = plan.principles;
  const body = {
    version: 1,
    principles: [first.name, second.name],
    apart: result.situations.filter(({ apart }) => apart).length,
    message: finding?.message,
    situations: result.situations,
    failed: result.failed,
    spent: spentRecord(spent),
  };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

function situationTexts({ plan, result }: ConflictOutcome, ink: ReturnType<typeof pc.createColors>): string[] {
  const [first, second] = plan.principles;
  return result.situations.map(({ user, replies, apart }) => {
    const lines = replies.map(
      ({ model, text, keeps }) =>
        `  ${harmless(model)}: ${harmless(short(text, 80))}\n    ${first.name} ${keeps[0]}, ${second.name} ${keeps[1]}\n`,
    );
    return `${ink.bold(harmless(short(user, 100)))}${apart ? ink.red(' (never both)') : ''}\n${lines.join('')}`;
  });
}
