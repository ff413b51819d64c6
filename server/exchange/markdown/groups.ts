// The outline → groups: sections, principles, roles and values with their names, levels and layout.

import { idOf, nameOf, nameOfTitle } from '../names.ts';
import { type Block, frontMatterEnd } from './blocks.ts';
import { readBody } from './bodies.ts';
import { type Body, conditionIn } from './code.ts';
import { type Heading, writeHeading } from './heading.ts';
import { type Group, type Item, layoutItem } from './items.ts';
import type { Layout } from './layout.ts';
import { isPart, type Part } from './outline.ts';

export interface Grouping {
  readonly lines: readonly string[];
  readonly kept: ReadonlySet<number>;
  readonly marked: boolean;
  /** By the id that headings give them: what `BAD[#id]` may name. */
  readonly principles: ReadonlyMap<string, string>;
  /** Gives out names, each once. Principles and roles share one space. */
  readonly nameOf: {
    readonly section: (name: string) => string;
    readonly principle: (name: string) => string;
    readonly value: (name: string) => string;
  };
}

/** The groups and other items of a heading's or the document's body. */
export function itemsOf(children: readonly (Block | Part)[], body: Body, grouping: Grouping): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < children.length; ) {
    const child = children[at]!;
    if (isPart(child)) {
      items.push(groupOf(child, grouping));
      at++;
      continue;
    }
    const blocks = blocksFrom(children, at);
    items.push(...readBody(blocks, { ...grouping, body }));
    at += blocks.length;
  }
  return items;
}

/** The blocks from here to the next heading. */
export function blocksFrom(children: readonly (Block | Part)[], at: number): Block[] {
  const blocks: Block[] = [];
  for (let next = children[at]; next && !isPart(next); next = children[++at]) blocks.push(next);
  return blocks;
}

/** What a heading says of the thing it heads. */
export type Role = 'section' | 'principle' | 'role' | 'value';

export function roleOf(
  heading: Heading,
  { marked, says, holdsHeadings }: { marked: boolean; says: boolean; holdsHeadings: boolean },
): Role {
  if (heading.classes.includes('value') && !holdsHeadings) return 'value';
  if (heading.classes.includes('role')) return 'role';
  const ruled = heading.authority !== undefined || heading.classes.includes('principle');
  return ruled || (!marked && says) ? 'principle' : 'section';
}

export const nameOfHeading = ({ id, title }: Heading): string => (id === undefined ? nameOfTitle(title, 'section') : nameOf(id));

function groupOf(part: Part, grouping: Grouping): Group {
  const { heading, block } = part;
  const matter = block ? undefined : frontMatterOf(part, grouping);
  const children = part.children.slice(matter ? 1 : 0);
  const own = blocksFrom(children, 0);
  const holdsHeadings = children.length > own.length;
  const role = roleOf(heading, { marked: grouping.marked, says: own.length > 0, holdsHeadings });
  const line = block?.start ?? 0;
  const isRuled = role === 'principle' || role === 'role';
  const kind = isRuled && holdsHeadings ? 'section' : role;
  const head = { kind, ...namedAs(heading, unique(kind, nameOfHeading(heading), grouping)) };
  const rank = isRuled ? ruledHead(heading) : {};
  const tags = isRuled ? heading.tags.map(nameOf) : [];
  const layout = block
    ? headingLayout(block, headingOf({ ...head, kind: role, ...rank, tags }, grouping.marked), { part, grouping })
    : [layoutItem({ kind: 'no heading' }, line), ...(matter ? [layoutItem(matter, 0)] : [])];
  if (!isRuled) return { ...head, line, items: [...layout, ...itemsOf(children, role, grouping)] };
  const labels = tags.length > 0 ? [{ kind: 'code', text: `tagged ${tags.join(', ')}`, line } as const] : [];
  const says = [...labels, ...readBody(own, { ...grouping, body: 'principle' })];
  if (!holdsHeadings) return { ...head, ...rank, line, items: [...layout, ...says] };
  const name = unique(role, nameOfHeading(heading), grouping);
  const principle: Group = { kind: role, ...namedAs(heading, name), ...rank, line, items: says };
  return { ...head, line, items: [...layout, principle, ...itemsOf(children.slice(own.length), 'section', grouping)] };
}

