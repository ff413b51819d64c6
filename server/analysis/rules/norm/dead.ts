// A norm that no situation meets.

import { cubesOf } from '../../norms/cubes.ts';
import { appliesSomewhere, findsAny } from '../../norms/life.ts';
import { normName, spotOf } from '../../norms/naming.ts';
import { provable } from '../../norms/proofs.ts';
import { inReading, literal } from '../../norms/reading.ts';
import type { Norm, World } from '../../norms/world.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const normDead: Rule = {
  code: 'norm/dead',
  severity: 'warning',
  page: {
    title: 'A norm that can never apply',
    what: 'No situation meets the conditions of the norm: its own `when` and `unless` and the `when` of its principle exclude each other, or an `assume` rules out what they ask for, or no agent plays its role.',
    why: 'It reads like a rule and rules nothing. Mostly a value or a sign is wrong, and the case that was meant is not covered.',
    wrong:
      'constitution clinic "Clinic"\ncontext age: 0..120\naction refer "Refer"\nprinciple minors "Minors" when age < 18 { must refer when age >= 18 }\n',
    right:
      'constitution clinic "Clinic"\ncontext age: 0..120\naction refer "Refer"\nprinciple minors "Minors" when age < 18 { must refer when age >= 12 }\n',
    fixes: 'Correct the condition, or remove the norm.',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  const world = provable(subject);
  for (const norm of world?.norms ?? []) {
    if (!norm.principle.own || norm.broken) continue;
    const applies = inReading(world!, reading => appliesSomewhere(reading, norm));
    if (applies === true) continue;
    const message =
      applies === false ? `This norm can never apply: ${reason(world!, norm)} Correct its conditions, or remove it.` : undecided;
    yield { at: spotOf(norm), message, data: { ...(applies === undefined ? { kind: 'undecided' } : {}), norms: [normName(world!, norm)] } };
  }
}

const undecided =
  'Not decided: whether this norm ever applies. Its conditions are too tangled to be searched through in the time there is. Use fewer alternatives in `when` and `unless`, or a context of its own for what they have in common.';

function reason(world: World, { condition, players, principle }: Norm): string {
  if (cubesOf(condition)?.length === 0) return 'its conditions exclude each other.';
  const alone = () => inReading(world, reading => findsAny(reading, literal(reading, condition)));
  if (players !== undefined && alone()) return `no agent plays \`${principle.name}\`.`;
  return 'no situation meets its conditions together with what is assumed.';
}
