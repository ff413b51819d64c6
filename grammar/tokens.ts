// Every token of the language, once (language.md §2). The TextMate grammar and the keyword lists of the editor are made from this file.

import { createToken, Lexer, type TokenType } from 'chevrotain';
import { scanBlockComment, scanCurlyString, scanString } from './lexemes.ts';

/** What may stand where a name is due: an identifier, or any keyword that is not reserved. */
export const NameLike = createToken({ name: 'NameLike', pattern: Lexer.NA });

// The class is wider than letters, for Chevrotain drops the `u` flag; `isName` in names.ts looks closely at names that are not ASCII.
const letter = 'a-zA-Z_\\u0080-\\u009f\\u00a1-\\u1fff\\u2070-\\u2fff\\u3001-\\ufefe\\uff00-\\uffff';
export const Identifier = createToken({
  name: 'Identifier',
  pattern: new RegExp(`[${letter}][${letter}0-9]*(?:-[${letter}0-9]+)*`),
  categories: NameLike,
});

/** Words that are never names. */
export const reservedWords = [
  'must',
  'should',
  'may',
  'not',
  'when',
  'unless',
  'and',
  'or',
  'implies',
  'is',
  'in',
  'true',
  'false',
] as const;

/** Words that begin a declaration. */
export const declarationWords = [
  'constitution',
  'modelspec',
  'language',
  'translations',
  'subject',
  'precedence',
  'import',
  'adopt',
  'authority',
  'context',
  'option',
  'consent',
  'assume',
  'action',
  'dimension',
  'value',
  'term',
  'principle',
  'role',
  'section',
  'tension',
  'prefer',
  'assert',
  'eval',
  'agent',
  'gate',
  'stakeholder',
  'ratification',
  'amendment',
] as const;

/** Words that begin a statement inside a declaration's braces. */
export const statementWords = [
  'serves',
  'because',
  'overrides',
  'source',
  'note',
  'tagged',
  'example',
  'allow',
  'attends',
  'nourishes',
  'wiser',
  'given',
  'system',
  'developer',
  'user',
  'assistant',
  'tool',
  'settings',
  'good',
  'ok',
  'bad',
  'checks',
  'as',
  'vary',
  'expect',
  'simulate',
  'repeat',
  'plays',
  'uses',
  'require',
  'covers',
  'default',
  'revocable',
  'retention',
  'renew',
  'favors',
  'prefers',
  'changes',
  'proposed',
  'vote',
  'ratified',
] as const;

/** Words that lead on inside a declaration or a statement. */
export const connectingWords = [
  'version',
  'from',
  'except',
  'with',
  'at',
  'boolean',
  'opposes',
  'needs',
  'means',
  'entrenched',
  'to',
  'than',
  'continues',
  'violates',
  'over',
  'every',
  'for',
  'pass',
  'of',
  'since',
  'least',
  'contains',
  'equals',
  'matches',
  'under',
  'performs',
  'avoids',
  'parity',
  'within',
  'on',
  'by',
  'weight',
  'veto',
  'requires',
] as const;

/** Words that are choices in one place and tokens of no kind of their own. */
export const choices = {
  status: ['forbidden', 'required', 'permitted', 'open'],
  precedence: ['authority', 'explicit', 'tension', 'force', 'specificity'],
  length: ['words', 'characters', 'sentences'],
  duration: ['minutes', 'hours', 'days', 'months', 'years', 'minute', 'hour', 'day', 'month', 'year'],
  metric: ['conflicts', 'vague', 'coverage', 'evals', 'regressions'],
  choice: ['yes', 'no', 'abstain'],
  switch: ['on', 'off'],
  turns: ['turns', 'turn'],
} as const;

type Reserved = (typeof reservedWords)[number];
type Contextual = (typeof declarationWords)[number] | (typeof statementWords)[number] | (typeof connectingWords)[number];
export type Word = Reserved | Contextual;

function wordToken(word: string, reserved: boolean): TokenType {
  return createToken({ name: word, pattern: word, ...(reserved ? {} : { categories: NameLike }) });
}

const contextualWords: readonly Contextual[] = [...declarationWords, ...statementWords, ...connectingWords];

/** The token of each word. */
export const words = Object.fromEntries([
  ...reservedWords.map(word => [word, wordToken(word, true)]),
  ...contextualWords.map(word => [word, wordToken(word, false)]),
]) as Readonly<Record<Word, TokenType>>;

export const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\n\r]*/, group: 'comments' });
export const BlockComment = createToken({
  name: 'BlockComment',
  pattern: scanBlockComment,
  start_chars_hint: ['/'],
  line_breaks: true,
  group: 'comments',
});
/** A string or a text block. Its payload is a problem, if there is one. */
export const StringToken = createToken({ name: 'String', pattern: scanString, start_chars_hint: ['"'], line_breaks: true });
/** A string in typographic quotes, as pasted from a word processor. */
export const CurlyString = createToken({
  name: 'CurlyString',
  pattern: scanCurlyString,
  start_chars_hint: ['\u201c', '\u201d', '\u201e', '\u00ab'],
  line_breaks: false,
  categories: StringToken,
});
export const DateToken = createToken({ name: 'Date', pattern: /\d{4}-\d{2}-\d{2}/ });
export const NumberToken = createToken({ name: 'Number', pattern: /\d+(?:\.\d+)?%?/ });

const symbol = (name: string, pattern: string) => createToken({ name, pattern });
export const LeftBrace = symbol('LeftBrace', '{');
export const RightBrace = symbol('RightBrace', '}');
export const LeftParen = symbol('LeftParen', '(');
export const RightParen = symbol('RightParen', ')');
export const Comma = symbol('Comma', ',');
export const Colon = symbol('Colon', ':');
export const Bar = symbol('Bar', '|');
export const AtMost = symbol('AtMost', '<=');
export const AtLeast = symbol('AtLeast', '>=');
export const Less = symbol('Less', '<');
export const Greater = symbol('Greater', '>');
export const DotDot = symbol('DotDot', '..');
export const Dot = symbol('Dot', '.');
export const Slash = symbol('Slash', '/');

export const Blank = createToken({
  name: 'Blank',
  pattern: /[ \t\r\n\u000b\u000c\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
/** Whatever else is in the text: the parser says so, where it stands. */
export const Stray = createToken({
  name: 'Stray',
  // A plain class, for the lexer's first-character table cannot be made from a complement.
  pattern: /[\u0000-\u0008\u000e-\u001f!#$%&'*+;=?@[\\\]^`~\u007f\u200b-\u201b\u201f-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u206f-]+/,
});

/** What the lexer looks for. A word is read as an identifier first: to try a hundred patterns at each word would take most of its time. */
export const lexed: TokenType[] = [
  Blank,
  LineComment,
  BlockComment,
  StringToken,
  CurlyString,
  Identifier,
  DateToken,
  NumberToken,
  LeftBrace,
  RightBrace,
  LeftParen,
  RightParen,
  Comma,
  Colon,
  Bar,
  AtMost,
  AtLeast,
  Less,
  Greater,
  DotDot,
  Dot,
  Slash,
  Stray,
  NameLike,
];

const byImage: ReadonlyMap<string, TokenType> = new Map(Object.entries(words));
const longest = Math.max(...Object.keys(words).map(word => word.length));

/** The token type of an identifier that is a word of the language. */
export const wordFor = (image: string): TokenType | undefined => (image.length <= longest ? byImage.get(image) : undefined);

/** Every token that the parser may meet. */
export const tokens: TokenType[] = [...lexed, ...Object.values(words)];
