// "Most helpful, honest and harmless": several goods at once, and no order for when they part.

import type { Language } from '../../prose/language.ts';
import { matchAt } from '../../prose/phrases.ts';
import type { Sentence } from '../../prose/reading.ts';
import { type Beside, type Context, type Hit, proseRule } from '../../prose/rule.ts';
import { quoted, wordsOf } from '../../prose/wording.ts';
import { Zone } from '../../prose/zones.ts';

function* hits({ sentence, reading, after }: Context): Iterable<Hit> {
  const { language } = reading;
  const { order, superlatives } = language.rules.unranked;
  const ranked = (other: Sentence | undefined) => other?.block === sentence.block && other.tokens.some(({ text }) => order.has(text));
  if (ranked(sentence) || ranked(after) || sentence.duties.every(duty => duty.negative)) return;
  for (let at = 0; at < sentence.tokens.length; at++) {
    const most = sentence.zones[at] === Zone.aside ? undefined : matchAt(superlatives, sentence.tokens, at);
    const goods = most ? goodsFrom(sentence, most.to, language) : asPossible(sentence, at, language);
    if (!goods) continue;
    const [first, second] = goods.list as [string, string];
    const message = `${quoted(wordsOf(sentence, at, goods.to))} asks for ${goods.list.length} things at their most, and nothing says which one gives way: a reader who puts “${first}” first and one who puts “${second}” first will act differently where they part. Say which comes first and when, or declare a tension between them.`;
    yield { from: at, to: goods.to, term: goods.list.join(' '), message, fixes: [] };
    at = goods.to;
  }
}

/** `as helpful and honest as possible` */
function asPossible(sentence: Sentence, at: number, language: Language): { to: number; list: string[] } | undefined {
  const { degree } = language.rules.unranked;
  if (sentence.zones[at] === Zone.aside || matchAt(degree, sentence.tokens, at)?.id !== 'as') return undefined;
  const goods = goodsFrom(sentence, at + 1, language);
  const end = goods && matchAt(degree, sentence.tokens, goods.to);
  return goods && end?.id === 'possible' ? { to: end.to, list: goods.list } : undefined;
}

/** A list of goods that ends in *and*: `helpful, honest, and harmless`. */
function goodsFrom({ tokens }: Sentence, at: number, { rules }: Language): { to: number; list: string[] } | undefined {
  const { goods, and, or } = rules.unranked;
  const list: string[] = [];
  let joined = false;
  let to = at;
  for (let i = at; i < at + 24; i++) {
    const word = tokens[i]?.text ?? '';
    if (or.has(word)) return undefined;
    if (and.has(word)) joined = true;
    else if (goods.has(word)) {
      list.push(word);
      to = i + 1;
    } else if (word !== ',' && !(list.length === 0 && i - at < 3) && !joinsGoods(word, rules.unranked.superlatives)) break;
  }
  return joined && list.length > 1 ? { to, list } : undefined;
}

const joinsGoods = (word: string, superlatives: Language['rules']['unranked']['superlatives']): boolean => superlatives.has(word);

/** A tension between two of the goods orders them. */
function isOrdered({ term }: Hit, { world }: Beside): boolean {
  const goods = term.split(' ');
  const names = (words: ReadonlySet<string>) => goods.some(good => [...words].some(word => stem(word) === stem(good)));
  return world.tensions.some(([left, right]) => names(left) && names(right));
}

/** `honest` and `honesty`, `helpful` and `helpfulness` are one good. */
const stem = (word: string): string => word.slice(0, 5);

export const vagueUnranked = proseRule({
  code: 'vague/unranked',
  severity: 'hint',
  hits,
  settled: isOrdered,
  page: {
    title: 'Several goods and no order',
    what: 'A norm asks for the most of several goods at once, and nothing says which of them comes first.',
    why: 'As long as they go together the norm is easy; where they part, it says nothing, and that is where it is needed.',
    wrong:
      'constitution desk "Help desk"\nprinciple best "Best" { "The assistant should choose the reply that is most helpful, honest and harmless." }',
    right:
      'constitution desk "Help desk"\nvalue honest "Honesty"\nvalue helpful "Helpfulness"\ntension honest, helpful { favors honest because "Help that is untrue is no help." }\nprinciple best "Best" { serves honest "The assistant should choose the reply that is most helpful and honest." }',
    fixes: 'Say which comes first and when, or declare a `tension` between the values.',
  },
});
