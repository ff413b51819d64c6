// What holds when some facts do, with places to open.

import { askedOf } from '../../analysis/asked.ts';
import { tableOf } from '../../analysis/norms/conflicts.ts';
import { readFacts } from '../../analysis/norms/facts.ts';
import { reasons } from '../../analysis/norms/naming.ts';
import { careFor, literal, readingOf } from '../../analysis/norms/reading.ts';
import { sharesOf } from '../../analysis/norms/shares.ts';
import { type ActionAnswer, type NormAnswer, whenFacts } from '../../analysis/norms/when.ts';
import type { Norm, World } from '../../analysis/norms/world.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import type { View } from '../feature.ts';
import type { ActionStatus, Share, WhenResult } from '../protocol.ts';
import { entityLocation, normLink, nowhere, titleOfEntity } from './places.ts';

export function when(view: View, text: string): WhenResult {
  // With nothing picked yet, the answer is about the whole world.
  const asked =
    text.trim() === '' ? { kind: 'facts' as const, facts: [], subject: view } : askedOf(view.workspace, view.document.file, text);
  if (asked.kind === 'unreadable') return { kind: 'unreadable', message: asked.message, start: asked.start, end: asked.end };
  const world = worldOf(asked.subject.scope, view.workspace.settings.solver);
  const answer = whenFacts(world, asked.facts);
  if (!answer) return { kind: 'unreadable', message: 'These facts cannot be read.', start: 0, end: text.length };
  const condition = readFacts(world, asked.facts)!;
  const named = normsBy(world);
  // Its norms stand in the document with the question behind it: places are the same, segments are not.
  const here: View = { ...view, ...asked.subject };
  return {
    kind: 'answer',
    document: view.document.file,
    facts: text,
    possible: answer.possible,
    share: shareOf(world, condition),
    norms: answer.norms.flatMap(norm => ruled(here, world, { norm, named })),
    actions: answer.actions.map(action => statusOf(here, world, action)),
  };
}

const normsBy = (world: World): ReadonlyMap<string, Norm> =>
  new Map(tableOf(world).norms.map(norm => [`${norm.principle.name}#${norm.index}`, norm]));

interface Answered {
  readonly norm: NormAnswer;
  readonly named: ReadonlyMap<string, Norm>;
}

function ruled(view: View, world: World, { norm, named }: Answered) {
  const found = named.get(`${norm.principle}#${norm.index}`);
  if (!found) return [];
  const beatenBy = norm.beatenBy.flatMap(({ principle, index, by, when: where }) => {
    const other = named.get(`${principle}#${index}`);
    return other ? [{ ...normLink(view, world, other), by: reasons[by], when: where }] : [];
  });
  return [{ ...normLink(view, world, found), applies: norm.applies, inForce: norm.inForce, beatenBy }];
}

function statusOf(view: View, world: World, answer: ActionAnswer): ActionStatus {
  const act = world.ground.acts.find(each => each.name === answer.action);
  return {
    action: answer.action,
    ...(act ? titleOfEntity(act.entity) : {}),
    at: act ? entityLocation(view, act.entity) : nowhere(view),
    status: answer.status,
    leaning: answer.leaning,
    needs: [...(answer.needs ?? [])],
    cases: [...(answer.cases ?? [])],
  };
}

export function shareOf(world: World, condition: Parameters<typeof literal>[1]): Share {
  const reading = readingOf(world);
  const goal = literal(reading, condition);
  const { shares, exact } = sharesOf(reading.circuit, [goal], careFor(reading, [goal]));
  return { value: clamped(shares[0]), approximate: !exact };
}

/** Where nothing could be drawn there is nothing to show. */
export const clamped = (share: number | undefined): number => Math.min(1, Math.max(0, share ?? 0));
