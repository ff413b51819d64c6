// Conflicts as findings: where they are reported, and what is said of them (language.md §6).

import type { FindingData } from '../finding.ts';
import { entry, memo } from '../memo.ts';
import type { Draft, Spot, Subject } from '../rules/rule.ts';
import type { Row } from './clashes.ts';
import { type Conflict, conflictLiteral, tableOf } from './conflicts.ts';
import { type Described, describe } from './cover.ts';
import { doesWhat, fewOf, normName, spotOf } from './naming.ts';
import { spokenByTensions } from './precedence.ts';
import { provable } from './proofs.ts';
import { inReading } from './reading.ts';
import { factsFor, witnessOf } from './witness.ts';
import type { Norm, Principle, World } from './world.ts';

/** The findings of one row of the table of clashes, in the order of the later norms. */
export function* conflictDrafts(subject: Subject, row: Row): Generator<Draft> {
  const world = provable(subject);
  if (!world) return;
  const undecided = new Map<Norm, Conflict[]>();
  for (const conflict of tableOf(world).conflicts) {
    if (conflict.row !== row || isKnownBelow(subject, conflict)) continue;
    if (conflict.decided) yield conflictDraft(world, conflict);
    else entry(undecided, conflict.second, (): Conflict[] => []).push(conflict);
  }
  for (const conflicts of undecided.values()) yield undecidedDraft(world, conflicts);
}

/** A conflict outside of a check, as a comparison reports it. */
export interface ReportedConflict extends FindingData {
  readonly code: string;
  readonly message: string;
}

export interface Reporting {
  readonly conflict: Conflict;
  /** The words are made when they are asked for. Nobody needs advice on one that is gone. */
  readonly report: (how: 'advised' | 'gone') => ReportedConflict;
}

/** The conflicts that a check of the document reports, of all kinds. */
export function* reportedConflicts(subject: Subject): Generator<Reporting> {
  const world = provable(subject);
  for (const conflict of world ? tableOf(world).conflicts : []) {
    if (!conflict.decided || isKnownBelow(subject, conflict)) continue;
    const report: Reporting['report'] = how => {
      const { message, data } = conflictDraft(world!, conflict, how);
      return { code: `conflict/${conflict.row}`, message, ...data };
    };
    yield { conflict, report };
  }
}

/** Do both norms come through one import, and conflict there already? */
function isKnownBelow({ scope, workspace }: Subject, { first, second }: Conflict): boolean {
  if (first.principle.own || second.principle.own) return false;
  return first.principle.ways.some(way => {
    const below = second.principle.ways.includes(way) ? scope.adoptions[way]?.scope : undefined;
    const world = below && provable({ scope: below, workspace });
    return world !== undefined && pairsIn(world).get(first.node)?.has(second.node) === true;
  });
}

/** By the trees of the norms, either way round: the pairs that conflict in a world. */
const pairsIn: (world: World) => ReadonlyMap<object, ReadonlySet<object>> = memo(world => {
  const pairs = new Map<object, Set<object>>();
  for (const { first, second } of tableOf(world).conflicts) {
    entry(pairs, first.node, () => new Set<object>()).add(second.node);
    entry(pairs, second.node, () => new Set<object>()).add(first.node);
  }
  return pairs;
});

/** At the later norm; where both are adopted, at the later of the adoptions through which they first come. */
function placeOf({ scope }: World, { first, second }: Conflict): Spot {
  if (second.principle.own) return spotOf(second);
  const way = Math.max(first.principle.ways[0] ?? 0, second.principle.ways[0] ?? 0);
  const adoption = scope.adoptions[way];
  return adoption ? { file: adoption.file, segment: adoption.segment, span: adoption.node.document } : spotOf(second);
}

function conflictDraft(world: World, conflict: Conflict, how: 'advised' | 'gone' = 'advised'): Draft {
  const { first, second, row } = conflict;
  const { facts, where } = inReading(world, reading => {
    const goal = conflictLiteral(reading, conflict);
    return { facts: factsFor(reading, goal), where: describe(reading, goal) };
  });
  const data: FindingData = {
    kind: row,
    norms: [normName(world, first), normName(world, second)],
    when: where.text,
    ...(facts ? { witness: witnessOf(facts) } : {}),
  };
  const said = `${opening(conflict, whenWords(where))} ${undecidedBy(world, conflict)}`;
  const message = how === 'gone' ? said : `${said} ${advice(conflict)}`;
  return { at: placeOf(world, conflict), message, related: relatedTo(world, conflict), data };
}

