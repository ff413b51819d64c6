// Who a clause speaks of.

import type { Language } from './language.ts';
import { matchAt } from './phrases.ts';
import type { Reader } from './reader.ts';
import type { Stretch } from './sentences.ts';
import { isWord, type Token } from './tokens.ts';
import { Zone, type Zones } from './zones.ts';

/** `product`: what the agent makes; `thing`: anything else that is no party; `none`: an imperative has no subject. */
export type SubjectKind = 'agent' | 'product' | 'thing' | 'other' | 'none';

export interface Clause {
  readonly tokens: readonly Token[];
  readonly zones: Zones;
  readonly reader: Reader;
}

/** Words in a subject; more are no subject that anyone wrote. */
const longest = 40;

/** Who a modal speaks of; undefined where the clause asks, names or supposes, and bids nothing. */
export function subjectOf(input: Clause, at: number, before: SubjectKind | undefined): SubjectKind | undefined {
  const { tokens, zones, reader } = input;
  const { language } = reader;
  const isSign = (word: string) =>
    language.adverbs.has(word) ||
    language.hedges.has(word) ||
    language.not.has(word) ||
    language.always.has(word) ||
    language.never.has(word);
  let end = at;
  while (end > 0 && isSign(tokens[end - 1]!.text)) end--;
  let start = end;
  while (start > 0 && end - start < longest && !partsClauses(language, tokens[start - 1]!) && zones[start - 1] === Zone.main) start--;
  const bound = tokens[start - 1]?.text;
  if (bound !== undefined && zones[start - 1] === Zone.main && language.questions.has(bound)) return undefined;
  if (start === end) return withoutSubject(input, start, before);
  const kind = nounPhraseKind(reader, tokens, { start, end });
  if (bound !== undefined && language.relatives.has(bound)) {
    const claim = tokens[start - 2];
    return kind === 'agent' && (!isWord(claim) || language.claims.has(claim.text)) ? kind : undefined;
  }
  if (kind === 'agent' && end - start === 1 && language.empty.has(tokens[at + 2]?.text ?? '')) return undefined;
  return kind;
}

/** The modal follows a comma, a conjunction or nothing: who was spoken of before is spoken of still. */
function withoutSubject({ tokens, reader }: Clause, start: number, before: SubjectKind | undefined): SubjectKind | undefined {
  const bound = tokens[start - 1]?.text;
  if (bound === undefined) return reader.language.proDrop ? 'agent' : undefined;
  if (reader.language.relatives.has(bound)) return undefined;
  if (before) return before;
  return nounPhraseKind(reader, tokens, { start: Math.max(0, start - longest), end: start }) === 'agent' ||
    (reader.language.proDrop && bound !== '-')
    ? 'agent'
    : undefined;
}

const partsClauses = ({ conjunctions, relatives, questions }: Language, { text }: Token): boolean =>
  ',;:.?!-'.includes(text) || conjunctions.has(text) || relatives.has(text) || questions.has(text);

export function nounPhraseKind({ language, agents }: Reader, tokens: readonly Token[], { start, end }: Stretch): SubjectKind {
  for (let at = start; at < end; at++) {
    const agent = matchAt(agents, tokens, at);
    if (
      agent &&
      agent.to <= end &&
      !language.prepositions.has(wordBefore(language, tokens.slice(start, at))) &&
      isHead(language, tokens.slice(agent.to, end))
    )
      return 'agent';
  }
  const last = tokens[end - 1]!.text;
  if (end - start === 1 && language.pronouns.has(last)) return 'agent';
  // The head of a noun phrase is its last word, or the one before its first preposition.
  let head = end - 1;
  for (let at = start + 1; at < end; at++) {
    if (!language.prepositions.has(tokens[at]!.text)) continue;
    head = at - 1;
    break;
  }
  const noun = tokens[head]!.text;
  if (language.products.has(noun)) return 'product';
  return language.others.has(noun) || language.others.has(last) ? 'other' : 'thing';
}

/** Whether a name has nothing behind it that it would only describe: `the assistant | of the desk`, and not `assistant | training`. */
const isHead = ({ prepositions, adverbs }: Language, [next]: readonly Token[]): boolean =>
  !isWord(next) || prepositions.has(next.text) || adverbs.has(next.text);

/** The last word before a name, its determiners left aside. */
const wordBefore = ({ determiners }: Language, before: readonly Token[]): string =>
  before.findLast(({ text }) => !determiners.has(text))?.text ?? '';

/** The token at which the clause around `at` begins. */
export function lastBoundary(language: Language, tokens: readonly Token[], at: number): number {
  let start = at;
  while (start > 0 && at - start < longest && !partsClauses(language, tokens[start - 1]!)) start--;
  return start;
}
