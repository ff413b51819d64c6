// What the prose rules must know of a language: words only. A further language is one more file under languages/.

import type { Phrases } from './phrases.ts';
import type { Words } from './words.ts';

/** How a term is vague, and so what would settle it; `short`: words of harm and the like, of which a longer sentence says more. */
export type StandardKind = 'fit' | 'degree' | 'judgment' | 'fairness' | 'short';

export interface Language {
  /** BCP 47, the primary part only. */
  readonly code: string;
  readonly name: string;
  /** Words so common that their share tells the language of a text. */
  readonly common: Words;
  /** What a sentence does not end after: `e.g.` */
  readonly abbreviations: Words;

  /** Who is ruled where the document does not say; and names that a Markdown file may use for it. */
  readonly agents: readonly string[];
  readonly agentNames: readonly string[];
  /** The ending that makes an agent's name plural. */
  readonly plural: string;
  /** Whether an adjective stands after its noun: `límites apropiados`. */
  readonly adjectivesFollow: boolean;
  /** Endings of adverbs. */
  readonly adverbial: RegExp;
  readonly determiners: Words;
  /** Pronouns that stand for the agent in a norm. */
  readonly pronouns: Words;
  /** `it should be noted`: the pronoun stands for nothing. */
  readonly empty: Words;
  /** Whether a verb may stand without its subject. */
  readonly proDrop: boolean;
  /** Nouns of other parties: what they should do is no norm for the agent. */
  readonly others: Words;
  /** What the agent makes: a norm about it is a norm for the agent. */
  readonly products: Words;

  /** Obligations by strength; `free` takes one away (`need not`), `future` is one in a rule only, `possible` may be one (`may not`). */
  readonly modals: Phrases<'absolute' | 'ordinary' | 'future' | 'possible' | 'free'>;
  /** Modals that hold their `not`. */
  readonly negatives: Words;
  /** Modals that bid whatever their subject is; others may only tell how things are. */
  readonly plain: Words;
  readonly not: Words;
  readonly always: Words;
  readonly never: Words;
  readonly hedges: Words;
  readonly hedgePhrases: Phrases<'hedge'>;
  /** Adverbs that may stand beside a modal, hedges and absolutes aside. */
  readonly adverbs: Words;
  readonly prepositions: Words;
  readonly conjunctions: Words;
  readonly relatives: Words;
  readonly questions: Words;
  /** Words after which `that …` says what is so, and names nothing. */
  readonly claims: Words;
  /** Verbs after `may not` that tell what is possible and forbid nothing. */
  readonly states: Words;
  readonly be: Words;
  readonly participles: Words;
  readonly participleEndings: readonly string[];

  /** `we want …` and, where the language has it, the word between the agent and the verb. */
  readonly wants: Phrases<'want' | 'unwanted'>;
  readonly wantLink?: string;
  readonly imperatives: Words;
  readonly unlikelyAfterImperative: Words;
  /** Before an imperative: `please`, `then`. */
  readonly openers: Words;
  /** `do not` before an imperative; where the words are more common than that, only before a known verb. */
  readonly forbidsVerbs: boolean;
  readonly forbid: Phrases<'forbid'>;
  /** Ends of a list's items that name conduct: `avoiding`. */
  readonly gerundEnding?: string;
  readonly conduct: Words;

  /** Clauses that say when: `if`, `unless`. */
  readonly triggers: Phrases<'trigger'>;
  /** Clauses that are not the norm. `tail` runs to the end of the sentence, `clause` to the next comma, `opening` too, at the start only. */
  readonly asides: Phrases<'tail' | 'clause' | 'opening'>;
  readonly illustrations: Phrases<'illustration'>;
  /** Inside a norm: `such as`, `including`. */
  readonly examples: Phrases<'example'>;
  /** What decides a doubt: `err on the side of`. */
  readonly tieBreaks: Phrases<'tie'>;
  /** What says where a norm ends; `anywhere` (`unless`, `by default`) before the duty as well as behind it. */
  readonly exceptions: Phrases<'exception' | 'anywhere'>;
  /** How the sentence after one spells it out. */
  readonly elaborations: Phrases<'elaboration'>;

  readonly rules: RuleWords;
}

/** The words of each rule. */
export interface RuleWords {
  readonly attribute: {
    readonly adjectives: Words;
    readonly manners: Phrases<'manner'>;
    readonly verbs: Words;
    readonly behave: Words;
    /** Words that may stand beside the attribute: `very`, `and`, `at all times`. */
    readonly around: Words;
    /** Prepositions that say to whom, and leave the attribute as open as it was. */
    readonly toward: Words;
    /** The same before people only: `kind to users`, and not `appropriate to the task`. */
    readonly towardPeople: Words;
  };
  readonly standard: {
    readonly terms: Phrases<StandardKind>;
    readonly lemmas: { readonly get: (word: string) => string | undefined };
    /** Whole expressions that are no standard: `reasonable user`, `sensitive data`. */
    readonly idioms: Phrases<'idiom'>;
    /** What after the term gives a criterion: `if`, `enough that`, `for`. */
    readonly criteria: Phrases<'criterion'>;
    /** `appropriate to …`: a criterion right after the term, or wherever the term asks for one. */
    readonly purposes: Words;
    readonly measured: Words;
    /** A criterion that only repeats the question: `given the context`. */
    readonly circular: Phrases<'circular'>;
    /** What before the term makes it a permission, a denial or a topic: `it is … to`, `no`. */
    readonly before: Phrases<'before'>;
  };
  readonly hedged: { readonly efforts: Phrases<'effort'>; readonly nearly: Words };
  readonly value: {
    readonly measures: Phrases<'measure'>;
    /** Words of a measure that are not its name. */
    readonly lead: Words;
    /** `uphold fairness by …` says how. */
    readonly spelled: Words;
  };
  readonly escape: { readonly clauses: Phrases<'clause' | 'judgment'>; readonly purposes: Words; readonly permissions: Words };
  readonly persona: { readonly openers: Phrases<'opener'>; readonly qualities: Words; readonly persons: Words; readonly linking: Words };
  readonly unranked: {
    readonly superlatives: Phrases<'most'> /** `as … as possible` */;
    readonly degree: Phrases<'as' | 'possible'>;
    readonly goods: Words;
    readonly and: Words;
    readonly or: Words;
    readonly order: Words;
  };
  readonly tradeoff: { readonly verbs: Phrases<'weigh'>; readonly order: Phrases<'order'>; readonly able: Words; readonly between: Words };
  readonly excess: { readonly words: Phrases<'excess' | 'too'>; readonly limits: Words };
  /** `end` closes its list, `always` says anywhere that the list is open. */
  readonly openList: { readonly ends: Phrases<'end' | 'always'> };
  readonly compound: { readonly verbs: Words; readonly and: Words };
}
