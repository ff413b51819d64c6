// The norm gate: which sentences say what the governed agent owes, and where in them. Most sentences of a spec do not; a word list
// without this gate flags nearly all.

import type { Language } from './language.ts';
import { matchAt } from './phrases.ts';
import { isPassive, signsAround } from './signs.ts';
import { type Clause, lastBoundary, nounPhraseKind, type SubjectKind, subjectOf } from './subjects.ts';
import { isWord, type Token } from './tokens.ts';
import { Zone } from './zones.ts';

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
  /** `generally`, `as a rule`: its first token, and the one behind it. */
  readonly hedge?: number;
  readonly hedgeEnd?: number;
  readonly subject: SubjectKind;
}

/** Whether any subject will do: inside a principle, all that is not said of others is said of the agent. */
export interface GateInput extends Clause {
  readonly own: boolean;
  readonly item: boolean;
}

/** Modals that are looked at in one sentence; more are noise. */
const most = 24;

/** The duties of a sentence, in order; none: it is not normative. */
export function dutiesOf(input: GateInput): Duty[] {
  const { tokens, reader } = input;
  if (tokens.at(-1)?.text === '?' || matchAt(reader.language.illustrations, tokens, 0)) return [];
  const duties: Duty[] = [];
  let modals = 0;
  for (let at = 0; at < tokens.length && modals < most; at++) {
    if (reader.language.modals.has(tokens[at]!.text)) modals++;
    const free = matchAt(reader.language.modals, tokens, at);
    if (free?.id === 'free') {
      at = free.to - 1;
      continue;
    }
    const duty = modalAt(input, at, duties) ?? wantAt(input, at) ?? bareAbsolute(input, at);
    if (!duty) continue;
    duties.push(duty);
    at = Math.max(at, duty.verb - 1);
  }
  for (const at of openings(input).slice(0, most)) {
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
  const near = signsAround(language, tokens, modal);
  const signs = { ...near, verb: behindInsertion(input, near.verb) };
  const subject = subjectOf(input, at, before.at(-1)?.subject);
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

/** Behind what stands between commas: `should, if feasible, call`. */
function behindInsertion({ tokens, zones }: GateInput, verb: number): number {
  if (tokens[verb]?.text !== ',' || (zones[verb + 1] ?? Zone.main) === Zone.main) return verb;
  let at = verb + 1;
  while (at < tokens.length && zones[at] !== Zone.main) at++;
  return tokens[at]?.text === ',' ? at + 1 : verb;
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
  const first = signsAround(language, tokens, { from: next, to: next });
  if (language.wantLink && tokens[first.verb]?.text !== language.wantLink) return undefined;
  const second = language.wantLink ? signsAround(language, tokens, { from: first.verb + 1, to: first.verb + 1 }) : first;
  const { hedge, hedgeEnd } = first.hedge === undefined ? second : first;
  const negative = want.id === 'unwanted' || first.negative || second.negative;
  return {
    kind: 'want',
    from: at,
    at,
    verb: second.verb,
    strength: 'ordinary',
    negative,
    hedge,
    hedgeEnd,
    absolute: first.absolute ?? second.absolute,
    subject: 'agent',
  };
}

const opensClause = ({ conjunctions, adverbs, adverbial, questions }: Language, word: string): boolean =>
  (conjunctions.has(word) || adverbs.has(word) || adverbial.test(word)) && !questions.has(word);

/** `The assistant never …`, with no modal. */
function bareAbsolute(input: GateInput, at: number): Duty | undefined {
  const { tokens, zones, reader } = input;
  const { always, never } = reader.language;
  const word = tokens[at]!.text;
  if ((!always.has(word) && !never.has(word)) || zones[at] !== Zone.main || !isWord(tokens[at + 1])) return undefined;
  const start = lastBoundary(reader.language, tokens, at);
  if (
    start === at ||
    nounPhraseKind(reader, tokens, { start, end: at }) !== 'agent' ||
    reader.language.questions.has(tokens[start - 1]?.text ?? '')
  )
    return undefined;
  const signs = signsAround(reader.language, tokens, { from: at, to: at });
  return { kind: 'modal', from: start, at, strength: 'absolute', subject: 'agent', ...signs };
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
    if (text === ';' || ((text === ':' || text === '-') && at < 8 && !tokens.slice(0, at).some(({ text: word }) => language.be.has(word))))
      found.push(at + 1);
  });
  return found;
}

function imperativeAt({ tokens, zones, reader, item }: GateInput, at: number): Duty | undefined {
  const { language } = reader;
  if (zones[at] !== Zone.main || !isWord(tokens[at])) return undefined;
  let next = at;
  while (language.openers.has(tokens[next]?.text ?? '')) next++;
  const forbidden = matchAt(language.forbid, tokens, next);
  const verbs = forbidden?.to ?? next;
  const { verb, negative, absolute, hedge, hedgeEnd } = signsAround(language, tokens, { from: verbs, to: verbs });
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
    hedgeEnd,
    subject: 'none',
  } as const;
  const known = language.imperatives.has(word) && !language.unlikelyAfterImperative.has(tokens[verb + 1]?.text ?? '');
  if (forbidden && !language.forbidsVerbs ? isWord(tokens[verb]) : known) {
    return { kind: 'imperative', ...shared };
  }
  if (item && language.gerundEnding && word.length > 5 && word.endsWith(language.gerundEnding) && !isLabel(tokens)) {
    return { kind: 'item', ...shared };
  }
  return undefined;
}

/** `Minimizing harm: …` names what follows and bids nothing. */
const isLabel = (tokens: readonly Token[]): boolean => tokens.slice(0, 12).some(({ text }, at) => text === ':' && at < tokens.length - 1);
