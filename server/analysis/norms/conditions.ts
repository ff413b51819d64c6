// A condition on situations, after names are resolved: a tree over facts. Immutable, and shared freely.

import { complement, isEmpty, isFull, type ValueSet } from './sets.ts';
import type { Variable } from './variables.ts';

export type Condition =
  | { readonly kind: 'constant'; readonly value: boolean }
  /** The variable has one of these values. */
  | { readonly kind: 'fact'; readonly variable: Variable; readonly set: ValueSet }
  | { readonly kind: 'all'; readonly parts: readonly Condition[] }
  | { readonly kind: 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition };

export const everywhere: Condition = { kind: 'constant', value: true };
export const nowhere: Condition = { kind: 'constant', value: false };

export function fact(variable: Variable, set: ValueSet): Condition {
  if (isEmpty(set)) return nowhere;
  return isFull(set, variable.size) ? everywhere : { kind: 'fact', variable, set };
}

export function all(...parts: readonly Condition[]): Condition {
  return gathered('all', parts, everywhere, nowhere);
}

export function any(...parts: readonly Condition[]): Condition {
  return gathered('any', parts, nowhere, everywhere);
}

export function not(part: Condition): Condition {
  switch (part.kind) {
    case 'constant':
      return part.value ? nowhere : everywhere;
    case 'fact':
      return fact(part.variable, complement(part.set, part.variable.size));
    case 'not':
      return part.part;
    case 'all':
    case 'any':
      return { kind: 'not', part };
  }
}

function gathered(kind: 'all' | 'any', parts: readonly Condition[], neutral: Condition, absorbing: Condition): Condition {
  if (parts.includes(absorbing)) return absorbing;
  const kept = parts.filter(part => part !== neutral);
  if (kept.length === 0) return neutral;
  return kept.length === 1 ? kept[0]! : { kind, parts: kept };
}
