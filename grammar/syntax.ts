// The shape of a Polity document: what the parser makes and everything else reads. The reference is language.md §2–§8.
//
// Every span is counted in UTF-16 units from the start of the top-level segment that holds the node, not from the start
// of the file. So an edit further up in the file leaves all nodes below as they are, the very same objects, and whatever
// was computed from them stays valid. `Tree.starts` says where each segment begins.

export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Of<Kind extends string> extends Span {
  readonly kind: Kind;
}

/** A name where it is declared, or one part of a reference. `text` is in NFC, and empty where the author has not written it yet. */
export interface Name extends Of<'name'> {
  readonly text: string;
}

/** A use of a name, dotted where it reaches into an import: `floor.no_weapons`, `consent.memory`. `text` joins the parts, and is empty where it is missing. */
export interface Ref extends Of<'ref'> {
  readonly text: string;
  readonly parts: readonly Name[];
}

/** A string or a text block. `raw` is the source with its quotes; `textOf` in text.ts reads it. */
export interface Text extends Of<'text'> {
  readonly raw: string;
}

/** `12`, `0.95`; `95%` has the value 0.95. */
export interface NumberLiteral extends Of<'number'> {
  readonly value: number;
  readonly percent: boolean;
}

export interface BooleanLiteral extends Of<'boolean'> {
  readonly value: boolean;
}

/** `2026-03-20`, as written. */
export interface DateLiteral extends Of<'date'> {
  readonly text: string;
}

/** `90 days`. */
export interface Duration extends Of<'duration'> {
  readonly count: NumberLiteral;
  readonly unit: Name;
}

// Expressions (§4)

export type Expression = And | Or | Not | Implies | Bare | Is | In | Compare;
export type Value = Ref | NumberLiteral | BooleanLiteral;
export type Comparison = '<' | '<=' | '>' | '>=';

export interface And extends Of<'and'> {
  readonly operands: readonly Expression[];
}
export interface Or extends Of<'or'> {
  readonly operands: readonly Expression[];
}
export interface Not extends Of<'not'> {
  readonly operand: Expression;
}
export interface Implies extends Of<'implies'> {
  readonly left: Expression;
  readonly right: Expression;
}
/** A boolean context, used bare: `when supervised`. */
export interface Bare extends Of<'bare'> {
  readonly subject: Ref;
}
/** `X is V`, `X is not V`; `agent is NAME` has the subject `agent`. */
export interface Is extends Of<'is'> {
  readonly subject: Ref;
  readonly negated: boolean;
  readonly value: Value;
}
export interface In extends Of<'in'> {
  readonly subject: Ref;
  readonly values: readonly Value[];
}
export interface Compare extends Of<'compare'> {
  readonly subject: Ref;
  readonly operator: Comparison;
  readonly value: Value;
}

// What declarations and statements share

/** `allow CODE because "…"` */
export interface Allow extends Of<'allow'> {
  /** `conflict/tension`, as written; empty text where it is missing. */
  readonly code: Name;
  readonly because?: Text;
}
export interface Prose extends Of<'prose'> {
  readonly text: Text;
  readonly translations: readonly Translation[];
}
/** `in es "…"` */
export interface Translation extends Of<'translation'> {
  readonly language: Name;
  readonly text: Text;
}
export interface Note extends Of<'note'> {
  readonly text: Text;
}
export interface Source extends Of<'source'> {
  readonly text: Text;
  readonly at?: Text;
}
export interface Because extends Of<'because'> {
  readonly text: Text;
}

// The header and its settings (§3)

