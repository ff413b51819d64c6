// The declarations (language.md §3–§5), and the document that they make.

import { EOF, type TokenType } from 'chevrotain';
import { Evaluations } from './evaluations.ts';
import type * as syntax from './syntax.ts';
import { bodyOf } from './terminals.ts';
import {
  Bar,
  Colon,
  Comma,
  DotDot,
  declarationWords,
  Greater,
  LeftParen,
  Less,
  NumberToken,
  RightParen,
  StringToken,
  words,
} from './tokens.ts';

const inSection = bodyOf('a section', [...declarationWords.slice(2), 'note'], StringToken);
const inAdoption = bodyOf('an adoption', ['allow']);
const inConsent = bodyOf('a consent', ['covers', 'default', 'revocable', 'retention', 'renew']);
const inTension = bodyOf('a tension', ['favors']);

export class Declarations extends Evaluations {
  private readonly declarations: ReadonlyMap<TokenType, () => syntax.Header | syntax.Declaration> = new Map<
    TokenType,
    () => syntax.Header | syntax.Declaration
  >([
    [words.constitution, () => this.header()],
    [words.modelspec, () => this.header()],
    [
      words.language,
      () => this.setting(start => ({ kind: 'language', language: this.name('a language, such as `en`'), start, end: this.here })),
    ],
    [
      words.translations,
      () => this.setting(start => ({ kind: 'translations', languages: this.names('a language, such as `es`'), start, end: this.here })),
    ],
    [
      words.subject,
      () =>
        this.setting(start => ({
          kind: 'subject',
          phrases: this.list(() => this.string('who the prose speaks of, in quotes')),
          start,
          end: this.here,
        })),
    ],
    [
      words.precedence,
      () =>
        this.setting(start => ({
          kind: 'precedence',
          parts: this.list(() =>
            this.choice('precedence', 'a part of precedence: `authority`, `explicit`, `tension`, `force` or `specificity`'),
          ),
          start,
          end: this.here,
        })),
    ],
    [words.import, () => this.import()],
    [words.adopt, () => this.adopt()],
    [words.authority, () => this.authority()],
    [words.context, () => this.context()],
    [words.option, () => this.optionDeclaration()],
    [words.consent, () => this.consent()],
    [words.assume, () => this.assume()],
    [words.action, () => this.action()],
    [words.dimension, () => this.dimension()],
    [words.value, () => this.valueDeclaration()],
    [words.term, () => this.term()],
    [words.principle, () => this.principle()],
    [words.role, () => this.principle()],
    [words.section, () => this.section()],
    [words.tension, () => this.tension()],
    [words.prefer, () => this.prefer()],
    [words.assert, () => this.assert()],
    [words.eval, () => this.eval()],
    [words.agent, () => this.agent()],
    [words.gate, () => this.gate()],
    [words.stakeholder, () => this.stakeholder()],
    [words.ratification, () => this.ratification()],
    [words.amendment, () => this.amendment()],
  ]);

  protected atDeclaration(): boolean {
    return this.declarations.has(this.LA(1).tokenType);
  }

  protected declaration(): syntax.Header | syntax.Declaration {
    return this.declarations.get(this.LA(1).tokenType)!();
  }

  // The header and its settings

  private header(): syntax.Header {
    const token = this.skip();
    const name = this.name('the name of the document');
    const title = this.optionalString();
    const version = this.after('version', () => this.string('the version in quotes, such as `"1.0.0"`'));
    return { kind: 'header', spec: token.image as syntax.Header['spec'], name, title, version, start: this.from(token), end: this.here };
  }

  private setting(rest: (start: number) => syntax.Setting): syntax.Setting {
    return rest(this.from(this.skip()));
  }

  private import(): syntax.Import {
    const start = this.from(this.skip());
    const name = this.name('the name under which the other document is known here');
    const path = this.word('from', '`from` and the path of the other document in quotes') ? this.string('a path in quotes') : undefined;
    return { kind: 'import', name, path, start, end: this.here };
  }

  private adopt(): syntax.Adopt {
    const token = this.skip();
    const document = this.reference('the name of an import');
    let except: syntax.Ref[] = [];
    let because: syntax.Text | undefined;
    let fixes: syntax.Fixed[] = [];
    for (;;) {
      if (this.sees(words.except)) except = [...except, ...this.after('except', () => this.references('the principle that is left out'))!];
      else if (this.sees(words.because) && !because) because = this.optionalBecause();
      else if (this.sees(words.with)) fixes = [...fixes, ...this.after('with', () => this.list(() => this.fixed()))!];
      else break;
    }
    const allows: syntax.Allow[] = [];
    this.block(inAdoption, this.column(token), () => allows.push(this.allow()));
    return { kind: 'adopt', document, except, because, fixes, allows, start: this.from(token), end: this.here };
  }

  private fixed(): syntax.Fixed {
    const option = this.reference('an option');
    const value = this.value();
    return { kind: 'fixed', option, value, start: option.start, end: this.here };
  }

  // The world

