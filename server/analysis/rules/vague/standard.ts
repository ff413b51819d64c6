// "Appropriate", "reasonable", "significant": a standard with no criterion.

import { exampleFix, termFix } from '../../prose/fixes.ts';
import type { Language, StandardKind } from '../../prose/language.ts';
import { type Match, matchAt, matchesIn } from '../../prose/phrases.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isDecided, isIllustrated } from '../../prose/settling.ts';
import { isWord, type Token } from '../../prose/tokens.ts';
import { bidden, dutyNear, inNorm, inTrigger, nounPhraseAt, quoted, wordsOf } from '../../prose/wording.ts';
import { vagueAttribute } from './attribute.ts';
import { vagueEscape } from './escape.ts';
import { vagueExcess } from './excess.ts';
import { vaguePersona } from './persona.ts';
import { vagueTradeoff } from './tradeoff.ts';
import { vagueUnranked } from './unranked.ts';
import { vagueValue } from './value.ts';

/** A longer sentence says more of a harm than its name. */
const longest = 18;

function* hits(context: Context): Iterable<Hit> {
  const { sentence, reading } = context;
  const { language } = reading;
  const { terms, lemmas } = language.rules.standard;
  const said: Match<StandardKind>[] = [];
  for (const match of matchesIn(terms, sentence.tokens)) {
    if (!inNorm(sentence, match.from) || isDenied(sentence, match, language)) continue;
    if (match.id === 'short' && sentence.tokens.length > longest) continue;
    const { from, to } = nounPhraseAt(sentence, match, language);
    if (
      hasCriterion(sentence, { at: match.to, purpose: !language.adverbial.test(sentence.tokens[match.from]!.text) }, language) ||
      hasCriterion(sentence, { at: to, purpose: takesPurpose(sentence, match, language) }, language)
    )
      continue;
    if (isIllustrated(sentence, to, language) || isDecided(context)) continue;
    // Words of one kind, and words that stand side by side, are one finding.
    if (said.some(other => other.id === match.id || isJoined(sentence.tokens.slice(other.to, match.from), language))) continue;
    said.push(match);
    const word = sentence.tokens[match.from]!.text;
    const phrase = wordsOf(sentence, from, to);
    yield {
      from,
      to,
      term: lemmas.get(word) ?? word,
      message: message(context, match, phrase),
      fixes: [...termFix(phrase), exampleFix],
    };
  }
}

/** Whether only a comma or a conjunction stands between: `inappropriate or offensive`. */
const isJoined = (between: readonly Token[], { conjunctions }: Language): boolean =>
  between.length > 0 && between.length <= 3 && between.some(({ text }) => text === ',' || conjunctions.has(text));

/** A fixed expression, a permission (`it is reasonable to`), a denial (`no significant`), a topic. */
function isDenied({ tokens }: Sentence, { from, to }: Match<StandardKind>, { rules }: Language): boolean {
  const { idioms, before } = rules.standard;
  for (let at = Math.max(0, from - 5); at <= from; at++) {
    for (const words of [idioms, before]) {
      const match = matchAt(words, tokens, at);
      if (match && match.from <= from && match.to >= to) return true;
    }
  }
  return false;
}

/** Whether what follows says when or by what: `appropriate if …`, `serious enough that …`; and not only that it depends. */
function hasCriterion({ tokens }: Sentence, { at, purpose }: { at: number; purpose: boolean }, { rules }: Language): boolean {
  const { criteria, circular, purposes } = rules.standard;
  const next = tokens[at];
  if (!isWord(next) || matchAt(circular, tokens, at)) return false;
  return matchAt(criteria, tokens, at) !== undefined || (purpose && purposes.has(next.text) && isWord(tokens[at + 1]));
}

const takesPurpose = ({ tokens }: Sentence, { from }: Match<StandardKind>, { rules }: Language): boolean =>
  rules.standard.measured.has(tokens[from]!.text);

function message({ sentence, reading }: Context, { id, from }: Match<StandardKind>, said: string): string {
  const act = bidden(sentence, dutyNear(sentence, from, reading.language));
  const word = quoted(wordsOf(sentence, from, from + 1).toLowerCase());
  const what = inTrigger(sentence, from)
    ? `When ${act}`
    : act.startsWith('not ')
      ? `What counts as ${act.slice('not to '.length)}`
      : `How ${act}`;
  return `${what} hangs on ${quoted(said)}, and ${open[id](word)} ${settle[id]}`;
}

const open: Readonly<Record<StandardKind, (word: string) => string>> = {
  fit: word => `nothing says what ${word} means here: each reader brings a test of their own.`,
  degree: word => `nothing says where ${word} begins: one reader will draw the line early, another late.`,
  judgment: word => `nothing says on what grounds, or in whose eyes, something is ${word}.`,
  fairness: word =>
    `nothing says by what measure ${word} is meant: equal space, equal strength and equal respect lead to different replies.`,
  short: word => `nothing says what is ${word}, to whom, and from how much on.`,
};

const settle: Readonly<Record<StandardKind, string>> = {
  fit: 'Say the test (“… if …”), give an example on each side of the line, or define it as a term.',
  degree: 'Name the threshold (how much, what kind, for whom), give an example on each side of it, or define it as a term.',
  judgment: 'Name the grounds that count, give an example on each side of the line, or define it as a term.',
  fairness: 'Say what is to be equal, give an example, or define it as a term.',
  short: 'List the kinds that are meant, give an example on each side of the line, or define it as a term.',
};

export const vagueStandard = proseRule({
  code: 'vague/standard',
  severity: 'warning',
  hits,
  yieldsTo: [vagueAttribute, vagueEscape, vagueValue, vagueTradeoff, vaguePersona, vagueUnranked, vagueExcess],
  settled: (_, { unit, world }) => unit.example || (unit.name !== undefined && world.checked.has(unit.name)),
  page: {
    title: 'A standard with no criterion',
    what: 'A norm hangs on a word like “appropriate”, “reasonable” or “significant”, and nothing near it says what meets the word.',
    why: 'A nurse and a bartender would draw the line in different places, and so will two models, two judges and two readers of a review.',
    wrong:
      'constitution desk "Help desk"\nprinciple errors "Errors" { "If the assistant makes a significant error, it should tell the user." }',
    right:
      'constitution desk "Help desk"\nprinciple errors "Errors" { "If the assistant gave a wrong amount, date or name, it should tell the user." }',
    fixes:
      'Say the criterion, add an example on each side of the line, or declare a term that defines the words. The quick fixes write the term or the example.',
  },
});
