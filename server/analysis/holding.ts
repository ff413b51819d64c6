// Everything that holds in a document: its own declarations, and those of what it adopts, however they arrive (language.md §3).

import type * as syntax from '../../grammar/syntax.ts';
import { entry, memo } from './memo.ts';
import { type Declared, type Entity, entityOf, type Named } from './names.ts';
import { agree, nameIn } from './resolve.ts';
import type { Adoption, Scope } from './scope.ts';

/** A declaration that holds. Read its names in `scope`, the document that it stands in. */
export interface Held<Node extends syntax.Declaration = syntax.Declaration> extends Declared<Node> {
  readonly scope: Scope;
  /** Stands in the document itself. */
  readonly own: boolean;
  /** The adoptions of the document that it comes through, by their number in `scope.adoptions` of the document; empty for its own. */
  readonly ways: readonly number[];
}

/** An option that an adopter fixed, on any way. */
export interface FixedOption extends Declared<syntax.Adopt> {
  readonly option: syntax.Ref;
  readonly value: syntax.Value;
  /** The scope of the adopted document, in which the option is named; the adopter's `alias.option` is looked up in `adopter`. */
  readonly scope: Scope;
  readonly adopter: Scope;
  readonly alias: string;
}

export interface Holding {
  readonly scope: Scope;
  readonly contexts: readonly Held<syntax.Context | syntax.Option | syntax.Consent>[];
  readonly assumes: readonly Held<syntax.Assume>[];
  readonly actions: readonly Held<syntax.Action>[];
  readonly dimensions: readonly Held<syntax.Dimension>[];
  readonly values: readonly Held<syntax.ValueDeclaration>[];
  readonly terms: readonly Held<syntax.Term>[];
  readonly principles: readonly Held<syntax.Principle>[];
  readonly tensions: readonly Held<syntax.Tension>[];
  readonly prefers: readonly Held<syntax.Prefer>[];
  readonly fixes: readonly FixedOption[];
  /** Of the contexts and actions that agree in full under one name, the first: the one that stands for them all. */
  readonly same: (entity: Entity) => Entity;
}

/** What holds in the document of this scope. The document's own come first, then the adopted, in the order of the adoptions. */
export const heldIn: (scope: Scope) => Holding = memo(gather);

type Kind = 'context' | 'option' | 'consent' | 'assume' | 'action' | 'dimension' | 'value' | 'term' | 'principle' | 'tension' | 'prefer';
const kinds: ReadonlySet<string> = new Set<Kind>([
  'context',
  'option',
  'consent',
  'assume',
  'action',
  'dimension',
  'value',
  'term',
  'principle',
  'tension',
  'prefer',
]);

function gather(scope: Scope): Holding {
  const found = new Map<syntax.Declaration, Held & { ways: number[] }>();
  const fixes = new Map<syntax.Fixed, FixedOption>();
  // Of two declarations of one name the first holds: the second is a mistake that is reported as such.
  const repeated = new Set<syntax.Declaration>();
  for (const below of scope.reach.values()) for (const { entity } of below.own.repeated) repeated.add(entity.node);
  for (const declared of scope.own.declarations) {
    if (kinds.has(declared.node.kind) && !repeated.has(declared.node))
      found.set(declared.node, { ...declared, scope, own: true, ways: [] });
  }
  scope.adoptions.forEach((adoption, way) => {
    for (const [held, below] of arriving(adoption, scope, fixes)) {
      if (repeated.has(held.node)) continue;
      const known = found.get(held.node);
      if (!known) found.set(held.node, { ...held, scope: below, own: false, ways: [way] });
      else if (!known.own && !known.ways.includes(way)) known.ways.push(way);
    }
  });
  const all = [...found.values()];
  const of = <Node extends syntax.Declaration>(...wanted: Node['kind'][]): Held<Node>[] =>
    all.filter(held => (wanted as string[]).includes(held.node.kind)) as unknown as Held<Node>[];
  return {
    scope,
    contexts: of<syntax.Context | syntax.Option | syntax.Consent>('context', 'option', 'consent'),
    assumes: of<syntax.Assume>('assume'),
    actions: of<syntax.Action>('action'),
    dimensions: of<syntax.Dimension>('dimension'),
    values: of<syntax.ValueDeclaration>('value'),
    terms: of<syntax.Term>('term'),
    principles: of<syntax.Principle>('principle'),
    tensions: of<syntax.Tension>('tension'),
    prefers: of<syntax.Prefer>('prefer'),
    fixes: [...fixes.values()],
    same: representatives(scope, all),
  };
}

/** What one adoption brings, but for the principles that it leaves out and that are not entrenched. */
function* arriving(adoption: Adoption, adopter: Scope, fixes: Map<syntax.Fixed, FixedOption>): Iterable<[Declared, Scope]> {
  const below = adoption.scope;
  if (!below) return;
  for (const fixed of adoption.node.fixes) {
    const { file, segment, node, alias } = adoption;
    fixes.set(fixed, { file, segment, node, alias, option: fixed.option, value: fixed.value, scope: below, adopter });
  }
  const inner = heldIn(below);
  for (const fix of inner.fixes) fixes.set(fixedOf(fix), fix);
  for (const held of everything(inner)) {
    const left = held.node.kind === 'principle' && !held.node.entrenched && adoption.except.has(entityOf(held as Declared<Named>));
    if (!left) yield [{ file: held.file, segment: held.segment, node: held.node }, held.scope];
  }
}

const fixedOf = (fix: FixedOption): syntax.Fixed => fix.node.fixes.find(fixed => fixed.option === fix.option)!;

function* everything(holding: Holding): Iterable<Held> {
  yield* holding.contexts;
  yield* holding.assumes;
  yield* holding.actions;
  yield* holding.dimensions;
  yield* holding.values;
  yield* holding.terms;
  yield* holding.principles;
  yield* holding.tensions;
  yield* holding.prefers;
}

/** Only names that several declarations share need a closer look, which costs far more than the names. */
function representatives(scope: Scope, all: readonly Held[]): (entity: Entity) => Entity {
  const sharing = new Map<string, Entity[]>();
  for (const held of all) {
    if (!unites.has(held.node.kind)) continue;
    const entity = entityOf(held as Declared<Named>);
    entry(sharing, `${entity.kind} ${entity.name}`, (): Entity[] => []).push(entity);
  }
  const first = (entity: Entity): Entity => {
    const others = sharing.get(`${entity.kind} ${entity.name}`) ?? [];
    return others.find(other => other === entity || agree(scope, other, entity)) ?? entity;
  };
  return memo(entity => (unites.has(entity.node.kind) ? first(entity) : entity));
}

const unites: ReadonlySet<string> = new Set<Kind>(['context', 'option', 'action']);

/** How the document writes what holds in it: `floor.no_weapons`, or bare for its own. */
export function heldName(holding: Holding, held: Declared<Named>): string {
  const entity = entityOf(held);
  return nameIn(holding.scope, entity) ?? entity.name;
}
