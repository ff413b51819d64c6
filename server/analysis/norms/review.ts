// What a reviewer asks beyond what is allowed: which norms lost force, what decides between them now, which words mean something else.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { declarationsOf } from '../names.ts';
import { termUses } from '../prose/links.ts';
import { formsOf } from '../prose/terms.ts';
import type { Subject } from '../rules/rule.ts';
import type { Scope } from '../scope.ts';
import { type DefinitionChange, definitionChanges } from './definition-changes.ts';
import type { Difference } from './difference.ts';
import { sourceOf, textOfNorm } from './naming.ts';
import type { Norm, Principle, World } from './world.ts';
import { worldOf } from './worlds.ts';

export interface Review {
  readonly norms: readonly NormChange[];
  readonly precedence: readonly PrecedenceChange[];
  readonly terms: readonly TermChange[];
  readonly definitions: readonly DefinitionChange[];
  /** What reworded principles say, before and after. */
  readonly prose: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
}

export interface NormChange {
  readonly principle: string;
  /** `weakened`: must → should → may. `reversed`: what was bidden is forbidden, or the other way round. `condition`: the same norm elsewhere. */
  readonly change: 'added' | 'removed' | 'weakened' | 'strengthened' | 'reversed' | 'condition';
  readonly from?: string;
  readonly to?: string;
}

