// The norm gate: which sentences say what the governed agent owes, and where in them. Most sentences of a spec do not; a word list
// without this gate flags nearly all.

import type { Language } from './language.ts';
import { matchAt } from './phrases.ts';
import type { Reader } from './reader.ts';
import { isWord, type Token } from './tokens.ts';
import { Zone, type Zones } from './zones.ts';

export type DutyKind = 'modal' | 'want' | 'imperative' | 'item' | 'fragment';

/** One thing that a sentence bids. Numbers are tokens of the sentence. */
export interface Duty {
  readonly kind: DutyKind;
  /** Where the clause begins: at its subject. */
  readonly from: number;
  /** Where it is marked: at `should`, or at the verb of an imperative. */
  readonly at: number;
  /** The first word of what is to be done, after adverbs. */
  readonly verb: number;
  readonly strength: 'absolute' | 'ordinary';
  readonly negative: boolean;
  /** `always`, `never`. */
  readonly absolute?: number;
  /** `generally`, `typically`. */
  readonly hedge?: number;
  readonly subject: SubjectKind;
}

type SubjectKind = 'agent' | 'product' | 'thing' | 'other' | 'none';

/** Whether any subject will do: inside a principle, all that is not said of others is said of the agent. */
export interface GateInput {
  readonly tokens: readonly Token[];
  readonly zones: Zones;
  readonly reader: Reader;
  readonly own: boolean;
  readonly item: boolean;
}

/** The duties of a sentence, in order; none: it is not normative. */
export function dutiesOf(input: GateInput): Duty[] {
  const { tokens, reader } = input;
  if (tokens.at(-1)?.text === '?' || matchAt(reader.language.illustrations, tokens, 0)) return [];
  const duties: Duty[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const duty = modalAt(input, at, duties) ?? wantAt(input, at) ?? bareAbsolute(input, at);
    if (!duty) continue;
    duties.push(duty);
    at = Math.max(at, duty.verb - 1);
  }
  for (const at of openings(input)) {
    const duty = imperativeAt(input, at);
    if (duty && !duties.some(({ at: taken }) => taken >= duty.at && taken <= duty.verb)) duties.push(duty);
  }
  return duties.sort((a, b) => a.at - b.at);
}

function modalAt(input: GateInput, at: number, before: readonly Duty[]): Duty | undefined {
  const { tokens, zones, reader } = input;
  const { language } = reader;
  const modal = matchAt(language.modals, tokens, at);
  if (!modal || modal.id === 'free' || zones[at] !== Zone.main) return undefined;
  const signs = signsAround(language, tokens, modal.from, modal.to);
  const subject = subjectOf(input, at, before);
  if (!subject || (subject === 'other' && !isPassive(language, tokens, signs.verb))) return undefined;
  if (subject === 'thing' && !input.own && !language.plain.has(tokens[at]!.text) && !isPassive(language, tokens, signs.verb))
    return undefined;
  if (!isWord(tokens[signs.verb]) && tokens[signs.verb]?.text !== ':' && signs.verb < tokens.length) return undefined;
  if (modal.id === 'possible' && (subject !== 'agent' || language.states.has(tokens[signs.verb]?.text ?? ''))) return undefined;
  if (modal.id === 'future' && !(subject === 'agent' && (input.own || signs.absolute !== undefined))) return undefined;
  return {
    kind: 'modal',
    from: lastBoundary(language, tokens, at),
    at,
    strength: modal.id !== 'ordinary' || signs.absolute !== undefined ? 'absolute' : 'ordinary',
    subject,
    ...signs,
    negative: signs.negative || modal.id === 'possible' || language.negatives.has(tokens[at]!.text),
  };
}

interface Signs {
  readonly verb: number;
  readonly negative: boolean;
  readonly absolute?: number;
  readonly hedge?: number;
}

/** What stands between a modal and its verb, and right before the modal. */
function signsAround(language: Language, tokens: readonly Token[], from: number, to: number): Signs {
  let negative = false;
  let absolute: number | undefined;
  let hedge: number | undefined;
  const sign = (at: number): boolean => {
    const word = tokens[at]?.text ?? '';
    if (language.not.has(word)) negative = true;
    else if (language.always.has(word) || language.never.has(word)) {
      absolute = at;
      negative ||= language.never.has(word);
    } else if (language.hedges.has(word) || language.rules.hedged.nearly.has(word)) hedge ??= at;
    else return language.adverbs.has(word);
    return true;
  };
  let verb = to;
  while (sign(verb)) verb++;
  for (let at = from - 1; sign(at); at--);
  return { verb, negative, absolute, hedge };
}

