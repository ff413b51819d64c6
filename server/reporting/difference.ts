// What changed in meaning between two versions, for people: at a terminal, or in a pull request.

import pc from 'picocolors';
import { percent } from './landscape.ts';
import { cell, clipped, code } from './markdown.ts';
import { plural } from './report.ts';
import type { DifferenceJson } from './shapes.ts';
import { harmless, wrapped } from './terminal.ts';

type Change = DifferenceJson['actions'][number]['changes'][number];
type Conflict = DifferenceJson['conflicts']['introduced'][number];
type Ink = ReturnType<typeof pc.createColors>;

/** Several documents' differences as one; of a single one without its name, unless `named`. */
export function merged(
  parts: readonly { readonly document: string; readonly difference: DifferenceJson }[],
  { named: always }: { readonly named: boolean } = { named: false },
): DifferenceJson {
  const only = parts.length === 1 && !always ? parts[0] : undefined;
  if (only) return only.difference;
  const named = <Item extends object>(pick: (difference: DifferenceJson) => readonly Item[]) =>
    parts.flatMap(({ document, difference }) => pick(difference).map(item => ({ document, ...item })));
  const verdicts = new Set(parts.map(({ difference }) => difference.verdict).filter(verdict => verdict !== 'same'));
  const [verdict = 'same', ...others] = verdicts;
  const notCompared = parts.flatMap(({ document, difference }) =>
    difference.notCompared === undefined ? [] : [`${document}: ${difference.notCompared}`],
  );
  return {
    version: 1,
    verdict: others.length > 0 ? 'both' : verdict,
    actions: named(({ actions }) => actions),
    conflicts: { introduced: named(({ conflicts }) => conflicts.introduced), resolved: named(({ conflicts }) => conflicts.resolved) },
    principles: named(({ principles }) => principles),
    unrecorded: [...new Set(parts.flatMap(({ difference }) => difference.unrecorded))],
    ...(notCompared.length > 0 && { notCompared: notCompared.join(' ') }),
  };
}

/** The whole in one sentence. */
export function headline({ verdict, actions, conflicts, principles, notCompared }: DifferenceJson): string {
  if (notCompared !== undefined) return `The two could not be compared: ${notCompared}`;
  const verdicts = {
    stricter: 'Stricter: something that was allowed is now required or forbidden.',
    looser: 'Looser: something that was required or forbidden is now allowed.',
    both: 'Stricter in some situations and looser in others.',
    same:
      actions.length > 0 ? 'What is allowed changed in neither direction; other things did.' : 'No action is ruled otherwise than before.',
  };
  const { introduced, resolved } = conflicts;
  const parts = [
    actions.length > 0 ? `${plural(actions.length, 'action')} ${actions.length === 1 ? 'changes' : 'change'}` : '',
    introduced.length > 0 ? `${plural(introduced.length, 'conflict')} came in` : '',
    resolved.length > 0 ? `${plural(resolved.length, 'conflict')} went` : '',
    principles.length > 0 ? `${plural(new Set(principles.map(({ name }) => name)).size, 'principle')} changed` : '',
  ].filter(part => part !== '');
  return parts.length > 0 ? `${verdicts[verdict]} ${parts.join(', ')}.` : verdicts[verdict];
}

const about = (document: string | undefined) => (document === undefined ? '' : `${document}: `);
const shareOf = ({ share, estimated }: Change) => (share === undefined ? '' : `${percent(share, estimated)} of all situations`);
const whenOf = ({ when, partial }: Change) => (when === 'always' ? 'always' : `when ${when}${partial ? ' (and elsewhere)' : ''}`);
const factsOf = (witness: Change['witness']) =>
  Object.entries(witness)
    .map(([name, value]) => (value === true ? name : value === false ? `not ${name}` : `${name} is ${value}`))
    .join(', ');

const words = { added: 'added', removed: 'removed', renamed: 'renamed', reworded: 'reworded', norms: 'rules otherwise' };

export function differenceText(difference: DifferenceJson, { color }: { color: boolean }): string {
  const ink = pc.createColors(color);
  const { actions, conflicts, principles, unrecorded } = difference;
  return [
    ink.bold(harmless(headline(difference))),
    ...actions.flatMap(({ document, action, changes, notDecided }) => [
      '',
      ink.bold(harmless(about(document) + action)) + (notDecided ? ink.dim('  not decided in full') : ''),
      ...changes.map(change => changeText(ink, change)),
    ]),
    ...conflictLines(ink, 'Conflicts that came in', conflicts.introduced),
    ...conflictLines(ink, 'Conflicts that went', conflicts.resolved),
    ...(principles.length > 0
      ? [
          '',
          ink.bold('Principles'),
          ...principles.map(
            ({ document, name, change, from }) =>
              `  ${harmless(about(document) + name)}  ${words[change]}${from === undefined ? '' : ` (was ${harmless(from)})`}`,
          ),
        ]
      : []),
    ...(unrecorded.length > 0
      ? ['', ink.bold('Changed, and no ratified amendment names them'), `  ${unrecorded.map(harmless).join(', ')}`]
      : []),
    '',
  ].join('\n');
}

function changeText(ink: Ink, change: Change): string {
  const share = shareOf(change);
  const witness = factsOf(change.witness);
  const line = `  ${change.from} → ${change.to}  ${harmless(whenOf(change))}${share === '' ? '' : ink.dim(`  ${share}`)}`;
  // A witness that says no more than the condition is no example of it.
  return witness === '' || change.when === witness.replaceAll(', ', ' and ')
    ? line
    : `${line}\n${ink.dim(`      for example: ${harmless(witness)}`)}`;
}

const conflictLines = (ink: Ink, title: string, conflicts: readonly Conflict[]): string[] =>
  conflicts.length === 0
    ? []
    : ['', ink.bold(title), ...conflicts.flatMap(({ document, message }) => wrapped(harmless(about(document) + message), '  ', 110))];

export function differenceMarkdown(difference: DifferenceJson): string {
  const { actions, conflicts, principles, unrecorded } = difference;
  const rows = actions.flatMap(({ document, action, changes }) =>
    changes.map(
      change =>
        `| ${code(about(document) + action)} | ${change.from} → **${change.to}** | ${whenOf(change) === 'always' ? 'always' : code(whenOf(change))} | ${shareOf(change)} |`,
    ),
  );
  const parts = [
    [`### Polity: ${cell(headline(difference))}`, ''],
    rows.length > 0 ? ['| action | change | where | how much |', '| --- | --- | --- | --- |', ...rows, ''] : [],
    listed('Conflicts that came in', conflicts.introduced),
    listed('Conflicts that went', conflicts.resolved),
    unrecorded.length > 0 ? [`**Changed, and no ratified amendment names them:** ${unrecorded.map(code).join(', ')}`, ''] : [],
    principles.length > 0
      ? [
          '<details><summary>Principles</summary>',
          '',
          ...principles.map(
            ({ document, name, change, from }) =>
              `- ${code(about(document) + name)} ${words[change]}${from === undefined ? '' : ` (was ${code(from)})`}`,
          ),
          '',
          '</details>',
          '',
        ]
      : [],
  ];
  return clipped(parts.flat());
}

const listed = (title: string, conflicts: readonly Conflict[]): string[] =>
  conflicts.length === 0
    ? []
    : [
        `**${title}**`,
        '',
        ...conflicts.map(
          ({ document, message, norms }) =>
            `- ${cell(about(document) + message)}${(norms ?? []).map(({ principle, text }) => `<br>${code(`${principle}: ${text}`)}`).join('')}`,
        ),
        '',
      ];
