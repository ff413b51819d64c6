// What a whole document says that bears on each of its sentences: its language, who it speaks of, its terms, values and tensions.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { heldIn } from '../holding.ts';
import { memo } from '../memo.ts';
import { declarationsOf } from '../names.ts';
import type { Scope } from '../scope.ts';
import type { Language } from './language.ts';
import { languages } from './languages/all.ts';
import { type Reader, readerOf } from './reader.ts';
import { formsOf, type TermIndex, termIndex } from './terms.ts';

export interface World {
  /** Nothing where the document's language is one that the rules do not read. */
  readonly reader?: Reader;
  readonly terms: TermIndex<syntax.Term>;
  /** Words of the names and titles of declared values. */
  readonly values: ReadonlySet<string>;
  /** Each tension as the words of its two values. */
  readonly tensions: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[];
  /** Principles that an eval checks, as the document writes them. */
  readonly checked: ReadonlySet<string>;
}

export const languageOf = (tag: string): Language | undefined => {
  const primary = tag.toLowerCase().split('-')[0];
  return languages.find(language => language.code === primary);
};

export const worldOf: (scope: Scope) => World = memo(make);

function make(scope: Scope): World {
  const { terms, values, tensions } = heldIn(scope);
  const titles = new Map(values.map(({ node }) => [node.name.text, wordsOfValue(node)]));
  const checked = new Set<string>();
  for (const { node } of declarationsOf(scope.own, 'eval')) {
    for (const statement of node.body) if (statement.kind === 'checks') for (const { text } of statement.principles) checked.add(text);
  }
  return {
    reader: readerIn(scope),
    terms: termIndex(terms.map(({ node }) => ({ forms: formsOf(node), of: node }))),
    values: new Set([...titles.values()].flatMap(words => [...words])),
    tensions: tensions.map(({ node }) => [wordsAt(node.left, titles), wordsAt(node.right, titles)] as const),
    checked,
  };
}

function readerIn({ own }: Scope): Reader | undefined {
  let tag = 'en';
  for (const { node } of declarationsOf(own, 'language')) if (node.language.text !== '') tag = node.language.text;
  const language = languageOf(tag);
  if (!language) return undefined;
  const subjects = [...declarationsOf(own, 'subject')]
    .flatMap(({ node }) => node.phrases.map(textOf))
    .filter(phrase => phrase.trim() !== '');
  return readerOf(language, subjects.length > 0 ? subjects : language.agents);
}

const wordsOfValue = ({ name, title }: syntax.ValueDeclaration): ReadonlySet<string> =>
  new Set(
    [...name.text.toLowerCase().split('_'), ...(title ? textOf(title).toLowerCase().split(/\s+/) : [])].filter(word => word.length > 3),
  );

function wordsAt(ref: syntax.Ref, titles: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const name = ref.parts.at(-1)?.text ?? '';
  return titles.get(name) ?? new Set([name.toLowerCase()]);
}
