// The words around a modal that tell how strong it is and which way it points: `not`, `always`, `generally`.

import type { Language } from './language.ts';
import { matchAt } from './phrases.ts';
import type { Token } from './tokens.ts';

export interface Signs {
  readonly verb: number;
  readonly negative: boolean;
  readonly absolute?: number;
  readonly hedge?: number;
  readonly hedgeEnd?: number;
}

/** What stands between a modal and its verb, and right before the modal. */
export function signsAround(language: Language, tokens: readonly Token[], { from, to }: { from: number; to: number }): Signs {
  let negative = false;
  let absolute: number | undefined;
  let hedge: { from: number; to: number } | undefined;
  const sign = (at: number): boolean => {
    const word = tokens[at]?.text ?? '';
    if (language.not.has(word)) negative = true;
    else if (language.always.has(word) || language.never.has(word)) {
      absolute = at;
      negative ||= language.never.has(word);
    } else if (language.hedges.has(word) || language.rules.hedged.nearly.has(word)) hedge ??= { from: at, to: at + 1 };
    else return language.adverbs.has(word);
    return true;
  };
  let verb = to;
  for (;;) {
    const comma = tokens[verb]?.text === ',' ? 1 : 0;
    const phrase = matchAt(language.hedgePhrases, tokens, verb + comma);
    if (phrase) {
      hedge ??= phrase;
      verb = phrase.to + (tokens[phrase.to]?.text === ',' ? comma : 0);
    } else if (sign(verb)) verb++;
    else break;
  }
  for (let at = from - 1; sign(at); at--);
  return { verb, negative, absolute, hedge: hedge?.from, hedgeEnd: hedge?.to };
}

export function isPassive(
  { be, adverbial, adverbs, participles, participleEndings, always, never, hedges }: Language,
  tokens: readonly Token[],
  verb: number,
): boolean {
  if (!be.has(tokens[verb]?.text ?? '')) return false;
  for (let at = verb + 1; at < verb + 5; at++) {
    const word = tokens[at]?.text ?? '';
    if (participles.has(word) || (word.length > 4 && participleEndings.some(ending => word.endsWith(ending)))) return true;
    if (!adverbs.has(word) && !always.has(word) && !never.has(word) && !hedges.has(word) && !adverbial.test(word) && !be.has(word))
      return false;
  }
  return false;
}
