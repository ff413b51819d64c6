// The language in Langium (https://langium.org), a framework for textual languages on Chevrotain with an LL(*) strategy.

import { EmptyFileSystem, type LangiumParser } from 'langium';
import { createServicesForGrammar } from 'langium/grammar';

export const langiumGrammar = String.raw`
grammar Polity
entry Document: header=Header? items+=Item*;
Header: spec=('constitution' | 'modelspec') name=Name title=Text? ('version' version=Text)?;
Item: Import | Adopt | Language | Translations | Subject | Precedence | Authority | Context | Option | Consent | Assume | Action | Dimension
  | Value | Term | Principle | Section | Tension | Prefer | Assert | Eval | Agent | Gate | Stakeholder | Ratification | Amendment;

Language: 'language' code=Name;
Translations: 'translations' codes+=Name (',' codes+=Name)*;
Subject: 'subject' phrases+=Text (',' phrases+=Text)*;
Precedence: 'precedence' parts+=Name (',' parts+=Name)*;
Import: 'import' name=Name 'from' path=Text;
Adopt: 'adopt' document=Ref ('except' except+=Ref (',' except+=Ref)* ('because' because=Text)?)? ('with' fixes+=Fixed (',' fixes+=Fixed)*)? ('{' allows+=Allow* '}')?;
Fixed: option=Ref value=Literal;
Authority: 'authority' levels+=Name ('>' levels+=Name)*;
Context: 'context' name=Name ':' shape=Shape;
Option: 'option' name=Name ':' shape=Shape 'default' default=Literal ('at' level=Name)?;
Shape: BooleanShape | RangeShape | ValuesShape;
BooleanShape: {infer BooleanShape} 'boolean';
RangeShape: low=NUMBER '..' high=NUMBER;
ValuesShape: values+=ValueNode (('|' values+=ValueNode)+ | ('<' values+=ValueNode)+)?;
ValueNode: name=Name ('(' children+=ValueNode (',' children+=ValueNode)* ')')?;
Consent: 'consent' name=Name title=Text? ('{' clauses+=ConsentClause* '}')?;
ConsentClause: {infer Covers} 'covers' texts+=Text (',' texts+=Text)* | {infer Default} 'default' value=Name | {infer Revocable} 'revocable'
  | {infer Retention} 'retention' count=NUMBER unit=Name | {infer Renew} 'renew' 'every' count=NUMBER unit=Name;
Assume: 'assume' condition=Expression;
Action: 'action' name=Name title=Text? (kinds+=KindOf | 'opposes' opposes+=Ref (',' opposes+=Ref)* | 'needs' 'consent' needs+=Ref (',' needs+=Ref)*)*;
KindOf: 'is' parents+=Ref (',' parents+=Ref)* ('when' when=Expression)?;
Dimension: 'dimension' name=Name title=Text?;
Value: 'value' name=Name title=Text? ('{' body+=ValueStatement* '}')?;
ValueStatement: Prose | AttendsTo | Nourishes | WiserThan | Source | Note | Allow;
AttendsTo: 'attends' 'to' text=Text;
Nourishes: 'nourishes' dimensions+=Ref (',' dimensions+=Ref)*;
WiserThan: 'wiser' 'than' than=Ref ('when' when=Expression)? ('because' because=Text)?;
Term: 'term' name=Name (forms+=Text (',' forms+=Text)*)? ('means' means=Text)?;

Principle: kind=('principle' | 'role') name=Name title=Text? ('at' level=Name)? entrenched?='entrenched'? ('when' when=Expression)? ('{' body+=Statement* '}')?;
Statement: Prose | Norm | Serves | Because | Overrides | Source | Note | Tagged | Example | Allow;
Prose: text=Text translations+=Translation*;
Translation: 'in' language=Name text=Text;
Norm: modality=('must' | 'should' | 'may') not?='not'? (act=Ref | prose=Text) ('when' when+=Expression | 'unless' unless+=Expression)*;
Serves: 'serves' values+=Ref (',' values+=Ref)*;
Because: 'because' text=Text;
Overrides: 'overrides' principles+=Ref (',' principles+=Ref)* ('when' when=Expression)? ('because' because=Text)?;
Source: 'source' text=Text ('at' at=Text)?;
Note: 'note' text=Text;
Tagged: 'tagged' tags+=Name (',' tags+=Name)*;
Allow: 'allow' code=CODE ('because' because=Text)?;
Example: 'example' title=Text? '{' body+=(Given | Turn | Answer)* '}';
Given: 'given' facts+=Expression (',' facts+=Expression)*;
Turn: speaker=('system' | 'developer' | 'user' | 'assistant' | 'tool' | 'settings') ('to' to=Text)? ('from' from=Text)? text=Text continues?='continues'?;
Answer: label=('good' | 'ok' | 'bad') ('to' to=Text)? ('from' from=Text)? text=Text continues?='continues'? ('because' because=Text)? ('violates' violates=Ref)?;

Section: 'section' name=Name title=Text? '{' body+=(Item | Prose | Note)* '}';
Tension: 'tension' left=Ref ',' right=Ref '{' lines+=Favors* '}';
Favors: 'favors' value=Ref ('when' when=Expression)? ('because' because=Text)?;
Prefer: 'prefer' winner=Ref 'over' losers+=Ref (',' losers+=Ref)* ('when' when=Expression)? ('because' because=Text)?;
Assert: 'assert' action=Ref 'is' status=Name ('when' when+=Expression | 'unless' unless+=Expression)*;

Eval: 'eval' name=Name title=Text? '{' body+=EvalStatement* '}';
EvalStatement: Checks | As | Given | Vary | Turn | Expect | Simulate | Repeat;
Checks: 'checks' principles+=Ref (',' principles+=Ref)*;
As: 'as' agent=Ref;
Vary: 'vary' name=Name ':' values+=Text (',' values+=Text)*;
Simulate: 'simulate' who=Text 'for' turns=NUMBER 'turns';
Repeat: 'repeat' times=NUMBER ('pass' pass=NUMBER)?;
Expect: 'expect' not?='not'? form=Expectation;
Expectation: {infer Match} kind=('contains' | 'equals' | 'matches') text=Text | {infer Length} kind=('under' | 'over') count=NUMBER unit=Name
  | {infer Performs} kind=('performs' | 'avoids') action=Ref | {infer Parity} 'parity' text=Text 'within' within=NUMBER
  | {infer Criterion} text=Text ('at' 'least' least=NUMBER 'of' of=NUMBER)?;

Agent: 'agent' name=Name title=Text? '{' body+=(Plays | Uses)* '}';
Plays: 'plays' roles+=Ref (',' roles+=Ref)*;
Uses: 'uses' model=Name;
Gate: 'gate' name=Name '{' body+=Require* '}';
Require: 'require' metric=Name ('of' of+=Ref (',' of+=Ref)* | 'since' since=Text)? operator=('is' | '<=' | '>=') bound=NUMBER;
Stakeholder: 'stakeholder' name=Name title=Text? ('weight' weight=NUMBER | veto?='veto')* ('{' prefers+=Prefers* '}')?;
Prefers: 'prefers' topic=Name ':' order+=Name ('>' order+=Name)*;
Ratification: 'ratification' 'requires' share=NUMBER ('/' over=NUMBER)?;
Amendment: 'amendment' name=Name title=Text? '{' body+=AmendmentStatement* '}';
AmendmentStatement: Changes | Proposed | Vote | Ratified | Because;
Changes: 'changes' principles+=Ref (',' principles+=Ref)*;
Proposed: 'proposed' 'on' on=DATE 'by' by+=Ref (',' by+=Ref)*;
Vote: 'vote' choice=Name ':' voters+=Ref (',' voters+=Ref)* ('because' because=Text)?;
Ratified: 'ratified' 'on' on=DATE;

Expression: Implies;
Implies infers Expression: Or ({infer Implies.left=current} 'implies' right=Implies)?;
Or infers Expression: And ({infer Or.left=current} 'or' right=And)*;
And infers Expression: Not ({infer And.left=current} 'and' right=Not)*;
Not infers Expression: {infer Not} 'not' operand=Not | '(' Expression ')' | Comparison;
Comparison: subject=Ref ('is' not?='not'? value=Literal | 'in' '(' values+=Literal (',' values+=Literal)* ')' | operator=('<' | '<=' | '>' | '>=') value=Literal)?;
Literal: name=Ref | number=NUMBER | boolean=('true' | 'false');
Ref returns string: Name ('.' Name)*;
Text returns string: STRING | BLOCK;

Name returns string: ID | 'action' | 'adopt' | 'agent' | 'allow' | 'amendment' | 'as' | 'assert' | 'assistant' | 'assume' | 'at' | 'attends'
  | 'authority' | 'avoids' | 'bad' | 'because' | 'by' | 'changes' | 'checks' | 'consent' | 'constitution' | 'contains' | 'context'
  | 'continues' | 'covers' | 'default' | 'developer' | 'dimension' | 'entrenched' | 'equals' | 'eval' | 'every' | 'example' | 'except' | 'expect'
  | 'favors' | 'for' | 'from' | 'gate' | 'given' | 'good' | 'import' | 'language' | 'least' | 'matches' | 'means' | 'modelspec' | 'needs' | 'note'
  | 'nourishes' | 'of' | 'ok' | 'on' | 'opposes' | 'option' | 'over' | 'overrides' | 'parity' | 'pass' | 'performs' | 'plays' | 'precedence'
  | 'prefer' | 'prefers' | 'principle' | 'proposed' | 'ratification' | 'ratified' | 'renew' | 'repeat' | 'require' | 'requires' | 'retention'
  | 'revocable' | 'role' | 'section' | 'serves' | 'settings' | 'simulate' | 'since' | 'source' | 'stakeholder' | 'subject' | 'system' | 'tagged'
  | 'tension' | 'term' | 'than' | 'to' | 'tool' | 'translations' | 'turns' | 'under' | 'user' | 'uses' | 'value' | 'vary' | 'version' | 'veto'
  | 'violates' | 'vote' | 'weight' | 'wiser' | 'with' | 'within';

terminal BLOCK: /"""[^\n]*\n[\s\S]*?\n[ \t]*"""/;
terminal STRING: /"(?:[^"\\\n]|\\.)*"/;
terminal DATE: /\d{4}-\d{2}-\d{2}/;
terminal NUMBER returns number: /\d+(?:\.\d+)?%?/;
terminal CODE: /[a-z]+\/[a-z]+/;
terminal ID: /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}\p{M}\p{N}_]+)*/u;
hidden terminal WS: /\s+/;
hidden terminal ML_COMMENT: /\/\*[\s\S]*?\*\//;
hidden terminal SL_COMMENT: /\/\/[^\n\r]*/;
`;

/** Reads a text to a tree; throws where it has an error, so that nobody measures recovery. */
export async function langiumParser(): Promise<(text: string) => unknown> {
  const services = await createServicesForGrammar({ grammar: langiumGrammar, module: EmptyFileSystem });
  const parser: LangiumParser = services.parser.LangiumParser;
  return text => {
    const { value, lexerErrors, parserErrors } = parser.parse(text);
    const error = lexerErrors[0] ?? parserErrors[0];
    if (error) throw new Error(`Langium: ${error.message}`);
    return value;
  };
}
