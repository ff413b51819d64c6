// Conditions (language.md §4): `not` binds tightest, then `and`, `or`, and `implies` to the right.

import { tokenMatcher } from 'chevrotain';
import { Blocks } from './blocks.ts';
import { comparisonOf } from './habits.ts';
import type { Comparison, Expression, Ref, Value } from './syntax.ts';
import { brief, endOf } from './terminals.ts';
import { AtLeast, AtMost, Greater, LeftParen, Less, NumberToken, RightParen, words } from './tokens.ts';

const comparisons = [Less, AtMost, Greater, AtLeast];

export class Expressions extends Blocks {
  condition = this.RULE('condition', (): Expression => {
    const left = this.SUBRULE(this.disjunction);
    return (
      this.OPTION((): Expression => {
        this.CONSUME(words.implies);
        this.depth++;
        const right = this.tooDeep() ? this.reject() : this.SUBRULE(this.condition);
        this.depth--;
        return { kind: 'implies', left, right, start: left.start, end: right.end };
      }) ?? left
    );
  });

  private disjunction = this.RULE('disjunction', (): Expression => {
    const operands = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(words.or);
      operands.push(this.SUBRULE2(this.conjunction));
    });
    return operands.length === 1 ? operands[0]! : { kind: 'or', operands, start: operands[0]!.start, end: operands.at(-1)!.end };
  });

  private conjunction = this.RULE('conjunction', (): Expression => {
    const operands = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(words.and);
      operands.push(this.SUBRULE2(this.negation));
    });
    return operands.length === 1 ? operands[0]! : { kind: 'and', operands, start: operands[0]!.start, end: operands.at(-1)!.end };
  });

  private negation = this.RULE('negation', (): Expression => {
    const starts: number[] = [];
    this.MANY(() => starts.push(this.from(this.CONSUME(words.not))));
    const inner = this.SUBRULE(this.atom);
    if (starts.length > 100)
      this.unexpected({ start: starts[0]!, end: inner.start }, 'So many `not` in a row say no more than one, or none.');
    // Two say nothing, and a row of ten thousand must not become a tree as deep.
    const kept = starts.length > 100 ? starts.slice(0, starts.length % 2) : starts;
    return kept.reduceRight<Expression>((operand, start) => ({ kind: 'not', operand, start, end: operand.end }), inner);
  });

  private atom = this.RULE('atom', (): Expression => {
    if (!this.RECORDING_PHASE && !this.sees(LeftParen)) return this.SUBRULE(this.comparison);
    const open = this.CONSUME(LeftParen);
    this.depth++;
    const inner = this.tooDeep() ? this.reject() : this.SUBRULE(this.condition);
    this.depth--;
    if (!this.RECORDING_PHASE && !this.sees(RightParen)) {
      this.unterminated(
        this.spanOf(open),
        'The parenthesis that opens here is never closed: a `)` is missing at the end of the condition.',
      );
      return { ...inner, start: this.from(open), end: this.here };
    }
    this.consume(1, RightParen);
    return { ...inner, start: this.from(open), end: this.here };
  });

  private comparison = this.RULE('comparison', (): Expression => {
    const subject = this.reference('a condition, such as the name of a context');
    const start = subject.start;
    if (this.RECORDING_PHASE || subject.text === '') return { kind: 'bare', subject, start, end: subject.end };
    if (this.sees(words.is)) {
      this.skip();
      const negated = this.sees(words.not);
      if (negated) this.skip();
      const value = this.value();
      return { kind: 'is', subject, negated, value, start, end: value.end };
    }
    if (this.sees(words.in) && this.sees(LeftParen, 2)) return this.membership(subject);
    if (comparisons.some(type => this.sees(type))) {
      const operator = this.skip().image as Comparison;
      const value = this.value();
      return { kind: 'compare', subject, operator, value, start, end: value.end };
    }
    return this.compared(subject) ?? { kind: 'bare', subject, start, end: subject.end };
  });

  /** A comparison in the signs of another notation, read as it was meant. */
  private compared(subject: Ref): Expression | undefined {
    const [sign, next] = [this.LA(1), this.LA(2)];
    if (this.firstOnLine(sign)) return undefined;
    const joined = sign.image === '=' && next.startOffset === endOf(sign) && /^[<>]$/.test(next.image);
    const image = joined ? sign.image + next.image : sign.image;
    const meant = comparisonOf(image);
    if (!meant) return undefined;
    this.unexpected({ start: this.from(sign), end: this.spanOf(joined ? next : sign).end }, `\`${image}\` is written \`${meant}\` here.`, {
      instead: meant,
    });
    this.skip();
    if (joined) this.skip();
    const value = this.value();
    const span = { start: subject.start, end: value.end };
    if (meant === 'is' || meant === 'is not') return { kind: 'is', subject, negated: meant === 'is not', value, ...span };
    return { kind: 'compare', subject, operator: meant as Comparison, value, ...span };
  }

  private membership(subject: Ref): Expression {
    this.skip();
    const open = this.skip();
    const values = this.list(() => this.value());
    if (this.sees(RightParen)) this.skip();
    else this.unterminated(this.spanOf(open), 'The list that opens here is never closed: a `)` is missing after its last value.');
    return { kind: 'in', subject, values, start: subject.start, end: this.here };
  }

  protected value(): Value {
    if (this.sees(NumberToken)) return this.number('a number');
    if (this.sees(words.true) || this.sees(words.false)) {
      const token = this.skip();
      return { kind: 'boolean', value: tokenMatcher(token, words.true), ...this.spanOf(token) };
    }
    return this.reference('a value');
  }

  /** Reads over a condition that is nested too deep, to the bracket that closes it. */
  private reject(): Expression {
    const start = this.from(this.LA(1));
    let open = 0;
    while (!this.done && (open > 0 || !this.sees(RightParen)) && (open > 0 || !this.beginsAnew(this.LA(1)))) {
      if (this.sees(LeftParen)) open++;
      if (this.sees(RightParen)) open--;
      this.skip();
    }
    const nothing: Ref = { kind: 'ref', text: '', parts: [], start, end: this.here };
    return { kind: 'bare', subject: nothing, start, end: this.here };
  }

  /** `when EXPR` */
  protected optionalWhen(): Expression | undefined {
    if (!this.RECORDING_PHASE && !this.sees(words.when)) return undefined;
    this.consume(0, words.when);
    return this.subrule(0, this.condition);
  }

  /** `when EXPR` and `unless EXPR`, in either order. */
  protected conditions(): { when?: Expression; unless?: Expression } {
    const found: { when?: Expression; unless?: Expression } = {};
    for (;;) {
      const word = this.sees(words.when) ? 'when' : this.sees(words.unless) ? 'unless' : undefined;
      if (word === undefined) return found;
      const token = this.skip();
      const condition = this.subrule(0, this.condition);
      if (found[word])
        this.unexpected(
          this.spanOf(token),
          `A second \`${brief(word)}\`. Join the two conditions with \`${word === 'when' ? 'and' : 'or'}\`.`,
        );
      else found[word] = condition;
    }
  }
}
