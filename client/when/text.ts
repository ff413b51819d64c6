// The answer to “what holds when …”, as text.

import type { ActionStatus, WhenResult } from '../../server/features/protocol.ts';
import { type Piece, type Writing, written } from '../writing.ts';

type Answer = WhenResult & { kind: 'answer' };
type Norm = Answer['norms'][number];
type Line = readonly Piece[];

/** `file` is how the spec is called to the reader. */
export function whenText(result: WhenResult, facts: string, file: string): Writing {
  return written(result.kind === 'unreadable' ? unreadable(result, facts, file) : answer(result, file));
}

function unreadable({ message, start, end }: WhenResult & { kind: 'unreadable' }, facts: string, file: string): Line[] {
  const marks = `${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`;
  return [[`What holds when ${facts}, in ${file}`], [], ['These facts cannot be read:'], [], [`    ${facts}`], [`    ${marks}`], [message]];
}

function answer(result: Answer, file: string): Line[] {
  const title: Line = [`What holds when ${result.facts || 'nothing is known'}, in ${file}`];
  if (!result.possible) {
    return [title, [], ['No situation has these facts: they contradict each other, or an assumption of the spec.']];
  }
  const inForce = result.norms.filter(({ inForce }) => inForce !== 'never');
  const beaten = result.norms.filter(({ inForce }) => inForce === 'never');
  return [
    title,
    [`This is ${share(result.share)} of all situations.`],
    [],
    ['ACTIONS'],
    ...(result.actions.length > 0 ? result.actions.flatMap(actionLines) : [['  The spec declares none.']]),
    [],
    ['NORMS IN FORCE'],
    ...(inForce.length > 0 ? inForce.flatMap(normLines) : [['  None.']]),
    ...(beaten.length > 0 ? [[], ['NORMS THAT ARE BEATEN'], ...beaten.flatMap(normLines)] : []),
  ];
}

function share({ value, approximate }: Answer['share']): string {
  const percent = value > 0 && value < 0.01 ? 'less than 1%' : `${Math.round(value * 100)}%`;
  return approximate ? `about ${percent}` : percent;
}

function actionLines({ action, title, at, status, leaning, needs, cases }: ActionStatus): Line[] {
  const extras = [
    ...(leaning === 'none'
      ? []
      : [leaning === 'depends' ? 'sometimes encouraged or discouraged' : leaning === 'both' ? 'encouraged and discouraged' : leaning]),
    ...(needs.length > 0 ? [`needs consent ${needs.join(', ')}`] : []),
  ];
  const head: Line = ['  ', { text: action, at }, ...(title ? [`  “${title}”`] : [])];
  const says = `    ${[status === 'depends' ? 'depends on what is not given' : status, ...extras].join(', ')}`;
  const width = Math.max(...cases.map(one => one.status.length), 0);
  return [head, [says], ...cases.map((one): Line => [`      ${one.status.padEnd(width)}  when ${one.when}`])];
}

function normLines({ text, principle, title, at, applies, inForce, beatenBy }: Norm): Line[] {
  const lines: Line[] = [['  ', { text, at }], [`    of ${principle}${title ? ` “${title}”` : ''}`]];
  if (applies !== 'always') lines.push([`    applies when ${applies}`]);
  if (inForce !== 'always' && inForce !== 'never') lines.push([`    in force when ${inForce}`]);
  for (const winner of beatenBy) {
    const when = winner.when === 'always' ? '' : ` when ${winner.when}`;
    lines.push(['    yields to ', { text: winner.text, at: winner.at }, ` of ${winner.principle}${when}, by ${winner.by}`]);
  }
  return lines;
}
