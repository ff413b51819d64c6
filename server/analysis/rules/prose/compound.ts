// Several norms in one sentence: it can be kept and broken at once.

import { normFix } from '../../prose/fixes.ts';
import type { Duty } from '../../prose/gate.ts';
import type { Language } from '../../prose/language.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isWord } from '../../prose/tokens.ts';
import { actOf, quoted, wordsOf } from '../../prose/wording.ts';
import { Zone } from '../../prose/zones.ts';

function* hits({ sentence, reading }: Context): Iterable<Hit> {
  if (reading.piece.modality !== undefined) {
    const found = twoActs(sentence, reading.language);
    if (found) yield found;
    return;
  }
  for (const duties of apart(sentence)) {
    const unlike = areUnlike(duties);
    if (duties.length < (unlike ? 2 : 3)) continue;
    // It stands at the first one that is not like the one before it, or at the last.
    const odd = duties.find((duty, n) => n > 0 && strengthOf(duty) !== strengthOf(duties[n - 1]!)) ?? duties.at(-1)!;
    const marks = duties.map(duty => quoted(wordsOf(sentence, first(duty), Math.max(duty.at + 1, duty.verb)).toLowerCase()));
    const strengths = unlike ? ` of different strength (${[...new Set(marks)].join(', ')})` : '';
    const count = ['two', 'three', 'four', 'five'][duties.length - 2] ?? duties.length;
    const message = `This sentence bids ${count} things${strengths}. A reply may keep one and break another, and a test of the sentence cannot say which. Make a sentence of each, or set them apart as a list.`;
    yield {
      from: first(odd),
      to: Math.max(odd.at + 1, odd.verb),
      term: 'duties',
      message,
      fixes: duties.flatMap(duty => normFix(sentence, duty)),
    };
  }
}

const first = (duty: Duty): number => Math.min(duty.at, duty.hedge ?? duty.at, duty.absolute ?? duty.at);

/** `should never` and `should not` forbid alike; `should` and `must`, or `should generally`, bid differently. */
function areUnlike(duties: readonly Duty[]): boolean {
  const strengths = new Set(duties.map(strengthOf));
  return strengths.size > 1 && !(duties.every(({ negative }) => negative) && !strengths.has('hedged'));
}

const strengthOf = (duty: Duty): string => (duty.strength === 'absolute' ? 'absolute' : duty.hedge !== undefined ? 'hedged' : 'ordinary');

/** The duties that `must` and its like mark, by the parts that semicolons and colons set apart. */
function apart({ duties, tokens }: Sentence): Duty[][] {
  const groups: Duty[][] = [];
  let part = -1;
  for (const duty of duties) {
    if (duty.kind !== 'modal' || duty.subject === 'other') continue;
    const before = tokens.slice(0, duty.at).findLastIndex(({ text }) => text === ';' || text === ':');
    if (groups.length === 0 || before !== part) groups.push([]);
    part = before;
    groups.at(-1)!.push(duty);
  }
  return groups;
}

/** `warn the patient and call the ward`: a second verb after *and*. */
function twoActs(sentence: Sentence, language: Language): Hit | undefined {
  const { tokens, zones } = sentence;
  const { verbs, and } = language.rules.compound;
  if (tokens.some(({ text }) => text === ';')) return undefined;
  const start = sentence.duties[0]!.verb;
  for (let at = start + 1; at < tokens.length - 1; at++) {
    if (!and.has(tokens[at]!.text) || zones[at] !== Zone.main) continue;
    let verb = at + 1;
    while (language.adverbs.has(tokens[verb]?.text ?? '') || language.openers.has(tokens[verb]?.text ?? '')) verb++;
    if (!verbs.has(tokens[verb]?.text ?? '') || !isWord(tokens[verb + 1]) || language.conjunctions.has(tokens[verb + 1]!.text)) continue;
    const one = wordsOf(sentence, start, at);
    const duty = { ...sentence.duties[0]!, verb };
    const other = actOf(sentence, duty);
    const message = `This norm bids two acts, ${quoted(one)} and ${quoted(other)}: a reply that does only one of them neither keeps nor breaks it, and each may want exceptions of its own. Make two norms of it.`;
    return { from: at, to: verb + 1, term: 'acts', message, fixes: [] };
  }
  return undefined;
}

export const proseCompound = proseRule({
  code: 'prose/compound',
  severity: 'hint',
  hits,
  page: {
    title: 'Several norms in one',
    what: 'One sentence holds three or more obligations, or two of different strength; or a norm in prose joins two acts with “and”.',
    why: 'It can be kept and broken at once, so a test of it says little; and what excuses one part need not excuse the other.',
    wrong: 'constitution ward "Ward"\nprinciple alarm "Alarm" { must "warn the patient and call the ward" }',
    right: 'constitution ward "Ward"\nprinciple alarm "Alarm" { must "warn the patient" must "call the ward" }',
    fixes: 'Make a norm, or a sentence, of each part. Clauses that a semicolon or a list sets apart are fine.',
  },
});