function isPassive(
  { be, adverbs, participles, participleEndings, always, never, hedges }: Language,
  tokens: readonly Token[],
  verb: number,
): boolean {
  if (!be.has(tokens[verb]?.text ?? '')) return false;
  for (let at = verb + 1; at < verb + 5; at++) {
    const word = tokens[at]?.text ?? '';
    if (participles.has(word) || (word.length > 4 && participleEndings.some(ending => word.endsWith(ending)))) return true;
    if (!adverbs.has(word) && !always.has(word) && !never.has(word) && !hedges.has(word) && !word.endsWith('ly') && !be.has(word))
      return false;
  }
  return false;
}

/** Who a modal speaks of; undefined where the clause asks, names or supposes, and bids nothing. */
function subjectOf(input: GateInput, at: number, before: readonly Duty[]): SubjectKind | undefined {
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
  while (start > 0 && !partsClauses(language, tokens[start - 1]!) && zones[start - 1] === Zone.main) start--;
  const bound = tokens[start - 1]?.text;
  if (bound !== undefined && zones[start - 1] === Zone.main && language.questions.has(bound)) return undefined;
  if (start === end) return withoutSubject(input, start, bound, before);
  const kind = nounPhraseKind(reader, tokens, start, end);
  if (bound !== undefined && language.relatives.has(bound)) {
    const claim = tokens[start - 2];
    return kind === 'agent' && (!isWord(claim) || language.claims.has(claim.text)) ? kind : undefined;
  }
  if (kind === 'agent' && end - start === 1 && language.empty.has(tokens[at + 2]?.text ?? '')) return undefined;
  return kind;
}

/** The modal follows a comma, a conjunction or nothing: who was spoken of before is spoken of still. */
function withoutSubject(
  { tokens, reader }: GateInput,
  start: number,
  bound: string | undefined,
  before: readonly Duty[],
): SubjectKind | undefined {
  if (bound === undefined) return reader.language.proDrop ? 'agent' : undefined;
  if (reader.language.relatives.has(bound)) return undefined;
  const last = before.at(-1);
  if (last) return last.subject;
  return nounPhraseKind(reader, tokens, 0, start) === 'agent' || (reader.language.proDrop && bound !== '-') ? 'agent' : undefined;
}

const partsClauses = ({ conjunctions, relatives, questions }: Language, { text }: Token): boolean =>
  ',;:.?!-'.includes(text) || conjunctions.has(text) || relatives.has(text) || questions.has(text);

