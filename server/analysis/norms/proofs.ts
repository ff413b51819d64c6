// What the rules ask first: the world of the document under check, and whether any situation is left in it.

import { memo } from '../memo.ts';
import type { Subject } from '../rules/rule.ts';
import { literalOf } from './circuit.ts';
import { decide, noPractice } from './decide.ts';
import { tiedIn } from './possible.ts';
import { circuitOn } from './reading.ts';
import type { World } from './world.ts';
import { worldOf } from './worlds.ts';

/** Is there a situation that breaks no assume? `unknown` where the assumes are too tangled to tell. */
export const possibilityOf: (world: World) => 'possible' | 'impossible' | 'unknown' = memo(({ ground, oracle }) => {
  let result: 'possible' | 'unknown' = 'possible';
  for (const group of tiedIn(ground)) {
    if (group.cubes && group.cubes.length > 0) continue;
    if (group.cubes) return 'impossible';
    const circuit = circuitOn(ground);
    const found = decide(circuit, [literalOf(circuit, group.condition)], { ...oracle, practice: noPractice() });
    if (found.kind === 'none') return 'impossible';
    if (found.kind === 'unknown') result = 'unknown';
  }
  return result;
});

/** The world to prove things of; nothing where the assumes leave no situation: then nothing more is proved. */
export function provable({ scope, workspace }: Pick<Subject, 'scope' | 'workspace'>): World | undefined {
  return provableIn(worldOf(scope, workspace.settings.solver));
}

export const provableIn = (world: World): World | undefined => (possibilityOf(world) === 'impossible' ? undefined : world);
