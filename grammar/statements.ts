// What stands between braces: a principle's statements, a value's, an example's, and what they share (language.md §4, §5).

import { bodyOf } from './bodies.ts';
import { Expressions } from './expressions.ts';
import { fillerOf } from './habits.ts';
import type * as syntax from './syntax.ts';
import { Identifier, NameLike, Slash, StringToken, words } from './tokens.ts';

const turnWords = ['system', 'developer', 'user', 'assistant', 'tool', 'settings'] as const;
const inPrinciple = bodyOf(
  'a principle',
  ['must', 'should', 'may', 'serves', 'because', 'overrides', 'source', 'note', 'tagged', 'example', 'allow'],
  StringToken,
);
const inValue = bodyOf('a value', ['attends', 'nourishes', 'wiser', 'source', 'note', 'allow'], StringToken);
const inExample = bodyOf('an example', ['given', ...turnWords, 'good', 'ok', 'bad']);

export class Statements extends Expressions {
  protected allow(): syntax.Allow {
    const start = this.from(this.skip());
    const first = this.name('the code of the finding that is accepted, such as `conflict/tension`');
    let code = first;
    if (this.sees(Slash)) {
      this.skip();
      const last = this.name('the second half of the code');
      code = { kind: 'name', text: `${first.text}/${last.text}`, start: first.start, end: last.end };
    }
    const because = this.optionalBecause();
    return { kind: 'allow', code, because, start, end: this.here };
  }

  protected optionalBecause(): syntax.Text | undefined {
    if (!this.sees(words.because)) return undefined;
    this.skip();
    return this.string('the reason in quotes');
  }

  protected prose(): syntax.Prose {
    const text = this.string('text in quotes');
    const translations: syntax.Translation[] = [];
    while (this.sees(words.in)) {
      const start = this.from(this.skip());
      const language = this.name('the language of the translation, such as `es`');
      const translated = this.string('the translation in quotes');
      translations.push({ kind: 'translation', language, text: translated, start, end: this.here });
    }
    return { kind: 'prose', text, translations, start: text.start, end: this.here };
  }

  protected note(): syntax.Note {
    const start = this.from(this.skip());
    return { kind: 'note', text: this.string('the note in quotes'), start, end: this.here };
  }

  private source(): syntax.Source {
    const start = this.from(this.skip());
    const text = this.string('where it comes from, in quotes');
    const at = this.after('at', () => this.string('an address in quotes'));
    return { kind: 'source', text, at, start, end: this.here };
  }

  protected because(): syntax.Because {
    const start = this.from(this.skip());
    return { kind: 'because', text: this.string('the reason in quotes'), start, end: this.here };
  }

  /** What follows a word, where the word stands. */
  protected after<Item>(word: keyof typeof words, item: () => Item): Item | undefined {
    if (!this.sees(words[word])) return undefined;
    this.skip();
    return item();
  }

  // Principles

  protected principleBody(column: number): syntax.Statement[] {
    const body: syntax.Statement[] = [];
    this.block(inPrinciple, column, () => body.push(this.principleStatement()));
    return body;
  }

  private principleStatement(): syntax.Statement {
    switch (this.LA(1).tokenType) {
      case words.must:
      case words.should:
      case words.may:
        return this.norm();
      case words.serves: {
        const start = this.from(this.skip());
        return { kind: 'serves', values: this.references('the value that it serves'), start, end: this.here };
      }
      case words.because:
        return this.because();
      case words.overrides:
        return this.overrides();
      case words.source:
        return this.source();
      case words.note:
        return this.note();
      case words.tagged: {
        const start = this.from(this.skip());
        return { kind: 'tagged', tags: this.names('a label'), start, end: this.here };
      }
      case words.example:
        return this.example();
      case words.allow:
        return this.allow();
      default:
        return this.prose();
    }
  }

  private norm(): syntax.Norm {
    const token = this.skip();
    const start = this.from(token);
    const not = this.sees(words.not);
    const end = not ? this.spanOf(this.skip()).end : start;
    const negated = this.filler() === 'never' || not;
    if (not && token.tokenType === words.may) {
      const message = '`may not` can be read in two ways. Write `must not` for what is forbidden; what nobody demands needs no norm.';
      this.unexpected({ start, end }, message, { instead: 'must not' });
    }
    // The word that was meant, where it was misspelt.
    const word = token.tokenType.name;
    const bids = word === 'may' && negated ? 'must' : word;
    const modality = `${bids}${negated ? ' not' : ''}` as syntax.Modality;
    const act = this.sees(StringToken) ? this.string('an action') : this.reference('an action, or what is to be done in quotes');
    const { when, unless } = this.conditions();
    return { kind: 'norm', modality, act, when, unless, start, end: this.here };
  }

