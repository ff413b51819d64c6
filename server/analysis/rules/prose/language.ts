// Says once, of a document in a language that the prose rules do not read, that its prose was not checked.

import { declarationsOf } from '../../names.ts';
import { languages } from '../../prose/languages/all.ts';
import { passagesOf } from '../../prose/passages.ts';
import { languageOf } from '../../prose/world.ts';
import type { Draft, Rule, Subject } from '../rule.ts';

function* check({ document, scope }: Subject): Iterable<Draft> {
  for (const { segment, node } of declarationsOf(scope.own, 'language')) {
    const { text } = node.language;
    if (text === '' || languageOf(text)) return;
    if (!document.tree.segments.some(other => passagesOf(other).length > 0)) return;
    yield { at: { file: document.file, segment, span: node.language }, message: unreadMessage(`\`${text}\``) };
    return;
  }
}

/** What is said of prose in a language that the rules do not read. */
export const unreadMessage = (called: string): string =>
  `The rules on vague and compound prose read ${languages.map(({ name }) => name).join(' and ')} only, so the prose in ${called} was not checked for that. Everything else was.`;

export const proseLanguage: Rule = {
  code: 'prose/language',
  severity: 'info',
  check,
  page: {
    title: 'Prose in a language that is not read',
    what: `The document's language is none of those whose prose is checked (${languages.map(({ name }) => name).join(', ')}).`,
    why: 'No finding in its prose does not mean that nothing is vague there. Norms, contexts, conflicts and everything else are checked as in any document.',
    wrong: 'constitution pult "Pult"\nlanguage de\nprinciple klar "Klar" { "Der Assistent soll angemessen antworten." }',
    right: 'constitution desk "Desk"\nlanguage en\nprinciple plain "Plain" { "Use short words." }',
    fixes:
      'Nothing to fix. A further language is one file of words; until there is one, `"prose/language": "off"` under `rules` in polity.config.json silences this.',
  },
};
