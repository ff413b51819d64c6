// A piece of prose, read: its sentences with their words, zones and duties. Knows nothing of rules.

import type { Modality } from '../../../grammar/syntax.ts';
import { type Duty, dutiesOf, type GateInput } from './gate.ts';
import type { Language } from './language.ts';
import { type Block, blocksOf } from './markdown.ts';
import type { Reader } from './reader.ts';
import { type Stretch, sentencesOf } from './sentences.ts';
import { signsAround } from './signs.ts';
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
  const inherited = inheritedDuty({ piece, leadIn, tokens }, reader.language);
  const duties = inherited?.goesOn ? [inherited.duty] : ownDuties({ tokens, zones, reader, own, item }, { piece, leadIn });
  if (duties.length === 0 && inherited) duties.push(inherited.duty);
  const noted = block.notes.some(note => note >= stretch.start && note <= stretch.end);
  return { block, stretch, tokens, parentheses, zones, duties, noted };
}

const namesConduct = (leadIn: Sentence, language: Language): boolean =>
  leadIn.duties.length > 0 || leadIn.tokens.some(({ text }) => language.conduct.has(text));

function bidsOthers({ duties, tokens }: Sentence, { modals, wantLink }: Language): boolean {
  const last = tokens.at(-2)?.text ?? '';
  return duties.length === 0 && tokens.at(-1)?.text === ':' && (last === wantLink || modals.has(last));
}

/** `We need to:`, of somebody else, makes no instruction of what follows; nor does a value's prose. */
function ownDuties(input: GateInput, { piece, leadIn }: Pick<Raw, 'piece' | 'leadIn'>): Duty[] {
  const duties = dutiesOf(input);
  const told = piece.kind === 'value' || (leadIn !== undefined && bidsOthers(leadIn, input.reader.language));
  return told ? duties.filter(duty => duty.kind === 'modal' || duty.kind === 'want') : duties;
}

interface Inherited {
  readonly duty: Duty;
  /** Whether the sentence only goes on with one that began before: `must not:` and its items. */
  readonly goesOn: boolean;
}

/** A prose norm says only what is to be done; an item goes on with what the sentence before the list began. */
function inheritedDuty(
  { piece, leadIn, tokens }: Pick<Sentence, 'tokens'> & Pick<Raw, 'piece' | 'leadIn'>,
  language: Language,
): Inherited | undefined {
  if (!isWord(tokens[0])) return undefined;
  if (piece.modality !== undefined && piece.modality !== 'may') {
    const { negative, ...signs } = signsAround(language, tokens, { from: 0, to: 0 });
    const strength = piece.modality.startsWith('must') ? 'absolute' : 'ordinary';
    const forbids = negative || piece.modality.endsWith('not');
    return { duty: { kind: 'fragment', from: 0, at: 0, strength, subject: 'agent', ...signs, negative: forbids }, goesOn: true };
  }
  const open = leadIn?.duties.at(-1);
  if (!leadIn || !open) return undefined;
  const goesOn = leadIn.tokens.length - open.verb <= 2 && leadIn.tokens.at(-1)?.text === ':';
  return {
    duty: { kind: 'item', from: 0, at: 0, verb: 0, strength: open.strength, negative: open.negative, subject: open.subject },
    goesOn,
  };
}