function relatedTo(world: World, { first, second }: Conflict): Draft['related'] {
  const shown = second.principle.own ? [first] : [first, second];
  return shown.map(norm => ({ ...spotOf(norm), message: `\`${norm.principle.name}\`: ${normName(world, norm).text}` }));
}

/** *when X*, or *in every situation*. */
export function whenWords({ text, whole }: Described): string {
  if (text === 'always') return 'in every situation';
  return text.length > 200
    ? `for example when ${text.slice(0, 160).replace(/ \S*$/, '')} …`
    : `${whole ? 'when' : 'among others when'} ${text}`;
}

function opening({ first, second, row }: Conflict, when: string): string {
  const [one, other] = [
    saying(first),
    second.act === first.act && row !== 'duties' ? `\`${second.principle.name}\` ${doesWhatToIt(second)}` : saying(second),
  ];
  const tie = first.act === second.act ? '' : tieOf(first, second);
  if (row === 'permission') return `A permission is empty ${when}: ${one}, and ${other}${tie}.`;
  if (row === 'tension') return `These two pull apart ${when}: ${one}, and ${other}${tie}.`;
  return `These two cannot both be kept ${when}: ${one}, and ${other}${tie}.`;
}

const saying = (norm: Norm): string => `\`${norm.principle.name}\` ${doesWhat(norm)}`;
const doesWhatToIt = (norm: Norm): string => doesWhat(norm).replace(/ `[^`]*`$/, ' it');

function tieOf(first: Norm, second: Norm): string {
  const negative = [first, second].find(({ modality }) => modality.endsWith('not'));
  if (!negative) return ', which cannot be done together with it';
  const kind = negative === first ? second : first;
  return `; \`${kind.act!.name}\` counts as \`${negative.act!.name}\``;
}

/** Why precedence does not settle it. */
function undecidedBy(world: World, { first, second }: Conflict): string {
  const [a, b] = [first.principle, second.principle];
  const ranks =
    a.entrenched && b.entrenched
      ? 'Both are entrenched'
      : a === b
        ? `Both stand in one ${a.level} rule`
        : a.rank === b.rank
          ? `Both are ${a.level} rules`
          : `One is a ${a.level} rule and one a ${b.level} rule, which the document's \`precedence\` passes over`;
  return `${ranks} and ${unsettled(world, a, b)}.`;
}

function unsettled(world: World, a: Principle, b: Principle): string {
  if (world.explicit.get(a)?.has(b)) return 'what is said of the two does not settle it there';
  const valued = world.ground.precedence.includes('tension') && spokenByTensions(world, a, b) !== undefined;
  return valued
    ? 'the tensions between their values do not settle it there: none speaks, or two of them say opposite things'
    : 'nothing says which wins';
}

function advice({ first, second, row }: Conflict): string {
  const [a, b] = [first.principle, second.principle];
  if (!b.own) return 'Say `prefer … over …` here, leave one out with a reason, or accept it at the adoption with `allow` and a reason.';
  if (a === b) return 'Narrow one of them with `unless`, or leave one out.';
  if (row === 'tension') return 'Settle it with a `tension` between the values behind them, an `overrides`, or an `unless`.';
  return a.entrenched || b.entrenched
    ? 'Narrow one of them with `unless`.'
    : 'Let one say that it `overrides` the other, narrow one with `unless`, or raise the level of one.';
}

/** One finding for a norm, however many questions about it were given up. */
function undecidedDraft(world: World, conflicts: readonly Conflict[]): Draft {
  const norm = conflicts[0]!.second;
  const others = fewOf(
    conflicts.map(({ first }) => `\`${first.principle.name}\``),
    3,
  );
  const message = `Not decided: whether this norm of \`${norm.principle.name}\` conflicts with ${others}. The conditions are too tangled to be searched through in the time there is. Simplify its \`when\` and \`unless\`, or the \`assume\`s that speak of the same contexts: fewer alternatives, or a context of its own for what they have in common.`;
  const data: FindingData = { kind: 'undecided', norms: [...conflicts.map(({ first }) => normName(world, first)), normName(world, norm)] };
  return { at: placeOf(world, conflicts[0]!), message, severity: 'warning', data };
}
