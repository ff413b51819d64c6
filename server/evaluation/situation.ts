// What the norm engine says of the situations that have given facts, as far as running a spec needs it.

import type { Expression } from '../../grammar/syntax.ts';
import type { Declared, Entity } from '../analysis/names.ts';
import type { Scope } from '../analysis/scope.ts';
import type { LeftOut } from './prompt.ts';

/** Facts as an eval or example gives them. */
export interface Facts {
  /** Each read in the scope of the document, spans counted in `declared`'s segment. */
  readonly given: readonly Expression[];
  readonly declared: Declared;
  /** The agent's name, where it is known. */
  readonly agent?: string;
}

export interface Situation {
  /** False where no situation has the facts. */
  readonly possible: boolean;
  readonly leftOut: LeftOut;
  /** In all situations that have the facts. */
  readonly required: readonly Entity[];
  readonly forbidden: readonly Entity[];
}

export type Situate = (scope: Scope, facts: Facts) => Situation;

export const situationOf: Situate = () => ({
  possible: true,
  leftOut: { principles: new Set(), norms: new Set() },
  required: [],
  forbidden: [],
});
