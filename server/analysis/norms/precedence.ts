// Who wins where two norms clash: the first part of precedence that speaks (language.md §6).

import { memo } from '../memo.ts';
import { and, type Literal, never, not, or } from './circuit.ts';
import { all, any, type Condition, everywhere, not as negated, nowhere } from './conditions.ts';
import { strictlyInside } from './inside.ts';
import { literal, type Reading } from './reading.ts';
import type { Norm, Part, Principle, Tension, World } from './world.ts';

/** `depends`: not the same everywhere. `unknown`: not decided. */
export type Outcome =
  | { readonly kind: 'wins'; readonly winner: 'first' | 'second'; readonly by: Part }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'depends' }
  | { readonly kind: 'unknown' };

const conflict: Outcome = { kind: 'conflict' };
const depends: Outcome = { kind: 'depends' };
const unknown: Outcome = { kind: 'unknown' };
const wins = (winner: 'first' | 'second', by: Part): Outcome => ({ kind: 'wins', winner, by });

/** Who wins, where that is the same in all situations; cheap for most pairs. */
export function outcomeOf(world: World, first: Norm, second: Norm): Outcome {
  const entrenched = byEntrenchment(first.principle, second.principle);
  if (entrenched) return wins(entrenched, 'authority');
  for (const part of world.ground.precedence) {
    const said = saidBy(world, part, { first, second });
    if (said) return said;
  }
  return conflict;
}

interface Pair {
  readonly first: Norm;
  readonly second: Norm;
}

function saidBy(world: World, part: Part, { first, second }: Pair): Outcome | undefined {
  switch (part) {
    case 'authority': {
      const winner = byRank(first.principle, second.principle);
      return winner && wins(winner, part);
    }
    case 'explicit':
      return fixed(part, spokenExplicitly(world, first.principle, second.principle));
    case 'tension':
      return fixed(part, spokenByTensions(world, first.principle, second.principle));
    case 'force': {
      const winner = byForce(first, second);
      return winner && wins(winner, part);
    }
    case 'specificity': {
      const winner = bySpecificity(world, first, second);
      return winner === 'unknown' ? unknown : winner && wins(winner, part);
    }
  }
}

/** Where a part speaks for each side; nothing where it never does. */
interface Spoken {
  readonly first: Condition;
  readonly second: Condition;
}

function fixed(by: Part, spoken: Spoken | undefined): Outcome | undefined {
  if (!spoken) return undefined;
  const { first, second } = spoken;
  if (first === everywhere && second === everywhere) return conflict;
  if (first === everywhere && second === nowhere) return wins('first', by);
  if (second === everywhere && first === nowhere) return wins('second', by);
  return depends;
}

/** Entrenched principles stand above every level, and of these the adopted ones above the document's own. */
const standingOf = ({ entrenched, own }: Principle): number => (entrenched ? (own ? 1 : 0) : 2);

function byEntrenchment(first: Principle, second: Principle): 'first' | 'second' | undefined {
  const [a, b] = [standingOf(first), standingOf(second)];
  return a === b ? undefined : a < b ? 'first' : 'second';
}

function byRank(first: Principle, second: Principle): 'first' | 'second' | undefined {
  if (first.entrenched || second.entrenched || first.rank === second.rank) return undefined;
  return first.rank < second.rank ? 'first' : 'second';
}

const onOneLevel = (first: Principle, second: Principle): boolean =>
  standingOf(first) === standingOf(second) && (first.entrenched || first.rank === second.rank);

function spokenExplicitly(world: World, first: Principle, second: Principle): Spoken | undefined {
  if (first === second) return undefined;
  const statements = world.explicit.get(first)?.get(second);
  if (!statements) return undefined;
  const said = (loser: Principle) => (loser.entrenched ? nowhere : any(...statements.filter(s => s.loser === loser).map(s => s.when)));
  const spoken = { first: said(second), second: said(first) };
  return spoken.first === nowhere && spoken.second === nowhere ? undefined : spoken;
}

