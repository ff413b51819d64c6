// The world that a spec talks about (language.md §4).

import { bodyOf } from './bodies.ts';
import { Evaluations } from './evaluations.ts';
import type * as syntax from './syntax.ts';
import {
  Bar,
  Colon,
  Comma,
  DotDot,
  Greater,
  LeftParen,
  Less,
  NameLike,
  NumberToken,
  RightParen,
  Slash,
  StringToken,
  words,
} from './tokens.ts';

const inConsent = bodyOf('a consent', ['covers', 'default', 'revocable', 'retention', 'renew']);

export class World extends Evaluations {
  protected authority(): syntax.Authority {
    const start = this.from(this.skip());
    const levels = [this.name('the highest level')];
    while (this.sees(Greater)) {
      this.skip();
      levels.push(this.name('the next level'));
    }
    return { kind: 'authority', levels, start, end: this.here };
  }

  protected context(): syntax.Context {
    const start = this.from(this.skip());
    const name = this.name('the name of the context');
    const shape = this.symbol(Colon, '`:` and its values') ? this.shape() : undefined;
    return { kind: 'context', name, shape, start, end: this.here };
  }

  protected optionDeclaration(): syntax.Option {
    const start = this.from(this.skip());
    const name = this.name('the name of the option');
    const shape = this.symbol(Colon, '`:` and its values') ? this.shape() : undefined;
    const byDefault = this.word('default', '`default` and one of its values') ? this.value() : undefined;
    const level = this.after('at', () => this.name('a level'));
    return { kind: 'option', name, shape, default: byDefault, level, start, end: this.here };
  }

  private shape(): syntax.Shape | undefined {
    if (this.sees(words.boolean)) return { kind: 'booleans', ...this.spanOf(this.skip()) };
    if (this.sees(NumberToken)) return this.range();
    const start = this.from(this.LA(1));
    const values = [this.valueNode()];
    if (values[0]!.name.text === '') return undefined;
    const separator = this.sees(Less) ? Less : Bar;
    for (;;) {
      if (this.sees(Less) || this.sees(Bar)) {
        const token = this.skip();
        if (token.tokenType !== separator) {
          const message = 'A context is either unordered (`a | b`) or ordered (`a < b`); the two cannot be mixed.';
          this.unexpected(this.spanOf(token), message, { instead: separator === Less ? '<' : '|' });
        }
        values.push(this.valueNode());
      } else if ((this.sees(Comma) || this.sees(Slash)) && this.sees(NameLike, 2) && !this.firstOnLine(this.LA(1))) {
        const instead = separator === Less ? '<' : '|';
        this.unexpected(this.spanOf(this.skip()), `Between the values of a context stands \`|\`, or \`<\` where they have an order.`, {
          instead,
        });
        values.push(this.valueNode());
      } else break;
    }
    const nested = separator === Less ? values.find(value => value.children.length > 0) : undefined;
    if (nested) this.unexpected(nested, 'The values of an ordered context have none below them. Use `|` for a hierarchy.');
    return { kind: 'values', ordered: separator === Less, values, start, end: this.here };
  }

  private range(): syntax.RangeShape {
    const low = this.number('the least number');
    this.symbol(DotDot, '`..` and the greatest number');
    const high = this.number('the greatest number');
    for (const end of [low, high]) {
      if (!Number.isNaN(end.value) && (end.percent || !Number.isSafeInteger(end.value)))
        this.unexpected(end, 'A range runs over whole numbers, such as `0..120`.');
    }
    if (high.value < low.value) this.unexpected(high, 'The range ends before it begins: the smaller number comes first.');
    return { kind: 'range', low, high, start: low.start, end: this.here };
  }

  private valueNode(): syntax.ValueNode {
    const name = this.name('a value');
    const children: syntax.ValueNode[] = [];
    if (name.text !== '' && this.sees(LeftParen) && !this.tooDeep()) {
      const open = this.skip();
      this.depth++;
      children.push(...this.list(() => this.valueNode()));
      const closed = this.seesStray && this.closesBelow();
      while (closed && this.seesStray) {
        const message = `Between the values under \`${name.text}\` stands \`,\`: \`|\` and \`<\` are for the values of the context itself.`;
        this.unexpected(this.spanOf(this.skip()), message, { instead: ',' });
        children.push(...this.list(() => this.valueNode()));
      }
      this.depth--;
      if (this.sees(RightParen)) this.skip();
      else
        this.unterminated(
          this.spanOf(open),
          `The parenthesis that opens here is never closed: a \`)\` is missing after the values under \`${name.text}\`.`,
        );
    }
    return { kind: 'valueNode', name, children, start: name.start, end: this.here };
  }

