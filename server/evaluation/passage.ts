// The parts that a prompt is put together from. Each knows what it comes from, and how soon it may go where room is short.

import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { type Held, type Holding, heldName } from '../analysis/holding.ts';
import type { Declared } from '../analysis/names.ts';
import { actOf, condition, line, modalities, type Reading, reason, referred, sentence, titleOf } from './wording.ts';

/** In the order in which they are dropped; `kept` never is. */
export const ranks = ['reasons', 'sources of a value', 'background', 'examples', 'prose'] as const;
export type Rank = (typeof ranks)[number] | 'kept';

export interface Passage {
  /** Without line end; may hold several lines. */
  readonly text: string;
  readonly rank: Rank;
  /** The principle, value, term … that it comes from, as the document writes it. Nothing for the frame. */
  readonly origin?: string;
  /** An empty line stands before it. */
  readonly apart: boolean;
}

const passage = (text: string, rank: Rank, more: { origin?: string; apart?: boolean } = {}): Passage => ({
  text,
  rank,
  origin: more.origin,
  apart: more.apart ?? false,
});

/** Which norms of a principle are left out, by their number in it. */
export type IsLeftOut = (index: number) => boolean;

/** A principle with the norms that are not left out. */
export function principlePassages(holding: Holding, held: Held<syntax.Principle>, isLeftOut: IsLeftOut): Passage[] {
  const { node } = held;
  const origin = heldName(holding, held);
  const reading: Reading = { scope: holding.scope, declared: held };
  const head = condition(reading, node);
  const marks = [
    node.role ? `holds where you act as ${titleOf(node, node.name.text)}` : '',
    head && `holds${head}`,
    node.entrenched ? 'entrenched: nobody may set it aside' : '',
  ];
  const shown = marks.filter(mark => mark !== '').join('; ');
  const title = passage(`### ${titleOf(node, node.name.text)}${shown === '' ? '' : ` (${shown})`}`, 'kept', { origin, apart: true });
  return [title, ...statements(reading, node, isLeftOut).map(part => ({ ...part, origin }))];
}

function statements(reading: Reading, node: syntax.Principle, isLeftOut: IsLeftOut): Passage[] {
  const found: Passage[] = [];
  let norms = 0;
  let paragraphs = 0;
  for (const statement of node.body) {
    switch (statement.kind) {
      case 'prose':
        // The first says what the principle is; the others are the first to go of what is not commentary.
        found.push(passage(textOf(statement.text), paragraphs++ === 0 ? 'kept' : 'prose', { apart: true }));
        break;
      case 'norm':
        if (!isLeftOut(norms++))
          found.push(
            passage(
              `- ${modalities[statement.modality]}: ${actOf(reading, statement)}${parenthesis(condition(reading, statement))}`,
              'kept',
              { apart: found.at(-1)?.text.startsWith('- ') !== true },
            ),
          );
        break;
      case 'because':
        found.push(passage(`Why: ${textOf(statement.text)}`, 'reasons', { apart: true }));
        break;
      case 'overrides':
        found.push(...overrides(reading, statement));
        break;
      default:
    }
  }
  return found;
}

const parenthesis = (text: string): string => (text === '' ? '' : ` (${text.trim()})`);

function overrides(reading: Reading, { principles, when, because }: syntax.Overrides): Passage[] {
  const titles = principles.map(ref => `“${referred(reading, 'principle', ref).title}”`).join(', ');
  return because
    ? [
        passage(sentence(`This goes before ${titles}${condition(reading, { when })}`), 'kept', { apart: true }),
        passage(`Why: ${line(because)}`, 'reasons'),
      ]
    : [passage(sentence(`This goes before ${titles}${condition(reading, { when })}`), 'kept', { apart: true })];
}

export function valuePassages(holding: Holding, held: Held<syntax.ValueDeclaration>): Passage[] {
  const origin = heldName(holding, held);
  const reading: Reading = { scope: holding.scope, declared: held };
  const title = passage(`### ${titleOf(held.node, held.node.name.text)}`, 'kept', { apart: true });
  const body = held.node.body.flatMap((statement): Passage[] => {
    switch (statement.kind) {
      case 'prose':
        return [passage(textOf(statement.text), 'background', { apart: true })];
      case 'attends':
        return [passage(`- Look at: ${line(statement.text)}`, 'sources of a value')];
      case 'wiser': {
        const text = `Wiser than “${referred(reading, 'value', statement.than).title}”${condition(reading, statement)}.`;
        return [passage(text, 'kept', { apart: true }), ...whyPassage(statement.because)];
      }
      default:
        return [];
    }
  });
  return [title, ...body].map(part => ({ ...part, origin }));
}

const whyPassage = (because: syntax.Text | undefined): Passage[] => (because ? [passage(`Why: ${line(because)}`, 'reasons')] : []);

export function tensionPassages(holding: Holding, held: Held<syntax.Tension>): Passage[] {
  const reading: Reading = { scope: holding.scope, declared: held };
  const title = (ref: syntax.Ref) => `“${referred(reading, 'value', ref).title}”`;
  const { left, right, lines } = held.node;
  const rows = lines.map(favors =>
    passage(`- ${title(favors.value)} goes first${condition(reading, favors)}.${reason(favors.because)}`, 'kept'),
  );
  return rows.length === 0
    ? []
    : [passage(`Where ${title(left)} and ${title(right)} pull apart, the first of these that fits:`, 'kept', { apart: true }), ...rows];
}

export function preferPassages(holding: Holding, held: Held<syntax.Prefer>): Passage[] {
  const reading: Reading = { scope: holding.scope, declared: held };
  const title = (ref: syntax.Ref) => `“${referred(reading, 'principle', ref).title}”`;
  const { winner, losers, because } = held.node;
  return [
    passage(`- ${title(winner)} goes before ${losers.map(title).join(', ')}${condition(reading, held.node)}.`, 'kept'),
    ...whyPassage(because),
  ];
}

export function termPassages(holding: Holding, held: Held<syntax.Term>): Passage[] {
  const { name, forms, means } = held.node;
  if (!means) return [];
  const words = forms.length > 0 ? forms.map(form => `“${line(form)}”`).join(', ') : `“${titleOf(undefined, name.text)}”`;
  return [passage(`- ${words}: ${line(means)}`, 'kept', { origin: heldName(holding, held) })];
}

export function consentPassages(holding: Holding, held: Held<syntax.Consent>): Passage[] {
  const { name, title, clauses } = held.node;
  const covers = clauses.flatMap(clause => (clause.kind === 'covers' ? clause.texts.map(line) : []));
  const revocable = clauses.some(({ kind }) => kind === 'revocable') ? ' It can be taken back at any time.' : '';
  const what = covers.length > 0 ? ` Covers: ${covers.join('; ')}.` : '';
  const text = `- consent.${name.text}: ${sentence(title ? line(title) : titleOf(undefined, name.text))} Holds only once the user has agreed.${what}${revocable}`;
  return [passage(text, 'kept', { origin: heldName(holding, held as Declared<syntax.Consent> as Held<syntax.Consent>) })];
}

/** What a section says beside its declarations. */
export function sectionPassages(node: syntax.Section): Passage[] {
  const prose = node.body.flatMap(part =>
    part.kind === 'prose' ? [passage(textOf(part.text), 'background', { apart: true, origin: node.name.text })] : [],
  );
  const title = passage(`### ${titleOf(node, node.name.text)}`, 'background', { apart: true, origin: node.name.text });
  return prose.length === 0 ? [] : [title, ...prose];
}

export const frame = (text: string, apart = true): Passage => passage(text, 'kept', { apart });
