// What changed in meaning, as a comment on a pull request: a verdict, what it means for people, and the rest folded away.

import {
  about,
  definitionLines,
  errorLines,
  evalLines,
  exampleOf,
  factsOf,
  headline,
  isWords,
  normLines,
  type PrincipleLine,
  precedenceLines,
  principleLines,
  shareOf,
  signOf,
  type Told,
  termLines,
  wasWords,
} from './difference.ts';
import { cell, code } from './markdown.ts';
import { plural } from './report.ts';
import type { DifferenceJson } from './shapes.ts';
import { harmless } from './terminal.ts';
import { wordChanges } from './words.ts';

type Change = DifferenceJson['actions'][number]['changes'][number];
type Conflict = DifferenceJson['conflicts']['introduced'][number];

/** GitHub takes 65,536 characters; who posts the comment may add a line or two. */
const room = 62_000;
/** One spec that is full of text leaves room for the others. */
const longest = 1_500;

/** A part of the comment, with what it is called when some of it has to go. */
interface Section {
  readonly called: string;
  readonly open: readonly string[];
  readonly items: readonly string[];
  readonly close: readonly string[];
}

/** The sections stand in the order of their importance: what comes last goes first where there is no room. */
export function differenceMarkdown(difference: DifferenceJson): string {
  const title = [`### Polity: ${safe(headline(difference))}`, ''];
  const sections = sectionsOf(difference).filter(({ items }) => items.length > 0);
  const left = { room: room - lengthOf(title) - 1_000 };
  const kept = sections.map(section => fitting(section, left));
  const dropped = kept.flatMap(({ count }, i) => {
    const { items, called } = sections[i]!;
    return count === items.length ? [] : [plural(items.length - count, called)];
  });
  const rest =
    dropped.length > 0 ? [`_Left out, for a comment has no more room: ${dropped.join(', ')}. \`polity diff\` shows all._`, ''] : [];
  return [...title, ...kept.flatMap(({ lines }) => lines), ...rest].join('\n');
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length + 1, 0);

function fitting({ open, items, close }: Section, left: { room: number }): { readonly lines: readonly string[]; readonly count: number } {
  let space = left.room - lengthOf(open) - lengthOf(close);
  let count = 0;
  while (count < items.length && items[count]!.length < space) space -= items[count++]!.length + 1;
  if (count === 0) return { lines: [], count };
  left.room = space;
  return { lines: [...open, ...items.slice(0, count), ...close], count };
}