  /** Another sign than a comma, between the values of a parenthesis. */
  private get seesStray(): boolean {
    return !this.RECORDING_PHASE && (this.sees(Bar) || this.sees(Less) || this.sees(Slash));
  }

  /** Is the parenthesis closed behind the sign that is next? Where it is not, that is what is wrong, and the sign is none of its own. */
  private closesBelow(): boolean {
    for (let i = 1, depth = 0; this.sees(NameLike, i + 1); i += 2) {
      for (; this.sees(LeftParen, i + 2) && this.sees(NameLike, i + 3); i += 2) depth++;
      for (; this.sees(RightParen, i + 2); i++) if (depth-- === 0) return true;
      if (![Bar, Less, Slash, Comma].some(sign => this.sees(sign, i + 2))) return false;
    }
    return false;
  }

  protected consent(): syntax.Consent {
    const token = this.skip();
    const name = this.name('the name of the consent');
    const title = this.optionalString();
    const clauses: syntax.ConsentClause[] = [];
    this.block(inConsent, this.column(token), () => clauses.push(this.consentClause()));
    return { kind: 'consent', name, title, clauses, start: this.from(token), end: this.here };
  }

  private consentClause(): syntax.ConsentClause {
    const token = this.skip();
    const start = this.from(token);
    switch (token.tokenType) {
      case words.covers:
        return { kind: 'covers', texts: this.list(() => this.string('what it covers, in quotes')), start, end: this.here };
      case words.default:
        return { kind: 'consentDefault', value: this.consentDefault(), start, end: this.here };
      case words.retention:
        return { kind: 'retention', duration: this.duration(), start, end: this.here };
      case words.renew:
        this.word('every', '`every` and a length of time');
        return { kind: 'renew', every: this.duration(), start, end: this.here };
      default:
        return { kind: 'revocable', start, end: this.here };
    }
  }

  private consentDefault(): syntax.Name {
    return this.choice('switch', '`on` or `off`');
  }

  protected assume(): syntax.Assume {
    const start = this.from(this.skip());
    return { kind: 'assume', condition: this.subrule(0, this.condition), start, end: this.here };
  }

  protected action(): syntax.Action {
    const start = this.from(this.skip());
    const name = this.name('the name of the action');
    const title = this.optionalString();
    const kinds: syntax.KindOf[] = [];
    const opposes: syntax.Ref[] = [];
    const needs: syntax.Ref[] = [];
    for (;;) {
      if (this.sees(words.is)) kinds.push(this.kindOf());
      else if (this.sees(words.opposes)) opposes.push(...this.after('opposes', () => this.references('the action that it opposes'))!);
      else if (this.sees(words.needs)) needs.push(...this.needs());
      else break;
    }
    return { kind: 'action', name, title, kinds, opposes, needs, start, end: this.here };
  }

  private kindOf(): syntax.KindOf {
    const start = this.from(this.skip());
    const parents = this.references('the action that it is a kind of');
    const when = this.optionalWhen();
    return { kind: 'kindOf', parents, when, start, end: this.here };
  }

  private needs(): syntax.Ref[] {
    this.skip();
    this.word('consent', '`consent` and the name of a consent');
    return this.references('a consent');
  }

  protected dimension(): syntax.Dimension {
    const start = this.from(this.skip());
    const name = this.name('the name of the dimension');
    return { kind: 'dimension', name, title: this.optionalString(), start, end: this.here };
  }

  protected valueDeclaration(): syntax.ValueDeclaration {
    const token = this.skip();
    const name = this.name('the name of the value');
    const title = this.optionalString();
    const body = this.valueBody(this.column(token));
    return { kind: 'value', name, title, body, start: this.from(token), end: this.here };
  }

  protected term(): syntax.Term {
    const start = this.from(this.skip());
    const name = this.name('the name of the term');
    const forms = this.sees(StringToken) ? this.list(() => this.string('a form of the word in quotes')) : [];
    const means = this.word('means', '`means` and its meaning in quotes') ? this.string('the meaning in quotes') : undefined;
    return { kind: 'term', name, forms, means, start, end: this.here };
  }
}