export function spokenByTensions({ ground }: World, first: Principle, second: Principle): Spoken | undefined {
  if (ground.tensions.length === 0 || first.serves.length === 0 || second.serves.length === 0) return undefined;
  if (!onOneLevel(first, second)) return undefined;
  let [forFirst, forSecond]: Condition[] = [nowhere, nowhere];
  for (const tension of ground.tensions) {
    const { left, right } = tension;
    const forth = first.serves.includes(left) && second.serves.includes(right);
    const back = first.serves.includes(right) && second.serves.includes(left);
    if (forth === back) continue;
    const favors = favorsOf(tension);
    forFirst = any(forFirst!, forth ? favors.left : favors.right);
    forSecond = any(forSecond!, forth ? favors.right : favors.left);
  }
  return forFirst === nowhere && forSecond === nowhere ? undefined : { first: forFirst!, second: forSecond! };
}

/** Where a tension favors which side: the first line whose condition holds counts. */
const favorsOf: (tension: Tension) => { readonly left: Condition; readonly right: Condition } = memo(({ lines }) => {
  const found = { left: nowhere, right: nowhere };
  let before: Condition = nowhere;
  for (const { favors, when } of lines) {
    if (favors) found[favors] = any(found[favors], all(when, negated(before)));
    before = any(before, when);
  }
  return found;
});

function byForce(first: Norm, second: Norm): 'first' | 'second' | undefined {
  if (first.modality === 'may' || second.modality === 'may') return undefined;
  const [weakFirst, weakSecond] = [first.modality.startsWith('should'), second.modality.startsWith('should')];
  return weakFirst === weakSecond ? undefined : weakSecond ? 'first' : 'second';
}

function bySpecificity(world: World, first: Norm, second: Norm): 'first' | 'second' | 'unknown' | undefined {
  const forth = strictlyInside(world, first, second);
  if (forth) return 'first';
  const back = strictlyInside(world, second, first);
  if (back) return 'second';
  return forth === undefined || back === undefined ? 'unknown' : undefined;
}

/** Where each side wins a clash, by which part, and where neither does. */
export interface Decision {
  readonly first: Literal;
  readonly second: Literal;
  readonly conflict: Literal;
  readonly by: readonly { readonly part: Part; readonly first: Literal; readonly second: Literal }[];
  /** A comparison that was given up; the part was taken to be silent. */
  readonly unknown: boolean;
}

/** As `outcomeOf`, situation by situation, inside `clash`. */
export function decisionOf(reading: Reading, clash: Literal, { first, second }: Pair): Decision {
  const { circuit, world } = reading;
  const by: { part: Part; first: Literal; second: Literal }[] = [];
  let open = clash;
  let disputed: Literal = never;
  let isUnknown = false;
  const speak = (part: Part, forFirst: Literal, forSecond: Literal) => {
    const [a, b] = [and(circuit, [open, forFirst]), and(circuit, [open, forSecond])];
    by.push({ part, first: and(circuit, [a, not(forSecond)]), second: and(circuit, [b, not(forFirst)]) });
    disputed = or(circuit, [disputed, and(circuit, [a, forSecond])]);
    open = and(circuit, [open, not(forFirst), not(forSecond)]);
  };
  const settle = (part: Part, winner: 'first' | 'second') => speak(part, winner === 'first' ? 0 : 1, winner === 'second' ? 0 : 1);
  const entrenched = byEntrenchment(first.principle, second.principle);
  if (entrenched) settle('authority', entrenched);
  for (const part of world.ground.precedence) {
    if (open === never) break;
    if (part === 'explicit' || part === 'tension') {
      const spoken = (part === 'explicit' ? spokenExplicitly : spokenByTensions)(world, first.principle, second.principle);
      if (spoken) speak(part, literal(reading, spoken.first), literal(reading, spoken.second));
      continue;
    }
    const said = saidBy(world, part, { first, second });
    if (said?.kind === 'wins') settle(part, said.winner);
    if (said?.kind === 'unknown') isUnknown = true;
  }
  const won = (side: 'first' | 'second') =>
    or(
      circuit,
      by.map(part => part[side]),
    );
  return { first: won('first'), second: won('second'), conflict: or(circuit, [disputed, open]), by, unknown: isUnknown };
}