export interface Header extends Of<'header'> {
  readonly spec: 'constitution' | 'modelspec';
  readonly name: Name;
  readonly title?: Text;
  readonly version?: Text;
}
export interface Language extends Of<'language'> {
  readonly language: Name;
}
export interface Translations extends Of<'translations'> {
  readonly languages: readonly Name[];
}
export interface Subject extends Of<'subject'> {
  readonly phrases: readonly Text[];
}
export interface Precedence extends Of<'precedence'> {
  readonly parts: readonly Name[];
}
export interface Import extends Of<'import'> {
  readonly name: Name;
  readonly path?: Text;
}
/** `adopt ALIAS except P, Q because "…" with OPTION VALUE, … { allow CODE because "…" }` */
export interface Adopt extends Of<'adopt'> {
  readonly document: Ref;
  readonly except: readonly Ref[];
  readonly because?: Text;
  readonly fixes: readonly Fixed[];
  readonly allows: readonly Allow[];
}
export interface Fixed extends Of<'fixed'> {
  readonly option: Ref;
  readonly value: Value;
}

// The world that a spec talks about (§4)

export interface Authority extends Of<'authority'> {
  /** Highest first. */
  readonly levels: readonly Name[];
}
export type Shape = BooleanShape | RangeShape | ValuesShape;
export type BooleanShape = Of<'booleans'>;
export interface RangeShape extends Of<'range'> {
  readonly low: NumberLiteral;
  readonly high: NumberLiteral;
}
/** `a | b`, `a(b, c) | d`, or `low < mid < high` where `ordered`. */
export interface ValuesShape extends Of<'values'> {
  readonly ordered: boolean;
  readonly values: readonly ValueNode[];
}
/** A value of a context with those below it. */
export interface ValueNode extends Of<'valueNode'> {
  readonly name: Name;
  readonly children: readonly ValueNode[];
}
export interface Context extends Of<'context'> {
  readonly name: Name;
  readonly shape?: Shape;
}
export interface Option extends Of<'option'> {
  readonly name: Name;
  readonly shape?: Shape;
  readonly default?: Value;
  readonly level?: Name;
}
export interface Consent extends Of<'consent'> {
  readonly name: Name;
  readonly title?: Text;
  readonly clauses: readonly ConsentClause[];
}
export type ConsentClause =
  | (Of<'covers'> & { readonly texts: readonly Text[] })
  | (Of<'consentDefault'> & { readonly value: Name })
  | Of<'revocable'>
  | (Of<'retention'> & { readonly duration: Duration })
  | (Of<'renew'> & { readonly every: Duration });
export interface Assume extends Of<'assume'> {
  readonly condition: Expression;
}
export interface Action extends Of<'action'> {
  readonly name: Name;
  readonly title?: Text;
  readonly kinds: readonly KindOf[];
  readonly opposes: readonly Ref[];
  readonly needs: readonly Ref[];
}
/** `is PARENT, … when EXPR` */
export interface KindOf extends Of<'kindOf'> {
  readonly parents: readonly Ref[];
  readonly when?: Expression;
}
export interface Dimension extends Of<'dimension'> {
  readonly name: Name;
  readonly title?: Text;
}
export interface ValueDeclaration extends Of<'value'> {
  readonly name: Name;
  readonly title?: Text;
  readonly body: readonly ValueStatement[];
}
export type ValueStatement = Prose | AttendsTo | Nourishes | WiserThan | Source | Note | Allow;
export interface AttendsTo extends Of<'attends'> {
  readonly text: Text;
}
export interface Nourishes extends Of<'nourishes'> {
  readonly dimensions: readonly Ref[];
}
export interface WiserThan extends Of<'wiser'> {
  readonly than: Ref;
  readonly when?: Expression;
  readonly because?: Text;
}
export interface Term extends Of<'term'> {
  readonly name: Name;
  readonly forms: readonly Text[];
  readonly means?: Text;
}

// What is ruled (§5)

