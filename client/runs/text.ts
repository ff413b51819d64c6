// Two runs side by side, and one by itself, as text.

import type { ListedRun, NamedCase, RunComparison, RunFlip, RunShortfall, ShownRun } from '../../server/features/runs-protocol.ts';
import { type Piece, type Writing, written } from '../writing.ts';
import { costOf, countsOf, dateOf, modelsOf, plural, statusWords } from './words.ts';

type Line = readonly Piece[];

export function comparisonText(result: RunComparison): Writing {
  const { before, after, flips, onlyBefore, onlyAfter, undecided } = result;
  const lost = flips.filter(flip => flip.before.status === 'pass');
  const gained = flips.filter(flip => flip.after.status === 'pass');
  const other = flips.filter(flip => flip.before.status !== 'pass' && flip.after.status !== 'pass');
  const missing = { before: 'not run in the older run', after: 'not run in the newer run', both: 'not run in either' } as const;
  return written([
    ['What flipped between two runs'],
    [],
    ...runLines('Older', before),
    ...runLines('Newer', after),
    [versions(result)],
    ...(flips.length === 0 ? [[], [nothingFlipped(result)]] : []),
    ...section('PASSED BEFORE, AND NOT NOW', lost.flatMap(flipLines)),
    ...section('PASSES NOW, AND DID NOT BEFORE', gained.flatMap(flipLines)),
    ...section('OTHERWISE THAN BEFORE, AND PASSED IN NEITHER', other.flatMap(flipLines)),
    ...section('WHAT TO MAKE OF IT', statistics(result)),
    ...section('ONLY IN THE OLDER RUN', onlyBefore.map(nameLine)),
    ...section('ONLY IN THE NEWER RUN', onlyAfter.map(nameLine)),
    ...section(
      'NOT DECIDED IN BOTH',
      undecided.map((one): Line => [...nameLine(one), `: ${missing[one.in]}`]),
    ),
  ]);
}

const section = (heading: string, lines: readonly Line[]): Line[] => (lines.length === 0 ? [] : [[], [heading], ...lines]);

function runLines(which: string, run: ListedRun): Line[] {
  const spent = costOf(run);
  return [
    [`${which}: ${dateOf(run.started)}`],
    [`  ${run.files.join(', ') || 'no spec'}, with ${modelsOf(run)}`],
    ...(run.judges.length > 0 ? [[`  judged by ${run.judges.join(', ')}`]] : []),
    [`  ${countsOf(run)}${spent === undefined ? '' : `; ${spent}`}`],
  ];
}

function versions({ sameText, before, after }: RunComparison): string {
  const text = sameText ? 'Both ran on the same text of the spec' : 'The text of the spec changed between them';
  return modelsOf(before) === modelsOf(after) ? `${text}.` : `${text}. Different models answered, so a flip may be the model’s.`;
}

function nothingFlipped({ pairs }: RunComparison): string {
  if (pairs === 0) return 'Nothing can be compared: no case was decided in both runs.';
  return `Nothing flipped: ${pairs === 1 ? 'the one case' : `all ${pairs} cases`} that both runs decided came out the same.`;
}

function nameLine({ title, at, binding, model }: NamedCase): Line {
  const rest = [binding === '' ? '' : `where ${binding}`, `with ${model}`].filter(part => part !== '').join(', ');
  return ['  ', at ? { text: title, at } : title, `  ${rest}${at ? '' : ' (not in the text now)'}`];
}

function flipLines(flip: RunFlip): Line[] {
  const side = ({ status, ratio }: RunFlip['before']) => `${statusWords[status]} (${ratio})`;
  const mark = flip.before.status === 'pass' ? '✗' : flip.after.status === 'pass' ? '✓' : '•';
  const [, ...name] = nameLine(flip);
  return [[`${mark} `, ...name], [`    ${side(flip.before)} → ${side(flip.after)}`], ...flip.shortfalls.flatMap(shortfallLines)];
}

function shortfallLines({ label, at, met, reason, times }: RunShortfall): Line[] {
  const often = times > 1 ? `, ${times} times` : '';
  return [
    ['    ', at ? { text: oneLine(label), at } : oneLine(label), `: ${met}${often}`],
    ...(reason === '' ? [] : [[`      ${oneLine(reason)}`]]),
  ];
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function statistics({ pairs, gained, lost, p }: RunComparison): Line[] {
  if (pairs === 0) return [];
  const counts = `${plural(pairs, 'case')} decided in both runs: ${lost} stopped passing, ${gained} began to pass.`;
  if (gained + lost === 0) return [[`  ${counts}`]];
  const inHundred =
    p >= 0.995
      ? 'in every such comparison'
      : p < 0.01
        ? 'in fewer than 1 of 100 such comparisons'
        : `in about ${Math.round(p * 100)} of 100 such comparisons`;
  const verdict =
    p < 0.05
      ? 'That is more than chance would do: take the change for real.'
      : 'That is no more than chance would do: it is no sign of a change. More evals or repeats would tell.';
  return [
    [`  ${counts}`],
    [`  If nothing had really changed, a split as uneven as this would still come about ${inHundred}.`],
    [`  ${verdict} (Exact McNemar test, p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(3)}.)`],
  ];
}

export function runText({ run, rate, evals, notRun }: ShownRun): Writing {
  const of = (status: ShownRun['evals'][number]['tried']['status']) => evals.filter(({ tried }) => tried.status === status);
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  return written([
    [`A run of ${plural(run.evals, 'eval')}`],
    [],
    ...runLines('Run', run),
    [
      rate.total === 0
        ? 'No conversation was led to its end.'
        : `${rate.passed} of ${plural(rate.total, 'conversation')} passed (95% interval: ${percent(rate.low)} to ${percent(rate.high)}).`,
    ],
    ...section('FAILED', of('fail').flatMap(evalLines)),
    ...section('FLAKY, WHICH IS NEITHER PASSED NOR FAILED', of('flaky').flatMap(evalLines)),
    ...section('NOT RUN', [
      ...of('not run').flatMap(evalLines),
      ...notRun.map(({ why, count }): Line => [`    ${count} times: ${oneLine(why)}`]),
    ]),
    ...section('PASSED', of('pass').flatMap(evalLines)),
  ]);
}

function evalLines({ tried, shortfalls, ...one }: ShownRun['evals'][number]): Line[] {
  const mark = tried.status === 'pass' ? '✓' : tried.status === 'fail' ? '✗' : '•';
  const [, ...name] = nameLine({ ...one, binding: '' });
  return [[`${mark} `, ...name, `: ${tried.ratio} passed`], ...shortfalls.flatMap(shortfallLines)];
}
