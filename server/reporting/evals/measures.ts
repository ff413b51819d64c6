// What `polity measure` found, with all its cases.

import pc from 'picocolors';
import type { Agreement, AgreementPlan, Judged } from '../../evaluation/agreement.ts';
import type { Spent } from '../../evaluation/asking.ts';
import type { ProbePlan, ProbeResult } from '../../evaluation/probing.ts';
import { plural } from '../report.ts';
import { harmless, wrapped } from '../terminal.ts';
import { dollars, thousands } from './kept-run.ts';

interface Look {
  readonly json: boolean;
  readonly color: boolean;
}

interface Outcome {
  readonly spent: Spent;
  /** The file of the finding, where there is one. */
  readonly kept?: string;
  readonly message?: string;
}

const width = 110;

const spentLine = ({ sent, replayed, costUSD }: Spent): string =>
  `Calls: ${thousands(sent)} sent, ${thousands(replayed)} replayed, ${dollars(costUSD)}`;

const short = (text: string, length: number): string => {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > length ? `${words.slice(0, length)}…` : words;
};

export function agreementReport(
  { result, plan, spent, kept, message }: Outcome & { readonly result: Agreement; readonly plan: AgreementPlan },
  { json, color }: Look,
): string {
  if (json) return agreementJson({ result, plan, spent, message });
  const ink = pc.createColors(color);
  const { entropy, cases, failed, why } = result;
  const rows = cases.map(one => caseText(one, ink));
  const figures = `${entropy.value.toFixed(2)} of 1 (95% interval ${entropy.interval.low.toFixed(2)} to ${entropy.interval.high.toFixed(2)})`;
  const verdict =
    message === undefined
      ? `Judges are hardly divided over \`${plan.principle.name}\`: ${figures}. That proves nothing: a misreading that all share looks the same.`
      : message;
  const lines = [
    wrapped(harmless(verdict), '', width),
    ...(failed > 0 ? [wrapped(harmless(`${plural(failed, 'case')} could not be judged: ${why}`), '', width)] : []),
    spentLine(spent),
    ...keptLine(kept),
  ];
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

function agreementJson({
  result,
  plan,
  spent,
  message,
}: Omit<Outcome, 'kept'> & { readonly result: Agreement; readonly plan: AgreementPlan }): string {
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
    message,
    cases: rows,
    failed,
    spent: spentJson(spent),
  };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

const spentJson = ({ sent, replayed, failed, input, output, costUSD, unpriced }: Spent) => ({
  sent,
  replayed,
  failed,
  input,
  output,
  costUSD,
  unpriced: [...unpriced],
});

export function conflictReport(
  { result, plan, spent, kept, message }: Outcome & { readonly result: ProbeResult; readonly plan: ProbePlan },
  { json, color }: Look,
): string {
  const [first, second] = plan.principles;
  if (json) {
    const body = {
      version: 1,
      principles: [first.name, second.name],
      apart: result.situations.filter(({ apart }) => apart).length,
      message,
      situations: result.situations,
      failed: result.failed,
      spent: spentJson(spent),
    };
    return `${JSON.stringify(body, undefined, 2)}\n`;
  }
  const ink = pc.createColors(color);
  const rows = result.situations.map(({ user, replies, apart }) => {
    const lines = replies.map(
      ({ model, text, keeps }) =>
        `  ${harmless(model)}: ${harmless(short(text, 80))}\n    ${first.name} ${keeps[0]}, ${second.name} ${keeps[1]}\n`,
    );
    return `${ink.bold(harmless(short(user, 100)))}${apart ? ink.red(' (never both)') : ''}\n${lines.join('')}`;
  });
  const verdict =
    message ??
    `In each of the ${plural(result.situations.length, 'situation')} that were tried, some reply keeps both \`${first.name}\` and \`${second.name}\`, or none keeps either. That does not prove that they never pull apart.`;
  const failed =
    result.failed > 0 ? [wrapped(harmless(`${plural(result.failed, 'situation')} could not be tried: ${result.why}`), '', width)] : [];
  return `${rows.join('')}\n${[wrapped(harmless(verdict), '', width), ...failed, spentLine(spent), ...keptLine(kept)].join('\n')}\n`;
}
