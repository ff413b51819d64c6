// What holds when some facts do, for people: norms in force, norms beaten and by whom, the status of every action.

import pc from 'picocolors';
import type { WhenJson } from './shapes.ts';
import { harmless, table } from './terminal.ts';

type Ink = ReturnType<typeof pc.createColors>;
type Norm = WhenJson['norms'][number];
type Action = WhenJson['actions'][number];

/** `facts` as they were asked. */
export function situationText(answer: WhenJson, facts: string, { color }: { color: boolean }): string {
  const ink = pc.createColors(color);
  const title = ink.bold(`When ${harmless(facts.trim())}`);
  if (!answer.possible) return `${title}\n\nNo situation has these facts: the spec's own assumptions rule them out.\n`;
  const [never, somewhere] = [
    answer.norms.filter(({ inForce }) => inForce === 'never'),
    answer.norms.filter(({ inForce }) => inForce !== 'never'),
  ];
  return [
    title,
    section(ink, 'Norms in force', somewhere.map(normRow), 'none'),
    ...(never.length > 0 ? [section(ink, 'Norms beaten', never.map(normRow), 'none')] : []),
    section(
      ink,
      'Actions',
      answer.actions.map(action => actionRow(ink, action)),
      'none is declared',
    ),
    '',
  ].join('\n');
}

function section(ink: Ink, title: string, rows: readonly string[][], empty: string): string {
  return `\n${ink.bold(title)}\n${rows.length > 0 ? table(rows) : `  ${empty}`}`;
}

function normRow({ principle, text, applies, inForce, beatenBy, notDecided }: Norm): string[] {
  const extent = inForce === 'always' ? 'always' : inForce === 'never' ? 'never' : `when ${inForce}`;
  const where = inForce === 'never' && applies !== 'always' ? `applies when ${applies}` : inForce === 'never' ? '' : extent;
  const beaten = beatenBy.map(
    ({ principle: winner, by, when }) => `yields to ${winner} (${by})${when === 'always' ? '' : ` when ${when}`}`,
  );
  const undecided = notDecided ? ['not decided in full'] : [];
  return [principle, text, [where, ...beaten, ...undecided].filter(part => part !== '').join('; ')].map(harmless);
}

function actionRow(ink: Ink, { action, status, cases, leaning, leanings, needs, notDecided }: Action): string[] {
  const parts = [
    cases ? cases.map(({ status: one, when }) => `${one} when ${when}`).join('; ') : status,
    leanings
      ? leanings
          .filter(({ leaning: one }) => one !== 'none')
          .map(({ leaning: one, when }) => `${one} when ${when}`)
          .join('; ')
      : leaning === 'none' || leaning === 'depends'
        ? ''
        : leaning === 'both'
          ? 'both encouraged and discouraged'
          : leaning,
    needs ? `needs consent ${needs.join(', ')}` : '',
    notDecided ? 'not decided in full' : '',
  ];
  const text = harmless(parts.filter(part => part !== '').join(', '));
  const tint = {
    forbidden: ink.red,
    required: ink.green,
    permitted: ink.green,
    open: ink.dim,
    conflicted: ink.yellow,
    depends: (plain: string) => plain,
  }[status];
  return [harmless(action), tint(text)];
}
