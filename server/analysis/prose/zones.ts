// Which tokens of a sentence state the norm, which say when it holds, and which say something beside it: reasons, likenesses, concessions.

import type { Language } from './language.ts';
import { matchAt } from './phrases.ts';
import type { Token } from './tokens.ts';

export const Zone = { main: 0, trigger: 1, aside: 2 } as const;
export type Zones = Readonly<Uint8Array>;

export function zonesOf(tokens: readonly Token[], language: Language): Zones {
  const zones = new Uint8Array(tokens.length);
  let end = 0;
  for (let at = 0; at < tokens.length; at++) {
    const aside = asideAt(tokens, at, language);
    const trigger = aside ? undefined : matchAt(language.triggers, tokens, at);
    if (!aside && !trigger) continue;
    const opens = opensSentence(tokens, at, language);
    const to = aside?.id === 'tail' && !opens ? tailEnd(tokens, at) : at < end ? end : clauseEnd(tokens, at);
    end = Math.max(end, to);
    zones.fill(aside ? Zone.aside : Zone.trigger, at, to);
    if (aside) at = to - 1;
    else at = Math.max(at, trigger!.to - 1);
  }
  return zones;
}

const opensSentence = (tokens: readonly Token[], at: number, { conjunctions, openers }: Language): boolean =>
  at === 0 || (at <= 2 && tokens.slice(0, at).every(({ text }) => text === ',' || conjunctions.has(text) || openers.has(text)));

function asideAt(tokens: readonly Token[], at: number, language: Language) {
  const aside = matchAt(language.asides, tokens, at);
  return aside?.id === 'opening' && !opensSentence(tokens, at, language) ? undefined : aside;
}

/** Up to the next comma or stronger mark. */
function clauseEnd(tokens: readonly Token[], at: number): number {
  let to = at + 1;
  while (to < tokens.length && !/^[,;:.?!-]$/.test(tokens[to]!.text)) to++;
  return to;
}

/** Up to the next mark that sets something off for good. */
function tailEnd(tokens: readonly Token[], at: number): number {
  let to = at + 1;
  while (to < tokens.length && !/^[;:?!-]$/.test(tokens[to]!.text)) to++;
  return to;
}