export interface PrecedenceChange {
  /** `order`: what `precedence` lists. `levels`: what `authority` lists. The others are of one principle, or of a statement about two. */
  readonly what: 'order' | 'levels' | 'level' | 'entrenched' | 'overrides' | 'prefer' | 'tension';
  readonly principle?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface TermChange {
  readonly name: string;
  readonly change: 'added' | 'removed' | 'redefined';
  readonly from?: string;
  readonly to?: string;
  /** Whose prose uses it, in the newer version (of a term that is gone: in the older). */
  readonly principles: readonly string[];
}

export function reviewOf(before: Subject | undefined, after: Subject | undefined, difference: Difference): Review {
  const [old, now] = [before, after].map(subject => subject && worldOf(subject.scope, subject.workspace.settings.solver));
  const from = new Map(difference.principles.flatMap(({ name, from: was }) => (was === undefined ? [] : [[name, was] as const])));
  const pairs = principlePairs(old, now, from);
  return {
    norms: pairs.flatMap(pair => normChanges(pair, { old, now })),
    precedence: old && now ? [...precedenceChanges(old, now), ...pairs.flatMap(standing)] : [],
    terms: termChanges(old, now),
    definitions: definitionChanges(before?.scope, after?.scope),
    prose: new Map(
      pairs.flatMap(({ was, is }) =>
        was && is && changedProse(difference, is.name) ? [[is.name, { before: proseOf(was), after: proseOf(is) }] as const] : [],
      ),
    ),
  };
}

const changedProse = ({ principles }: Difference, name: string) => principles.some(one => one.name === name && one.change === 'reworded');

interface PrinciplePair {
  readonly was: Principle | undefined;
  readonly is: Principle | undefined;
}

function principlePairs(old: World | undefined, now: World | undefined, from: ReadonlyMap<string, string>): readonly PrinciplePair[] {
  const left = new Map((old?.principles ?? []).map(principle => [principle.name, principle]));
  const pairs = (now?.principles ?? []).map((is): PrinciplePair => {
    const name = from.get(is.name) ?? is.name;
    const was = left.get(name);
    left.delete(name);
    return { was, is };
  });
  return [...pairs, ...[...left.values()].map(was => ({ was, is: undefined }))];
}

/** Title, prose and reasons, a paragraph each. */
function proseOf({ node }: Principle): string {
  const parts = node.body.flatMap(statement =>
    statement.kind === 'prose'
      ? [textOf(statement.text), ...statement.translations.map(({ text }) => textOf(text))]
      : statement.kind === 'because'
        ? [textOf(statement.text)]
        : [],
  );
  return [...(node.title ? [textOf(node.title)] : []), ...parts].map(text => text.trim()).join('\n\n');
}

const force: Readonly<Record<syntax.Modality, number>> = { must: 2, 'must not': 2, should: 1, 'should not': 1, may: 0 };
const forbids = ({ modality }: Norm) => modality.endsWith('not');

/** Norms of both versions that are alike go first; of the others, those about the same action are one norm that changed. */
function normChanges(
  { was, is }: PrinciplePair,
  { old, now }: { readonly old: World | undefined; readonly now: World | undefined },
): NormChange[] {
  const principle = (is ?? was)!.name;
  const [gone, come] = [was?.norms ?? [], is?.norms ?? []].map(norms => [...norms]) as [Norm[], Norm[]];
  const textBefore = (norm: Norm) => textOfNorm(old!, norm);
  const textNow = (norm: Norm) => textOfNorm(now!, norm);
  const subject = (norm: Norm, text: string) =>
    norm.act?.entity.name ?? text.replace(/^(must not|must|should not|should|may)\s*/, '').replace(/ (when|unless) [^"]*$/, '');
  for (const norm of [...come]) {
    const same = gone.findIndex(other => textBefore(other) === textNow(norm));
    if (same < 0) continue;
    gone.splice(same, 1);
    come.splice(come.indexOf(norm), 1);
  }
  const changes: NormChange[] = [];
  for (const norm of come) {
    const to = textNow(norm);
    const at = gone.findIndex(other => subject(other, textBefore(other)) === subject(norm, to));
    const [other] = at < 0 ? [] : gone.splice(at, 1);
    changes.push(other ? { principle, change: changeOf(other, norm), from: textBefore(other), to } : { principle, change: 'added', to });
  }
  return [...changes, ...gone.map((norm): NormChange => ({ principle, change: 'removed', from: textBefore(norm) }))];
}

function changeOf(was: Norm, is: Norm): NormChange['change'] {
  if (was.modality === is.modality) return 'condition';
  if (force[is.modality] > 0 && force[was.modality] > 0 && forbids(was) !== forbids(is)) return 'reversed';
  return force[is.modality] < force[was.modality] ? 'weakened' : 'strengthened';
}

function standing({ was, is }: PrinciplePair): PrecedenceChange[] {
  if (!was || !is) return [];
  const changes: PrecedenceChange[] = [];
  if (was.level !== is.level) changes.push({ what: 'level', principle: is.name, from: was.level, to: is.level });
  if (was.entrenched !== is.entrenched)
    changes.push({ what: 'entrenched', principle: is.name, [is.entrenched ? 'to' : 'from']: 'entrenched' });
  return changes;
}

function precedenceChanges(old: World, now: World): PrecedenceChange[] {
  const order = (world: World) => world.ground.precedence.join(' > ');
  const levels = (world: World) => world.ground.levels.join(' > ');
  const changes: PrecedenceChange[] = [];
  if (order(old) !== order(now)) changes.push({ what: 'order', from: order(old), to: order(now) });
  if (levels(old) !== levels(now)) changes.push({ what: 'levels', from: levels(old), to: levels(now) });
  const [was, is] = [statementsIn(old), statementsIn(now)];
  for (const [text, what] of is) if (!was.has(text)) changes.push({ what, to: text });
  for (const [text, what] of was) if (!is.has(text)) changes.push({ what, from: text });
  return changes;
}

/** What is said of which principle or value wins, as text on one line. */
function statementsIn({ scope, statements }: World): Map<string, 'overrides' | 'prefer' | 'tension'> {
  const found = new Map<string, 'overrides' | 'prefer' | 'tension'>();
  for (const { statement, winner, loser, file, segment } of statements) {
    const holder = scope.reach.get(file) ?? scope;
    const where = statement.when ? ` when ${sourceOf(holder.document.tree, segment, statement.when)}` : '';
    found.set(`${winner.name} over ${loser.name}${where}`, statement.kind);
  }
  for (const [file, { own, document }] of scope.reach) {
    if (file !== scope.document.file && !scope.adoptions.some(one => one.scope?.reach.has(file))) continue;
    for (const { node, segment } of declarationsOf(own, 'tension')) found.set(sourceOf(document.tree, segment, node), 'tension');
  }
  return found;
}

function termChanges(old: World | undefined, now: World | undefined): TermChange[] {
  const [was, is] = [termsIn(old?.scope), termsIn(now?.scope)];
  const change = (name: string, rest: Omit<TermChange, 'name' | 'principles'>, world: World): TermChange => ({
    name,
    ...rest,
    principles: usersOf(world, name),
  });
  return [
    ...[...is].flatMap(([name, to]) => {
      const from = was.get(name);
      if (from === undefined) return [change(name, { change: 'added', to }, now!)];
      return from === to ? [] : [change(name, { change: 'redefined', from, to }, now!)];
    }),
    ...[...was].flatMap(([name, from]) => (is.has(name) ? [] : [change(name, { change: 'removed', from }, old!)])),
  ];
}

/** What each term of the document and of what it adopts means, with its forms where there are several. */
function termsIn(scope: Scope | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, { own }] of scope?.reach ?? [])
    for (const { node } of declarationsOf(own, 'term')) {
      const forms = formsOf(node)
        .filter(form => form.toLowerCase() !== node.name.text.replaceAll('_', ' ').toLowerCase())
        .join(', ');
      const means = (node.means ? textOf(node.means) : '').replace(/\s+/g, ' ').trim();
      if (!found.has(node.name.text)) found.set(node.name.text, `${means}${forms === '' ? '' : ` (${forms})`}`);
    }
  return found;
}

const usersOf = ({ scope, principles }: World, name: string): string[] =>
  principles
    .filter(({ file, segment, node }) => {
      const holder = scope.reach.get(file) ?? scope;
      return termUses(holder, segment).some(
        ({ term, span }) => term.node.name.text === name && node.start <= span.start && span.end <= node.end,
      );
    })
    .map(principle => principle.name);