/** A principle, or a role: a principle that holds only for an agent that plays it. */
export interface Principle extends Of<'principle'> {
  readonly role: boolean;
  readonly name: Name;
  readonly title?: Text;
  readonly level?: Name;
  readonly entrenched?: Span;
  readonly when?: Expression;
  readonly body: readonly Statement[];
}
export type Statement = Prose | Norm | Serves | Because | Overrides | Source | Note | Tagged | Example | Allow;
export type Modality = 'must' | 'must not' | 'should' | 'should not' | 'may';
export interface Norm extends Of<'norm'> {
  readonly modality: Modality;
  /** A string where no action is declared yet: a prose norm. */
  readonly act: Ref | Text;
  readonly when?: Expression;
  readonly unless?: Expression;
}
export interface Serves extends Of<'serves'> {
  readonly values: readonly Ref[];
}
export interface Overrides extends Of<'overrides'> {
  readonly principles: readonly Ref[];
  readonly when?: Expression;
  readonly because?: Text;
}
export interface Tagged extends Of<'tagged'> {
  readonly tags: readonly Name[];
}
export interface Example extends Of<'example'> {
  readonly title?: Text;
  readonly body: readonly (Given | Turn | Answer)[];
}
export interface Given extends Of<'given'> {
  readonly facts: readonly Expression[];
}
export type Speaker = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'settings';
export interface Turn extends Of<'turn'> {
  readonly speaker: Speaker;
  readonly to?: Text;
  readonly from?: Text;
  readonly text: Text;
  readonly continues: boolean;
}
export interface Answer extends Of<'answer'> {
  readonly label: 'good' | 'ok' | 'bad';
  readonly to?: Text;
  readonly from?: Text;
  readonly text: Text;
  readonly continues: boolean;
  readonly because?: Text;
  readonly violates?: Ref;
}
export interface Section extends Of<'section'> {
  readonly name: Name;
  readonly title?: Text;
  readonly body: readonly (Declaration | Prose | Note)[];
}
/** The lines are read in order. */
export interface Tension extends Of<'tension'> {
  readonly left: Ref;
  readonly right: Ref;
  readonly lines: readonly Favors[];
}
export interface Favors extends Of<'favors'> {
  readonly value: Ref;
  readonly when?: Expression;
  readonly because?: Text;
}
export interface Prefer extends Of<'prefer'> {
  readonly winner: Ref;
  readonly losers: readonly Ref[];
  readonly when?: Expression;
  readonly because?: Text;
}
export interface Assert extends Of<'assert'> {
  readonly action: Ref;
  /** `forbidden`, `required`, `permitted` or `open`; empty text where it is missing. */
  readonly status: Name;
  readonly when?: Expression;
  readonly unless?: Expression;
}

// Running it (§7)

export interface Eval extends Of<'eval'> {
  readonly name: Name;
  readonly title?: Text;
  readonly body: readonly EvalStatement[];
}
export type EvalStatement = Checks | As | Given | Vary | Turn | Expect | Simulate | Repeat;
export interface Checks extends Of<'checks'> {
  readonly principles: readonly Ref[];
}
export interface As extends Of<'as'> {
  readonly agent: Ref;
}
export interface Vary extends Of<'vary'> {
  readonly name: Name;
  readonly values: readonly Text[];
}
export interface Simulate extends Of<'simulate'> {
  readonly who: Text;
  readonly turns: NumberLiteral;
}
export interface Repeat extends Of<'repeat'> {
  readonly times: NumberLiteral;
  readonly pass?: NumberLiteral;
}
export interface Expect extends Of<'expect'> {
  readonly negated: boolean;
  readonly form: Expectation;
}
export type Expectation =
  | (Of<'contains' | 'equals' | 'matches'> & { readonly text: Text })
  | (Of<'under' | 'over'> & { readonly count: NumberLiteral; readonly unit: Name })
  | (Of<'performs' | 'avoids'> & { readonly action: Ref })
  | (Of<'criterion'> & { readonly text: Text; readonly scale?: { readonly atLeast: NumberLiteral; readonly of: NumberLiteral } })
  | (Of<'parity'> & { readonly text: Text; readonly within: NumberLiteral });

