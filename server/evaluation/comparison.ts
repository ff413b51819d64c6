// Two runs over the same evals, in pairs. Only what flips is listed.

import { nameOf } from './naming.ts';
import type { Status, Summary } from './score.ts';
import { bindingText } from './score.ts';
import { mcnemarExact } from './statistics/mcnemar.ts';

export interface Flip {
  readonly eval: string;
  /** What the earlier run calls it: the same, unless a file with the same name came or went. */
  readonly evalBefore: string;
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
  /** The document's own name for it, with what varies and the model: alike in both runs, but for the file. */
  readonly alike: string;
  readonly file: string;
  readonly binding: string;
  readonly model: string;
  readonly status: Status;
  readonly ratio: string;
}

export function compareRuns(before: Summary, after: Summary): Comparison {
  const { both, onlyBefore, onlyAfter } = matched(entries(before, after), entries(after, before));
  const pairs = both.filter(({ from, to }) => from.status !== 'not run' && to.status !== 'not run');
  const gained = pairs.filter(({ from, to }) => from.status !== 'pass' && to.status === 'pass').length;
  const lost = pairs.filter(({ from, to }) => from.status === 'pass' && to.status !== 'pass').length;
  return {
    pairs: pairs.length,
    flips: pairs.filter(({ from, to }) => from.status !== to.status).map(flipOf),
    gained,
    lost,
    p: mcnemarExact(gained, lost),
    unpaired: both.length + onlyBefore.length + onlyAfter.length - pairs.length,
    onlyBefore: onlyBefore.map(named),
    onlyAfter: onlyAfter.map(named),
    undecided: both.flatMap(({ from, to }) => {
      const missing = missingIn(from.status, to.status);
      return missing ? [{ ...named(to), in: missing }] : [];
    }),
  };
}

interface Pair {
  readonly from: Entry;
  readonly to: Entry;
}

interface Matched {
  readonly both: readonly Pair[];
  readonly onlyBefore: readonly Entry[];
  readonly onlyAfter: readonly Entry[];
}

/** By document and name; what is left then by its name alone where there is no doubt, for a document may be called otherwise now. */
function matched(old: readonly Entry[], young: readonly Entry[]): Matched {
  const known = new Map(young.map(entry => [placeOf(entry), entry]));
  const exact = new Map(old.flatMap(from => (known.has(placeOf(from)) ? [[from, known.get(placeOf(from))!] as const] : [])));
  const taken = new Set(exact.values());
  const [oldLeft, youngLeft] = [old.filter(one => !exact.has(one)), young.filter(one => !taken.has(one))].map(left =>
    Map.groupBy(left, ({ alike }) => alike),
  ) as [Map<string, Entry[]>, Map<string, Entry[]>];
  const only = (all: readonly Entry[] | undefined) => (all?.length === 1 ? all[0] : undefined);
  const partner = (from: Entry) =>
    exact.get(from) ?? (only(oldLeft.get(from.alike)) === from ? only(youngLeft.get(from.alike)) : undefined);
  const both = old.flatMap(from => {
    const to = partner(from);
    return to ? [{ from, to }] : [];
  });
  const [froms, tos] = [new Set(both.map(({ from }) => from)), new Set(both.map(({ to }) => to))];
  return { both, onlyBefore: old.filter(one => !froms.has(one)), onlyAfter: young.filter(one => !tos.has(one)) };
}

const named = ({ eval: id, binding, model }: Entry): Unpaired => ({ eval: id, binding, model });

function missingIn(from: Status, to: Status): 'before' | 'after' | 'both' | undefined {
  if (from === 'not run') return to === 'not run' ? 'both' : 'before';
  return to === 'not run' ? 'after' : undefined;
}

const flipOf = ({ from, to }: Pair): Flip => ({
  eval: to.eval,
  evalBefore: from.eval,
  binding: to.binding,
  model: to.model,
  from: from.status,
  to: to.status,
  before: from.ratio,
  after: to.ratio,
});

/** Where both runs asked a single model, the pairs are across models: that is what is compared then. */
function entries(summary: Summary, other: Summary): Entry[] {
  const single = modelsOf(summary).size === 1 && modelsOf(other).size === 1;
  const all = summary.evals.flatMap(({ eval: plan, model, cases, parity }) => {
    const unequal = parity.find(({ met }) => met !== 'met');
    return cases.map((one): Entry => {
      const binding = bindingText(one.binding);
      const status = one.status === 'pass' && unequal ? (unequal.met === 'not run' ? 'not run' : 'fail') : one.status;
      const ratio = `${one.passed}/${one.passed + one.failed}`;
      const alike = [nameOf(plan), binding, single ? '' : model].join('\n');
      return { eval: plan.id, alike, file: plan.at.file, binding, model, status, ratio };
    });
  });
  return [...new Map(all.map(entry => [placeOf(entry), entry])).values()];
}

const placeOf = ({ file, alike }: Entry): string => `${file}\n${alike}`;

const modelsOf = ({ evals }: Summary): Set<string> => new Set(evals.map(({ model }) => model));
