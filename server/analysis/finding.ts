// What a check says about a place in a file.

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Offsets in UTF-16 units from the start of the file. `file` is relative to the workspace, with `/`. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface Related extends Place {
  readonly message: string;
}

export interface Finding extends Place {
  /** `family/name`, see language.md §9. */
  readonly code: string;
  readonly severity: Severity;
  /** For a policy author: what, where, why it matters, what to do next. */
  readonly message: string;
  readonly related: readonly Related[];
  readonly data?: FindingData;
}

/** A norm as reports name it: the principle as the checked document would write it, and the number of the norm in it. */
export interface NormName {
  readonly principle: string;
  readonly index: number;
  readonly text: string;
}

/** A case that split judges, or in which two principles could not both be kept. */
export interface MeasuredCase {
  /** What the user says. */
  readonly user: string;
  /** How it came out, in a sentence. */
  readonly outcome: string;
  /** A reply that shows it. */
  readonly reply?: string;
}

/** A case as it is kept, with all that was said and judged. */
export interface KeptCase extends MeasuredCase {
  /** The conversation up to the reply, what the user says last among it. */
  readonly said?: readonly { readonly speaker: string; readonly text: string }[];
  readonly replies?: readonly JudgedReply[];
}

export interface JudgedReply {
  /** Which model gave it; empty where an author wrote it. */
  readonly model: string;
  readonly text: string;
  readonly verdicts: readonly JudgeVerdict[];
}

/** What one judge said to whether a reply keeps a principle. */
export interface JudgeVerdict {
  readonly judge: string;
  readonly principle: string;
  readonly met: string;
  readonly reason: string;
  /** The principle that it says the reply is to be judged by; empty where it named none. */
  readonly cites?: string;
}

/** Facts that pin a situation down: booleans as such, numbers as a value of their range, everything else as written. */
export type Witness = Readonly<Record<string, string | number | boolean>>;

/** For machines: interfaces.md §1. Further keys belong to the rule that writes them. */
export interface FindingData {
  readonly kind?: string;
  /** In document order, the later last. */
  readonly norms?: readonly NormName[];
  /** An expression for the situations that the finding speaks of. */
  readonly when?: string;
  readonly witness?: Witness;
  /** Of `norm/shadowed`: who beats it, by which part of precedence. */
  readonly beatenBy?: readonly (NormName & { readonly by: string })[];
  /** Of what was measured: the cases that show it. */
  readonly cases?: readonly MeasuredCase[];
  /** Of what was measured: whom it is about, as the document writes them. */
  readonly principles?: readonly string[];
  /** What quick fixes need, by rule. */
  readonly fix?: unknown;
}
