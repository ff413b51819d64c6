// text → tree. Never fails: what cannot be read is a problem with a place, and the rest is there.

import { type IToken, Lexer } from 'chevrotain';
import { Declarations } from './declarations.ts';
import { habitOf, inSmallLetters } from './habits.ts';
import { forgetText } from './lexemes.ts';
import { nearest } from './names.ts';
import type { Comment, Segment, Tree } from './syntax.ts';
import { brief, endOf, retype } from './terminals.ts';
import { BlockComment, declarationWords, Identifier, LeftBrace, lexed, NameLike, RightBrace, type Word, wordFor, words } from './tokens.ts';

const lexer = new Lexer(lexed, { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations: true });

/** Reads a whole document. */
export function parse(text: string): Tree {
  const segments = segmentsOf(text);
  const starts: number[] = [];
  let at = 0;
  for (const segment of segments) {
    starts.push(at);
    at += segment.length;
  }
  return { text, segments, starts };
}

/**
 * The segments of a text, or of a piece of one that begins at a segment's boundary. Where they are `lasting`, what they say keeps
 * nothing of the text alive: they will stand beside segments of many other texts.
 */
export function segmentsOf(text: string, lasting = false): Segment[] {
  const read = lexer.tokenize(text);
  forgetText();
  for (const token of read.tokens) {
    if (token.tokenType !== Identifier) continue;
    const word = wordFor(token.image);
    if (word) retype(token, word);
  }
  return parser.segments({ text, lasting }, read.tokens, (read.groups.comments ?? []) as IToken[]);
}

class DocumentParser extends Declarations {
  private comments: IToken[] = [];
  private nextComment = 0;

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  segments({ text, lasting }: { text: string; lasting: boolean }, vector: IToken[], comments: IToken[]): Segment[] {
    this.input = vector;
    this.lasting = lasting;
    this.text = text;
    this.comments = comments;
    this.nextComment = 0;
    this.base = 0;
    this.depth = 0;
    this.bodies = [];
    try {
      return this.document();
    } finally {
      // Nothing of this text is kept alive by the parser.
      this.input = [];
      this.text = '';
      this.comments = [];
      this.problems = [];
    }
  }

  private document = this.RULE('document', (): Segment[] => {
    const segments: Segment[] = [];
    if (this.RECORDING_PHASE) return segments;
    while (!this.done) {
      this.problems = [];
      this.open = false;
      const node = this.atDeclaration() || this.repairDeclaration() ? this.declaration() : this.strayText();
      // What has been said of the next token once need not be said again.
      if (!this.done && !this.atDeclaration() && this.problems.at(-1)?.start === this.from(this.LA(1))) this.skipStray();
      const end = this.boundary();
      segments.push(this.segment(end, node));
      this.base = end;
    }
    if (this.base < this.text.length) {
      this.problems = [];
      this.open = false;
      segments.push(this.segment(this.text.length));
    }
    return segments;
  });

  private segment(end: number, node?: Segment['node']): Segment {
    const comments: Comment[] = [];
    for (; this.nextComment < this.comments.length && this.comments[this.nextComment]!.startOffset < end; this.nextComment++) {
      comments.push(this.commentOf(this.comments[this.nextComment]!));
    }
    const { problems } = this;
    const length = end - this.base;
    if (this.open) return node ? { length, node, comments, problems, open: true } : { length, comments, problems, open: true };
    return node ? { length, node, comments, problems } : { length, comments, problems };
  }

  private commentOf(token: IToken): Comment {
    const block = token.tokenType === BlockComment;
    const span = this.spanOf(token);
    const problem = token.payload;
    if (problem?.kind === 'unclosedComment') {
      this.open = true;
      this.unterminated({ start: span.start, end: span.start + 2 }, 'This comment is never closed: `*/` is missing.');
    }
    if (problem?.kind === 'commentInComment') {
      const inner = problem.at - this.base;
      const message = 'This comment was not closed before another begins; comments do not nest. Close it with `*/`.';
      this.unterminated({ start: span.start, end: span.start + 2 }, message, {
        start: inner,
        end: inner + 2,
        message: 'The next comment opens here.',
      });
    }
    return { block, ...span };
  }

  /** Where the segment ends: after the last token, and the comments behind it on its line. */
  private boundary(): number {
    let end = this.base + this.here;
    const limit = this.done ? this.text.length : this.LA(1).startOffset;
    for (let i = this.nextComment; i < this.comments.length; i++) {
      const comment = this.comments[i]!;
      if (comment.startOffset < end) continue;
      if (comment.startOffset >= limit || this.text.slice(end, comment.startOffset).includes('\n')) break;
      end = endOf(comment);
    }
    return end;
  }

  /** A word that is one slip away from a declaration's, where a name follows, is taken for it. */
  private repairDeclaration(): boolean {
    const next = this.LA(1);
    if (next.tokenType !== Identifier || !this.sees(NameLike, 2) || !/^[A-Za-z]{3,}$/.test(next.image)) return false;
    const small = inSmallLetters(next.image, declarationWords);
    if (small) return this.lowered(next, small);
    const meant = /^[a-z]/.test(next.image) ? nearest(next.image, declarationWords) : undefined;
    if (!meant) return false;
    this.unexpected(this.spanOf(next), `\`${next.image}\` is not a word that begins a declaration. Did you mean \`${meant}\`?`, {
      instead: meant,
    });
    retype(next, words[meant as Word]);
    return true;
  }

  /** Says what is wrong with text that is no declaration, and reads on to the next that is. */
  private strayText(): undefined {
    const first = this.LA(1);
    const habit = habitOf(first.image);
    this.unexpected(
      this.spanOf(first),
      habit?.message ?? strayMessage(first),
      habit?.instead === undefined ? {} : { instead: habit.instead },
    );
    this.skipStray();
  }

  private skipStray(): void {
    let open = 0;
    do {
      const type = this.skip().tokenType;
      if (type === LeftBrace) open++;
      if (type === RightBrace) open = Math.max(0, open - 1);
    } while (!this.done && (!this.atDeclaration() || (open > 0 && !this.firstOnLine(this.LA(1)))));
  }
}

function strayMessage(token: IToken): string {
  const word = brief(token.image);
  if (token.tokenType === RightBrace) return 'There is one `}` too many: nothing is open here.';
  if (token.image.startsWith('"'))
    return 'Text stands at the top level, where only declarations do. Put it into a `principle NAME { … }` or a `section`.';
  const statement = /^(?:must|should|may|serves|because|example|overrides|expect|user)$/.test(token.image);
  if (statement)
    return `\`${word}\` stands outside of any declaration. It belongs between the braces of a principle${/expect|user/.test(word) ? ' or an eval' : ''}.`;
  return `\`${word}\` begins no declaration. A declaration begins with a word such as \`principle\`, \`context\`, \`action\`, \`value\` or \`eval\`.`;
}

const parser = new DocumentParser();
