// The language in Lezer (https://lezer.codemirror.net), the LR parsers of CodeMirror: a tree of bytes and no nodes, the floor
// of what parsing can cost here.

import { buildParser } from '@lezer/generator';

const contextual = (word: string) => `kw<"${word}">`;
const kw = (text: string) => text.replace(/'([a-z]+)'/g, (_, word: string) => (reserved.has(word) ? `rw<"${word}">` : contextual(word)));
const reserved = new Set('must should may not when unless and or implies is in true false'.split(' '));

const grammar = kw(String.raw`
@top Document { Header? item* }
kw<term> { @extend[@name={term}]<identifier, term> }
rw<term> { @specialize[@name={term}]<identifier, term> }
list<part> { part ("," part)* }
Name { identifier }
Ref { Name ("." Name)* }
Text { String | Block }
when { 'when' expression }
because { 'because' Text }
bounds { (When { when } | Unless { 'unless' expression })* }

Header { ('constitution' | 'modelspec') Name (!attached Text)? ('version' Text)? }
item { Language | Translations | Subject | Precedence | Import | Adopt | Authority | Context | Option | Consent | Assume | Action | Dimension | Value
  | Term | Principle | Section | Tension | Prefer | Assert | Eval | Agent | Gate | Stakeholder | Ratification | Amendment }
Language { 'language' Name }
Translations { 'translations' list<Name> }
Subject { 'subject' list<Text> }
Precedence { 'precedence' list<Name> }
Import { 'import' Name 'from' Text }
Adopt { 'adopt' Ref ('except' list<Ref> (!attached because)?)? ('with' list<Fixed>)? ("{" Allow* "}")? }
Fixed { Ref literal }
Authority { 'authority' Name (">" Name)* }
Context { 'context' Name ":" shape }
Option { 'option' Name ":" shape 'default' literal ('at' Name)? }
shape { Range { Number ".." Number } | Values { ValueNode (("|" ValueNode)+ | ("<" ValueNode)+)? } }
ValueNode { Name ("(" list<ValueNode> ")")? }
Consent { 'consent' Name (!attached Text)? ("{" (Covers { 'covers' list<Text> } | Default { 'default' Name } | Revocable { 'revocable' } | Retention { 'retention' Number Name } | Renew { 'renew' 'every' Number Name })* "}")? }
Assume { 'assume' expression }
Action { 'action' Name (!attached Text)? (KindOf | Opposes { 'opposes' list<Ref> } | Needs { 'needs' 'consent' list<Ref> })* }
KindOf { 'is' list<Ref> (!attached when)? }
Dimension { 'dimension' Name (!attached Text)? }
Value { 'value' Name (!attached Text)? ("{" (Prose | AttendsTo | Nourishes | WiserThan | Source | Note | Allow)* "}")? }
AttendsTo { 'attends' 'to' Text }
Nourishes { 'nourishes' list<Ref> }
WiserThan { 'wiser' 'than' Ref (!attached when)? (!attached because)? }
Term { 'term' Name (!attached list<Text>)? ('means' Text)? }

Principle { ('principle' | 'role') Name (!attached Text)? ('at' Name)? 'entrenched'? (!attached when)? ("{" statement* "}")? }
statement { Prose | Norm | Serves | Because | Overrides | Source | Note | Tagged | Example | Allow }
Prose { Text Translation* }
Translation { 'in' Name Text }
Norm { ('must' 'not'? | 'should' 'not'? | 'may') (Ref | Text) bounds }
Serves { 'serves' list<Ref> }
Because { because }
Overrides { 'overrides' list<Ref> (!attached when)? (!attached because)? }
Source { 'source' Text (!attached 'at' Text)? }
Note { 'note' Text }
Tagged { 'tagged' list<Name> }
Allow { 'allow' Code (!attached because)? }
Example { 'example' (!attached Text)? "{" (Given | Turn | Answer)* "}" }
Given { 'given' list<expression> }
Turn { ('system' | 'developer' | 'user' | 'assistant' | 'tool' | 'settings') ('to' Text)? ('from' Text)? Text 'continues'? }
Answer { ('good' | 'ok' | 'bad') ('to' Text)? ('from' Text)? Text 'continues'? (!attached because)? ('violates' Ref)? }

Section { 'section' Name (!attached Text)? "{" (item | Prose | Note)* "}" }
Tension { 'tension' Ref "," Ref "{" Favors* "}" }
Favors { 'favors' Ref (!attached when)? (!attached because)? }
Prefer { 'prefer' Ref 'over' list<Ref> (!attached when)? (!attached because)? }
Assert { 'assert' Ref 'is' Name bounds }

Eval { 'eval' Name (!attached Text)? "{" (Checks | As | Given | Vary | Turn | Expect | Simulate | Repeat)* "}" }
Checks { 'checks' list<Ref> }
As { 'as' Ref }
Vary { 'vary' Name ":" list<Text> }
Simulate { 'simulate' Text 'for' Number 'turns' }
Repeat { 'repeat' Number ('pass' Number)? }
Expect { 'expect' 'not'? expectation }
expectation { Match { ('contains' | 'equals' | 'matches') Text } | Length { ('under' | 'over') Number Name } | Performs { ('performs' | 'avoids') Ref }
  | Parity { 'parity' Text 'within' Number } | Criterion { Text ('at' 'least' Number 'of' Number)? } }

Agent { 'agent' Name (!attached Text)? "{" (Plays { 'plays' list<Ref> } | Uses { 'uses' Name })* "}" }
Gate { 'gate' Name "{" Require* "}" }
Require { 'require' Name ('of' list<Ref> | 'since' Text)? ('is' | "<=" | ">=") Number }
Stakeholder { 'stakeholder' Name (!attached Text)? ('weight' Number | 'veto')* ("{" Prefers* "}")? }
Prefers { 'prefers' Name ":" Name (">" Name)* }
Ratification { 'ratification' 'requires' Number ("/" Number)? }
Amendment { 'amendment' Name (!attached Text)? "{" (Changes { 'changes' list<Ref> } | Proposed { 'proposed' 'on' Date 'by' list<Ref> } | Vote { 'vote' Name ":" list<Ref> (!attached because)? } | Ratified { 'ratified' 'on' Date } | Because)* "}" }

expression { implication }
implication { disjunction | Implies { disjunction 'implies' implication } }
disjunction { conjunction | Or { conjunction ('or' conjunction)+ } }
conjunction { negation | And { negation ('and' negation)+ } }
negation { Not { 'not' negation } | "(" expression ")" | Comparison }
Comparison { Ref (!attached 'is' 'not'? literal | 'in' "(" list<literal> ")" | ("<" | "<=" | ">" | ">=") literal)? }
literal { Ref | Number | 'true' | 'false' }

@precedence { attached }
@skip { space | LineComment | BlockComment }
@tokens {
  space { @whitespace+ }
  LineComment { "//" ![\n]* }
  BlockComment { "/*" blockCommentRest }
  blockCommentRest { ![*] blockCommentRest | "*" blockCommentStar }
  blockCommentStar { "/" | "*" blockCommentStar | ![/*] blockCommentRest }
  Block { '"""' (![\n"])* "\n" blockRest }
  blockRest { !["] blockRest | '"' blockQuote }
  blockQuote { !["] blockRest | '"' blockQuotes }
  blockQuotes { !["] blockRest | '"' }
  String { '"' (!["\\\n] | "\\" _)* '"' }
  Date { @digit @digit @digit @digit "-" @digit @digit "-" @digit @digit }
  Number { @digit+ ("." @digit+)? "%"? }
  Code { $[a-z]+ "/" $[a-z]+ }
  identifier { $[A-Za-z_\u{a1}-\u{10ffff}] $[A-Za-z0-9_\u{a1}-\u{10ffff}]* ("-" $[A-Za-z0-9_\u{a1}-\u{10ffff}]+)* }
  @precedence { Block, String }
  @precedence { Date, Number }
  @precedence { Code, identifier }
  @precedence { LineComment, BlockComment, "/" }
  @precedence { space, identifier }
}
`);

/** Reads a text to a tree; throws where it has an error, so that nobody measures recovery. */
export function lezerParser(): (text: string) => unknown {
  const parser = buildParser(grammar).configure({ strict: true });
  return text => parser.parse(text);
}
