// Which principles came, went, were renamed, reworded or given other norms between two versions.

import type * as syntax from '../../../grammar/syntax.ts';
import { textOf } from '../../../grammar/text.ts';
import { declarationsOf } from '../names.ts';
import type { Scope } from '../scope.ts';
import type { Matches } from './matches.ts';
import { sourceOf } from './naming.ts';
import type { Principle, World } from './world.ts';

export interface PrincipleChange {
  /** As the newer version writes it; a removed one as the older did. */
  readonly name: string;
  readonly change: 'added' | 'removed' | 'renamed' | 'reworded' | 'norms';
  /** Of a renamed one: the name before. */
  readonly from?: string;
}

/** In the order of the newer version, then what is gone. `matches` are those that both have under one name. */
export function principleChanges(before: World, after: World, matches: Matches<Principle>): readonly PrincipleChange[] {
  const same = new Map([...matches].map(([now, old]) => [now.name, old.name]));
  const old = new Map(before.principles.map(principle => [principle.name, looksOf(before, principle)]));
  const now = new Map(after.principles.map(principle => [principle.name, looksOf(after, principle)]));
  const stayed = new Set(same.values());
  const renamed = renamings(new Map([...old].filter(([name]) => !stayed.has(name))), new Map([...now].filter(([name]) => !same.has(name))));
  const changes: PrincipleChange[] = [];
  for (const [name, looks] of now) {
    const from = same.get(name) ?? renamed.get(name);
    if (from === undefined) {
      changes.push({ name, change: 'added' });
      continue;
    }
    if (renamed.has(name)) changes.push({ name, change: 'renamed', from });
    const was = old.get(from)!;
    if (was.prose !== looks.prose) changes.push({ name, change: 'reworded' });
    if (was.ruling !== looks.ruling) changes.push({ name, change: 'norms' });
  }
  const kept = new Set([...stayed, ...renamed.values()]);
  for (const name of old.keys()) if (!kept.has(name)) changes.push({ name, change: 'removed' });
  return changes;
}

/** What a principle says, and what it rules, as text that is the same where they are. */
interface Looks {
  readonly prose: string;
  readonly ruling: string;
  readonly hasNorms: boolean;
}

function looksOf({ scope }: World, { node, file, segment, level, norms }: Principle): Looks {
  const { tree } = (scope.reach.get(file) ?? scope).document;
  const source = (span: syntax.Span | undefined) => (span ? sourceOf(tree, segment, span) : '');
  const prose = node.body.flatMap(statement => {
    if (statement.kind === 'prose') return [textOf(statement.text), ...statement.translations.map(({ text }) => textOf(text))];
    return statement.kind === 'because' ? [textOf(statement.text)] : [];
  });
  const rules = node.body.filter(({ kind }) => kind === 'norm' || kind === 'overrides' || kind === 'serves').map(source);
  return {
    prose: JSON.stringify([node.title ? textOf(node.title) : '', ...prose.map(text => text.replace(/\s+/g, ' ').trim())]),
    ruling: JSON.stringify([node.role, level, node.entrenched !== undefined, source(node.when), ...rules]),
    hasNorms: norms.length > 0,
  };
}

/** New name to old: pairs that are alike in all, else in what they rule, else in what they say. */
function renamings(gone: Map<string, Looks>, come: Map<string, Looks>): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const alike: ((a: Looks, b: Looks) => boolean)[] = [
    (a, b) => a.prose === b.prose && a.ruling === b.ruling,
    (a, b) => a.hasNorms && a.ruling === b.ruling,
    (a, b) => a.prose.length > 40 && a.prose === b.prose,
  ];
  for (const same of alike) {
    for (const [name, looks] of come) {
      const from = [...gone].find(([, other]) => same(other, looks))?.[0];
      if (from === undefined) continue;
      renamed.set(name, from);
      gone.delete(from);
      come.delete(name);
    }
  }
  return renamed;
}

/**
 * The document's own principles that changed and that no amendment names which came, or was ratified, with the change: one that both
 * versions have was about an earlier one. None where the document knows no votes.
 */
export function unrecorded(before: Scope | undefined, after: Scope, changes: readonly PrincipleChange[]): readonly string[] {
  const governed = [before, after].some(scope => scope?.own.declarations.some(({ node }) => governing.has(node.kind)));
  if (!governed) return [];
  const [old, now] = [before ? ratifiedIn(before) : new Map<string, ReadonlySet<string>>(), ratifiedIn(after)];
  const own = (name: string) => [before, after].some(scope => scope?.own.named.get('principle')?.has(name));
  const isRecorded = (names: readonly string[]) =>
    [...now].some(([amendment, named]) => names.some(name => named.has(name)) && !names.some(name => old.get(amendment)?.has(name)));
  const changed = changes.filter(({ name, from }) => own(name) && !isRecorded(from === undefined ? [name] : [name, from]));
  return [...new Set(changed.map(({ name }) => name))];
}

/** The principles that each ratified amendment names. */
function ratifiedIn({ own }: Scope): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { node } of declarationsOf(own, 'amendment')) {
    if (!node.body.some(({ kind }) => kind === 'ratified')) continue;
    const named = node.body.flatMap(statement => (statement.kind === 'changes' ? statement.principles.map(({ text }) => text) : []));
    found.set(node.name.text, new Set(named));
  }
  return found;
}

const governing: ReadonlySet<string> = new Set(['stakeholder', 'ratification', 'amendment']);
