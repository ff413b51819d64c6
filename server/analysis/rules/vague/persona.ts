// "What a wise person would do": a person who is asked in the norm's place, and whom everyone imagines differently.

import { exampleFix } from '../../prose/fixes.ts';
import type { Language } from '../../prose/language.ts';
import { matchAt } from '../../prose/phrases.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isElaborated } from '../../prose/settling.ts';
import { quoted, wordsOf } from '../../prose/wording.ts';

function* hits(context: Context): Iterable<Hit> {
  const { sentence, reading } = context;
  const { language } = reading;
  if (sentence.noted || isElaborated(context)) return;
  for (let at = sentence.duties[0]!.verb; at < sentence.tokens.length; at++) {
    const found = personaAt(sentence, at, language);
    if (!found) continue;
    const { to } = found;
    const person = wordsOf(sentence, found.from, to);
    const message = `This asks readers to imagine ${quoted(person)}, and they will imagine different ones: it says who decides and not what decides. Say what such a person would look at or do here, in a sentence of its own or an example.`;
    yield { from: at, to, term: 'persona', message, fixes: [exampleFix] };
    return;
  }
}

/** Where the person's description that opens at `at` ends: an opener, words of praise among at most six, a person. */
function personaAt({ tokens }: Sentence, at: number, { rules, adverbial }: Language): { from: number; to: number } | undefined {
  const { openers, qualities, persons, linking } = rules.persona;
  const opener = matchAt(openers, tokens, at);
  if (!opener) return undefined;
  let praised = false;
  for (let i = opener.to; i < opener.to + 12; i++) {
    const word = tokens[i]?.text ?? '';
    if (qualities.has(word)) praised = true;
    else if (persons.has(word)) {
      // Where adjectives follow their nouns.
      if (qualities.has(tokens[i + 1]?.text ?? '')) return { from: opener.to, to: i + 2 };
      if (!persons.has(tokens[i + 1]?.text ?? '')) return praised ? { from: opener.to, to: i + 1 } : undefined;
    } else if (!linking.has(word) && !adverbial.test(word)) return undefined;
  }
  return undefined;
}

export const vaguePersona = proseRule({
  code: 'vague/persona',
  severity: 'hint',
  hits,
  page: {
    title: 'A person for a criterion',
    what: 'A norm says to do what “a wise person”, “a responsible professional” or the like would do, and leaves it there.',
    why: 'Everyone imagines that person in their own likeness. The norm says who decides, and not what decides.',
    wrong:
      'constitution desk "Help desk"\nprinciple wise "Wise" { "In an emergency, the assistant should do what a wise person would do." }',
    right:
      'constitution desk "Help desk"\nprinciple wise "Wise" { "In an emergency, the assistant should do what a wise person would do. That is, it names the danger first and the next step second." }',
    fixes: 'Spell out what that person would look at or do. The quick fix adds an example.',
  },
});
