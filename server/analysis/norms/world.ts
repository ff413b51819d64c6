// The resolved world of one checked document: what the engine reasons about. `worlds.ts` makes it from a scope; nothing here
// knows of names that still have to be looked up.

import type * as syntax from '../../../grammar/syntax.ts';
import type { Entity } from '../names.ts';
import type { Scope } from '../scope.ts';
import type { Condition } from './conditions.ts';
import type { Oracle } from './decide.ts';
import type { ValueSet } from './sets.ts';
import type { Variable } from './variables.ts';

/** A part of precedence (language.md §6). */
export type Part = 'authority' | 'explicit' | 'tension' | 'force' | 'specificity';

export interface World {
  readonly ground: Ground;
  /** Decides what the engine's own search does not. */
  readonly oracle: Oracle;
  readonly scope: Scope;
  /** Adopted ones first, then the document's own in the order of its text: of two norms the later stands later here. */
  readonly norms: readonly Norm[];
  readonly principles: readonly Principle[];
  /** By both principles, either way round: what says which of them wins. */
  readonly explicit: ReadonlyMap<Principle, ReadonlyMap<Principle, readonly Explicit[]>>;
  /** All of these, adopted ones first, then own ones in the order of the text. */
  readonly statements: readonly Explicit[];
}

/** What stays as it is while norms are edited. */
export interface Ground {
  /** The contexts, options and consents, and last the agent. */
  readonly variables: readonly Variable[];
  readonly agent: Variable;
  /** By the entity of a context, option or consent. */
  readonly variableOf: ReadonlyMap<Entity, Variable>;
  readonly assumes: readonly Assume[];
  /** Those that hold first, then those that can be named. */
  readonly acts: readonly Act[];
  readonly actOf: (entity: Entity) => Act | undefined;
  /** Of every declaration, the act that it stands for. */
  readonly actsBy: ReadonlyMap<Entity, Act>;
  /** The parts that the document's `precedence` lists, in its order. */
  readonly precedence: readonly Part[];
  readonly levels: readonly string[];
  readonly tensions: readonly Tension[];
  /** Those that hold. */
  readonly values: readonly ValueOf[];
  readonly valuesBy: ReadonlyMap<Entity, ValueOf>;
  readonly dimensions: readonly { readonly entity: Entity; readonly name: string }[];
}

/** A declaration of the document, or one that arrives through `ways`: numbers of its adoptions. */
export interface Origin {
  readonly own: boolean;
  readonly ways: readonly number[];
  readonly file: string;
  readonly segment: syntax.Segment;
}

export interface Assume extends Origin {
  readonly condition: Condition;
  /** Nothing where an adopter fixed an option: that is no statement of the author's. */
  readonly node?: syntax.Assume;
}

export interface Act {
  readonly index: number;
  readonly entity: Entity<syntax.Action>;
  readonly name: string;
  /** Declared here or adopted, and not only imported. */
  readonly holds: boolean;
  /** What doing this counts as, where. */
  readonly parents: readonly { readonly act: Act; readonly when: Condition }[];
  /** What it declares to oppose, and what declares to oppose it. */
  readonly opposed: readonly Act[];
  /** Names of consents as they stand after `needs consent`, with their booleans. */
  readonly needs: readonly { readonly name: string; readonly variable: Variable }[];
}

export interface Principle extends Origin {
  readonly entity: Entity<syntax.Principle>;
  readonly node: syntax.Principle;
  /** As the checked document would write it. */
  readonly name: string;
  readonly level: string;
  /** 0 is the highest level. */
  readonly rank: number;
  readonly entrenched: boolean;
  readonly serves: readonly ValueOf[];
  readonly norms: readonly Norm[];
}

export interface Norm {
  readonly principle: Principle;
  readonly node: syntax.Norm;
  /** Among the norms of its principle, prose norms too. */
  readonly index: number;
  readonly modality: syntax.Modality;
  /** Nothing for a prose norm. */
  readonly act?: Act;
  /** Where it applies, leaving the agent aside. */
  readonly condition: Condition;
  /** Of a role's norm: the agents that play it. */
  readonly players?: ValueSet;
  /** Where it applies, agent and all. */
  readonly region: Condition;
  /** Its condition or action cannot be read: other rules say so, and nothing is proved of it. */
  readonly broken: boolean;
}

export interface ValueOf extends Origin {
  readonly entity: Entity<syntax.ValueDeclaration>;
  readonly name: string;
  readonly nourishes: readonly Entity[];
}

/** `overrides` or `prefer`: the principle `winner` wins over `loser`, there. */
export interface Explicit extends Origin {
  readonly winner: Principle;
  readonly loser: Principle;
  readonly when: Condition;
  /** The place of the loser's name. */
  readonly ref: syntax.Ref;
  readonly statement: syntax.Overrides | syntax.Prefer;
  readonly ground: Ground;
}

/** A `tension`, or `wiser than`: of these the first whose condition holds favors its value over the other. */
export interface Tension {
  readonly left: ValueOf;
  readonly right: ValueOf;
  readonly lines: readonly { readonly favors: 'left' | 'right' | undefined; readonly when: Condition }[];
}
