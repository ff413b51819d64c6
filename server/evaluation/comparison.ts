// Two runs over the same evals, in pairs. Only what flips is listed.

import type { Status, Summary } from './score.ts';
import { bindingText } from './score.ts';
import { mcnemarExact } from './statistics/mcnemar.ts';

export interface Flip {
  readonly eval: string;
  /** `who: my son`; empty where nothing varies. */
  readonly binding: string;
  readonly model: string;
  readonly from: Status;
  readonly to: Status;
  /** Passed runs, of all, before and after. */
  readonly before: string;
  readonly after: string;
}

export interface Comparison {
  /** Cases that were decided in both runs. */
  readonly pairs: number;
  readonly flips: readonly Flip[];
  /** From not passing to passing, and the other way round. */
  readonly gained: number;
  readonly lost: number;
  /** Exact two-sided McNemar over passing and not passing. */
  readonly p: number;
  /** Cases that only one of the runs has, or that one of them did not run. */
  readonly unpaired: number;
  /** The same, by name. */
  readonly onlyBefore: readonly Unpaired[];
  readonly onlyAfter: readonly Unpaired[];
  /** Both runs have them, and at least one did not run them. */
  readonly undecided: readonly (Unpaired & { readonly in: 'before' | 'after' | 'both' })[];
}

export interface Unpaired {
  readonly eval: string;
  readonly binding: string;
  readonly model: string;
}

interface Entry {
  readonly eval: string;
  readonly binding: string;
  readonly model: string;
  readonly status: Status;
  readonly ratio: string;
}

export function compareRuns(before: Summary, after: Summary): Comparison {
  const [old, young] = [entries(before, after), entries(after, before)];
  const keys = new Set([...old.keys(), ...young.keys()]);
  const pairs = [...old].flatMap(([key, from]) => {
    const to = young.get(key);
    return to && from.status !== 'not run' && to.status !== 'not run' ? [{ from, to }] : [];
  });
  const gained = pairs.filter(({ from, to }) => from.status !== 'pass' && to.status === 'pass').length;
  const lost = pairs.filter(({ from, to }) => from.status === 'pass' && to.status !== 'pass').length;
  const flips = pairs.filter(({ from, to }) => from.status !== to.status).map(flipOf);
  return {
    pairs: pairs.length,
    flips,
    gained,
    lost,
    p: mcnemarExact(gained, lost),
    unpaired: keys.size - pairs.length,
    onlyBefore: [...old].filter(([key]) => !young.has(key)).map(([, one]) => named(one)),
    onlyAfter: [...young].filter(([key]) => !old.has(key)).map(([, one]) => named(one)),
    undecided: [...old].flatMap(([key, from]) => {
      const to = young.get(key);
      const missing = to && missingIn(from.status, to.status);
      return missing ? [{ ...named(to), in: missing }] : [];
    }),
  };
}

const named = ({ eval: id, binding, model }: Entry): Unpaired => ({ eval: id, binding, model });

function missingIn(from: Status, to: Status): 'before' | 'after' | 'both' | undefined {
  if (from === 'not run') return to === 'not run' ? 'both' : 'before';
  return to === 'not run' ? 'after' : undefined;
}

const flipOf = ({ from, to }: { from: Entry; to: Entry }): Flip => ({
  eval: to.eval,
  binding: to.binding,
  model: to.model,
  from: from.status,
  to: to.status,
  before: from.ratio,
  after: to.ratio,
});

/** Where both runs asked a single model, the pairs are across models: that is what is compared then. */
function entries(summary: Summary, other: Summary): Map<string, Entry> {
  const single = modelsOf(summary).size === 1 && modelsOf(other).size === 1;
  const found = new Map<string, Entry>();
  for (const { eval: plan, model, cases, parity } of summary.evals) {
    const unequal = parity.find(({ met }) => met !== 'met');
    for (const one of cases) {
      const binding = bindingText(one.binding);
      const status = one.status === 'pass' && unequal ? (unequal.met === 'not run' ? 'not run' : 'fail') : one.status;
      const ratio = `${one.passed}/${one.passed + one.failed}`;
      found.set([plan.id, binding, single ? '' : model].join('\n'), { eval: plan.id, binding, model, status, ratio });
    }
  }
  return found;
}

const modelsOf = ({ evals }: Summary): Set<string> => new Set(evals.map(({ model }) => model));
