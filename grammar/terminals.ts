// The ground of the parser: names and words, each of which may be missing; what is wrong is said in an
// author's words, and the tree goes on. So nothing is ever thrown, and half-typed text keeps its shape.

import { EmbeddedActionsParser, EOF, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { type Body, declarationStarts, leads, topLevel } from './bodies.ts';
import { canonical, isName, nearest } from './names.ts';
import type { Name, Ref, Span, SyntaxProblem } from './syntax.ts';
import { Comma, choices, Dot, NameLike, RightBrace, tokens, type Word, words } from './tokens.ts';

export class Terminals extends EmbeddedActionsParser {
  protected text = '';
  /** Where the segment begins that is being read: spans count from here. */
  protected base = 0;
  protected problems: SyntaxProblem[] = [];
  /** The braces that are open, innermost last. */
  protected bodies: { readonly body: Body; readonly column: number }[] = [];
  protected depth = 0;
  /** Strings of the tree must not keep the text alive that they were cut from. */
  protected lasting = false;
  /** The segment holds something that nothing closes up to the end of the text. */
  protected open = false;

  constructor() {
    super(tokens, { maxLookahead: 1, recoveryEnabled: false, skipValidations: true });
  }

  // A slice of a text keeps the whole of it in memory for as long as the slice is in use; this copy is on its own. Short ones are copies anyway.
  protected own(text: string): string {
    return this.lasting && text.length > 12 ? ` ${text}`.slice(1) : text;
  }

  protected sees(type: TokenType, ahead = 1): boolean {
    return tokenMatcher(this.LA(ahead), type);
  }

  protected get done(): boolean {
    return this.LA(1).tokenType === EOF;
  }

  /** Reads over a token, whatever it is. */
  protected skip(): IToken {
    const token = this.consume(0, this.LA(1).tokenType);
    this.lookedOn(token);
    return token;
  }

  /** An unclosed block looked to the end of the file, wherever it stands; text behind opening quotes looked on too. */
  protected lookedOn({ payload }: IToken): void {
    if (payload?.kind === 'unclosedBlock' || payload?.kind === 'textBehindQuotes') this.open = true;
  }

  // Places

  protected from(token: IToken): number {
    return token.startOffset - this.base;
  }

  /** The end of the last token that was read. */
  protected get here(): number {
    const last = this.LA(0);
    return last.tokenType === EOF ? 0 : Math.max(0, endOf(last) - this.base);
  }

  protected spanOf(token: IToken): Span {
    return { start: token.startOffset - this.base, end: endOf(token) - this.base };
  }

  /** Where something is missing: right after what was read. */
  protected get gap(): Span {
    return { start: this.here, end: this.here };
  }

  protected column(token: IToken): number {
    return token.startOffset - (this.text.lastIndexOf('\n', token.startOffset - 1) + 1);
  }

  protected firstOnLine(token: IToken): boolean {
    for (let i = token.startOffset - 1; i >= 0; i--) {
      const code = this.text.charCodeAt(i);
      if (code === 0x0a) return true;
      if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return false;
    }
    return true;
  }

  // Problems

  protected unexpected(at: Span, message: string, more: Pick<SyntaxProblem, 'instead' | 'related'> = {}): void {
    if (this.RECORDING_PHASE) return;
    const end = Math.max(at.end, at.start);
    // One problem a place: what follows from the first helps nobody.
    if (this.problems.at(-1)?.start === at.start && this.problems.at(-1)?.end === end) return;
    const instead = more.instead === undefined ? {} : { instead: this.own(more.instead) };
    this.problems.push({ code: 'syntax/unexpected', start: at.start, end, message: this.own(message), ...more, ...instead });
  }

  protected unterminated(at: Span, message: string, related?: SyntaxProblem['related']): void {
    if (!this.RECORDING_PHASE)
      this.problems.push({
        code: 'syntax/unterminated',
        start: at.start,
        end: at.end,
        message: this.own(message),
        ...(related ? { related } : {}),
      });
  }

  /** What stands here instead of `wanted`; the place is the word that stands there, or the gap where the line ends. */
  protected missing(wanted: string): void {
    if (this.RECORDING_PHASE) return;
    const next = this.LA(1);
    const last = this.LA(0);
    const after = last?.image === undefined ? 'Here' : `After \`${brief(last.image)}\``;
    const sameLine = !this.done && !this.firstOnLine(next) && !this.sees(RightBrace);
    const instead = sameLine ? `, but \`${brief(next.image)}\` stands here` : '';
    this.unexpected(sameLine ? this.spanOf(next) : this.gap, `${after} comes ${wanted}${instead}.`);
  }

  // Names

  /** Would the keyword that stands next, first on its line, rather begin a new statement or declaration? Then it is not the name that the line before lacks. */
  protected beginsAnew(token: IToken): boolean {
    const type = token.tokenType;
    const { body, column } = this.bodies.at(-1) ?? { body: topLevel, column: 0 };
    if (!this.firstOnLine(token)) return false;
    if (body.starts.has(type)) return this.beginsAt(1, body);
    // A declaration at the margin, with its name: taken for a name itself, it would leave that one without meaning.
    const next = this.LA(2).tokenType;
    return declarationStarts.has(type) && this.column(token) <= column && leads(type, next) && !body.starts.has(next);
  }

  private beginsAt(at: 1 | 2, body: Body): boolean {
    const next = this.LA(at + 1).tokenType;
    if (!leads(this.LA(at).tokenType, next)) return false;
    // What begins a statement itself is not what this one needs.
    return at === 2 || !body.starts.has(next) || !this.sees(NameLike, 2) || !this.beginsAt(2, body);
  }

  protected get nameIsNext(): boolean {
    if (this.RECORDING_PHASE) return true;
    return this.sees(NameLike) && !this.beginsAnew(this.LA(1));
  }

  protected name(wanted: string): Name {
    if (!this.nameIsNext) {
      this.refuseReserved(wanted);
      return { kind: 'name', text: '', ...this.gap };
    }
    return this.nameOf(this.consume(0, NameLike));
  }

  private nameOf(token: IToken): Name {
    const { image } = token;
    const start = token.startOffset - this.base;
    const end = start + image.length;
    if (!isName(image)) {
      const message = `\`${brief(image)}\` cannot be a name: a name has letters, digits, \`_\`, and single \`-\` inside, and begins with a letter.`;
      this.unexpected({ start, end }, message);
    }
    return { kind: 'name', text: this.own(canonical(image)), start, end };
  }

  /** A reserved word where a name is due is said so, and read as the name that was meant if more of the same line follows it. */
  private refuseReserved(wanted: string): void {
    const next = this.LA(1);
    const word = next.image;
    if (
      !this.done &&
      /^[a-z]+$/.test(word) &&
      !this.sees(NameLike) &&
      !this.firstOnLine(next) &&
      !this.bodies.at(-1)?.body.starts.has(next.tokenType)
    ) {
      this.unexpected(
        this.spanOf(next),
        `\`${word}\` is a word of the language and cannot be a name. Choose another name, for example \`${word}_\`.`,
        { instead: `${word}_` },
      );
      this.skip();
    } else this.missing(wanted);
  }

  /** A name, dotted where it reaches into an import. */
  protected reference(wanted: string): Ref {
    const first = this.name(wanted);
    if (this.RECORDING_PHASE || !this.sees(Dot) || this.firstOnLine(this.LA(1)) || first.text === '') {
      return { kind: 'ref', text: first.text, parts: [first], start: first.start, end: first.end };
    }
    const parts = [first];
    while (this.sees(Dot) && !this.firstOnLine(this.LA(1))) {
      const apart = this.from(this.LA(1)) !== parts.at(-1)!.end;
      const dot = this.skip();
      const dots = this.spanOf(dot);
      const follows = this.sees(NameLike) && (this.LA(1).startOffset === endOf(dot) || !this.firstOnLine(this.LA(1)));
      if (!follows || apart || this.LA(1).startOffset !== endOf(dot)) {
        const written = `${parts.map(part => part.text).join('.')}.`;
        this.unexpected(dots, `After \`${written}\` comes the name that is meant there, with no blank around the dot.`);
      }
      parts.push(follows ? this.nameOf(this.skip()) : { kind: 'name', text: '', ...this.gap });
    }
    const text = parts.at(-1)!.text === '' ? '' : parts.map(part => part.text).join('.');
    return { kind: 'ref', text, parts, start: first.start, end: this.here };
  }

  protected references(wanted: string): Ref[] {
    return this.list(() => this.reference(wanted));
  }

  protected names(wanted: string): Name[] {
    return this.list(() => this.name(wanted));
  }

  /** One or more, with commas between. */
  protected list<Item>(item: () => Item): Item[] {
    const items = [item()];
    while (!this.RECORDING_PHASE && this.sees(Comma)) {
      this.skip();
      items.push(item());
    }
    return items;
  }

  // Words

  /** The word, which must stand here; says so and goes on where it does not. */
  protected word(word: Word, wanted: string): boolean {
    if (this.sees(words[word])) {
      this.consume(0, words[word]);
      return true;
    }
    this.missing(wanted);
    return false;
  }

  /** One of a few words that are tokens of no kind of their own. */
  protected choice(among: keyof typeof choices, wanted: string): Name {
    const name = this.name(wanted);
    const known: readonly string[] = choices[among];
    if (name.text !== '' && !this.RECORDING_PHASE && !known.includes(name.text)) {
      const meant = nearest(name.text, known);
      this.unexpected(
        name,
        `\`${brief(name.text)}\` is not ${wanted}.${meant ? ` Did you mean \`${meant}\`?` : ''}`,
        meant ? { instead: meant } : {},
      );
    }
    return name;
  }

  protected symbol(type: TokenType, wanted: string): boolean {
    if (this.sees(type)) {
      this.consume(0, type);
      return true;
    }
    this.missing(wanted);
    return false;
  }
}

/** Makes a token one of another type. */
export function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx!;
}

/** Where a token ends: the lexer keeps only where it starts. */
export const endOf = (token: IToken): number => token.startOffset + token.image.length;

/** The beginning of a text, for a message. */
export function brief(text: string): string {
  const line = text.split('\n', 1)[0]!.slice(0, 40);
  const shown = line.replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd');
  return line.length < text.trimEnd().length ? `${shown}…` : shown;
}