export interface Agent extends Of<'agent'> {
  readonly name: Name;
  readonly title?: Text;
  readonly body: readonly AgentStatement[];
}
export type AgentStatement = Plays | Uses;
export interface Plays extends Of<'plays'> {
  readonly roles: readonly Ref[];
}
export interface Uses extends Of<'uses'> {
  readonly model: Name;
}
export interface Gate extends Of<'gate'> {
  readonly name: Name;
  readonly body: readonly Require[];
}
export interface Require extends Of<'require'> {
  /** `conflicts`, `vague`, `coverage`, `evals` or `regressions`. */
  readonly metric: Name;
  /** After `evals of`. */
  readonly of: readonly Ref[];
  /** After `regressions since`. */
  readonly since?: Text;
  readonly operator: 'is' | '<=' | '>=';
  readonly bound: NumberLiteral;
}

// Who decides (§8)

export interface Stakeholder extends Of<'stakeholder'> {
  readonly name: Name;
  readonly title?: Text;
  readonly weight?: NumberLiteral;
  readonly veto: boolean;
  readonly prefers: readonly Prefers[];
}
/** `prefers directness: plain > gentle > blunt` */
export interface Prefers extends Of<'prefers'> {
  readonly topic: Name;
  readonly order: readonly Name[];
}
/** `ratification requires 2/3`; `over` is 1 where a plain number stands. */
export interface Ratification extends Of<'ratification'> {
  readonly share: NumberLiteral;
  readonly over?: NumberLiteral;
}
export interface Amendment extends Of<'amendment'> {
  readonly name: Name;
  readonly title?: Text;
  readonly body: readonly AmendmentStatement[];
}
export type AmendmentStatement = Changes | Proposed | Vote | Ratified | Because;
export interface Changes extends Of<'changes'> {
  readonly principles: readonly Ref[];
}
export interface Proposed extends Of<'proposed'> {
  readonly on: DateLiteral;
  readonly by: readonly Ref[];
}
export interface Vote extends Of<'vote'> {
  readonly choice: 'yes' | 'no' | 'abstain';
  readonly voters: readonly Ref[];
  readonly because?: Text;
}
export interface Ratified extends Of<'ratified'> {
  readonly on: DateLiteral;
}

// The whole

export type Setting = Language | Translations | Subject | Precedence;
export type Declaration =
  | Setting
  | Import
  | Adopt
  | Authority
  | Context
  | Option
  | Consent
  | Assume
  | Action
  | Dimension
  | ValueDeclaration
  | Term
  | Principle
  | Section
  | Tension
  | Prefer
  | Assert
  | Eval
  | Agent
  | Gate
  | Stakeholder
  | Ratification
  | Amendment;

/** Everything that has a `kind`; for walking. */
export type Node =
  | Header
  | Declaration
  | Statement
  | ValueStatement
  | EvalStatement
  | AgentStatement
  | AmendmentStatement
  | ConsentClause
  | Require
  | Prefers
  | Favors
  | Fixed
  | KindOf
  | Shape
  | ValueNode
  | Translation
  | Answer
  | Expectation
  | Expression
  | Value
  | Name
  | Text
  | DateLiteral
  | Duration;

export interface Comment extends Span {
  readonly block: boolean;
}

/** What is wrong with the text. Spans count from the start of the segment, as everywhere. */
export interface SyntaxProblem extends Span {
  readonly code: 'syntax/unexpected' | 'syntax/unterminated';
  readonly message: string;
  /** A second place that explains the first: where a brace was opened. */
  readonly related?: Span & { readonly message: string };
  /** What the author most likely meant: `text` in place of the problem's own span. */
  readonly instead?: string;
}

/**
 * A top-level declaration (or the header) with all that precedes it since the last one: blanks and comments. `node` is
 * undefined where the text is no declaration, and in a last segment that holds nothing but blanks and comments.
 */
export interface Segment {
  readonly length: number;
  readonly node?: Header | Declaration;
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  /** Holds a text block or comment that nothing closes up to the end of the file: what follows, however far, may close it. */
  readonly open?: true;
}

/** Segment `i` covers the text from `starts[i]` to `starts[i] + segments[i].length`; together they cover it all. */
export interface Tree {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly starts: readonly number[];
}