  private authority(): syntax.Authority {
    const start = this.from(this.skip());
    const levels = [this.name('the highest level')];
    while (this.sees(Greater)) {
      this.skip();
      levels.push(this.name('the next level'));
    }
    return { kind: 'authority', levels, start, end: this.here };
  }

  private context(): syntax.Context {
    const start = this.from(this.skip());
    const name = this.name('the name of the context');
    const shape = this.symbol(Colon, '`:` and its values') ? this.shape() : undefined;
    return { kind: 'context', name, shape, start, end: this.here };
  }

  private optionDeclaration(): syntax.Option {
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

  private consent(): syntax.Consent {
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

  private assume(): syntax.Assume {
    const start = this.from(this.skip());
    return { kind: 'assume', condition: this.subrule(0, this.condition), start, end: this.here };
  }

  private action(): syntax.Action {
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

  private dimension(): syntax.Dimension {
    const start = this.from(this.skip());
    const name = this.name('the name of the dimension');
    return { kind: 'dimension', name, title: this.optionalString(), start, end: this.here };
  }

  private valueDeclaration(): syntax.ValueDeclaration {
    const token = this.skip();
    const name = this.name('the name of the value');
    const title = this.optionalString();
    const body = this.valueBody(this.column(token));
    return { kind: 'value', name, title, body, start: this.from(token), end: this.here };
  }

  private term(): syntax.Term {
    const start = this.from(this.skip());
    const name = this.name('the name of the term');
    const forms = this.sees(StringToken) ? this.list(() => this.string('a form of the word in quotes')) : [];
    const means = this.word('means', '`means` and its meaning in quotes') ? this.string('the meaning in quotes') : undefined;
    return { kind: 'term', name, forms, means, start, end: this.here };
  }

  // What is ruled

  private principle(): syntax.Principle {
    const token = this.skip();
    const role = token.tokenType === words.role;
    const name = this.name(role ? 'the name of the role' : 'the name of the principle');
    const title = this.optionalString();
    let level: syntax.Name | undefined;
    let entrenched: syntax.Span | undefined;
    let when: syntax.Expression | undefined;
    for (;;) {
      if (this.sees(words.at) && !level) level = this.after('at', () => this.name('a level'));
      else if (this.sees(words.entrenched) && !entrenched) entrenched = this.spanOf(this.skip());
      else if (this.sees(words.when) && !when) when = this.optionalWhen();
      else break;
    }
    if (role && entrenched)
      this.unexpected(
        entrenched,
        'A role is a hat that an agent puts on, and cannot be entrenched. Put what must always hold into a principle.',
      );
    const body = this.principleBody(this.column(token));
    return { kind: 'principle', role, name, title, level, entrenched, when, body, start: this.from(token), end: this.here };
  }

  private section(): syntax.Section {
    const token = this.skip();
    const name = this.name('the name of the section');
    const title = this.optionalString();
    const body: syntax.Section['body'][number][] = [];
    if (!this.tooDeep()) {
      this.depth++;
      this.block(inSection, this.column(token), () => body.push(this.sectionItem()));
      this.depth--;
    } else this.skipBlock();
    return { kind: 'section', name, title, body, start: this.from(token), end: this.here };
  }

  private sectionItem(): syntax.Section['body'][number] {
    if (this.sees(StringToken)) return this.prose();
    if (this.sees(words.note)) return this.note();
    return this.declaration() as syntax.Declaration;
  }

  private tension(): syntax.Tension {
    const token = this.skip();
    const left = this.reference('a value');
    this.symbol(Comma, '`,` and the value that it pulls against');
    const right = this.reference('the value that it pulls against');
    const lines: syntax.Favors[] = [];
    this.block(inTension, this.column(token), () => lines.push(this.favors()));
    return { kind: 'tension', left, right, lines, start: this.from(token), end: this.here };
  }

  private favors(): syntax.Favors {
    const start = this.from(this.skip());
    const value = this.reference('the value that is favored');
    const when = this.optionalWhen();
    const because = this.optionalBecause();
    return { kind: 'favors', value, when, because, start, end: this.here };
  }

  private prefer(): syntax.Prefer {
    const start = this.from(this.skip());
    const winner = this.reference('the principle that wins');
    this.word('over', '`over` and the principle that yields');
    const losers = this.references('the principle that yields');
    const when = this.optionalWhen();
    const because = this.optionalBecause();
    return { kind: 'prefer', winner, losers, when, because, start, end: this.here };
  }

  private assert(): syntax.Assert {
    const start = this.from(this.skip());
    const action = this.reference('an action');
    this.word('is', '`is` and `forbidden`, `required`, `permitted` or `open`');
    const status = this.choice('status', 'a status: `forbidden`, `required`, `permitted` or `open`');
    const { when, unless } = this.conditions();
    return { kind: 'assert', action, status, when, unless, start, end: this.here };
  }

  /** Reads over a block that nests too deep. */
  private skipBlock(): void {
    let open = 0;
    while (this.LA(1).tokenType !== EOF) {
      const image = this.LA(1).image;
      if (open === 0 && image !== '{') return;
      this.skip();
      if (image === '{') open++;
      if (image === '}' && --open === 0) return;
    }
  }
}
