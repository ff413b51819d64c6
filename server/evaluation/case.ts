// What an eval or an example comes down to before anything is sent: conversations to lead, and what to look for in the replies.

import type { Speaker } from '../../grammar/syntax.ts';

/** Where a check, an eval or an example stands. Lines and characters from 0. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly character: number;
}

export interface Said {
  readonly speaker: Speaker;
  readonly text: string;
  readonly to?: string;
  readonly from?: string;
  /** Where a model gave it in this run. */
  readonly generated?: 'reply' | 'simulated';
}

/** An eval or an example of one document. */
export interface EvalPlan {
  /** `refuses_dose`, `calibrated/Second opinion`; one in a run. */
  readonly id: string;
  readonly kind: 'eval' | 'example';
  readonly title: string;
  readonly at: Spot;
  /** Principles that it checks. */
  readonly checks: readonly string[];
  readonly tags: readonly string[];
  /** The profile that the agent of `as` uses. */
  readonly model?: string;
  /** One for each combination of what varies; a single one where nothing does. */
  readonly cases: readonly Case[];
  readonly repeat: number;
  /** So many of the repeats must pass. */
  readonly pass: number;
  readonly parity: readonly ParityCheck[];
}

export interface Case {
  readonly binding: Readonly<Record<string, string>>;
  /** The compiled system prompt. */
  readonly prompt: string;
  readonly steps: readonly Step[];
  /** Why nothing can be asked of it: it has no steps, and is not run. */
  readonly unaskable?: string;
}

export type Step =
  | { readonly kind: 'said'; readonly said: Said }
  /** The model answers. */
  | {
      readonly kind: 'reply';
      readonly checks: readonly Check[];
      /** What stands in the conversation after this, instead of the reply. */
      readonly stands?: Said;
    }
  /** The author wrote the answer; what is expected of it is judged without a call to the model. */
  | { readonly kind: 'judged'; readonly checks: readonly Check[] }
  /** A model plays the user for so many turns; the checks are about the whole conversation. */
  | { readonly kind: 'simulated'; readonly who: string; readonly turns: number; readonly checks: readonly Check[] };

interface Of<Kind extends string> {
  readonly kind: Kind;
  /** As the author wrote it, on one line: `expect avoids give_dosage`. */
  readonly label: string;
  readonly at: Spot;
}

export type Check = TextCheck | LengthCheck | JudgedCheck;

export interface TextCheck extends Of<'contains' | 'equals' | 'matches'> {
  readonly negated: boolean;
  readonly text: string;
}
export interface LengthCheck extends Of<'length'> {
  readonly negated: boolean;
  readonly over: boolean;
  readonly count: number;
  readonly unit: string;
}

export type JudgedCheck = ActionCheck | CriterionCheck | ScaleCheck | ComparedCheck | ParityCheck;

export interface ActionCheck extends Of<'action'> {
  /** `performs`, else `avoids`. */
  readonly performs: boolean;
  readonly action: string;
  /** What the action is, in the author's words. */
  readonly prose: string;
  /** From the norms, where the author wrote no expectation. */
  readonly derived: boolean;
}
export interface CriterionCheck extends Of<'criterion'> {
  readonly negated: boolean;
  readonly text: string;
}
export interface ScaleCheck extends Of<'scale'> {
  readonly negated: boolean;
  readonly text: string;
  readonly atLeast: number;
  readonly of: number;
}
/** Its verdict counts over all that varies, not for the single run. */
export interface ParityCheck extends Of<'parity'> {
  readonly text: string;
  /** 0 to 1. */
  readonly within: number;
}
/** The reply against the answers that an example gives. */
export interface ComparedCheck extends Of<'compared'> {
  readonly principle: string;
  /** The principle in the author's words. */
  readonly prose: string;
  readonly good: readonly Reference[];
  readonly bad: readonly Reference[];
}
export interface Reference {
  readonly text: string;
  readonly because?: string;
}

export type Met = 'met' | 'not met' | 'unclear' | 'not run';

/** What one judge said of one check. */
export interface Vote {
  /** The judge's profile. */
  readonly judge: string;
  readonly met: Met;
  readonly reason: string;
  readonly score?: number;
}

export interface Verdict {
  /** Index of the check in its trial. */
  readonly check: Check;
  /** With `not` taken into account: `met` is always what the author hopes for. */
  readonly met: Met;
  readonly reason: string;
  /** Empty where the text alone decided. */
  readonly votes: readonly Vote[];
}
