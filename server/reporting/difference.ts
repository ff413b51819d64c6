// What changed in meaning between two versions, for people: at a terminal, or in a pull request.

import pc from 'picocolors';
import { percent } from './landscape.ts';
import { plural } from './report.ts';
import type { DifferenceJson } from './shapes.ts';
import { harmless, wrapped } from './terminal.ts';
import { wordChanges } from './words.ts';

type Change = DifferenceJson['actions'][number]['changes'][number];
type Conflict = DifferenceJson['conflicts']['introduced'][number];
type Ink = ReturnType<typeof pc.createColors>;

/** Several documents' differences as one; of a single one without its name, unless `named`. */
export function merged(
  parts: readonly { readonly document: string; readonly difference: DifferenceJson }[],
  { named: always }: { readonly named: boolean } = { named: false },
): DifferenceJson {
  const only = parts.length === 1 && !always ? parts[0] : undefined;
  if (only) return only.difference;
  const named = <Item extends object>(pick: (difference: DifferenceJson) => readonly Item[]) =>
    parts.flatMap(({ document, difference }) => pick(difference).map(item => ({ document, ...item })));
  const verdicts = new Set(parts.map(({ difference }) => difference.verdict).filter(verdict => verdict !== 'same'));
  const [verdict = 'same', ...others] = verdicts;
  const notCompared = parts.flatMap(({ document, difference }) =>
    difference.notCompared === undefined ? [] : [`${document}: ${difference.notCompared}`],
  );
  return {
    version: 1,
    verdict: others.length > 0 ? 'both' : verdict,
    actions: named(({ actions }) => actions),
    conflicts: { introduced: named(({ conflicts }) => conflicts.introduced), resolved: named(({ conflicts }) => conflicts.resolved) },
    principles: named(({ principles }) => principles),
    unrecorded: parts.flatMap(({ document, difference }) => difference.unrecorded.map(name => about(document) + name)),
    norms: named(({ norms }) => norms),
    precedence: named(({ precedence }) => precedence),
    terms: named(({ terms }) => terms),
    definitions: named(({ definitions }) => definitions),
    evals: named(({ evals }) => evals),
    errors: once(named(({ errors }) => errors)),
    ...(notCompared.length > 0 && { notCompared: notCompared.join(' ') }),
  };
}

/** Several documents may import what cannot be read. */
const once = (errors: DifferenceJson['errors']): DifferenceJson['errors'] =>
  errors.filter(({ version, file }, i) => i === errors.findIndex(one => one.version === version && one.file === file));

/** The whole in one sentence. */
export function headline(difference: DifferenceJson): string {
  const { verdict, actions, notCompared } = difference;
  if (notCompared !== undefined) return `The two could not be compared: ${notCompared}`;
  const verdicts = {
    stricter: 'Stricter: something that was allowed is now required or forbidden',
    looser: 'Looser: something that was required or forbidden is now allowed',
    both: 'Stricter in some situations and looser in others',
    same:
      actions.length > 0 ? 'What is allowed changed in neither direction; other things did' : 'No action is ruled otherwise than before',
  };
  const counts = countsOf(difference).join(', ');
  return `${verdicts[verdict]}${counts === '' ? '' : `; ${counts}`}.`;
}

function countsOf({ actions, conflicts, principles, norms, precedence, terms, definitions, unrecorded, errors }: DifferenceJson): string[] {
  const { introduced, resolved } = conflicts;
  const turned = ({ from, to }: Change) => (from === 'forbidden' && to === 'required') || (from === 'required' && to === 'forbidden');
  const reversed = actions.filter(({ changes }) => changes.some(turned)).length;
  const weakened = norms.filter(({ change }) => change === 'weakened').length;
  const redefined = terms.filter(({ change }) => change === 'redefined').length;
  const parts: readonly (readonly [number, string])[] = [
    [actions.length, `${plural(actions.length, 'action')} ${actions.length === 1 ? 'changes' : 'change'}`],
    [reversed, `${reversed} turned from forbidden to required or back`],
    [introduced.length, `${plural(introduced.length, 'conflict')} came in`],
    [resolved.length, `${plural(resolved.length, 'conflict')} went`],
    [weakened, `${plural(weakened, 'norm')} weakened`],
    [precedence.length, 'precedence changed'],
    [redefined, `${plural(redefined, 'term')} redefined`],
    ...definedAnew(definitions),
    ...principleCounts(principles),
    [unrecorded.length, `${unrecorded.length} without a ratified amendment`],
    [errors.length, 'not all could be read, so more may have changed'],
  ];
  return parts.flatMap(([count, text]) => (count > 0 ? [text] : []));
}

/** "2 actions redefined", "1 option redefined". */
function definedAnew(definitions: DifferenceJson['definitions']): (readonly [number, string])[] {
  const kinds = Map.groupBy(
    definitions.filter(({ change }) => change === 'redefined'),
    ({ kind }) => kind,
  );
  return [...kinds].map(([kind, { length }]) => [length, `${plural(length, kind)} redefined`]);
}

