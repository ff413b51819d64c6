// Pieces of a sentence for messages, in the author's own words.

import type { Duty } from './gate.ts';
import type { Language } from './language.ts';
import type { Sentence } from './reading.ts';
import { isWord } from './tokens.ts';
import { Zone } from './zones.ts';

/** The words from one token up to, and without, another, as they are written, on one line. */
export function wordsOf({ block, tokens }: Sentence, from: number, to: number): string {
  const first = tokens[from];
  const last = tokens[to - 1];
  if (!first || !last) return '';
  return block.text
    .slice(first.start, last.end)
    .replace(/_{2,}/g, '…')
    .replace(/\s+/g, ' ')
    .replace(/ ([,;.:])/g, '$1');
}

export const quoted = (text: string): string => `“${text}”`;

/** What a duty bids, cut where a clause ends, before a token, or after ten words: `set appropriate limits`. */
export function actOf(sentence: Sentence, duty: Duty, before = sentence.tokens.length): string {
  const { tokens, zones } = sentence;
  const goesOn = (at: number) => at < before && isWord(tokens[at]) && zones[at] === zones[duty.verb];
  let to = duty.verb;
  while (to - duty.verb < 10 && goesOn(to)) to++;
  const act = wordsOf(sentence, duty.verb, to) + (goesOn(to) ? ' …' : '');
  return duty.verb === 0 ? act.charAt(0).toLowerCase() + act.slice(1) : act;
}

/** The duty that a token belongs to: where it says when, the one that follows; else the last one before it. */
export function dutyAt(sentence: Sentence, token: number): Duty {
  const { duties } = sentence;
  const next = duties.find(duty => duty.at > token);
  if (next && (next.from <= token || inTrigger(sentence, token))) return next;
  return duties.findLast(duty => duty.at <= token) ?? duties[0]!;
}

/** The duty at a token, from the last of its verbs before it: `follow the rules and ask as needed` → `ask`. */
export function dutyNear(sentence: Sentence, token: number, { imperatives, conjunctions }: Language): Duty {
  const duty = dutyAt(sentence, token);
  for (let at = token - 1; at > duty.verb; at--) {
    const before = sentence.tokens[at - 1]!;
    if (imperatives.has(sentence.tokens[at]!.text) && (!isWord(before) || conjunctions.has(before.text))) return { ...duty, verb: at };
  }
  return duty;
}

/** Whether the token stands in a clause that says when the norm holds. */
export function inTrigger({ zones, duties }: Sentence, token: number): boolean {
  return zones[token] === Zone.trigger || (zones[0] === Zone.trigger && duties.every(duty => duty.from > token));
}

/** Whether the token belongs to what is bidden, or to when; and not to what is only told on the way there. */
export const inNorm = (sentence: Sentence, token: number): boolean =>
  sentence.zones[token] !== Zone.aside && (sentence.duties.some(duty => duty.from <= token) || inTrigger(sentence, token));

/** How a message names what a duty bids: `to set limits`, `not to lie`, or `this norm` where it is said of a thing. */
export function bidden(sentence: Sentence, duty: Duty, before?: number): string {
  const act = duty.subject === 'agent' || duty.kind === 'imperative' || duty.kind === 'fragment' ? actOf(sentence, duty, before) : '';
  if (act === '' || act === '…') return 'to keep this norm';
  return `${duty.negative ? 'not ' : ''}to ${quoted(act)}`;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A term with the noun that it stands with, `a significant error` → `significant error`: from the term up to the noun's end, or back to
 * it where adjectives follow their nouns.
 */
export function nounPhraseAt({ tokens }: Sentence, { from, to }: Span, language: Language): Span {
  const stops = (at: number) => !isWord(tokens[at]) || isFunctionWord(tokens[at]!.text, language);
  if (language.adjectivesFollow) {
    let first = from;
    while (first > 0 && from - first < 1 && !stops(first - 1)) first--;
    return { from: first, to };
  }
  const most = language.adverbial.test(tokens[to - 1]!.text) ? 2 : 3;
  let end = to;
  while (end - to < most && !stops(end) && (end === to || !opensVerb(tokens[end + 1]?.text ?? '', language))) end++;
  return { from, to: end };
}

/** What stands behind a verb rather than behind a noun: `a suitable person | attempts to`. */
const opensVerb = (next: string, { determiners, wantLink }: Language): boolean => next === wantLink || determiners.has(next);

export function isFunctionWord(text: string, language: Language): boolean {
  return (
    text.includes("'") ||
    language.prepositions.has(text) ||
    language.conjunctions.has(text) ||
    language.relatives.has(text) ||
    language.questions.has(text) ||
    language.determiners.has(text) ||
    language.adverbs.has(text) ||
    language.be.has(text) ||
    language.not.has(text) ||
    language.pronouns.has(text) ||
    language.modals.has(text) ||
    language.triggers.has(text)
  );
}
