// The TextMate grammar, for editors and viewers that colour by it; made from the words of tokens.ts.
//
// A keyword is a word of the language only in its place, and a name everywhere else. So each word is taken together with
// the names that it asks for, and each sign with the name behind it: what is taken that way is never seen as a keyword.

import { begins, ends, goesOn, name, named, type Rule, reference, reserved, scoped, variable } from './textmate/pieces.ts';
import { type Behind, type Contextual, type Kind, places } from './textmate/places.ts';
import { comments, numbers, prose, special, strings, truth } from './textmate/rules.ts';

export interface TextMateGrammar {
  readonly $schema: string;
  readonly name: string;
  readonly scopeName: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, { readonly patterns: readonly Rule[] }>>;
}

/** One rule for all words that are coloured alike and ask for the same. */
function wordRules(): Rule[] {
  const alike = new Map<string, { kind: Kind; what: Behind; words: string[] }>();
  for (const [word, [kind, ...behind]] of Object.entries(places) as [Contextual, readonly [Kind, ...Behind[]]][]) {
    for (const what of behind) {
      const key = `${kind.scope} ${kind.names} ${what}`;
      if (!alike.has(key)) alike.set(key, { kind, what, words: [] });
      alike.get(key)!.words.push(word);
    }
  }
  // `at least 4` is no level: what asks for a certain word comes before what takes any name.
  const takesName = ({ what }: { what: Behind }) => (what === 'name' || what === 'newName' ? 1 : 0);
  return [...alike.values()]
    .sort((a, b) => takesName(a) - takesName(b))
    .map(({ kind, what, words }) => ({
      match: matchOf(words.join('|'), what),
      captures: { 1: named(kind.scope), 2: named(kind.names ?? variable) },
    }));
}

function matchOf(words: string, what: Behind): string {
  const keyword = `${begins}(${words})${ends}`;
  const before = (next: string) => `${keyword}(?=\\s*(?:${next}|${goesOn}))`;
  switch (what) {
    case 'newName':
      return `${keyword}(?:\\s+${reserved}(${name})${ends}|(?=\\s*(?:${goesOn})))`;
    case 'name':
      return `${keyword}(?:\\s+${reserved}(${reference})${ends}|(?=\\s*(?:"|${goesOn})))`;
    case 'condition':
      return `${keyword}(?:\\s+${reserved}(${reference})${ends}|(?=\\s*(?:\\(|not${ends}|${goesOn})))`;
    case 'string':
      return before('"');
    case 'number':
      return before('\\d');
    case 'truth':
      return before(`(?:true|false)${ends}`);
    case 'brace':
      return before('\\{');
    case 'colon':
      return `${begins}(${words})${ends}(?=\\s+${name}\\s*:)`;
    case 'nothing':
      return keyword;
    default:
      return before(`${what}${ends}`);
  }
}

/** The grammar as it stands in the file, which `npm run generate` writes. */
export function textMateGrammar(): TextMateGrammar {
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'Polity',
    scopeName: 'source.polity',
    fileTypes: ['constitution', 'modelspec'],
    patterns: ['comments', 'special', 'words', 'truth', 'strings', 'numbers', 'names'].map(part => ({ include: `#${part}` })),
    repository: {
      comments: { patterns: comments },
      special: { patterns: special },
      truth: { patterns: truth },
      words: { patterns: wordRules() },
      strings: { patterns: strings },
      prose: { patterns: prose },
      numbers: { patterns: numbers },
      names: {
        patterns: [
          { match: `${begins}${reference}`, name: scoped(variable) },
          { match: '[{}]', name: scoped('punctuation.section.block') },
          { match: '\\)', name: scoped('punctuation.separator') },
        ],
      },
    },
  };
}
