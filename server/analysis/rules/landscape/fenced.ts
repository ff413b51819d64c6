// A value that is only ever protected by prohibitions.

import { declarationsOf, entityOf } from '../../names.ts';
import { isNegative } from '../../norms/clashes.ts';
import { standingOf } from '../../norms/force.ts';
import { findsAny } from '../../norms/life.ts';
import { provable } from '../../norms/proofs.ts';
import { type Reading, readingOf } from '../../norms/reading.ts';
import type { Norm, ValueOf } from '../../norms/world.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

export const landscapeFenced: Rule = {
  code: 'landscape/fenced',
  severity: 'info',
  page: {
    title: 'A value with fences and no path',
    what: 'Prohibitions serve this value, and no `must` or `should` that serves it is ever in force.',
    why: 'The document says what harms the value and never what it looks like when it is lived. A model learns from that what to keep away from, and not what to do.',
    wrong:
      'constitution coach "Coach"\naction mock "Mock"\nvalue dignity "Dignity"\nprinciple respect "Respect" { serves dignity must not mock }\n',
    right:
      'constitution coach "Coach"\naction mock "Mock"\naction listen "Let them finish"\nvalue dignity "Dignity"\nprinciple respect "Respect" { serves dignity must not mock should listen }\n',
    fixes: 'Add a `should` that serves the value: what would somebody do who cares for it?',
  },
  check,
};

function* check(subject: Subject): Iterable<Draft> {
  const world = provable(subject);
  if (!world) return;
  const reading = readingOf(world);
  for (const declared of declarationsOf(subject.scope.own, 'value')) {
    const value = world.ground.valuesBy.get(entityOf(declared));
    const norms = value ? servingNorms(reading, value) : [];
    if (norms.length === 0 || !isFenced(reading, norms)) continue;
    const message = `\`${value!.name}\` is served by prohibitions alone: nothing that ever holds says what to do for it, only what not to. Add a \`should\` that serves it.`;
    yield { at: { ...declared, span: declared.node.name }, message };
  }
}

/** Those that count: no permissions, no norms in prose. */
function servingNorms({ world }: Reading, value: ValueOf): readonly Norm[] {
  return world.norms.filter(
    ({ principle, act, broken, modality }) => act && !broken && modality !== 'may' && principle.serves.includes(value),
  );
}

function isFenced(reading: Reading, norms: readonly Norm[]): boolean {
  const ever = (norm: Norm) => findsAny(reading, standingOf(reading, norm).inForce);
  const isPath = (norm: Norm) => !isNegative(norm.modality);
  return norms.some(norm => !isPath(norm) && ever(norm)) && norms.every(norm => !isPath(norm) || ever(norm) === false);
}
