// A rule on prose: a plain rule whose findings are hits in sentences, so that both doors, documents and Markdown files, use it.

import type { Segment } from '../../../grammar/syntax.ts';
import { entry } from '../memo.ts';
import type { Draft, Rule, Subject } from '../rules/rule.ts';
import type { ProseFix } from './fixes.ts';
import { type Passage, passagesOf, spanIn, type Unit } from './passages.ts';
import type { Reader } from './reader.ts';
import { type Reading, readingOf, type Sentence } from './reading.ts';
import { termPlaces } from './terms.ts';
import { type World, worldOf } from './world.ts';

/** What a rule has to say of words in a sentence. */
export interface Hit {
  /** Tokens, the last one not included. */
  readonly from: number;
  readonly to: number;
  /** One finding for a term and a principle. */
  readonly term: string;
  readonly message: string;
  readonly fixes: readonly ProseFix[];
}

export interface Context {
  readonly sentence: Sentence;
  readonly reading: Reading;
  /** The sentences before and after it. */
  readonly before?: Sentence;
  readonly after?: Sentence;
}

interface Detection {
  /** What a sentence alone, with its neighbours, gives. */
  readonly hits: (context: Context) => Iterable<Hit>;
  /** Rules that speak first of the same words. */
  readonly yieldsTo?: readonly ProseRule[];
  /** What settles a hit from outside the sentence; a declared term always does. */
  readonly settled?: (hit: Hit, beside: Beside) => boolean;
  /** Said once for a term and a principle, or once for a term and a document. */
  readonly once?: 'unit' | 'document';
  /** Whether it makes sense in a Markdown file, which has no norms. */
  readonly markdown?: boolean;
}

export interface Beside {
  readonly unit: Unit;
  readonly world: World;
  readonly sentence: Sentence;
}

export interface ProseRule extends Rule, Detection {}

export const isProseRule = (rule: Rule): rule is ProseRule => 'hits' in rule;

export function proseRule(rule: Omit<Rule, 'check'> & Detection): ProseRule {
  const made: ProseRule = { ...rule, check: subject => draftsIn(made, subject) };
  return made;
}

/** A hit that nothing settles, in its place. */
export interface Placed {
  readonly hit: Hit;
  readonly sentence: Sentence;
  readonly passage: Passage;
}

function* draftsIn(rule: ProseRule, subject: Subject): Iterable<Draft> {
  const world = worldOf(subject.scope);
  if (!world.reader) return;
  const said = new Map<Unit | undefined, Set<string>>();
  for (const segment of subject.document.tree.segments) {
    for (const placed of hitsInSegment(rule, segment, world.reader)) {
      const { hit, sentence, passage } = placed;
      if (isSettled(rule, hit, { unit: passage.unit, world, sentence })) continue;
      const terms = entry(said, rule.once === 'document' ? undefined : passage.unit, () => new Set<string>());
      if (terms.has(hit.term)) continue;
      terms.add(hit.term);
      yield draftOf(subject, segment, placed);
    }
  }
}

export function isSettled(rule: ProseRule, hit: Hit, beside: Beside): boolean {
  if (rule.settled?.(hit, beside)) return true;
  if (!rule.code.startsWith('vague/') || beside.world.terms.byFirst.size === 0) return false;
  const { start, end } = stretchOf(beside.sentence, hit);
  const terms = termPlaces(beside.sentence.block.text, beside.world.terms, beside.sentence.stretch);
  return terms.some(term => term.start < end && term.end > start);
}

/** The hit in the text of its block. */
export const stretchOf = ({ tokens }: Sentence, { from, to }: Hit) => ({ start: tokens[from]!.start, end: tokens[to - 1]!.end });

interface Read {
  readonly reader: Reader;
  readonly passages: readonly { readonly passage: Passage; readonly reading: Reading }[];
}

const readings = new WeakMap<Segment, Read>();

/** Readings are kept with the segment: what no edit touched is not read again. */
function readIn(segment: Segment, reader: Reader): Read {
  const known = readings.get(segment);
  if (known?.reader === reader) return known;
  const read = { reader, passages: passagesOf(segment).map(passage => ({ passage, reading: readingOf(passage.piece, reader) })) };
  readings.set(segment, read);
  return read;
}

const placedBefore = new WeakMap<Read, Map<ProseRule, readonly Placed[]>>();

function hitsInSegment(rule: ProseRule, segment: Segment, reader: Reader): readonly Placed[] {
  const read = readIn(segment, reader);
  let byRule = placedBefore.get(read);
  if (!byRule) {
    byRule = new Map();
    placedBefore.set(read, byRule);
  }
  return entry(byRule, rule, () =>
    read.passages.flatMap(({ passage, reading }) => hitsIn(rule, reading).map(hit => ({ ...hit, passage }))),
  );
}

interface Found {
  readonly hit: Hit;
  readonly sentence: Sentence;
}

const found = new WeakMap<Reading, Map<ProseRule, readonly Found[]>>();

/** The hits of a rule in a piece, without those whose words another rule speaks of first. */
export function hitsIn(rule: ProseRule, reading: Reading): readonly Found[] {
  let byRule = found.get(reading);
  if (!byRule) {
    byRule = new Map();
    found.set(reading, byRule);
  }
  return entry(byRule, rule, () => {
    const taken = new Map<Sentence, Hit[]>();
    for (const other of rule.yieldsTo ?? [])
      for (const { hit, sentence } of hitsIn(other, reading)) entry(taken, sentence, () => [] as Hit[]).push(hit);
    return allHits(rule, reading).filter(
      ({ hit, sentence }) => !taken.get(sentence)?.some(other => other.from < hit.to && other.to > hit.from),
    );
  });
}

function allHits(rule: ProseRule, reading: Reading): Found[] {
  const hits: Found[] = [];
  reading.sentences.forEach((sentence, n) => {
    if (sentence.duties.length === 0) return;
    const context = { sentence, reading, before: reading.sentences[n - 1], after: reading.sentences[n + 1] };
    for (const hit of rule.hits(context)) hits.push({ hit, sentence });
  });
  return hits;
}

function draftOf({ document }: Subject, segment: Segment, { hit, sentence, passage }: Placed): Draft {
  const { start, end } = stretchOf(sentence, hit);
  const { block } = sentence;
  const span = spanIn(passage.text, block.start + start, block.start + end);
  const fixes = hit.fixes
    .filter(fix => passage.unit.name !== undefined || fix.edits.every(edit => edit.place !== 'body'))
    .map(fix => ({ ...fix, edits: fix.edits.map(edit => ({ ...edit, place: placeAfter(edit.place, passage, span.end) })) }));
  return { at: { file: document.file, segment, span }, message: hit.message, data: { kind: 'prose', fix: fixes } };
}

const placeAfter = (place: ProseFix['edits'][number]['place'], { text }: Passage, end: number) =>
  typeof place === 'number' ? spanIn(text, place, place).start - end : place;
