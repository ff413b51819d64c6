// The TextMate grammar, tokenized as VS Code does it, beside what the lexer and the parser say of the same text.

import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Lexer } from 'chevrotain';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';
import { parse } from '../../grammar/parser.ts';
import { print } from '../../grammar/print.ts';
import { textMateGrammar } from '../../grammar/textmate.ts';
import { BlockComment, LineComment, StringToken, tokens, words } from '../../grammar/tokens.ts';
import { nodesOf } from '../../grammar/walk.ts';
import { textMateFile } from '../generate.ts';
import { exampleTexts } from './examples.ts';
import { fixturesIn } from './fixtures.ts';
import { problemsOf } from './meaning.ts';
import { randomSpec } from './random-spec.ts';

async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: sources => new oniguruma.OnigScanner(sources),
      createOnigString: text => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(JSON.stringify(textMateGrammar()), 'polity.json'),
  });
  return (await registry.loadGrammar('source.polity'))!;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

function tokenized(grammar: IGrammar, text: string): Piece[] {
  const pieces: Piece[] = [];
  let state = textmate.INITIAL;
  let at = 0;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    for (const { startIndex, endIndex, scopes } of tokens)
      pieces.push({ start: at + startIndex, end: at + Math.min(endIndex, line.length), scopes: scopes.slice(1) });
    state = ruleStack;
    at += line.length + 1;
  }
  return pieces;
}

/** The scopes at each offset, as one text. */
function scopesByOffset(grammar: IGrammar, text: string): string[] {
  const scopes = new Array<string>(text.length).fill('');
  for (const piece of tokenized(grammar, text)) for (let i = piece.start; i < piece.end; i++) scopes[i] = piece.scopes.join(' ');
  return scopes;
}

const wordTokens = new Set(Object.values(words));
const keywordLike = /\b(?:keyword|storage|support\.type|constant\.language)\b/;

const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations: true });

/** Where TextMate and the parser see it differently. */
function disagreements(grammar: IGrammar, text: string): string[] {
  const tree = parse(text);
  assert.deepStrictEqual(problemsOf(tree), []);
  const scopes = scopesByOffset(grammar, text);
  const found: string[] = [];
  const say = (at: number, what: string) => {
    const from = text.lastIndexOf('\n', at - 1) + 1;
    found.push(`${text.slice(0, at).split('\n').length}:${at - from} ${what}: ${text.slice(from).split('\n')[0]} [${scopes[at]}]`);
  };
  const inNames = new Set<number>();
  tree.segments.forEach((segment, i) => {
    for (const node of segment.node ? nodesOf(segment.node) : []) {
      if (node.kind !== 'name') continue;
      for (let at = node.start; at < node.end; at++) inNames.add(tree.starts[i]! + at);
      if (/\b(?:keyword|storage)\b/.test(scopes[tree.starts[i]! + node.start]!))
        say(tree.starts[i]! + node.start, `the name ${node.text} is taken for a keyword`);
    }
  });
  const read = lexer.tokenize(text);
  for (const token of read.tokens) {
    if (wordTokens.has(token.tokenType) && !inNames.has(token.startOffset) && !keywordLike.test(scopes[token.startOffset]!))
      say(token.startOffset, `the word ${token.image} is not seen as one`);
  }
  const strings = read.tokens.filter(token => token.tokenType === StringToken);
  const comments = (read.groups.comments ?? []).filter(token => token.tokenType === LineComment || token.tokenType === BlockComment);
  for (const [all, scope] of [
    [strings, 'string.quoted'],
    [comments, 'comment.'],
  ] as const) {
    const inside = new Uint8Array(text.length);
    for (const token of all) inside.fill(1, token.startOffset, token.startOffset + token.image.length);
    for (let i = 0; i < text.length; i++) {
      const seen = new RegExp(scope === 'string.quoted' ? 'string\\.(?:quoted|regexp)' : 'comment\\.').test(scopes[i]!);
      if (/\s/.test(text[i]!) || seen === Boolean(inside[i])) continue;
      say(i, `${text[i]} is ${inside[i] ? 'inside' : 'outside'} a ${scope === 'comment.' ? 'comment' : 'string'}`);
      break;
    }
  }
  return found;
}

describe('the TextMate grammar', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await loadGrammar();
  });

  it('stands in its file as it is generated (npm run generate)', () => {
    assert.deepStrictEqual(JSON.parse(readFileSync(textMateFile, 'utf8')), JSON.parse(JSON.stringify(textMateGrammar())));
  });

  it('sees names, words, strings and comments of the examples as the parser does', () => {
    for (const [file, text] of exampleTexts()) assert.deepStrictEqual(disagreements(grammar, text), [], file);
  });

  it('sees random specs in canonical layout as the parser does', () => {
    for (let seed = 1; seed <= 250; seed++) {
      const text = print(parse(randomSpec(seed, { calm: true }))).replace(/^\ufeff|\r/g, '');
      assert.deepStrictEqual(disagreements(grammar, text), [], `seed ${seed}`);
    }
  });

  for (const { title, input, expect } of fixturesIn('textmate')) {
    it(title, () => {
      const shown = input.split('\n').flatMap((line, i, lines) => [line, ...scopesOfLine(grammar, lines, i)]);
      expect(shown.join('\n'));
    });
  }
});

/** The pieces of a line, each with its innermost scopes. */
function scopesOfLine(grammar: IGrammar, lines: readonly string[], i: number): string[] {
  const before = lines.slice(0, i).reduce((length, line) => length + line.length + 1, 0);
  const text = lines.join('\n');
  return tokenized(grammar, text)
    .filter(piece => piece.start >= before && piece.end <= before + lines[i]!.length && piece.end > piece.start && piece.scopes.length > 0)
    .map(
      piece => `  ~ ${text.slice(piece.start, piece.end).trim()} ~ ${piece.scopes.map(scope => scope.replace(/\.polity$/, '')).join(' ')}`,
    );
}
