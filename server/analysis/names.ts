// What a document declares, by kind and name (language.md §3: names are one space per kind).

import type * as syntax from '../../grammar/syntax.ts';
import { entry, memo } from './memo.ts';
import type { Document } from './workspace.ts';

/** Principles and roles share one space, contexts and options another. */
export type NameKind =
  | 'import'
  | 'context'
  | 'consent'
  | 'action'
  | 'dimension'
  | 'value'
  | 'term'
  | 'principle'
  | 'section'
  | 'eval'
  | 'agent'
  | 'gate'
  | 'stakeholder'
  | 'amendment';

export type Named = Extract<syntax.Declaration, { readonly name: syntax.Name }>;

/** A declaration is one, by file and name. The same object for as long as its segment stays. */
export interface Entity<Node extends Named = Named> {
  readonly kind: NameKind;
  readonly name: string;
  readonly file: string;
  readonly segment: syntax.Segment;
  readonly node: Node;
}

/** A declaration where it stands, named or not. */
export interface Declared<Node extends syntax.Declaration = syntax.Declaration> {
  readonly file: string;
  readonly segment: syntax.Segment;
  readonly node: Node;
}

/** What one document declares itself, sections opened. */
export interface Own {
  readonly header?: { readonly segment: syntax.Segment; readonly node: syntax.Header };
  /** In the order of the text. */
  readonly declarations: readonly Declared[];
  /** The first declaration of each name. */
  readonly named: ReadonlyMap<NameKind, ReadonlyMap<string, Entity>>;
  /** Every later declaration of a name that is taken, with the one that took it. */
  readonly repeated: readonly { readonly entity: Entity; readonly first: Entity }[];
}

export function kindOf(node: syntax.Declaration): NameKind | undefined {
  switch (node.kind) {
    case 'import':
    case 'context':
    case 'consent':
    case 'action':
    case 'dimension':
    case 'value':
    case 'term':
    case 'principle':
    case 'section':
    case 'eval':
    case 'agent':
    case 'gate':
    case 'stakeholder':
    case 'amendment':
      return node.kind;
    case 'option':
      return 'context';
    case 'language':
    case 'translations':
    case 'subject':
    case 'precedence':
    case 'adopt':
    case 'authority':
    case 'assume':
    case 'tension':
    case 'prefer':
    case 'assert':
    case 'ratification':
      return undefined;
  }
}

const entities = new WeakMap<Named, Entity>();

/** The entity of a declaration. */
export function entityOf<Node extends Named>({ file, segment, node }: Declared<Node>): Entity<Node> {
  const known = entities.get(node);
  if (known?.file === file && known.segment === segment) return known as Entity<Node>;
  const entity: Entity<Node> = { kind: kindOf(node)!, name: node.name.text, file, segment, node };
  entities.set(node, entity);
  return entity;
}

export const ownOf: (document: Document) => Own = memo(collect);

function collect(document: Document): Own {
  const declarations: Declared[] = [];
  let header: Own['header'];
  for (const segment of document.tree.segments) {
    if (segment.node?.kind === 'header') header ??= { segment, node: segment.node };
    else if (segment.node) open({ file: document.file, segment, node: segment.node }, declarations);
  }
  return { header, declarations, ...byName(declarations) };
}

/** A declaration with all that its section holds, in the order of the text. */
function open(declared: Declared, into: Declared[]): void {
  into.push(declared);
  if (declared.node.kind !== 'section') return;
  for (const item of declared.node.body) {
    if (item.kind !== 'prose' && item.kind !== 'note') open({ ...declared, node: item }, into);
  }
}

function byName(declarations: readonly Declared[]): Pick<Own, 'named' | 'repeated'> {
  const named = new Map<NameKind, Map<string, Entity>>();
  const repeated: { entity: Entity; first: Entity }[] = [];
  for (const declared of declarations) {
    const kind = kindOf(declared.node);
    if (kind === undefined) continue;
    const entity = entityOf(declared as Declared<Named>);
    if (entity.name === '') continue;
    const space = entry(named, kind, () => new Map<string, Entity>());
    const first = space.get(entity.name);
    if (first) repeated.push({ entity, first });
    else space.set(entity.name, entity);
  }
  return { named, repeated };
}

/** The declarations of one kind of node, in the order of the text. */
export function* declarationsOf<Kind extends syntax.Declaration['kind']>(
  own: Own,
  kind: Kind,
): Iterable<Declared<Extract<syntax.Declaration, { readonly kind: Kind }>>> {
  for (const declared of own.declarations) {
    if (declared.node.kind === kind) yield declared as Declared<Extract<syntax.Declaration, { readonly kind: Kind }>>;
  }
}
