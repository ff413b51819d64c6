// The one question that the engine asks of a SAT solver. The host hands in an implementation (cadical-wasm).

/** Clauses over variables 1, 2, …; a negative number negates. */
export type Clause = readonly number[];

/**
 * Is there an assignment that satisfies all clauses, and the literals that are `assumed` for this question alone? The model
 * lists the literals that are true; it is to be had until the next question. `unknown` after more than `effort` conflicts: the caller says "not decided", never
 * "fine". Further questions about the very same array of clauses may build on what was learned.
 */
export type Solver = (clauses: readonly Clause[], effort: number, assumed?: readonly number[]) => Answer;

export type Answer =
  | { readonly kind: 'satisfiable'; readonly model: () => readonly number[] }
  | { readonly kind: 'unsatisfiable' }
  | { readonly kind: 'unknown' };