const clip = (text: string): string => (text.length > longest ? `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : text);
/** Text of others as text, on one line. */
const safe = (text: string): string => cell(harmless(clip(text)));
const named = (text: string): string => code(harmless(clip(text)));

function sectionsOf(difference: DifferenceJson): readonly Section[] {
  const { actions, conflicts, principles, unrecorded, norms, precedence, terms, definitions, evals, errors } = difference;
  const force = norms.filter(({ change }) => change === 'weakened' || change === 'reversed');
  const other = norms.filter(({ change }) => change !== 'weakened' && change !== 'reversed');
  const lines = principleLines(principles);
  const reworded = lines.filter(({ prose }) => prose);
  return [
    plain(
      'Not read in full',
      'file with errors',
      errorLines(errors).map(one => toldItem(one)),
    ),
    {
      called: 'change of behaviour',
      open: ['| Change | What | When | How much |', '| --- | --- | --- | --- |'],
      items: actions.flatMap(({ document, action, changes }) => changes.map(change => row(about(document) + action, change))),
      close: [''],
    },
    plain('Conflicts that came in', 'conflict that came in', conflicts.introduced.map(conflictItem)),
    plain(
      'Changed with no ratified amendment',
      'principle without an amendment',
      unrecorded.map(name => `- ${named(name)}`),
    ),
    plain(
      'Norms that lost force',
      'weaker norm',
      normLines(force).map(one => toldItem(one)),
    ),
    plain(
      'What decides between norms',
      'change of precedence',
      precedenceLines(precedence).map(one => toldItem(one)),
    ),
    folded('Conflicts that went', 'conflict that went', conflicts.resolved.map(conflictItem)),
    folded(
      'Terms',
      'term',
      termLines(terms).map(one => toldItem(one)),
    ),
    folded(
      'Other definitions',
      'definition',
      definitionLines(definitions).map(one => toldItem(one)),
    ),
    folded('Principles', 'principle', lines.map(principleItem)),
    folded(
      'Other norms',
      'norm',
      normLines(other).map(one => toldItem(one)),
    ),
    // Of a spec in prose the wording is the change.
    folded('Wording', 'wording', reworded.map(wordingItem), { open: actions.length === 0 }),
    folded('Evals and examples to run again', 'group of evals', evalLines(evals).map(evalItem), { count: evals.length }),
  ];
}

/** So many names say enough. */
const mostNames = 30;

function toldItem({ names, text }: Told, most = mostNames): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  const list = `${names.slice(0, most).map(named).join(', ')}${more}`;
  // What is said of many comes first: nobody reads thirty names to learn why they are there.
  if (names.length > 3 && text !== '') return `- ${safe(text)}: ${list}`;
  return `- ${[list, safe(text)].filter(part => part !== '').join(': ')}`;
}

/** Evals are run by a command, not by reading their names: the reason comes first, then how many they are and the first few. */
function evalItem({ names, text }: Told): string {
  return `- ${safe(text)}: ${toldItem({ names, text: '' }, 4).slice(2)}`;
}

const plain = (title: string, called: string, items: readonly string[]): Section => ({
  called,
  open: [`**${title}**`, ''],
  items,
  close: [''],
});
/** The count tells whether it is worth opening. */
const folded = (
  title: string,
  called: string,
  items: readonly string[],
  { count = items.length, open = false }: { readonly count?: number; readonly open?: boolean } = {},
): Section => ({
  called,
  open: [`<details${open ? ' open' : ''}><summary>${title} (${count})</summary>`, ''],
  items,
  close: ['', '</details>', ''],
});

const signs = { stricter: '🔒\u00a0stricter', looser: '🔓\u00a0looser', conflict: '⚠️\u00a0conflict', other: '🔁\u00a0changed' };

function row(action: string, change: Change): string {
  const { from, to, when, partial } = change;
  const example = exampleOf(change);
  const where = when === 'always' ? 'always' : `${named(when)}${partial ? ', and elsewhere' : ''}`;
  const shown = example === '' ? '' : `<br>for example ${named(example)}`;
  return `| ${signs[signOf(change)]} | ${named(action)} ${wasWords[from]} and is now **${isWords[to]}** | ${where}${shown} | ${shareOf(change)} |`;
}

function conflictItem({ document, message, norms, witness }: Conflict): string {
  const quotes = (norms ?? []).map(({ principle, text }) => `<br>${named(principle)}: ${named(text)}`);
  const facts = witness ? factsOf(witness) : '';
  return `- ${safe(about(document) + message)}${quotes.join('')}${facts === '' ? '' : `<br>for example when ${named(facts)}`}`;
}

const principleItem = ({ name, what }: PrincipleLine): string => `- ${named(name)} ${safe(what)}`;

function wordingItem({ name, prose }: PrincipleLine): string {
  const parts = wordChanges(prose!).map(({ kind, text }) => {
    const [lead = '', body = '', end = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text)?.slice(1) ?? [];
    const inner = body === '' ? '' : safe(body);
    const marked = inner === '' || kind === 'same' ? inner : kind === 'gone' ? `<del>${inner}</del>` : `<ins>${inner}</ins>`;
    return `${blank(lead)}${marked}${blank(end)}`;
  });
  return `- ${named(name)}: ${parts.join('').trim()}`;
}

const blank = (text: string): string => (text === '' ? '' : text.includes('\n') ? '<br>' : ' ');
