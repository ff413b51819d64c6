// A norm that applies somewhere and is in force nowhere.

import { appliesSomewhere, beatersOf, inForceSomewhere } from '../../norms/life.ts';
import { fewOf, normName, reasons, spotOf } from '../../norms/naming.ts';
import { provable } from '../../norms/proofs.ts';
import { type Reading, readingOf } from '../../norms/reading.ts';
import type { Norm } from '../../norms/world.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const normShadowed: Rule = {
  code: 'norm/shadowed',
  severity: 'warning',
  page: {
    title: 'A norm that is beaten wherever it applies',
    what: 'The norm applies in some situations, and in each of them a norm that is in force wins over it: by authority, by `overrides` or `prefer`, by a tension, by its force, or as the more specific one.',
    why: 'It reads like a rule and is never kept. Either it is not needed, or it was meant to win somewhere.',
    wrong:
      'constitution clinic "Clinic"\ncontext night: boolean\naction call "Call the doctor"\nprinciple rest "Let the doctor rest" at developer { must not call }\nprinciple help "Help" at user { must call when night }\n',
    right:
      'constitution clinic "Clinic"\ncontext night: boolean\naction call "Call the doctor"\nprinciple rest "Let the doctor rest" at developer { must not call unless night }\nprinciple help "Help" at user { must call when night }\n',
    fixes: 'Raise the level of its principle, give it `overrides`, narrow the norm that beats it with `unless`, or remove it.',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  const world = provable(subject);
  if (!world) return;
  const reading = readingOf(world);
  for (const norm of world.norms) {
    if (!norm.principle.own || norm.broken || !norm.act) continue;
    const inForce = inForceSomewhere(reading, norm);
    if (inForce === true || appliesSomewhere(reading, norm) !== true) continue;
    yield inForce === false ? shadowed(reading, norm) : undecided(reading, norm);
  }
}

function shadowed(reading: Reading, norm: Norm): Draft {
  const { world } = reading;
  const beaters = beatersOf(reading, norm);
  const named = beaters.map(({ norm: other, by }) => ({ ...normName(world, other), by: by[0]?.part ?? 'authority' }));
  const who = fewOf(
    beaters.map(({ norm: other, by }) => `\`${other.principle.name}\` (by ${reasons[by[0]?.part ?? 'authority']})`),
    3,
  );
  const message = `This norm is never in force: wherever it applies, ${who} wins over it. Raise its level, let it say that it \`overrides\`, narrow what beats it with \`unless\`, or remove it.`;
  const related = beaters
    .slice(0, 8)
    .map(({ norm: other }) => ({ ...spotOf(other), message: `\`${other.principle.name}\`: ${normName(world, other).text}` }));
  return { at: spotOf(norm), message, related, data: { norms: [normName(world, norm)], beatenBy: named } };
}

function undecided({ world }: Reading, norm: Norm): Draft {
  const message =
    'Not decided: whether this norm is ever in force. The norms that may beat it, and their conditions, are too tangled to be searched through in the time there is. Give their principles levels, or use fewer alternatives in their conditions.';
  return { at: spotOf(norm), message, data: { kind: 'undecided', norms: [normName(world, norm)] } };
}