/** A title that is the name says nothing more. */
const namedAs = ({ title }: Heading, name: string): Pick<Group, 'name' | 'title'> =>
  title === '' || title === name ? { name } : { name, title };

function headingLayout(
  block: Block,
  usual: Omit<Heading, 'depth'>,
  { part: { depth }, grouping: { lines } }: { part: Part; grouping: Grouping },
): Item[] {
  const line = lines[block.start]!.trimEnd();
  return [
    ...(block.tight ? [layoutItem({ kind: 'tight heading' }, block.start)] : []),
    ...(line === writeHeading({ ...usual, depth }) ? [] : [layoutItem({ kind: 'heading', line }, block.start)]),
  ];
}

function frontMatterOf({ children }: Part, { lines }: Grouping): (Layout & { kind: 'front matter' }) | undefined {
  const first = children[0];
  const end = frontMatterEnd(lines);
  if (end === 0 || !first || isPart(first) || first.start !== 0) return undefined;
  return { kind: 'front matter', text: lines.slice(0, end).join('\n') };
}

function unique(kind: Role, name: string, { nameOf }: Grouping): string {
  return kind === 'role' ? nameOf.principle(name) : nameOf[kind](name);
}

function ruledHead({ authority, classes, when }: Heading): Pick<Group, 'level' | 'entrenched' | 'when'> {
  return {
    ...(authority === undefined ? {} : { level: nameOf(authority) }),
    ...(classes.includes('entrenched') ? { entrenched: true } : {}),
    ...(when !== undefined && conditionIn(when) ? { when } : {}),
  };
}

/** What a heading must tell of a group. */
export interface HeadingFacts {
  readonly kind: Role;
  readonly name: string;
  readonly title?: string;
  readonly level?: string;
  readonly entrenched?: boolean;
  readonly when?: string;
  readonly tags?: readonly string[];
}

/** The usual heading of a group; `depth` is for the caller. */
export function headingOf(facts: HeadingFacts, marked: boolean): Omit<Heading, 'depth'> {
  const { kind, name, title, level, entrenched, when, tags = [] } = facts;
  const plain = !marked && isNameOf(name, nameOfTitle(title ?? name, 'section'));
  const classes = [
    ...(kind === 'principle' ? (level === undefined && marked ? ['principle'] : []) : kind === 'section' ? [] : [kind]),
    ...(entrenched ? ['entrenched'] : []),
  ];
  return { title: title ?? name, id: plain ? undefined : idOf(name), classes, authority: level, when, tags };
}

/** Is it that name, or the second or third of it? */
const isNameOf = (name: string, base: string): boolean =>
  name === base || (name.startsWith(`${base}_`) && /^\d+$/.test(name.slice(base.length + 1)));

/** Does a heading, as it was once written, still say this? */
export function fits(heading: Heading, facts: HeadingFacts): boolean {
  const title = facts.title ?? '';
  return (
    isNameOf(facts.name, nameOfHeading(heading)) &&
    (heading.title === title || (title === '' && heading.title === facts.name)) &&
    (heading.authority === undefined ? undefined : nameOf(heading.authority)) === facts.level &&
    heading.classes.includes('entrenched') === (facts.entrenched ?? false) &&
    heading.when === facts.when &&
    heading.tags.map(nameOf).join() === (facts.tags ?? []).join()
  );
}

/** All groups among the items, at any depth, in order. */
export function* groupsIn(items: readonly Item[]): Generator<Group> {
  for (const item of items) {
    if (!('items' in item)) continue;
    yield item;
    yield* groupsIn(item.items);
  }
}
