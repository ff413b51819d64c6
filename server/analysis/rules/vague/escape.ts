// "As appropriate", "where possible", "use good judgment": the norm hands itself back to whoever reads it.

import { exampleFix, exceptionFix } from '../../prose/fixes.ts';
import type { Language } from '../../prose/language.ts';
import { matchAt, matchesIn } from '../../prose/phrases.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { isDecided, isIllustrated } from '../../prose/settling.ts';
import { isWord } from '../../prose/tokens.ts';
import { bidden, dutyNear, isFunctionWord, quoted, wordsOf } from '../../prose/wording.ts';
import type { Words } from '../../prose/words.ts';
import { Zone } from '../../prose/zones.ts';

function* hits(context: Context): Iterable<Hit> {
  const { sentence, reading } = context;
  const { language } = reading;
  const { clauses, purposes, permissions } = language.rules.escape;
  for (const match of matchesIn(clauses, sentence.tokens)) {
    const { from, to } = match;
    if (sentence.zones[from] === Zone.aside || isIllustrated(sentence, to, language) || isDecided(context)) continue;
    const next = sentence.tokens[to]?.text ?? '';
    if (match.id === 'clause' && purposes.has(next) && !matchAt(language.rules.standard.circular, sentence.tokens, to)) continue;
    if (match.id === 'clause' && describes(sentence, to, language)) continue;
    if (match.id === 'judgment' && isPermitted(sentence, from, permissions)) continue;
    const said = wordsOf(sentence, from, to);
    yield {
      from,
      to,
      term: match.id === 'judgment' ? match.id : sentence.tokens[to - 1]!.text,
      message: message(said, match.id, act(sentence, from, language)),
      fixes: [exampleFix, ...exceptionFix(sentence)],
    };
  }
}

/** `where applicable law …`: the word belongs to the noun behind it. */
function describes({ tokens }: Sentence, at: number, language: Language): boolean {
  const next = tokens[at];
  if (language.adjectivesFollow || matchAt(language.rules.standard.circular, tokens, at)) return false;
  return isWord(next) && !isFunctionWord(next.text, language) && !language.imperatives.has(next.text);
}

function act(sentence: Sentence, from: number, language: Language): string {
  const duty = dutyNear(sentence, from, language);
  return bidden(sentence, duty, from > duty.verb ? from : undefined);
}

/** `can use its judgment`: a freedom is given, and no duty left open. */
function isPermitted({ tokens }: Sentence, at: number, permissions: Words): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 4); i--) if (permissions.has(tokens[i]!.text)) return true;
  return false;
}

const message = (said: string, kind: 'clause' | 'judgment', act: string): string =>
  kind === 'judgment'
    ? `${quoted(said)} hands the decision back: two careful readers with good judgment may still do different things here. Name what the judgment should weigh, and which way to lean when in doubt.`
    : `${quoted(said)} leaves it to each reader when ${act} and when not, so nobody can tell whether a reply kept this. Say the condition itself (“when …”), or show one case in which it holds and one in which it does not.`;

export const vagueEscape = proseRule({
  code: 'vague/escape',
  severity: 'hint',
  hits,
  settled: (_, { unit, world }) => unit.example || (unit.name !== undefined && world.checked.has(unit.name)),
  page: {
    title: 'A way out that anyone may take',
    what: 'A norm ends in “as appropriate”, “where possible”, “if feasible” or “use good judgment”, and nothing says when that is.',
    why: 'Whoever applies the norm decides whether it applies. It cannot be tested, and two careful readers will follow it at different times.',
    wrong: 'constitution desk "Help desk"\nprinciple ask "Ask" { "The assistant should ask clarifying questions as appropriate." }',
    right:
      'constitution desk "Help desk"\nprinciple ask "Ask" { "The assistant should ask a clarifying question when two readings of a request lead to different answers." }',
    fixes:
      'Put the condition itself in its place (“when …”, “unless …”), say which way to lean when in doubt, or add an example. The quick fixes add an exception or an example.',
  },
});
