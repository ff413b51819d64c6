// Two versions of a spec that come from one, as one (interfaces.md §1, `polity merge`).

import { parse } from '../../../grammar/parser.ts';
import { cutDocument } from './pieces.ts';
import { type Merged, mergedPieces } from './three-way.ts';

export interface Versions {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface Labels {
  readonly ours: string;
  readonly theirs: string;
  /** How many characters a marker has. */
  readonly size: number;
}

export interface MergeResult {
  readonly text: string;
  /** How many places stand between markers. */
  readonly conflicts: number;
}

/** Undefined where one of the three cannot be read, or where what would come out could not: then lines are all that there is to go by. */
export function merge(versions: Versions, labels: Labels): MergeResult | undefined {
  const { ours } = versions;
  if (ours === versions.theirs || versions.theirs === versions.base) return { text: ours, conflicts: 0 };
  if (ours === versions.base) return { text: versions.theirs, conflicts: 0 };
  const [base, theirs] = [versions.base, versions.theirs].map(endingLike(ours)) as [string, string];
  if (ours === theirs || theirs === base) return { text: ours, conflicts: 0 };
  if (ours === base) return { text: theirs, conflicts: 0 };
  const [old, our, their] = [base, ours, theirs].map(text => cutDocument(parse(text)));
  if (!old || !our || !their) return undefined;
  const end = [old.tail, our.tail, their.tail] as const;
  const tail = end[1] === end[2] || end[2] === end[0] ? end[1] : end[1] === end[0] ? end[2] : undefined;
  if (tail === undefined && [end[1], end[2]].some(text => text.trim() !== '')) return undefined;
  const places = mergedPieces({ base: old.pieces, ours: our.pieces, theirs: their.pieces });
  const lineEnd = ours.includes('\r\n') ? '\r\n' : '\n';
  const text = written(places, labels, lineEnd) + (tail ?? end[1]);
  const conflicts = places.filter(({ kind }) => kind === 'conflict').length;
  const isReadable = (some: string) => parse(some).segments.every(({ problems }) => problems.length === 0);
  const settled = conflicts === 0 ? text : written(places.map(ourOwn), labels, lineEnd) + (tail ?? end[1]);
  return isReadable(settled) ? { text, conflicts } : undefined;
}

/** A text with the line ends of this one, as it is where that one mixes them. */
function endingLike(ours: string): (text: string) => string {
  const returns = ours.split('\r\n').length - 1;
  if (returns > 0 && returns < ours.split('\n').length - 1) return text => text;
  return text => text.replace(/\r?\n/g, returns > 0 ? '\r\n' : '\n');
}

const ourOwn = (place: Merged): Merged => (place.kind === 'text' ? place : { kind: 'text', text: place.lead + place.ours });

function written(places: readonly Merged[], { ours, theirs, size }: Labels, lineEnd: string): string {
  let text = '';
  let marked = false;
  for (const place of places) {
    if (marked && !/^[^\S\r\n]*\r?\n/.test(place.kind === 'text' ? place.text : place.lead)) text += lineEnd;
    marked = place.kind === 'conflict';
    if (place.kind === 'text') {
      text += glue(text, place.text, lineEnd) + place.text;
      continue;
    }
    // Markers stand at the start of lines; the indentation of what they are about goes inside.
    const [, before = '', indent = ''] = /^([\s\S]*?)([^\S\r\n]*)$/.exec(place.lead)!;
    text += glue(text, before, lineEnd) + before;
    if (text !== '' && !/\n$/.test(text)) text += lineEnd;
    const side = (some: string) => (some === '' ? '' : `${indent}${some}${lineEnd}`);
    const marks = (sign: string) => sign.repeat(size);
    text += `${marks('<')} ${ours}${lineEnd}${side(place.ours)}${marks('=')}${lineEnd}${side(place.theirs)}${marks('>')} ${theirs}`;
  }
  return text;
}

/** What was first in its version, or alone on a line, may come after something now; a remark would take it in. */
function glue(before: string, next: string, lineEnd: string): string {
  if (before === '' || next === '' || /^[^\S\r\n]*\r?\n/.test(next)) return '';
  if (/\/\/[^"\r\n]*$/.test(before)) return lineEnd;
  return /\s$/.test(before) || /^[\s}]/.test(next) || before.endsWith('{') ? '' : lineEnd;
}
