// What is in force in one situation, and what that makes of every action. language.md §6.

import { type ActionFact, opposes } from './actions.ts';
import { remembered } from './documents.ts';
import { appliesIn, clash, type Decision, decide, type HeldNorm, type World } from './norms.ts';
import type { Situation } from './situations.ts';

export type Status = 'forbidden' | 'required' | 'permitted' | 'open' | 'conflicted';
export type Leaning = 'encouraged' | 'discouraged' | 'both' | 'none';

export interface Force {
  readonly inForce: ReadonlySet<HeldNorm>;
  /** "A norm that is left over, on or behind a ring of beating, is *undecided* and not in force." */
  readonly undecided: ReadonlySet<HeldNorm>;
  /** Who beats a norm while in force itself, and by what. */
  readonly beatenBy: ReadonlyMap<HeldNorm, readonly Decision[]>;
}

/** "the grounded reading: start from the norms that nobody beats; drop those that they beat; repeat" */
export function forceIn(world: World, situation: Situation): Force {
  return remembered(world.documents, `force ${world.file} ${situation.number}`, () => forceFresh(world, situation));
}

function forceFresh(world: World, situation: Situation): Force {
  const applying = world.norms.filter(norm => appliesIn(world, norm, situation));
  const beaters = new Map<HeldNorm, Decision[]>(applying.map(norm => [norm, []]));
  applying.forEach((a, i) => {
    for (const b of applying.slice(i + 1)) {
      if (!clash(world, a, b, situation)) continue;
      // "A conflict beats nobody: both norms stay in force."
      const decision = decide(world, a, b, situation);
      if (decision) beaters.get(decision.winner === a ? b : a)!.push(decision);
    }
  });
  const inForce = new Set<HeldNorm>();
  const dropped = new Set<HeldNorm>();
  for (let before = -1; before !== inForce.size + dropped.size; ) {
    before = inForce.size + dropped.size;
    for (const norm of applying) {
      if (beaters.get(norm)!.every(it => dropped.has(it.winner))) inForce.add(norm);
      if (beaters.get(norm)!.some(it => inForce.has(it.winner))) dropped.add(norm);
    }
  }
  return {
    inForce,
    undecided: new Set(applying.filter(norm => !inForce.has(norm) && !dropped.has(norm))),
    beatenBy: new Map(applying.map(norm => [norm, beaters.get(norm)!.filter(it => inForce.has(it.winner))])),
  };
}

/** "An action there is conflicted …, forbidden …, required …, permitted …, otherwise open." */
export function statusOf(world: World, action: ActionFact, situation: Situation): Status {
  const { inForce, undecided } = forceIn(world, situation);
  const forbidden = [...inForce].some(norm => forbidsAction(world, norm, action, situation));
  const required = [...inForce].some(norm => requiresAction(world, norm, action, situation));
  // "if it is both forbidden and required …, or if an undecided norm, were it in force, would forbid or require it"
  if (forbidden && required) return 'conflicted';
  if ([...undecided].some(it => forbidsAction(world, it, action, situation) || requiresAction(world, it, action, situation)))
    return 'conflicted';
  if (forbidden) return 'forbidden';
  if (required) return 'required';
  // "if a `may B` in force has it as a kind of B, and it is none of the above"
  if ([...inForce].some(norm => norm.node.modality === 'may' && isKindOf(world, action, norm.action, situation))) return 'permitted';
  return 'open';
}

/** "if a `must not B` in force has it as a kind of B, or it opposes C for a `must C` in force" */
function forbidsAction(world: World, norm: HeldNorm, action: ActionFact, situation: Situation): boolean {
  if (norm.node.modality === 'must not') return isKindOf(world, action, norm.action, situation);
  return norm.node.modality === 'must' && isOpposed(world, action, norm.action, situation);
}

/** "if a `must C` in force has C as a kind of it" */
function requiresAction(world: World, norm: HeldNorm, action: ActionFact, situation: Situation): boolean {
  return norm.node.modality === 'must' && isKindOf(world, norm.action, action, situation);
}

export function isKindOf(world: World, kind: ActionFact | undefined, whole: ActionFact | undefined, situation: Situation): boolean {
  return kind !== undefined && whole !== undefined && world.aboveOf(kind, situation).has(whole);
}

function isOpposed(world: World, a: ActionFact | undefined, b: ActionFact | undefined, situation: Situation): boolean {
  return a !== undefined && b !== undefined && opposes(world.aboveOf(a, situation), world.aboveOf(b, situation));
}

/** "`should` gives *encouraged* and `should not` (or opposing what is encouraged) *discouraged* in the same way, beside these." */
export function leaningOf(world: World, action: ActionFact, situation: Situation): Leaning {
  const inForce = [...forceIn(world, situation).inForce];
  const encouraged = inForce.some(norm => norm.node.modality === 'should' && isKindOf(world, norm.action, action, situation));
  const discouraged = inForce.some(
    norm =>
      (norm.node.modality === 'should not' && isKindOf(world, action, norm.action, situation)) ||
      (norm.node.modality === 'should' && isOpposed(world, action, norm.action, situation)),
  );
  return encouraged ? (discouraged ? 'both' : 'encouraged') : discouraged ? 'discouraged' : 'none';
}
