// Norms, principles and parts of precedence as findings and answers call them.

import type * as syntax from '../../../grammar/syntax.ts';
import type { NormName } from '../finding.ts';
import { startOf } from '../places.ts';
import type { Spot } from '../rules/rule.ts';
import type { Norm, Part, World } from './world.ts';

/** A norm as a report names it. */
export const normName = (world: World, norm: Norm): NormName => ({
  principle: norm.principle.name,
  index: norm.index,
  text: textOfNorm(world, norm),
});

/** A norm as its author wrote it, on one line. */
export function textOfNorm({ scope }: World, norm: Norm): string {
  const { file, segment } = norm.principle;
  const holder = (file === scope.document.file ? scope : scope.reach.get(file))?.document;
  if (!holder) return norm.modality;
  return sourceOf(holder.tree, segment, norm.node);
}

/** The source of a node on one line, comments left out. */
export function sourceOf(tree: syntax.Tree, segment: syntax.Segment, span: syntax.Span): string {
  const start = startOf(tree, segment);
  const text = tree.text.slice(start + span.start, start + span.end);
  return text
    .replace(stringOrComment, piece => (piece.startsWith('"') ? piece : ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

const stringOrComment = /"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

export const spotOf = ({ principle, node }: Norm): Spot => ({ file: principle.file, segment: principle.segment, span: node });

/** *must not give_dosage* as what the principle does: forbids giving_dosage. */
export function doesWhat({ modality, act }: Norm): string {
  return `${verbs[modality]} \`${act?.name ?? 'this'}\``;
}

const verbs: Readonly<Record<syntax.Modality, string>> = {
  must: 'demands',
  'must not': 'forbids',
  should: 'asks for',
  'should not': 'advises against',
  may: 'allows',
};

/** Why the winner won, after *by*: a phrase. */
export const reasons: Readonly<Record<Part, string>> = {
  authority: 'its authority',
  explicit: 'what is said of the two',
  tension: 'a tension between their values',
  force: 'its force (`must` is stronger than `should`)',
  specificity: 'being the more specific one',
};

/** `a`, `b` and `c`. */
export function listOf(parts: readonly string[], last = 'and'): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}

/** The first few, and how many more. */
export function fewOf(parts: readonly string[], most: number): string {
  return parts.length <= most ? listOf(parts) : `${parts.slice(0, most).join(', ')} and ${parts.length - most} more`;
}
