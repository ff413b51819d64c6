// What a quick fix of a prose finding writes. The editor's code actions read this from `data.fix`.

import type { Duty } from './gate.ts';
import type { Sentence } from './reading.ts';
import { actOf } from './wording.ts';

/**
 * Where a text goes: `above` the top-level declaration that holds the finding, as the last statement in the `body` of the principle
 * around it, or, as a number, that many UTF-16 units of the file after the end of the finding (while a rule is at work: an offset in the prose).
 */
export type FixPlace = 'above' | 'body' | number;

export interface ProseFix {
  readonly kind: 'term' | 'example' | 'norm' | 'exception';
  /** As a menu shows it. */
  readonly title: string;
  /** Texts to put in, without the line ends and indentation around them; `…` stands where the author goes on. */
  readonly edits: readonly { readonly place: FixPlace; readonly text: string }[];
}

/** A name for what some words say: `a significant error` → `significant_error`. Empty where no letters are left. */
export function nameFor(text: string, most = 5): string {
  const parts = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .match(/[\p{L}\p{N}]+/gu);
  const name = (parts ?? [])
    .filter(part => !/^(?:a|an|the|its|their|any|…)$/.test(part))
    .slice(0, most)
    .join('_');
  return /^\p{L}/u.test(name) ? name : '';
}

export function termFix(phrase: string): ProseFix[] {
  const name = nameFor(phrase);
  if (name === '') return [];
  const form = phrase.toLowerCase();
  return [{ kind: 'term', title: `Define “${form}” here`, edits: [{ place: 'above', text: `term ${name} "${form}" means "…"` }] }];
}

export const exampleFix: ProseFix = {
  kind: 'example',
  title: 'Show where the line runs, in an example',
  edits: [{ place: 'body', text: 'example "…" {\n  user "…"\n  good "…"\n  bad "…"\n}' }],
};

/** The norm that a sentence states, on an action that is declared for it. */
export function normFix(sentence: Sentence, duty: Duty): ProseFix[] {
  const act = actOf(sentence, duty).replace(/ …$/, '').replaceAll('…', '').trim();
  const name = nameFor(act);
  if (name === '') return [];
  const modality = `${duty.strength === 'absolute' ? 'must' : 'should'}${duty.negative ? ' not' : ''}`;
  const title = act[0]!.toUpperCase() + act.slice(1).replace(/["\\]/g, '');
  return [
    {
      kind: 'norm',
      title: `Make a norm of it: ${modality} ${name}`,
      edits: [
        { place: 'above', text: `action ${name} "${title}"` },
        { place: 'body', text: `${modality} ${name}` },
      ],
    },
  ];
}

/** An exception, said at the end of the sentence, before its full stop. */
export function exceptionFix({ block, stretch }: Sentence): ProseFix[] {
  let end = stretch.end;
  while (end > stretch.start && '.!;:, '.includes(block.text[end - 1]!)) end--;
  return [{ kind: 'exception', title: 'State the exception', edits: [{ place: block.start + end, text: ', unless …' }] }];
}
