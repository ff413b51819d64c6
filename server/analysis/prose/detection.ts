// In which language a Markdown file is written: by the share of its most common words.

import type { Language } from './language.ts';
import { languages } from './languages/all.ts';
import type { Block } from './markdown.ts';
import { wordsIn } from './tokens.ts';

/** Words that are looked at; with fewer than the least of them, a text is taken for English. */
const most = 4000;
const least = 25;
/** Of running English or Spanish at least a quarter are such words, of any other language far fewer. */
const share = 0.18;

/** Undefined: none of the languages whose prose is read. */
export function detected(blocks: readonly Block[]): Language | undefined {
  const counts = languages.map(() => 0);
  let all = 0;
  for (const { text } of blocks) {
    for (const { text: word } of wordsIn(text, { start: 0, end: Math.min(text.length, 2000) })) {
      if (word.length === 1 && !/\p{L}/u.test(word)) continue;
      all++;
      languages.forEach(({ common }, n) => {
        if (common.has(word)) counts[n]!++;
      });
    }
    if (all > most) break;
  }
  if (all < least) return languages[0];
  const best = counts.indexOf(Math.max(...counts));
  return counts[best]! / all >= share ? languages[best] : undefined;
}
