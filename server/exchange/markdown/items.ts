// What Markdown is read as, before it becomes Polity text; and that text.

import { quoted, written } from '../../../grammar/quote.ts';
import type { Message, Verdict } from './conversation.ts';
import { type Layout, writeLayout } from './layout.ts';

export type Item = ProseItem | NoteItem | ExampleItem | CodeItem | Group;

interface Placed {
  /** The line of the source that it begins at, from 0. */
  readonly line: number;
}
export interface ProseItem extends Placed {
  readonly kind: 'prose';
  readonly text: string;
  readonly translations: readonly { readonly language: string; readonly text: string }[];
}
export interface NoteItem extends Placed {
  readonly kind: 'note';
  readonly text: string;
}
export interface ExampleItem extends Placed {
  readonly kind: 'example';
  readonly title?: string;
  /** The facts, in the language's own words. */
  readonly given?: string;
  readonly messages: readonly Message[];
  /** The principles that a `BAD[#id]` can name: by id, the name. */
  readonly principles: ReadonlyMap<string, string>;
}
/** Statements or declarations in the language's own words. */
export interface CodeItem extends Placed {
  readonly kind: 'code';
  readonly text: string;
}
export interface Group extends Placed {
  readonly kind: 'section' | 'principle' | 'role' | 'value';
  readonly name: string;
  readonly title?: string;
  readonly level?: string;
  readonly entrenched?: boolean;
  readonly when?: string;
  readonly items: readonly Item[];
}

export const layoutItem = (layout: Layout, line: number): NoteItem => ({ kind: 'note', text: writeLayout(layout), line });

/** The items as Polity text, each line behind `margin`. */
export function polityText(items: readonly Item[], margin = ''): string {
  return items
    .map((item, n) => {
      const before = items[n - 1];
      const apart = before && (isLarge(before) || isLarge(item)) ? '\n' : '';
      return apart + itemText(item, margin);
    })
    .join('');
}

const isLarge = (item: Item): boolean => item.kind !== 'code' && item.kind !== 'note';

function itemText(item: Item, margin: string): string {
  switch (item.kind) {
    case 'prose': {
      const translations = item.translations.map(({ language, text }) => `${margin}in ${language} ${written(text, margin)}\n`);
      return `${margin}${written(item.text, margin)}\n${translations.join('')}`;
    }
    case 'note':
      return `${margin}note ${written(item.text, margin)}\n`;
    case 'code':
      return `${item.text.replace(/^(?=[^\n])/gm, margin)}\n`;
    case 'example':
      return exampleText(item, margin);
    default:
      return groupText(item, margin);
  }
}

function groupText(group: Group, margin: string): string {
  const head = [
    group.kind,
    group.name,
    ...(group.title === undefined ? [] : [quoted(group.title)]),
    ...(group.level === undefined ? [] : [`at ${group.level}`]),
    ...(group.entrenched ? ['entrenched'] : []),
    ...(group.when === undefined ? [] : [`when ${group.when}`]),
  ].join(' ');
  if (group.items.length === 0) return `${margin}${head}${group.kind === 'value' ? '' : ` {\n${margin}}`}\n`;
  return `${margin}${head} {\n${polityText(group.items, `${margin}  `)}${margin}}\n`;
}

function exampleText(example: ExampleItem, margin: string): string {
  const inner = `${margin}  `;
  const title = example.title === undefined ? '' : ` ${quoted(example.title)}`;
  const given = example.given === undefined ? '' : `${inner}given ${example.given}\n`;
  return `${margin}example${title} {\n${given}${example.messages.map(message => messageText(message, example, inner)).join('')}${margin}}\n`;
}

/** A turn or an answer as a statement on a line of its own. */
export function messageText(message: Message, example: Pick<ExampleItem, 'principles'>, margin: string): string {
  const { speaker, to, from, continues, text, verdict } = message;
  const { because, violates } = verdict ? causeOf(verdict, example.principles) : {};
  const words = [
    verdict?.label ?? speaker,
    ...(to === undefined ? [] : [`to ${quoted(to)}`]),
    ...(from === undefined ? [] : [`from ${quoted(from)}`]),
    written(text, margin),
    ...(continues ? ['continues'] : []),
    ...(because === undefined ? [] : [`because ${quoted(because)}`]),
    ...(violates === undefined ? [] : [`violates ${violates}`]),
  ];
  return `${margin}${words.join(' ')}\n`;
}

/** Where a bad answer names one principle of the document, it violates that; any other mark leads the reason, as `[#id]`. */
function causeOf({ label, marks, reason }: Verdict, principles: ReadonlyMap<string, string>): { because?: string; violates?: string } {
  const violates = label === 'bad' && marks.length === 1 ? principles.get(marks[0]!) : undefined;
  if (violates !== undefined) return { because: reason, violates };
  if (marks.length === 0) return { because: reason };
  return { because: marks.map(mark => `[#${mark}]`).join('') + (reason === undefined ? '' : `: ${reason}`) };
}
