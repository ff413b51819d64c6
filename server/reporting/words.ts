// Which words of a text changed, with as much around them as it takes to understand.

import { diffWordsWithSpace } from 'diff';

export interface WordChange {
  readonly kind: 'same' | 'gone' | 'come';
  readonly text: string;
}

/** Texts that have less in common than this many edits show are told as a whole: a patchwork of words reads worse. */
const mostEdits = 600;
const around = 60;

/** In the order of the text; long stretches that stay are shortened to `…`. */
export function wordChanges({ before, after }: { readonly before: string; readonly after: string }): readonly WordChange[] {
  const [old, now] = [before, after].map(unwrapped) as [string, string];
  const parts = diffWordsWithSpace(old, now, { maxEditLength: mostEdits });
  if (!parts) return whole(old, now);
  const changes = parts.map(({ added, removed, value }): WordChange => ({ kind: added ? 'come' : removed ? 'gone' : 'same', text: value }));
  const joined = joinedUp(changes);
  const kept = joined.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.length, 0);
  if (kept < 0.3 * Math.max(old.length, now.length)) return whole(old, now);
  return joined.map((change, i) =>
    change.kind === 'same' ? shortened(change, { first: i === 0, last: i === joined.length - 1 }) : change,
  );
}

/** Lines that an author wrapped are one; paragraphs and the items of a list stand apart. */
const unwrapped = (text: string): string => text.replace(/[^\S\n]+/g, ' ').replace(/(?<!\n) ?\n(?! *\n| *(?:[-*•]|\d+[.)]) )/g, ' ');

const whole = (old: string, now: string): WordChange[] =>
  (
    [
      { kind: 'gone', text: old },
      { kind: 'same', text: ' ' },
      { kind: 'come', text: now },
    ] as const
  ).filter(({ text }) => text !== '');

/** A blank or one short word between two changes belongs to them: what went as one stretch, what came as another. */
function joinedUp(changes: readonly WordChange[]): WordChange[] {
  const joined: WordChange[] = [];
  let [gone, come] = ['', ''];
  const flush = () => {
    if (gone !== '') joined.push({ kind: 'gone', text: gone });
    if (come !== '') joined.push({ kind: 'come', text: come });
    [gone, come] = ['', ''];
  };
  for (const [i, { kind, text }] of changes.entries()) {
    const bridge = kind === 'same' && i > 0 && i < changes.length - 1 && (gone !== '' || come !== '') && /^\s*\S{0,3}\s*$/.test(text);
    if (kind === 'same' && !bridge) {
      flush();
      joined.push({ kind, text });
      continue;
    }
    if (kind !== 'come') gone += text;
    if (kind !== 'gone') come += text;
  }
  flush();
  return joined;
}

function shortened({ kind, text }: WordChange, { first, last }: { readonly first: boolean; readonly last: boolean }): WordChange {
  if (text.length <= (first || last ? around + 10 : 2 * around + 20)) return { kind, text };
  const head = first ? '' : text.slice(0, around).replace(/\s?\S*$/, '');
  const tail = last ? '' : text.slice(-around).replace(/^\S*\s?/, '');
  return { kind, text: `${head === '' ? '' : `${head} `}…${tail === '' ? '' : ` ${tail}`}` };
}
