// Which tokens of a sentence state the norm, which say when it holds, and which say something beside it: reasons, likenesses, concessions.

import type { Language } from './language.ts';
import { matchAt } from './phrases.ts';
import type { Token } from './tokens.ts';

export const Zone = { main: 0, trigger: 1, aside: 2 } as const;
export type Zones = Readonly<Uint8Array>;

export function zonesOf(tokens: readonly Token[], language: Language): Zones {
  const zones = new Uint8Array(tokens.length);
  for (let at = 0; at < tokens.length; at++) {
    const aside = matchAt(language.asides, tokens, at);
    const trigger = aside ? undefined : matchAt(language.triggers, tokens, at);
    if (!aside && !trigger) continue;
    const opens = at === 0 || (at === 1 && language.conjunctions.has(tokens[0]!.text));
    const to = aside?.id === 'tail' && !opens ? tailEnd(tokens, at) : clauseEnd(tokens, at);
    zones.fill(aside ? Zone.aside : Zone.trigger, at, to);
    if (aside) at = to - 1;
    else at = Math.max(at, trigger!.to - 1);
  }
  return zones;
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
