// Patterns of words, written as words: `as|where|when appropriate|possible`, `to the extent it? is? possible`.
// A slot is one word of several (`|`), left out at will (`?` after it), any one word (`~`), or one of a class (`<adverb>`).
// No regular expressions: a pattern is tried at a word that it can begin with and looks only as far as it is long, so the cost is
// linear in the text whatever the text is.

import type { Token } from './tokens.ts';
import { once, type Words } from './words.ts';

interface Slot {
  /** Undefined: any word. */
  readonly words: ReadonlySet<string> | undefined;
  readonly optional: boolean;
}

interface Phrase<Id> {
  readonly id: Id;
  readonly slots: readonly Slot[];
}

/** Patterns by the words that they can begin with; made ready when they are first asked for. */
export interface Phrases<Id> {
  readonly get: (first: string) => readonly Phrase<Id>[] | undefined;
  readonly has: (first: string) => boolean;
  readonly firsts: () => Iterable<string>;
}

export interface Match<Id> {
  readonly id: Id;
  /** Tokens `from` up to, and without, `to`. */
  readonly from: number;
  readonly to: number;
}

export type Classes = Readonly<Record<string, Words>>;

/** Patterns under the name that a match carries, parted by ` / `. Throws, when first asked, where a pattern names no class: that is our mistake. */
export function phrases<Id extends string>(patterns: Readonly<Record<Id, string>>, classes: Classes = {}): Phrases<Id> {
  const made = once(() => compiled(patterns, classes));
  return { get: first => made().get(first), has: first => made().has(first), firsts: () => made().keys() };
}

function compiled<Id extends string>(patterns: Readonly<Record<Id, string>>, classes: Classes): Map<string, Phrase<Id>[]> {
  const byFirst = new Map<string, Phrase<Id>[]>();
  for (const id of Object.keys(patterns) as Id[]) {
    for (const pattern of patterns[id].trim().split(/\s+\/\s+/)) {
      const phrase = { id, slots: pattern.split(/\s+/).map(slot => slotOf(slot, classes)) };
      for (const first of firstWords(phrase.slots)) {
        const list = byFirst.get(first);
        if (list) list.push(phrase);
        else byFirst.set(first, [phrase]);
      }
    }
  }
  return byFirst;
}

function slotOf(slot: string, classes: Classes): Slot {
  const optional = slot.endsWith('?');
  const body = optional ? slot.slice(0, -1) : slot;
  if (body === '~') return { words: undefined, optional };
  const words = new Set<string>();
  for (const word of body.split('|')) {
    if (!word.startsWith('<')) words.add(word);
    else for (const each of classOf(word.slice(1, -1), classes).all()) words.add(each);
  }
  return { words, optional };
}

function classOf(name: string, classes: Classes): Words {
  const found = classes[name];
  if (!found) throw new Error(`no class of words is named ${name}`);
  return found;
}

function firstWords(slots: readonly Slot[]): ReadonlySet<string> {
  const first = new Set<string>();
  for (const slot of slots) {
    if (!slot.words) throw new Error('a pattern cannot begin with any word');
    for (const word of slot.words) first.add(word);
    if (!slot.optional) break;
  }
  return first;
}

/** The longest pattern that begins at token `at`. */
export function matchAt<Id>(phrases: Phrases<Id>, tokens: readonly Token[], at: number): Match<Id> | undefined {
  const candidates = phrases.get(tokens[at]?.text ?? '');
  if (!candidates) return undefined;
  let best: Match<Id> | undefined;
  for (const { id, slots } of candidates) {
    const to = end(slots, 0, tokens, at);
    if (to !== undefined && to > (best?.to ?? at)) best = { id, from: at, to };
  }
  return best;
}

/** All matches, left to right, none inside another. */
export function matchesIn<Id>(phrases: Phrases<Id>, tokens: readonly Token[], { from = 0, to = tokens.length } = {}): Match<Id>[] {
  const found: Match<Id>[] = [];
  for (let at = from; at < to; ) {
    const match = matchAt(phrases, tokens, at);
    if (match) found.push(match);
    at = match ? match.to : at + 1;
  }
  return found;
}

function end(slots: readonly Slot[], slot: number, tokens: readonly Token[], at: number): number | undefined {
  const next = slots[slot];
  if (!next) return at;
  const token = tokens[at];
  const fits = token !== undefined && (next.words ? next.words.has(token.text) : !/^[,;:.?!-]$/.test(token.text));
  if (fits) {
    const to = end(slots, slot + 1, tokens, at + 1);
    if (to !== undefined) return to;
  }
  return next.optional ? end(slots, slot + 1, tokens, at) : undefined;
}