  /** A word of speech between `must` and the action: said, and read over. */
  private filler(): string | undefined {
    const next = this.LA(1);
    if (this.RECORDING_PHASE || !this.sees(NameLike) || this.LA(2).tokenType !== Identifier) return undefined;
    const filler = fillerOf(next.image);
    if (!filler || this.firstOnLine(next) || this.firstOnLine(this.LA(2))) return undefined;
    this.unexpected(this.spanOf(next), filler.message, { instead: filler.instead ?? '' });
    return this.skip().image;
  }

  private overrides(): syntax.Overrides {
    const start = this.from(this.skip());
    const principles = this.references('the principle that yields');
    const when = this.optionalWhen();
    const because = this.optionalBecause();
    return { kind: 'overrides', principles, when, because, start, end: this.here };
  }

  // Examples

  private example(): syntax.Example {
    const token = this.skip();
    const title = this.optionalString();
    const body: syntax.Example['body'][number][] = [];
    const opened = this.block(inExample, this.column(token), () => body.push(this.exampleStatement()));
    if (!opened) this.missing('`{` and the conversation');
    return { kind: 'example', title, body, start: this.from(token), end: this.here };
  }

  private exampleStatement(): syntax.Given | syntax.Turn | syntax.Answer {
    const type = this.LA(1).tokenType;
    if (type === words.given) return this.given();
    return type === words.good || type === words.ok || type === words.bad ? this.answer() : this.turn();
  }

  protected given(): syntax.Given {
    const start = this.from(this.skip());
    const facts = this.list(() => this.subrule(0, this.condition));
    return { kind: 'given', facts, start, end: this.here };
  }

  protected turn(): syntax.Turn {
    const token = this.skip();
    const ends = this.toAndFrom();
    const text = this.string('what is said, in quotes');
    const continues = this.continues();
    return {
      kind: 'turn',
      speaker: token.tokenType.name as syntax.Speaker,
      ...ends,
      text,
      continues,
      start: this.from(token),
      end: this.here,
    };
  }

  private answer(): syntax.Answer {
    const token = this.skip();
    const label = token.tokenType.name as syntax.Answer['label'];
    const ends = this.toAndFrom();
    const text = this.string('the answer in quotes');
    const continues = this.continues();
    const because = this.optionalBecause();
    const violates = this.after('violates', () => this.reference('the principle that it violates'));
    if (violates && label !== 'bad') {
      this.unexpected(violates, `A \`${label}\` answer violates nothing; \`violates\` belongs to \`bad\`.`);
    }
    const late = because ? undefined : this.optionalBecause();
    return { kind: 'answer', label, ...ends, text, continues, because: because ?? late, violates, start: this.from(token), end: this.here };
  }

  private toAndFrom(): { to?: syntax.Text; from?: syntax.Text } {
    const ends: { to?: syntax.Text; from?: syntax.Text } = {};
    for (;;) {
      if (this.sees(words.to) && !ends.to) ends.to = this.after('to', () => this.string('the recipient in quotes'));
      else if (this.sees(words.from) && !ends.from) ends.from = this.after('from', () => this.string('the sender in quotes'));
      else return ends;
    }
  }

  private continues(): boolean {
    return this.after('continues', () => true) ?? false;
  }

  // Values

  protected valueBody(column: number): syntax.ValueStatement[] {
    const body: syntax.ValueStatement[] = [];
    this.block(inValue, column, () => body.push(this.valueStatement()));
    return body;
  }

  private valueStatement(): syntax.ValueStatement {
    switch (this.LA(1).tokenType) {
      case words.attends: {
        const start = this.from(this.skip());
        this.word('to', '`to`, and what is looked at, in quotes');
        return { kind: 'attends', text: this.string('what is looked at, in quotes'), start, end: this.here };
      }
      case words.nourishes: {
        const start = this.from(this.skip());
        return { kind: 'nourishes', dimensions: this.references('a dimension'), start, end: this.here };
      }
      case words.wiser:
        return this.wiser();
      case words.source:
        return this.source();
      case words.note:
        return this.note();
      case words.allow:
        return this.allow();
      default:
        return this.prose();
    }
  }

  private wiser(): syntax.WiserThan {
    const start = this.from(this.skip());
    this.word('than', '`than`, and another value');
    const than = this.reference('another value');
    const when = this.optionalWhen();
    const because = this.optionalBecause();
    return { kind: 'wiser', than, when, because, start, end: this.here };
  }
}
