// What is compared, as properties that fast-check runs and shrinks: each gives the disagreements of one random case, and its text.

import fc from 'fast-check';
import type { Expression } from '../../grammar/syntax.ts';
import { findingFaults, sourceText } from './compare.ts';
import { diffFaults, landscapeFaults, whenFaults } from './compare-answers.ts';
import { askingTheSolver, engineDifference, engineFor } from './doors.ts';
import { factText } from './expression-text.ts';
import { type FactModel, type PatchModel, patched, type SpecModel, usual, wide } from './model.ts';
import { worldOf } from './norms.ts';
import { type SoundSpec, soundSpecOf } from './soundness.ts';
import { expressionOf } from './witness.ts';

export interface Verdict {
  readonly faults: readonly string[];
  /** The case, to be read by a person. */
  readonly text: string;
}

/** Every document of the spec is checked as a spec of its own. */
function findings(model: SpecModel): Verdict {
  const spec = soundSpecOf(model);
  const engine = engineFor(spec.files);
  const faults = [...spec.documents.keys()].flatMap(file => {
    const world = worldOf({ documents: spec.documents, file });
    return caught(() => findingFaults(world, engine.check(file))).map(fault => `${file}: ${fault}`);
  });
  return { faults, text: sourceText(spec.documents) };
}

function landscape(model: SpecModel): Verdict {
  const spec = soundSpecOf(model);
  const world = worldOf({ documents: spec.documents, file: spec.main });
  const text = sourceText(spec.documents);
  if (world.situations.length === 0) return { faults: [], text };
  return { faults: caught(() => landscapeFaults(world, engineFor(spec.files).landscape(spec.main))), text };
}

function when([model, facts]: readonly [SpecModel, readonly FactModel[]]): Verdict {
  const spec = soundSpecOf(model);
  const texts = factTexts(spec, facts);
  const world = worldOf({ documents: spec.documents, file: spec.main });
  const expressions = texts.map(expressionOf) as Expression[];
  const faults = caught(() => whenFaults(world, expressions, engineFor(spec.files).when(spec.main, expressions)));
  return { faults, text: `${sourceText(spec.documents)}given: ${texts.join(', ')}\n` };
}

function factTexts(spec: SoundSpec, facts: readonly FactModel[]): string[] {
  return facts.flatMap(it => factText(it, spec.contexts, spec.agents) ?? []);
}

function difference([model, patches]: readonly [SpecModel, readonly PatchModel[]]): Verdict {
  const before = soundSpecOf(model);
  const after = soundSpecOf(patched(model, patches));
  const old = worldOf({ documents: before.documents, file: before.main });
  const now = worldOf({ documents: after.documents, file: after.main });
  const text = `${sourceText(before.documents)}----- now:\n${sourceText(after.documents)}`;
  if (old.situations.length === 0 || now.situations.length === 0) return { faults: [], text };
  const faults = caught(() =>
    diffFaults(old, now, engineDifference(engineFor(before.files), engineFor(after.files), { was: before.main, is: after.main })),
  );
  return { faults, text };
}

/** An exception is a disagreement too. */
function caught(compare: () => string[]): string[] {
  try {
    return compare();
  } catch (error) {
    return [`it threw ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n') : String(error)}`];
  }
}

export interface Ran {
  readonly failed: boolean;
  readonly cases: number;
  /** The smallest failing case that shrinking found. */
  readonly message: string;
}
export interface Run {
  readonly seed: number;
  readonly numRuns: number;
  /** Milliseconds; what was not tried by then is left out. */
  readonly interruptAfterTimeLimit?: number;
}

function property<T>(models: fc.Arbitrary<T>, judge: (model: T) => Verdict): (run: Run) => Ran {
  const holds = fc.property(models, model => {
    const { faults, text } = judge(model);
    if (faults.length > 0) throw new Error(`${faults.join('\n')}\n\n${text}`);
  });
  return run => {
    const { failed, numRuns, errorInstance } = fc.check(holds, run);
    return { failed, cases: numRuns, message: errorInstance instanceof Error ? errorInstance.message : '' };
  };
}

/** By name. The same seed gives the same cases. */
export const properties = {
  findings: property(usual.spec, findings),
  landscape: property(usual.spec, landscape),
  when: property(fc.tuple(usual.spec, usual.facts), when),
  difference: property(fc.tuple(usual.spec, usual.patches), difference),
  'solver findings': property(usual.spec, model => askingTheSolver(() => findings(model))),
  'solver when': property(fc.tuple(usual.spec, usual.facts), model => askingTheSolver(() => when(model))),
  'wide findings': property(wide.spec, findings),
  'wide when': property(fc.tuple(wide.spec, wide.facts), when),
  'wide difference': property(fc.tuple(wide.spec, wide.patches), difference),
} as const;
