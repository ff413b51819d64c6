// Braces and recovery: what cannot be read is said, and reading goes on where a statement or declaration can begin.

import { type IToken, tokenMatcher } from 'chevrotain';
import { type Body, declarationStarts } from './bodies.ts';
import { habitOf, inSmallLetters, smallLetters } from './habits.ts';
import { Literals } from './literals.ts';
import { nearest } from './names.ts';
import { brief, retype } from './terminals.ts';
import { Identifier, LeftBrace, NameLike, RightBrace, StringToken, type Word, words } from './tokens.ts';

/** Deeper nesting than this is nobody's prose, and would exhaust the stack. */
const deepest = 200;

/** Words that authors use for words of the language. */
const synonyms: Readonly<Record<string, string>> = {
  shall: 'must',
  never: 'must not',
  always: 'must',
  cannot: 'must not',
  can: 'may',
  if: 'when',
  except: 'unless',
  rule: 'principle',
  norm: 'must',
  forbid: 'must not',
  allow: 'may',
  reason: 'because',
  rationale: 'because',
  test: 'eval',
  reference: 'source',
};

export class Blocks extends Literals {
  /** As deep as this and no deeper: says so once, and reads over the rest up to the matching bracket. */
  protected tooDeep(): boolean {
    if (this.RECORDING_PHASE || this.depth < deepest) return false;
    this.unexpected(this.spanOf(this.LA(1)), `This is nested more than ${deepest} deep. Name a part of it and use the name.`);
    return true;
  }

  /** The statements between braces, as many as can be read; what cannot is said and left out. Nothing where no brace opens. */
  protected block(body: Body, column: number, statement: () => void): boolean {
    if (!this.sees(LeftBrace)) return false;
    const opened = this.consume(0, LeftBrace);
    this.bodies.push({ body, column });
    try {
      this.statements(body, column, opened, statement);
    } finally {
      this.bodies.pop();
    }
    return true;
  }

  private statements(body: Body, column: number, opened: IToken, statement: () => void): void {
    for (;;) {
      if (this.sees(RightBrace)) {
        this.skip();
        return;
      }
      if (this.done || this.leavesBlock(body, column)) {
        // A text block that nothing closes has most likely swallowed the brace as well.
        if (this.open) return;
        this.unterminated(
          this.spanOf(opened),
          `The brace that opens here is never closed: a \`}\` is missing ${this.done ? 'before the end of the file' : `before \`${brief(this.LA(1).image)}\``}.`,
        );
        return;
      }
      if (this.startsHere(body) || this.repair(body)) {
        const before = this.LA(1);
        statement();
        if (this.LA(1) === before) this.junk(body, column);
      } else this.junk(body, column);
    }
  }

  private startsHere(body: Body): boolean {
    const type = this.LA(1).tokenType;
    return body.starts.has(type) || (body.starts.has(StringToken) && this.sees(StringToken));
  }

  /** A declaration at the margin of the one that is open: its closing brace was forgotten. */
  private leavesBlock(body: Body, column: number): boolean {
    const next = this.LA(1);
    if (this.returnsToOuter(body, column)) return true;
    if (!declarationStarts.has(next.tokenType) || !this.firstOnLine(next)) return false;
    // In a section declarations are at home, however far left they stand.
    return !body.starts.has(next.tokenType) && this.column(next) <= column;
  }

  /** A statement of the block around this one, at this one's margin. */
  private returnsToOuter(body: Body, column: number): boolean {
    const next = this.LA(1);
    const outer = this.bodies.at(-2)?.body;
    return (
      outer?.starts.has(next.tokenType) === true &&
      !body.starts.has(next.tokenType) &&
      this.firstOnLine(next) &&
      this.column(next) <= column
    );
  }

  /** A word that is one slip away from a statement's is taken for it. */
  private repair(body: Body): boolean {
    const next = this.LA(1);
    if (next.tokenType !== Identifier || !/^[A-Za-z]{3,}$/.test(next.image)) return false;
    const small = inSmallLetters(next.image, body.startWords);
    if (small) return this.lowered(next, small);
    const meant = /^[a-z]/.test(next.image) ? nearest(next.image, body.startWords) : undefined;
    if (!meant || synonyms[next.image]) return false;
    this.unexpected(this.spanOf(next), `\`${next.image}\` is not a word of ${body.called}. Did you mean \`${meant}\`?`, { instead: meant });
    retype(next, words[meant as Word]);
    return true;
  }

  /** A word in capitals is taken for the word, and `NOT` behind it for `not`. */
  protected lowered(word: IToken, small: string): true {
    const not = this.LA(2);
    const negated = /^not$/i.test(not.image) && not.image !== 'not';
    const span = { start: this.from(word), end: this.spanOf(negated ? not : word).end };
    const written = negated ? `${word.image} ${not.image}` : word.image;
    const meant = negated ? `${small} not` : small;
    this.unexpected(span, smallLetters(written, meant), { instead: meant });
    retype(word, words[small as Word]);
    if (negated) retype(not, words.not);
    return true;
  }

  /** Says what is wrong with what stands here, and reads on to where a statement can begin. */
  private junk(body: Body, column: number): void {
    const first = this.LA(1);
    const span = this.spanOf(first);
    const habit = habitOf(first.image);
    if (habit) this.unexpected(span, habit.message, habit.instead === undefined ? {} : { instead: habit.instead });
    else this.unexpected(span, misplaced(first, body), synonymOf(first.image));
    let open = 0;
    do {
      const type = this.skip().tokenType;
      if (type === LeftBrace) open++;
      if (type === RightBrace) open--;
      if (this.done) return;
      if (open <= 0 && (this.sees(RightBrace) || this.leavesBlock(body, column))) return;
    } while (open > 0 || !this.statementMayBegin(body));
  }

  private statementMayBegin(body: Body): boolean {
    const next = this.LA(1);
    if (!this.startsHere(body)) return this.firstOnLine(next) && inSmallLetters(next.image, body.startWords) !== undefined;
    return this.firstOnLine(next) || !tokenMatcher(next, NameLike) || this.sees(StringToken, 2);
  }
}

const synonymOf = (word: string): { instead?: string } => (Object.hasOwn(synonyms, word) ? { instead: synonyms[word]! } : {});

function misplaced(token: IToken, body: Body): string {
  const word = brief(token.image);
  if (declarationStarts.has(token.tokenType)) {
    return `\`${word}\` is declared at the top level, not inside ${body.called}. Move it out, or close the brace above it.`;
  }
  const meant = synonymOf(token.image).instead;
  if (meant) return `${capital(body.called)} has no statement \`${word}\`. Did you mean \`${meant}\`?`;
  if (!/^\w/.test(word))
    return `\`${word}\` has no meaning here. In ${body.called} each statement begins with a word such as ${sample(body)}.`;
  return `${capital(body.called)} has no statement \`${word}\`. It may hold ${sample(body)}${body.starts.has(StringToken) ? ', or text in quotes' : ''}.`;
}

const sample = (body: Body): string =>
  body.startWords
    .slice(0, 12)
    .map(word => `\`${word}\``)
    .join(', ');
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