/** "9 principles added, 4 removed, 23 reworded": each principle once, by what weighs most. */
function principleCounts(principles: DifferenceJson['principles']): (readonly [number, string])[] {
  const order = ['added', 'removed', 'renamed', 'reworded', 'norms'] as const;
  const one = new Map<string, (typeof order)[number]>();
  for (const { document, name, change } of principles.toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change)))
    if (!one.has(`${document}\0${name}`)) one.set(`${document}\0${name}`, change);
  const counts = order.map(change => ({ change, count: [...one.values()].filter(other => other === change).length }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ change, count }, i) => [
      count,
      `${i === 0 ? plural(count, 'principle') : count} ${change === 'norms' ? 'with other norms' : change}`,
    ]);
}

export const about = (document: string | undefined) => (document === undefined ? '' : `${document}: `);
export const shareOf = ({ share, estimated }: Change) => (share === undefined ? '' : `${percent(share, estimated)} of all situations`);
export const whenOf = ({ when, partial }: Change) => (when === 'always' ? 'always' : `when ${when}${partial ? ' (and elsewhere)' : ''}`);
export const factsOf = (witness: Change['witness']) =>
  Object.entries(witness)
    .map(([name, value]) => (value === true ? name : value === false ? `not ${name}` : `${name} is ${value}`))
    .join(', ');

/** Of an action: what it was, and what it is now. */
export const wasWords = {
  open: 'was left open',
  permitted: 'was allowed',
  required: 'was required',
  forbidden: 'was forbidden',
  conflicted: 'was both forbidden and required',
};
export const isWords = {
  open: 'left open',
  permitted: 'allowed',
  required: 'required',
  forbidden: 'forbidden',
  conflicted: 'both forbidden and required',
};

/** What a change comes to for whoever is bound by it. */
export function signOf({ from, to }: Change): 'stricter' | 'looser' | 'conflict' | 'other' {
  const [free, bound] = [new Set(['open', 'permitted']), new Set(['required', 'forbidden'])];
  if (to === 'conflicted') return 'conflict';
  if (free.has(from) && bound.has(to)) return 'stricter';
  return bound.has(from) && free.has(to) ? 'looser' : 'other';
}

/** Whether a witness says more than the condition does. */
export const exampleOf = ({ when, witness }: Change): string => {
  const example = factsOf(witness);
  return when === 'always' || when === example.replaceAll(', ', ' and ') ? '' : example;
};

const changeWords = { added: 'added', removed: 'removed', renamed: 'renamed', reworded: 'reworded', norms: 'rules otherwise' };

export function differenceText(difference: DifferenceJson, { color }: { color: boolean }): string {
  const ink = pc.createColors(color);
  const { actions, conflicts, principles, unrecorded } = difference;
  return [
    ink.bold(harmless(headline(difference))),
    ...listed(ink, 'Not read in full', errorLines(difference.errors)),
    ...actions.flatMap(({ document, action, changes, notDecided }) => [
      '',
      ink.bold(harmless(about(document) + action)) + (notDecided ? ink.dim('  not decided in full') : ''),
      ...changes.map(change => changeText(ink, change)),
    ]),
    ...conflictLines(ink, 'Conflicts that came in', conflicts.introduced),
    ...conflictLines(ink, 'Conflicts that went', conflicts.resolved),
    ...listed(ink, 'Changed, and no ratified amendment names them', [{ names: unrecorded, text: '' }]),
    ...listed(ink, 'Norms', normLines(difference.norms)),
    ...listed(ink, 'What decides between norms', precedenceLines(difference.precedence)),
    ...listed(ink, 'Terms', termLines(difference.terms)),
    ...listed(ink, 'Other definitions', definitionLines(difference.definitions)),
    ...principleTexts(ink, principles),
    ...listed(ink, 'To run again', evalLines(difference.evals)),
    '',
  ].join('\n');
}

function listed(ink: Ink, title: string, lines: readonly Told[]): string[] {
  const said = lines.map(({ names, text }) => [names.join(', '), text].filter(part => part !== '').join(': ')).filter(line => line !== '');
  return said.length === 0 ? [] : ['', ink.bold(title), ...said.flatMap(line => wrapped(harmless(line), '  ', 110).split('\n'))];
}

const normWords = {
  added: 'new',
  removed: 'gone',
  weakened: 'weaker',
  strengthened: 'stronger',
  reversed: 'turned round',
  condition: 'applies elsewhere',
};

const fromTo = (from: string | undefined, to: string | undefined): string =>
  from === undefined ? (to ?? '') : to === undefined ? from : `${from} → ${to}`;

/** A line about some names: what is said of several alike is said once. */
export interface Told {
  readonly names: readonly string[];
  readonly text: string;
}