function nounPhraseKind({ language, agents }: Reader, tokens: readonly Token[], start: number, end: number): SubjectKind {
  for (let at = start; at < end; at++) {
    const agent = matchAt(agents, tokens, at);
    if (
      agent &&
      agent.to <= end &&
      !language.prepositions.has(headBefore(language, tokens, start, at)) &&
      isHead(language, tokens, agent.to, end)
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

const isHead = ({ prepositions, adverbs }: Language, tokens: readonly Token[], at: number, end: number): boolean =>
  at === end || prepositions.has(tokens[at]!.text) || adverbs.has(tokens[at]!.text);

/** The word before the agent's name, its determiners left aside. */
function headBefore({ determiners }: Language, tokens: readonly Token[], start: number, at: number): string {
  let i = at - 1;
  while (i >= start && determiners.has(tokens[i]!.text)) i--;
  return i < start ? '' : tokens[i]!.text;
}

/** `we want the assistant to …` */
function wantAt({ tokens, zones, reader }: GateInput, at: number): Duty | undefined {
  const { language, agents } = reader;
  const want = matchAt(language.wants, tokens, at);
  if (!want || zones[at] !== Zone.main) return undefined;
  const before = tokens[at - 1];
  if (
    isWord(before) &&
    (language.relatives.has(before.text) ? !language.claims.has(tokens[at - 2]?.text ?? '') : !opensClause(language, before.text))
  )
    return undefined;
  let next = want.to;
  while (language.determiners.has(tokens[next]?.text ?? '')) next++;
  const pronoun = language.pronouns.has(tokens[next]?.text ?? '');
  const agent = matchAt(agents, tokens, next);
  if (!agent && !pronoun) return undefined;
  next = agent ? agent.to : next + 1;
  const first = signsAround(language, tokens, next, next);
  if (language.wantLink && tokens[first.verb]?.text !== language.wantLink) return undefined;
  const second = language.wantLink ? signsAround(language, tokens, first.verb + 1, first.verb + 1) : first;
  const hedge = first.hedge ?? second.hedge;
  const negative = want.id === 'unwanted' || first.negative || second.negative;
  return {
    kind: 'want',
    from: at,
    at,
    verb: second.verb,
    strength: 'ordinary',
    negative,
    hedge,
    absolute: first.absolute ?? second.absolute,
    subject: 'agent',
  };
}

const opensClause = ({ conjunctions, adverbs, questions }: Language, word: string): boolean =>
  (conjunctions.has(word) || adverbs.has(word) || word.endsWith('ly')) && !questions.has(word);

/** `The assistant never …`, with no modal. */
function bareAbsolute(input: GateInput, at: number): Duty | undefined {
  const { tokens, zones, reader } = input;
  const { always, never } = reader.language;
  const word = tokens[at]!.text;
  if ((!always.has(word) && !never.has(word)) || zones[at] !== Zone.main || !isWord(tokens[at + 1])) return undefined;
  const start = lastBoundary(reader.language, tokens, at);
  if (start === at || nounPhraseKind(reader, tokens, start, at) !== 'agent' || reader.language.questions.has(tokens[start - 1]?.text ?? ''))
    return undefined;
  const signs = signsAround(reader.language, tokens, at, at);
  return { kind: 'modal', from: start, at, strength: 'absolute', subject: 'agent', ...signs };
}

function lastBoundary(language: Language, tokens: readonly Token[], at: number): number {
  let start = at;
  while (start > 0 && !partsClauses(language, tokens[start - 1]!)) start--;
  return start;
}

/** Tokens at which an imperative may open: the start, after an opening clause, after a colon or a semicolon. */
function openings({ tokens, zones, reader }: GateInput): number[] {
  const { language } = reader;
  const found: number[] = [];
  let first = 0;
  while (first < tokens.length && (language.openers.has(tokens[first]!.text) || tokens[first]!.text === ',')) first++;
  found.push(first);
  const opener = tokens[0]?.text ?? '';
  if (zones[0] !== Zone.main || language.prepositions.has(opener) || language.questions.has(opener)) {
    const comma = tokens.findIndex(({ text }, at) => text === ',' && (zones[at + 1] ?? Zone.main) === Zone.main);
    if (comma > 0) found.push(comma + 1);
  }
  tokens.forEach(({ text }, at) => {
    if (text === ';' || (text === ':' && at < 10)) found.push(at + 1);
  });
  return found;
}

function imperativeAt({ tokens, zones, reader, item }: GateInput, at: number): Duty | undefined {
  const { language } = reader;
  if (zones[at] !== Zone.main || !isWord(tokens[at])) return undefined;
  let next = at;
  while (language.openers.has(tokens[next]?.text ?? '')) next++;
  const forbidden = matchAt(language.forbid, tokens, next);
  const { verb, negative, absolute, hedge } = signsAround(language, tokens, forbidden?.to ?? next, forbidden?.to ?? next);
  const word = tokens[verb]?.text ?? '';
  const never = language.never.has(tokens[next]!.text) ? next : absolute;
  const strength = never !== undefined ? 'absolute' : 'ordinary';
  const shared = {
    from: next,
    at: next,
    verb,
    strength,
    negative: negative || forbidden !== undefined,
    absolute: never,
    hedge,
    subject: 'none',
  } as const;
  if (
    forbidden ? isWord(tokens[verb]) : language.imperatives.has(word) && !language.unlikelyAfterImperative.has(tokens[verb + 1]?.text ?? '')
  ) {
    return { kind: 'imperative', ...shared };
  }
  if (item && language.gerundEnding && word.length > 5 && word.endsWith(language.gerundEnding)) return { kind: 'item', ...shared };
  return undefined;
}
