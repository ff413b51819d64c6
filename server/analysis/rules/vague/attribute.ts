// "Should be impartial": a norm that names a quality and no act.

import { exampleFix, normFix, termFix } from '../../prose/fixes.ts';
import type { Duty } from '../../prose/gate.ts';
import type { Language } from '../../prose/language.ts';
import { matchAt } from '../../prose/phrases.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isElaborated, isIllustrated } from '../../prose/settling.ts';
import { isWord } from '../../prose/tokens.ts';
import { quoted, wordsOf } from '../../prose/wording.ts';
import { Zone } from '../../prose/zones.ts';
import { vagueEscape } from './escape.ts';
import { vagueExcess } from './excess.ts';
import { vagueHedgedAbsolute } from './hedged-absolute.ts';
import { vagueUnranked } from './unranked.ts';
import { vagueValue } from './value.ts';

/** A longer sentence says more than the quality. */
const most = 16;

function* hits(context: Context): Iterable<Hit> {
  const { sentence, reading } = context;
  const { language } = reading;
  const words = sentence.tokens.filter(isWord).length;
  if (words > most || sentence.duties.length > 1 || isElaborated(context)) return;
  const duty = sentence.duties[0]!;
  const found = attributeAt(sentence, duty, language);
  if (!found || isIllustrated(sentence, found.to, language)) return;
  const quality = wordsOf(sentence, found.quality, found.to);
  const said = wordsOf(sentence, duty.verb, found.to);
  yield {
    from: found.from,
    to: found.to,
    term: quality.toLowerCase(),
    message: message(found.manner, duty.negative, { said, quality }),
    fixes: [...normFix(sentence, duty), exampleFix, ...termFix(quality)],
  };
}

function message(manner: boolean, negative: boolean, { said, quality }: { said: string; quality: string }): string {
  const settle = 'Say what it asks for in one case that matters, as a norm with an action, or show it in an example.';
  if (negative) {
    return `${quoted(said)} names a fault and no act: nothing says what a reply looks like that has it, so two careful readers will see it in different replies. Say what must not be done, show one in an example, or define ${quoted(quality)} as a term.`;
  }
  const kind = manner
    ? `a manner and no act: nothing says what a reply does, or leaves, that is made ${quoted(quality)}`
    : `a quality and no act: nothing says what to do, or leave, to be ${quoted(quality)} here`;
  return `${quoted(said)} names ${kind}, so a reply can hardly be told to keep it or to break it. ${settle}`;
}

interface Found {
  readonly from: number;
  readonly quality: number;
  readonly to: number;
  /** `act with care`, and not `be careful`. */
  readonly manner: boolean;
}

function attributeAt(sentence: Sentence, duty: Duty, language: Language): Found | undefined {
  const { tokens } = sentence;
  const { verbs, behave, manners } = language.rules.attribute;
  const verb = tokens[duty.verb]?.text ?? '';
  const from = duty.kind === 'want' ? duty.verb : duty.at;
  if (behave.has(verb)) {
    const manner = mannerAfter(sentence, duty.verb, manners);
    return manner && isBare(sentence, manner.to, language) ? { from, quality: manner.from, to: manner.to, manner: true } : undefined;
  }
  if (!verbs.has(verb)) return undefined;
  return qualityAfter(sentence, { start: duty.verb + 1, from }, language);
}

function mannerAfter({ tokens }: Sentence, verb: number, manners: Language['rules']['attribute']['manners']) {
  for (let at = verb + 1; at < verb + 6 && tokens[at]?.text !== ','; at++) {
    const manner = matchAt(manners, tokens, at);
    if (manner) return manner;
  }
  return undefined;
}

/** One quality or several, with nothing between them that names anything else. */
function qualityAfter(sentence: Sentence, { start, from }: { start: number; from: number }, language: Language): Found | undefined {
  const { tokens } = sentence;
  const { adjectives, around, toward, towardPeople } = language.rules.attribute;
  let quality: number | undefined;
  let to = start;
  let at = start;
  for (; at < tokens.length; at++) {
    const { text } = tokens[at]!;
    if (adjectives.has(text)) {
      quality ??= at;
      to = at + 1;
    } else if ((toward.has(text) || towardPeople.has(text)) && quality !== undefined) break;
    else if (text !== ',' && !around.has(text) && !(language.adverbial.test(text) && !adjectives.has(tokens[at - 1]!.text))) break;
  }
  return quality !== undefined && isBare(sentence, at, language) ? { from, quality, to, manner: false } : undefined;
}

/** Whether nothing follows that would make an act of the quality: only to whom, a person (`a good listener`), or something beside it. */
function isBare({ tokens, zones }: Sentence, at: number, language: Language): boolean {
  const { toward, towardPeople, around } = language.rules.attribute;
  const rest = tokens.slice(at, at + 8).filter((token, n) => isWord(token) && zones[at + n] !== Zone.aside);
  if (rest.length === 0) return true;
  if (!isWord(tokens[at]) || rest.length > 6 || rest.some((_, n) => zones[at + n] !== Zone.main)) return false;
  const first = rest[0]!.text;
  if (rest.length === 1 && language.rules.persona.persons.has(first)) return true;
  if (towardPeople.has(first)) return rest.some(({ text }) => language.others.has(text));
  if (!toward.has(first) && !around.has(first)) return false;
  return rest.every(
    ({ text }, n) => !language.questions.has(text) && !isGerund(text, language) && !(language.prepositions.has(text) && n > 4),
  );
}

const isGerund = (text: string, { gerundEnding }: Language): boolean =>
  gerundEnding !== undefined && text.length > 5 && text.endsWith(gerundEnding);

export const vagueAttribute = proseRule({
  code: 'vague/attribute',
  severity: 'warning',
  hits,
  yieldsTo: [vagueExcess, vagueEscape, vagueHedgedAbsolute, vagueUnranked, vagueValue],
  settled: (_, { unit, world }) => unit.norm || unit.example || (unit.name !== undefined && world.checked.has(unit.name)),
  page: {
    title: 'A quality, and nothing to do',
    what: 'A norm says only how to be (“be kind”, “should be impartial”) and names no act.',
    why: 'Everyone agrees with it, and nobody can tell whether a reply keeps it: readers fill the quality with acts of their own.',
    wrong: 'constitution desk "Help desk"\nprinciple fair "Fair" { "The assistant should be impartial." }',
    right:
      'constitution desk "Help desk"\naction hear_both "Ask for the other side before judging"\nprinciple fair "Fair" { "The assistant should be impartial." must hear_both }',
    fixes:
      'Say what it asks for in a case that matters: a norm with a declared action beside it, or an example. The quick fixes write these, or a term.',
  },
});
