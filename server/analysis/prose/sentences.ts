// A block of prose → its sentences. `Intl.Segmenter` splits; what it splits after `e.g.`, `Dr.` and the like is joined again.

import type { Language } from './language.ts';

/** A stretch of a block's text, without blanks at its ends. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** More than this is no sentence that anyone wrote to be read; and the segmenter takes quadratic time over long texts. */
const longest = 4000;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  return segmenter;
}

/** The sentences of `text`, in order. Linear: it is read in windows, each of which begins where a sentence does. */
export function sentencesOf(text: string, language: Language): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let from = 0; from < text.length; ) {
    const window = text.slice(from, from + longest);
    const starts = startsIn(window, language);
    // The last one may go on behind the window, unless it fills it.
    const whole = from + longest >= text.length || starts.length === 1 ? starts.length : starts.length - 1;
    for (let n = 0; n < whole; n++) push(found, text, from + starts[n]!, from + (starts[n + 1] ?? window.length));
    from += starts[whole] ?? window.length;
  }
  return found;
}

function startsIn(window: string, language: Language): number[] {
  if (!/[.!?…]\s*\S/.test(window)) return [0];
  const starts: number[] = [];
  let joins = false;
  for (const { segment, index } of segmenterOf(language.code).segment(window)) {
    if (!joins) starts.push(index);
    joins = endsShort(segment, language);
  }
  return starts;
}

/** Whether a segment ends in an abbreviation, and so not the sentence. */
function endsShort(segment: string, language: Language): boolean {
  const tail = segment.slice(-14).trimEnd();
  if (!tail.endsWith('.')) return false;
  const word = /[^\s([“"]+$/.exec(tail)?.[0].toLowerCase() ?? '';
  return language.abbreviations.has(word);
}

function push(found: Stretch[], text: string, start: number, end: number): void {
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  if (end > start) found.push({ start, end });
}
