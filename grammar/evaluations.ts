// Evals, agents and gates (language.md §7), and who decides (§8).

import type { IToken } from 'chevrotain';
import { bodyOf } from './bodies.ts';
import { Statements } from './statements.ts';
import type * as syntax from './syntax.ts';
import { AtLeast, AtMost, Colon, Greater, NameLike, Slash, StringToken, words } from './tokens.ts';

const inEval = bodyOf('an eval', [
  'checks',
  'as',
  'given',
  'vary',
  'system',
  'user',
  'assistant',
  'expect',
  'simulate',
  'repeat',
  'developer',
  'tool',
  'settings',
]);
const inAgent = bodyOf('an agent', ['plays', 'uses']);
const inGate = bodyOf('a gate', ['require']);
const inStakeholder = bodyOf('a stakeholder', ['prefers']);
const inAmendment = bodyOf('an amendment', ['changes', 'proposed', 'vote', 'ratified', 'because']);

/** What a reply, or a whole conversation, can come of. */
const isTurn = (statement: syntax.EvalStatement): boolean =>
  statement.kind === 'simulate' || (statement.kind === 'turn' && statement.speaker !== 'system' && statement.speaker !== 'settings');

const expectsNothing =
  'There is no reply yet that this could be about. Write what the user says first: `user "…"`, then what is expected of the reply.';

const firstWord = ({ start }: syntax.Span, word: string): syntax.Span => ({ start, end: start + word.length });

export class Evaluations extends Statements {
  protected eval(): syntax.Eval {
    const token = this.skip();
    const name = this.name('the name of the eval');
    const title = this.optionalString();
    const body: syntax.EvalStatement[] = [];
    this.block(inEval, this.column(token), () => {
      const statement = this.evalStatement();
      if (statement.kind === 'expect' && !body.some(isTurn)) this.unexpected(firstWord(statement, 'expect'), expectsNothing);
      body.push(statement);
    });
    return { kind: 'eval', name, title, body, start: this.from(token), end: this.here };
  }

  private evalStatement(): syntax.EvalStatement {
    const start = this.from(this.LA(1));
    switch (this.LA(1).tokenType) {
      case words.checks:
        this.skip();
        return { kind: 'checks', principles: this.references('the principle that it checks'), start, end: this.here };
      case words.as:
        this.skip();
        return { kind: 'as', agent: this.reference('an agent, or a role'), start, end: this.here };
      case words.given:
        return this.given();
      case words.vary:
        return this.vary();
      case words.expect:
        return this.expect();
      case words.simulate:
        return this.simulate();
      case words.repeat:
        return this.repeat();
      default:
        return this.turn();
    }
  }

  private vary(): syntax.Vary {
    const start = this.from(this.skip());
    const name = this.name('the name that varies');
    this.symbol(Colon, '`:` and the texts that it takes');
    const values = this.list(() => this.string('a text in quotes'));
    return { kind: 'vary', name, values, start, end: this.here };
  }

  private simulate(): syntax.Simulate {
    const start = this.from(this.skip());
    const who = this.string('who is played, in quotes');
    this.word('for', '`for` and the number of turns');
    const turns = this.number('the number of turns');
    this.choice('turns', '`turns`');
    return { kind: 'simulate', who, turns, start, end: this.here };
  }

  private repeat(): syntax.Repeat {
    const start = this.from(this.skip());
    const times = this.number('how many times');
    if (times.value === 0)
      this.unexpected(times, 'An eval that never runs shows nothing: write how many times it runs, such as `repeat 5`.');
    const pass = this.after('pass', () => this.number('how many of them have to pass'));
    if (pass && pass.value > times.value)
      this.unexpected(
        pass,
        `Of ${times.value} runs no ${pass.value} can pass. The number after \`pass\` is at most the one after \`repeat\`.`,
      );
    return { kind: 'repeat', times, pass, start, end: this.here };
  }

  private expect(): syntax.Expect {
    const start = this.from(this.skip());
    const negated = this.after('not', () => true) ?? false;
    const form = this.expectation();
    return { kind: 'expect', negated, form, start, end: this.here };
  }

  private expectation(): syntax.Expectation {
    const token = this.LA(1);
    const start = this.from(token);
    switch (token.tokenType) {
      case words.contains:
      case words.equals:
      case words.matches:
        this.skip();
        return { kind: token.image as 'contains', text: this.string('a text in quotes'), start, end: this.here };
      case words.under:
      case words.over: {
        this.skip();
        const count = this.number('a number');
        const unit = this.choice('length', 'a measure of length: `words`, `characters` or `sentences`');
        return { kind: token.image as 'under', count, unit, start, end: this.here };
      }
      case words.performs:
      case words.avoids:
        this.skip();
        return { kind: token.image as 'performs', action: this.reference('an action'), start, end: this.here };
      case words.parity: {
        this.skip();
        const text = this.string('the criterion in quotes');
        this.word('within', '`within` and how far the groups may lie apart, such as `10%`');
        return { kind: 'parity', text, within: this.number('a share, such as `10%`'), start, end: this.here };
      }
      default:
        return this.criterion();
    }
  }

  private criterion(): syntax.Expectation {
    const text = this.string(
      'what is expected: `contains`, `equals`, `matches`, `under`, `over`, `performs`, `avoids`, `parity`, or a criterion in quotes',
    );
    if (!(this.sees(words.at) && this.sees(words.least, 2))) return { kind: 'criterion', text, start: text.start, end: this.here };
    this.skip();
    this.skip();
    const atLeast = this.number('the lowest mark that will do');
    this.word('of', '`of` and the highest mark');
    const of = this.number('the highest mark');
    if (atLeast.value > of.value)
      this.unexpected(
        atLeast,
        `On a scale up to ${of.value} no reply reaches ${atLeast.value}. The lowest mark that will do comes first, as in \`at least 4 of 5\`.`,
      );
    return { kind: 'criterion', text, scale: { atLeast, of }, start: text.start, end: this.here };
  }

