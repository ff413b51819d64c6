// Resolving a conflict: who wins and why, where one of the two does not apply, which value matters more, or an eval that shows it.

import type { Edit } from '../../../grammar/reparse.ts';
import type * as syntax from '../../../grammar/syntax.ts';
import type { Finding, Witness } from '../../analysis/finding.ts';
import { normName } from '../../analysis/norms/naming.ts';
import type { Norm, World } from '../../analysis/norms/world.ts';
import { startOf } from '../../analysis/places.ts';
import type { View } from '../feature.ts';
import { worldFor } from '../ruling.ts';
import type { Fix, Fixer } from './fix.ts';
import { freeEvalName, withDeclaration, withStatement } from './writing.ts';

interface Pair {
  readonly view: View;
  readonly world: World;
  readonly norms: readonly [Norm, Norm];
  /** Where they conflict: an expression, or nothing where it is always. */
  readonly when: string | undefined;
  readonly witness: Witness;
}

function pairOf(view: View, { data }: Finding): Pair | undefined {
  const world = worldFor(view);
  const norms = (data?.norms ?? []).map(named =>
    world?.norms.find(norm => norm.principle.name === named.principle && normName(world, norm).index === named.index),
  );
  if (!world || norms.length !== 2 || !norms[0] || !norms[1]) return undefined;
  const when = data?.when === undefined || data.when === 'always' ? undefined : data.when;
  return { view, world, norms: [norms[0], norms[1]], when, witness: data?.witness ?? {} };
}

export const conflict: Fixer = function* (view, finding) {
  const pair = pairOf(view, finding);
  if (!pair) return;
  const [first, second] = pair.norms;
  yield* ranked(pair, second, first);
  yield* ranked(pair, first, second);
  yield* narrowed(pair, second);
  yield* narrowed(pair, first);
  yield* valued(pair);
  yield evalOf(pair);
};

const reason = 'because "…"';

/** `overrides` in the winner where it is the document's own, else `prefer` beside both. */
function* ranked({ view, world, when }: Pair, winner: Norm, loser: Norm): Iterable<Fix> {
  if (winner.principle === loser.principle || !world.ground.precedence.includes('explicit')) return;
  const scope = when ? ` when ${when}` : '';
  const title = `Let \`${winner.principle.name}\` win over \`${loser.principle.name}\`${scope ? ' there' : ''}`;
  const statement = `overrides ${loser.principle.name}${scope} ${reason}`;
  if (winner.principle.own) {
    const { file, segment, node } = winner.principle;
    yield { title, edits: [withStatement(view, { file, segment, node }, statement)] };
  } else {
    const text = `prefer ${winner.principle.name} over ${loser.principle.name}${scope} ${reason}`;
    yield { title, edits: [withDeclaration(view, 'prefer', text)] };
  }
}

/** One norm steps back where they conflict. */
function* narrowed({ view, when }: Pair, norm: Norm): Iterable<Fix> {
  if (!when || !norm.principle.own) return;
  const base = startOf(view.document.tree, norm.principle.segment);
  const { node } = norm;
  const title = `Narrow \`${norm.principle.name}\`: unless ${brief(when)}`;
  yield { title, edits: [unlessEdit(view, node, { base, when })] };
}

const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

function unlessEdit(view: View, node: syntax.Norm, { base, when }: { base: number; when: string }): Edit {
  const { text } = view.document.tree;
  if (!node.unless) return { start: base + node.end, end: base + node.end, text: ` unless ${when}` };
  const [start, end] = [base + node.unless.start, base + node.unless.end];
  const before = text.slice(start, end);
  return {
    start,
    end,
    text: `${node.unless.kind === 'implies' ? `(${before})` : before} or ${/\b(?:or|implies)\b/.test(when) ? `(${when})` : when}`,
  };
}

/** A tension between a value of the one and a value of the other. */
function* valued({ view, world, norms: [first, second], when }: Pair): Iterable<Fix> {
  if (!world.ground.precedence.includes('tension')) return;
  const [one, other] = [first.principle.serves[0], second.principle.serves.find(value => value !== first.principle.serves[0])];
  if (!one || !other) return;
  for (const [favored, second_] of [
    [other, one],
    [one, other],
  ] as const) {
    const scope = when ? ` when ${when}` : '';
    const text = `tension ${favored.name}, ${second_.name} {\n  favors ${favored.name}${scope} ${reason}\n}`;
    yield {
      title: `Order the values: \`${favored.name}\` before \`${second_.name}\`${scope ? ' there' : ''}`,
      edits: [withDeclaration(view, 'tension', text)],
    };
  }
}

/** The facts of a witness, as an author writes them. */
export const factsOf = (witness: Witness): string =>
  Object.entries(witness)
    .map(([name, value]) => (value === true ? name : value === false ? `not ${name}` : `${name} is ${value}`))
    .join(', ');

function evalOf({ view, norms: [first, second], witness }: Pair): Fix {
  const principles = [...new Set([first.principle.name, second.principle.name])];
  const facts = factsOf(witness);
  const name = freeEvalName(view, principles.map(each => each.split('.').at(-1)).join('_or_'));
  const given = facts ? `\n  given ${facts}` : '';
  const text = `eval ${name} "${principles.map(each => each.split('.').at(-1)).join(' or ')}: what does a model do?" {\n  checks ${principles.join(', ')}${given}\n  user "…"\n}`;
  return { title: 'Make an eval of this situation', edits: [withDeclaration(view, 'eval', text)], keeps: true };
}

/** An eval of the situation in which an assert fails. */
export const failedAssert: Fixer = function* (view, finding) {
  const facts = factsOf(finding.data?.witness ?? {});
  const principles = [...new Set((finding.data?.norms ?? []).map(norm => norm.principle))];
  if (facts === '' && principles.length === 0) return;
  const checks = principles.length > 0 ? `\n  checks ${principles.join(', ')}` : '';
  const text = `eval ${freeEvalName(view, 'counterexample')} "Where the assert fails" {${checks}${facts ? `\n  given ${facts}` : ''}\n  user "…"\n}`;
  yield { title: 'Make an eval of this situation', edits: [withDeclaration(view, 'eval', text)], keeps: true };
};
