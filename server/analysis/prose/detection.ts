// In which language a Markdown file is written: the one of whose common words it holds the largest share.

import type { Language } from './language.ts';
import { languages } from './languages/all.ts';
import { others } from './languages/others.ts';
import type { Block } from './markdown.ts';
import { wordsIn } from './tokens.ts';

/** Words that are looked at; a text of fewer than the least of them is taken for English. */
const most = 4000;
const least = 40;
/** Of running text about a third are such words; of a language that is not listed far fewer. */
const share = 0.12;

export type Detected =
  | { readonly kind: 'read'; readonly language: Language }
  /** The name is missing where the language is none that is listed. */
  | { readonly kind: 'unread'; readonly name?: string };

export function detected(blocks: readonly Block[]): Detected {
  const candidates = [...languages, ...others];
  const counts = candidates.map(() => 0);
  let all = 0;
  for (const { text } of blocks) {
    for (const { text: word } of wordsIn(text, { start: 0, end: Math.min(text.length, 2000) })) {
      if (!/^\p{L}/u.test(word)) continue;
      all++;
      for (let n = 0; n < candidates.length; n++) if (candidates[n]!.common.has(word)) counts[n]!++;
    }
    if (all > most) break;
  }
  if (all < least) return { kind: 'read', language: languages[0]! };
  const best = counts.indexOf(Math.max(...counts));
  if (counts[best]! < share * all) return { kind: 'unread' };
  const language = languages[best];
  return language ? { kind: 'read', language } : { kind: 'unread', name: candidates[best]!.name };
}