  protected agent(): syntax.Agent {
    const token = this.skip();
    const name = this.name('the name of the agent');
    const title = this.optionalString();
    const body: syntax.AgentStatement[] = [];
    this.block(inAgent, this.column(token), () => body.push(this.agentStatement()));
    return { kind: 'agent', name, title, body, start: this.from(token), end: this.here };
  }

  private agentStatement(): syntax.AgentStatement {
    const token = this.skip();
    const start = this.from(token);
    if (token.tokenType === words.plays) return { kind: 'plays', roles: this.references('a role'), start, end: this.here };
    return { kind: 'uses', model: this.name('a model profile of `polity.config.json`'), start, end: this.here };
  }

  protected gate(): syntax.Gate {
    const token = this.skip();
    const name = this.name('the name of the gate');
    const body: syntax.Require[] = [];
    this.block(inGate, this.column(token), () => body.push(this.require()));
    return { kind: 'gate', name, body, start: this.from(token), end: this.here };
  }

  private require(): syntax.Require {
    const start = this.from(this.skip());
    const metric = this.choice('metric', 'something that a gate can require: `conflicts`, `vague`, `coverage`, `evals` or `regressions`');
    const of = metric.text === 'evals' ? this.after('of', () => this.references('an eval, or a principle')) : undefined;
    const since = metric.text === 'regressions' ? this.since() : undefined;
    const operator = this.operator();
    const bound = this.number('a number, or a share such as `95%`');
    return { kind: 'require', metric, of: of ?? [], since, operator, bound, start, end: this.here };
  }

  private since(): syntax.Text {
    this.word('since', '`since` and a version in quotes');
    return this.string('a version in quotes');
  }

  private operator(): syntax.Require['operator'] {
    const found = this.sees(words.is) || this.sees(AtMost) || this.sees(AtLeast);
    if (found) return this.skip().image as 'is';
    this.missing('`is`, `<=` or `>=`');
    return 'is';
  }

  // Who decides

  protected stakeholder(): syntax.Stakeholder {
    const token = this.skip();
    const name = this.name('the name of the stakeholder');
    const title = this.optionalString();
    let weight: syntax.NumberLiteral | undefined;
    let veto = false;
    while (this.sees(words.weight) || this.sees(words.veto)) {
      if (this.skip().tokenType === words.veto) veto = true;
      else weight = this.number('the weight of the vote');
    }
    const prefers: syntax.Prefers[] = [];
    this.block(inStakeholder, this.column(token), () => prefers.push(this.preference()));
    return { kind: 'stakeholder', name, title, weight, veto, prefers, start: this.from(token), end: this.here };
  }

  private preference(): syntax.Prefers {
    const start = this.from(this.skip());
    const topic = this.name('what the preference is about');
    this.symbol(Colon, '`:` and what is liked most, then `>` and what is liked less');
    const order = [this.name('what is liked most')];
    while (this.sees(Greater)) {
      this.skip();
      order.push(this.name('what is liked less'));
    }
    return { kind: 'prefers', topic, order, start, end: this.here };
  }

  protected ratification(): syntax.Ratification {
    const start = this.from(this.skip());
    this.word('requires', '`requires` and a share, such as `2/3`');
    const share = this.number('a share, such as `2/3`');
    let over: syntax.NumberLiteral | undefined;
    if (this.sees(Slash)) {
      this.skip();
      over = this.number('the number below the stroke');
    }
    return { kind: 'ratification', share, over, start, end: this.here };
  }

  protected amendment(): syntax.Amendment {
    const token = this.skip();
    const name = this.name('the name of the amendment');
    const title = this.optionalString();
    const body: syntax.AmendmentStatement[] = [];
    this.block(inAmendment, this.column(token), () => body.push(this.amendmentStatement()));
    return { kind: 'amendment', name, title, body, start: this.from(token), end: this.here };
  }

  private amendmentStatement(): syntax.AmendmentStatement {
    if (this.sees(words.because)) return this.because();
    const token = this.skip();
    const start = this.from(token);
    switch (token.tokenType) {
      case words.changes:
        return { kind: 'changes', principles: this.references('the principle that it changes'), start, end: this.here };
      case words.proposed:
        return this.proposed(start);
      case words.vote:
        return this.vote(token);
      default:
        this.word('on', '`on` and a date');
        return { kind: 'ratified', on: this.date(), start, end: this.here };
    }
  }

  private proposed(start: number): syntax.Proposed {
    this.word('on', '`on` and a date');
    const on = this.date();
    const by = this.after('by', () => this.references('the stakeholder who proposes it')) ?? [];
    return { kind: 'proposed', on, by, start, end: this.here };
  }

  private vote(token: IToken): syntax.Vote {
    const choice = this.choice('choice', 'a vote: `yes`, `no` or `abstain`').text as syntax.Vote['choice'];
    this.symbol(Colon, '`:` and who votes so');
    const voters = this.sees(NameLike) || !this.sees(StringToken) ? this.references('a stakeholder') : [];
    const because = this.optionalBecause();
    return { kind: 'vote', choice, voters, because, start: this.from(token), end: this.here };
  }
}
