// Strings, numbers, dates and lengths of time: each may be missing or half-typed, and is said to be.

import type { IToken } from 'chevrotain';
import { habitOf } from './habits.ts';
import { isDay } from './lexemes.ts';
import type { DateLiteral, Duration, NumberLiteral, Span, Text } from './syntax.ts';
import { Terminals } from './terminals.ts';
import { badEscape } from './text.ts';
import { DateToken, NumberToken, StringToken } from './tokens.ts';

export class Literals extends Terminals {
  protected string(wanted: string): Text {
    if (!this.sees(StringToken)) {
      this.missing(wanted);
      return { kind: 'text', raw: '""', ...this.gap };
    }
    const token = this.consume(0, StringToken);
    const span = this.spanOf(token);
    this.inspectString(token, span);
    return { kind: 'text', raw: this.own(token.image), ...span };
  }

  private inspectString(token: IToken, span: Span): void {
    const raw = token.image;
    const problem = token.payload;
    this.lookedOn(token);
    if (problem?.kind === 'unclosedString')
      this.unterminated(span, 'This text has no closing `"` on its line. Close it, or use a text block (`"""`) for several lines.');
    if (problem?.kind === 'unclosedBlock') {
      const start = { start: span.start, end: span.start + 3 };
      this.unterminated(start, 'This text block is never closed. It ends with a line that begins with `"""`.');
    }
    if (problem?.kind === 'blockOnOneLine' || problem?.kind === 'textBehindQuotes') {
      const [first = ''] = raw.split(/\r?\n/);
      const margin = /\n([ \t]*)"""$/.exec(raw)?.[1];
      const message = 'The text of a `"""` block begins on the line below the quotes. For text on one line, use `"…"`.';
      this.unexpected({ start: span.start, end: span.start + first.length }, message, {
        instead: margin === undefined ? `"${raw.replace(/^"+|"+$/g, '')}"` : first.replace(/^"""[ \t]*/, `"""\n${margin}`),
      });
    }
    if (problem?.kind === 'curlyQuotes') {
      const inside = raw.replace(/^[“”„«]|[“”»"]$/g, '');
      this.unexpected(span, 'These are curly quotes, as a word processor makes them; the language reads straight ones: `"…"`.', {
        instead: `"${inside}"`,
      });
    }
    const bad = raw.includes('\\') ? badEscape(raw) : undefined;
    if (bad) {
      const written = raw.slice(bad.start, bad.end);
      this.unexpected(
        { start: span.start + bad.start, end: span.start + bad.end },
        `\`${written}\` means nothing in a string. The escapes are \`\\"\`, \`\\\\\`, \`\\n\`, \`\\t\` and \`\\u{…}\`; for a backslash itself, as regular expressions need it, write \`\\${written}\`.`,
        { instead: `\\${written}` },
      );
    }
  }

  protected optionalString(): Text | undefined {
    const next = this.LA(1);
    const habit = /^[:=]$/.test(next.image) && this.sees(StringToken, 2) ? habitOf(next.image) : undefined;
    if (habit && !this.RECORDING_PHASE) {
      this.unexpected(this.spanOf(next), habit.message, { instead: '' });
      this.skip();
    }
    return this.sees(StringToken) ? this.string('a text in quotes') : undefined;
  }

  protected number(wanted: string): NumberLiteral {
    if (!this.RECORDING_PHASE && !this.sees(NumberToken)) {
      this.missing(wanted);
      return { kind: 'number', value: Number.NaN, percent: false, ...this.gap };
    }
    const token = this.consume(0, NumberToken);
    const percent = token.image.endsWith('%');
    const value = Number.parseFloat(token.image);
    return { kind: 'number', value: percent ? value / 100 : value, percent, ...this.spanOf(token) };
  }

  protected date(): DateLiteral {
    if (!this.sees(DateToken)) {
      this.missing('a date, such as `2026-03-20`');
      return { kind: 'date', text: '', ...this.gap };
    }
    const token = this.consume(0, DateToken);
    if (!isDay(token.image))
      this.unexpected(
        this.spanOf(token),
        `There is no day \`${token.image}\` in the calendar. A date is year, month, day, such as \`2026-03-20\`.`,
      );
    return { kind: 'date', text: token.image, ...this.spanOf(token) };
  }

  protected duration(): Duration {
    const count = this.number('a length of time, such as `90 days`');
    const unit = this.choice('duration', 'a unit of time: `minutes`, `hours`, `days`, `months` or `years`');
    return { kind: 'duration', count, unit, start: count.start, end: this.here };
  }
}
