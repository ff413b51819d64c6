// How prose is read in one document: its language and who it speaks of.

import type { Language } from './language.ts';
import { type Phrases, phrases } from './phrases.ts';

export interface Reader {
  readonly language: Language;
  /** Names of the governed agent, without determiners. */
  readonly agents: Phrases<'agent'>;
}

const readers = new Map<string, Reader>();

/** The same reader, the very same object, for the same language and names. */
export function readerOf(language: Language, subjects: readonly string[]): Reader {
  const key = JSON.stringify([language.code, subjects]);
  let reader = readers.get(key);
  if (!reader) {
    // A long-lived server sees every half-typed subject.
    if (readers.size > 50) readers.clear();
    reader = { language, agents: phrases({ agent: subjects.flatMap(subject => patternsOf(subject, language)).join(' / ') }) };
    readers.set(key, reader);
  }
  return reader;
}

/** `the assistant` is met as `an assistant`, `assistants` and `our assistant` as well. */
function patternsOf(subject: string, { determiners, plural }: Language): string[] {
  const names = subject
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[\s|?~<>/]+/)
    .filter(word => word !== '');
  const bare = names.length > 1 && determiners.has(names[0]!) ? names.slice(1) : names;
  const name = bare.join(' ');
  return name === '' ? [] : [name, name + plural];
}
