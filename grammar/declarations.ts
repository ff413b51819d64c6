// The declarations (language.md §3–§5), and the document that they make.

import { EOF, type TokenType } from 'chevrotain';
import { bodyOf } from './bodies.ts';
import type * as syntax from './syntax.ts';
import { Comma, declarationWords, StringToken, words } from './tokens.ts';
import { World } from './world.ts';

const inSection = bodyOf('a section', [...declarationWords.slice(declarationWords.indexOf('import')), 'note'], StringToken);
const inAdoption = bodyOf('an adoption', ['allow']);
const inTension = bodyOf('a tension', ['favors']);

export class Declarations extends World {
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
    return {
      kind: 'header',
      spec: token.tokenType.name as syntax.Header['spec'],
      name,
      title,
      version,
      start: this.from(token),
      end: this.here,
    };
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
