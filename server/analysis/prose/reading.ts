// A piece of prose, read: its sentences with their words, zones and duties. Knows nothing of rules.

import type { Modality } from '../../../grammar/syntax.ts';
import { type Duty, dutiesOf } from './gate.ts';
import type { Language } from './language.ts';
import { type Block, blocksOf } from './markdown.ts';
import type { Reader } from './reader.ts';
import { type Stretch, sentencesOf } from './sentences.ts';
import { isWord, type Token, tokensOf } from './tokens.ts';
import { type Zones, zonesOf } from './zones.ts';

/**
 * What prose is for. In a principle's own prose everything that is bidden is bidden the agent; a norm's prose is what is bidden; in a
 * value's, and in a section's, only what is said of the agent by name.
 */
export type PieceKind = 'principle' | 'norm' | 'value' | 'section' | 'markdown';

export interface Piece {
  readonly kind: PieceKind;
  /** Markdown. */
  readonly text: string;
  /** Of a prose norm. */
  readonly modality?: Modality;
}

export interface Sentence {
  readonly block: Block;
  readonly stretch: Stretch;
  /** Outside of parentheses and quotations. */
  readonly tokens: readonly Token[];
  readonly parentheses: readonly Stretch[];
  readonly zones: Zones;
  /** What it bids, in order; none: it is no norm. */
  readonly duties: readonly Duty[];
  /** Whether a note, `[^1]`, hangs on it. */
  readonly noted: boolean;
}

export interface Reading {
  readonly piece: Piece;
  readonly language: Language;
  readonly sentences: readonly Sentence[];
}

/** Linear in the length of the piece. */
export function readingOf(piece: Piece, reader: Reader, blocks = blocksOf(piece.text)): Reading {
  const sentences: Sentence[] = [];
  const last = new Map<Block, Sentence>();
  for (const block of blocks) {
    const stretches = sentencesOf(block.text, reader.language);
    stretches.forEach((stretch, n) => {
      const leadIn = n === 0 && block.leadIn ? last.get(block.leadIn) : undefined;
      const sentence = sentenceOf({ piece, block, stretch, leadIn }, reader);
      sentences.push(sentence);
      last.set(block, sentence);
    });
  }
  return { piece, language: reader.language, sentences };
}

interface Raw {
  readonly piece: Piece;
  readonly block: Block;
  readonly stretch: Stretch;
  readonly leadIn?: Sentence;
}

function sentenceOf({ piece, block, stretch, leadIn }: Raw, reader: Reader): Sentence {
  const { main: tokens, parentheses } = tokensOf(block.text, stretch);
  const zones = zonesOf(tokens, reader.language);
  const own = piece.kind === 'principle' || piece.kind === 'norm';
  const item = leadIn !== undefined && namesConduct(leadIn, reader.language);
  let duties: readonly Duty[] = dutiesOf({ tokens, zones, reader, own, item });
  if (piece.kind === 'value') duties = duties.filter(duty => duty.kind === 'modal' || duty.kind === 'want');
  if (duties.length === 0) duties = inherited(piece, leadIn, tokens);
  const noted = block.notes.some(note => note >= stretch.start && note <= stretch.end);
  return { block, stretch, tokens, parentheses, zones, duties, noted };
}

const namesConduct = (leadIn: Sentence, language: Language): boolean =>
  leadIn.duties.length > 0 || leadIn.tokens.some(({ text }) => language.conduct.has(text));

/** A prose norm says only what is to be done; an item goes on with what the sentence before the list began. */
function inherited(piece: Piece, leadIn: Sentence | undefined, tokens: readonly Token[]): readonly Duty[] {
  if (tokens.length === 0) return [];
  if (piece.modality !== undefined && piece.modality !== 'may') {
    const strength = piece.modality.startsWith('must') ? 'absolute' : 'ordinary';
    return [{ kind: 'fragment', from: 0, at: 0, verb: 0, strength, negative: piece.modality.endsWith('not'), subject: 'agent' }];
  }
  const open = leadIn?.duties.at(-1);
  if (!open || !isWord(tokens[0])) return [];
  return [{ kind: 'item', from: 0, at: 0, verb: 0, strength: open.strength, negative: open.negative, subject: open.subject }];
}
