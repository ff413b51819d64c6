// A translation that the header owes and a principle's prose lacks.

import type * as syntax from '../../../../grammar/syntax.ts';
import { textOf } from '../../../../grammar/text.ts';
import { declarationsOf } from '../../names.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

function* check({ document, scope }: Subject): Iterable<Draft> {
  const [written] = [...declarationsOf(scope.own, 'language')].map(({ node }) => primary(node.language.text));
  const owed = [...declarationsOf(scope.own, 'translations')].flatMap(({ node }) => node.languages.map(({ text }) => text));
  const languages = [...new Set(owed)].filter(language => language !== '' && primary(language) !== written);
  if (languages.length === 0) return;
  for (const { segment, node } of declarationsOf(scope.own, 'principle')) {
    for (const statement of node.body) {
      if (statement.kind !== 'prose') continue;
      const missing = languages.filter(language => !isTranslated(statement, language));
      if (missing.length === 0) continue;
      const span = statement.text;
      yield {
        at: { file: document.file, segment, span },
        message: messageOf(missing, node),
        data: { kind: 'translation', fix: fixes(statement, missing) },
      };
    }
  }
}

const primary = (tag: string): string => tag.toLowerCase().split('-')[0]!;

const isTranslated = ({ translations }: syntax.Prose, language: string): boolean =>
  translations.some(
    translation => translation.language.text.toLowerCase() === language.toLowerCase() && textOf(translation.text).trim() !== '',
  );

function messageOf(missing: readonly string[], { title, name, role }: syntax.Principle): string {
  const called = title ? `“${textOf(title)}”` : `\`${name.text}\``;
  const list = missing.map(language => `\`${language}\``).join(' and ');
  return `The header promises every principle in ${list} as well, and ${role ? 'the role' : 'the principle'} ${called} does not have ${missing.length > 1 ? 'them' : 'it'}: whoever reads it in that language will not find it. Write ${missing.map(language => `\`in ${language} "…"\``).join(' and ')} right after this string, or take the language off the header's \`translations\`.`;
}

/** The translation's frame, behind the last one that is there. */
function fixes({ text, translations }: syntax.Prose, missing: readonly string[]) {
  const place = (translations.at(-1)?.end ?? text.end) - text.end;
  return missing.map(language => ({
    kind: 'translation',
    title: `Add the translation into ${language}`,
    edits: [{ place, text: ` in ${language} "…"` }],
  }));
}

export const proseTranslation: Rule = {
  code: 'prose/translation',
  severity: 'warning',
  check,
  page: {
    title: 'A translation is owed',
    what: 'The header lists languages under `translations`, and the prose of a principle lacks one of them.',
    why: 'People who live under the document read it in their own language; a principle that is missing there does not bind anyone in their eyes.',
    wrong: 'constitution desk "Desk"\nlanguage en\ntranslations es\nprinciple plain "Plain" { "Use plain words." }',
    right:
      'constitution desk "Desk"\nlanguage en\ntranslations es\nprinciple plain "Plain" { "Use plain words." in es "Usa palabras sencillas." }',
    fixes: 'The quick fix writes `in LANGUAGE "…"` after the string, for you to fill in.',
  },
};