export const normLines = (norms: DifferenceJson['norms']): Told[] =>
  norms.map(({ document, principle, change, from, to }) => ({
    names: [about(document) + principle],
    text: `${normWords[change]}: ${fromTo(from, to)}`,
  }));

export const precedenceLines = (precedence: DifferenceJson['precedence']): Told[] =>
  grouped(precedence.map(one => ({ name: about(one.document) + (one.principle ?? ''), text: precedenceText(one) })));

function precedenceText({ what, from, to }: DifferenceJson['precedence'][number]): string {
  if (what === 'order') return `what decides between norms was ${from}, and is ${to}`;
  if (what === 'levels') return `levels of authority were ${from}, and are ${to}`;
  if (what === 'level') return `level ${from} → ${to}`;
  if (what === 'entrenched') return to === undefined ? 'no longer entrenched' : 'now entrenched';
  return `${to === undefined ? 'no longer' : 'now'} ${to ?? from}`;
}

export const termLines = (terms: DifferenceJson['terms']): Told[] =>
  terms.map(({ document, name, change, from, to, principles }) => {
    const used = principles.length === 0 ? 'used in no principle' : `used in ${principles.join(', ')}`;
    const said = change === 'redefined' ? `“${from}” → “${to}”` : `${change === 'added' ? 'new' : 'gone'}: “${to ?? from}”`;
    return { names: [about(document) + name], text: `${said} (${used})` };
  });

export const definitionLines = (definitions: DifferenceJson['definitions']): Told[] =>
  definitions.map(({ document, kind, name, change, from, to }) => {
    const said = change === 'redefined' ? `${from || 'nothing'} → ${to || 'nothing'}` : (to ?? from ?? '');
    const words = { added: `new ${kind}`, removed: `${kind} gone`, redefined: kind };
    return { names: [about(document) + name], text: [words[change], said].filter(part => part !== '').join(': ') };
  });

export const errorLines = (errors: DifferenceJson['errors']): Told[] =>
  errors.map(({ version, file, line, message, count }) => ({
    names: [file],
    text: `${plural(count, 'error')} in the ${version === 'before' ? 'older' : 'newer'} version, the first in line ${line + 1}: ${message}`,
  }));

export const evalLines = (evals: DifferenceJson['evals']): Told[] =>
  grouped(evals.map(({ document, name, why }) => ({ name: about(document) + name, text: why })));

function grouped(lines: readonly { readonly name: string; readonly text: string }[]): Told[] {
  return [...Map.groupBy(lines, ({ text }) => text)].map(([text, some]) => ({
    names: some.map(({ name }) => name).filter(name => name !== ''),
    text,
  }));
}

/** A principle with all that changed of it, said once. */
export interface PrincipleLine {
  readonly name: string;
  /** "reworded, rules otherwise", "renamed (was be_kind)". */
  readonly what: string;
  readonly prose?: { readonly before: string; readonly after: string } | undefined;
}

export function principleLines(principles: DifferenceJson['principles']): PrincipleLine[] {
  const together = Map.groupBy(principles, ({ document, name }) => about(document) + name);
  return [...together].map(([name, changes]) => ({
    name,
    what: changes.map(({ change, from }) => `${changeWords[change]}${from === undefined ? '' : ` (was ${from})`}`).join(', '),
    prose: changes.find(({ prose }) => prose)?.prose,
  }));
}

function principleTexts(ink: Ink, principles: DifferenceJson['principles']): string[] {
  if (principles.length === 0) return [];
  const lines = principleLines(principles).flatMap(({ name, what, prose }) => {
    const line = `  ${harmless(name)}  ${harmless(what)}`;
    if (!prose) return [line];
    const marked = wordChanges(prose).map(({ kind, text }) => {
      const safe = harmless(text);
      return kind === 'same' ? safe : kind === 'gone' ? ink.red(`[-${safe}-]`) : ink.green(`{+${safe}+}`);
    });
    return [line, ...wrapped(marked.join('').replace(/\s*\n\s*/g, ' '), '      ', 110).split('\n')];
  });
  return ['', ink.bold('Principles'), ...lines];
}

function changeText(ink: Ink, change: Change): string {
  const share = shareOf(change);
  const witness = factsOf(change.witness);
  const line = `  ${change.from} → ${change.to}  ${harmless(whenOf(change))}${share === '' ? '' : ink.dim(`  ${share}`)}`;
  // A witness that says no more than the condition is no example of it.
  return witness === '' || change.when === witness.replaceAll(', ', ' and ')
    ? line
    : `${line}\n${ink.dim(`      for example: ${harmless(witness)}`)}`;
}

const conflictLines = (ink: Ink, title: string, conflicts: readonly Conflict[]): string[] =>
  conflicts.length === 0
    ? []
    : ['', ink.bold(title), ...conflicts.flatMap(({ document, message }) => wrapped(harmless(about(document) + message), '  ', 110))];
