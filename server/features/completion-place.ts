// What fits at a place: the word there is replaced by one that means nothing, the text is read again, and where that word
// lands in the tree says what is wanted.

import { reparse } from '../../grammar/reparse.ts';
import type * as syntax from '../../grammar/syntax.ts';
import { nodesOf, placeAt } from '../../grammar/walk.ts';
import type { UsedKind } from '../analysis/uses.ts';
import { atomsOf, usesOf } from '../analysis/uses.ts';

export type Wanted =
  /** A name of this kind; `alias` holds what is written before the last dot. */
  | { readonly kind: 'name'; readonly of: UsedKind; readonly alias: readonly string[]; readonly facts: boolean; readonly adopted?: string }
  /** A value of the context that `subject` names. */
  | { readonly kind: 'value'; readonly subject: syntax.Ref; readonly adopted?: string }
  | { readonly kind: 'level' }
  | { readonly kind: 'label' }
  | { readonly kind: 'code' }
  | { readonly kind: 'model' }
  /** One of these words. */
  | { readonly kind: 'choice'; readonly of: 'status' | 'precedence' | 'length' | 'duration' | 'metric' | 'choice' | 'switch' | 'turns' }
  /** A word of the language: a statement of the body around, or what may follow the node before. */
  | { readonly kind: 'word'; readonly inside?: syntax.Node; readonly after?: syntax.Node }
  | { readonly kind: 'path' };

export interface CompletionPlace {
  readonly wanted: Wanted;
  /** The word that the completion replaces, in the file. */
  readonly start: number;
  readonly end: number;
}

const sentinel = 'polity__here';

export function completionPlace(tree: syntax.Tree, offset: number): CompletionPlace | undefined {
  const { text } = tree;
  const [start, end] = [wordStart(text, offset), wordEnd(text, offset)];
  const inside = textAround(tree, offset);
  if (inside) return inside;
  if (commentAround(tree, offset)) return undefined;
  const read = reparse(tree, { start, end, text: sentinel });
  const at = start + 1;
  const place = placeAt(read, at);
  if (!place) return { wanted: { kind: 'word' }, start, end };
  const wanted = wantedIn(place.path, at - place.start) ?? wordWanted(read, place.path, { at, start });
  return { wanted, start, end };
}

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{M}\p{Nd}_-]/u.test(character);

function wordStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && isWord(text[start - 1])) start--;
  return start;
}

function wordEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && isWord(text[end])) end++;
  return end;
}

/** Inside of quotes nothing is offered, but for the path of an import and the words of a code. */
function textAround(tree: syntax.Tree, offset: number): CompletionPlace | undefined {
  const place = placeAt(tree, offset);
  const node = place?.path.at(-1);
  if (node?.kind !== 'text') return undefined;
  const [start, end] = [place!.start + node.start, place!.start + node.end];
  if (offset <= start || (offset >= end && node.raw.length > 1 && node.raw.endsWith('"'))) return undefined;
  const holder = place!.path.at(-2);
  if (holder?.kind === 'import')
    return { wanted: { kind: 'path' }, start: start + 1, end: node.raw.length > 1 && node.raw.endsWith('"') ? end - 1 : end };
  return { wanted: { kind: 'choice', of: 'turns' }, start: offset, end: offset - 1 };
}

function commentAround(tree: syntax.Tree, offset: number): boolean {
  return tree.segments.some((segment, i) => {
    const base = tree.starts[i]!;
    if (offset < base || offset > base + segment.length) return false;
    return segment.comments.some(
      comment => base + comment.start < offset && (comment.block ? offset < base + comment.end : offset <= base + comment.end),
    );
  });
}

/** The meaning of the innermost node that the sentinel became. */
function wantedIn(path: readonly syntax.Node[], at: number): Wanted | undefined {
  const declaration = [...path].reverse().find(isDeclaration);
  const leaf = path.at(-1);
  if (!declaration || !leaf || !(leaf.kind === 'name' || leaf.kind === 'ref') || !leaf.text.includes(sentinel)) return undefined;
  return fromUses(declaration, at) ?? fromHolder(path, leaf);
}

const isDeclaration = (node: syntax.Node): node is syntax.Declaration => declarationKinds.has(node.kind);

const declarationKinds: ReadonlySet<string> = new Set<syntax.Declaration['kind']>([
  'language',
  'translations',
  'subject',
  'precedence',
  'import',
  'adopt',
  'authority',
  'context',
  'option',
  'consent',
  'assume',
  'action',
  'dimension',
  'value',
  'term',
  'principle',
  'section',
  'tension',
  'prefer',
  'assert',
  'eval',
  'agent',
  'gate',
  'stakeholder',
  'ratification',
  'amendment',
]);

const covers = (span: syntax.Span, at: number): boolean => span.start <= at && at <= span.end;

function fromUses(declaration: syntax.Declaration, at: number): Wanted | undefined {
  const { names, conditions } = usesOf(declaration);
  for (const { kind, ref, adopt } of names) {
    if (!covers(ref, at)) continue;
    return { kind: 'name', of: kind, alias: aliasOf(ref), facts: false, ...(adopt ? { adopted: adopt.document.text } : {}) };
  }
  for (const { expression, facts } of conditions) {
    for (const atom of atomsOf(expression)) {
      if (covers(atom.subject, at)) return { kind: 'name', of: 'context', alias: aliasOf(atom.subject), facts };
      const values = atom.kind === 'bare' ? [] : atom.kind === 'in' ? atom.values : [atom.value];
      if (values.some(value => covers(value, at))) return { kind: 'value', subject: atom.subject };
    }
  }
  return undefined;
}

const aliasOf = (ref: syntax.Ref): readonly string[] => ref.parts.slice(0, -1).map(part => part.text);

/** Names that stand for something else than a declaration. */
function fromHolder(path: readonly syntax.Node[], leaf: syntax.Name | syntax.Ref): Wanted | undefined {
  // A reference holds its parts, the last of which is the leaf.
  const ref = path.at(-2)?.kind === 'ref' ? path.at(-2) : undefined;
  const holder = ref ? path.at(-3) : path.at(-2);
  const named = ref ?? leaf;
  switch (holder?.kind) {
    case 'principle':
      return holder.level === leaf ? { kind: 'level' } : { kind: 'word' };
    case 'option':
      if (holder.level === leaf) return { kind: 'level' };
      return holder.default === named
        ? { kind: 'value', subject: { kind: 'ref', text: holder.name.text, parts: [holder.name], start: 0, end: 0 } }
        : undefined;
    case 'fixed': {
      const adopt = path.at(ref ? -4 : -3);
      return holder.value === named && adopt?.kind === 'adopt'
        ? { kind: 'value', subject: holder.option, adopted: adopt.document.text }
        : undefined;
    }
    case 'tagged':
      return { kind: 'label' };
    case 'allow':
      return { kind: 'code' };
    case 'uses':
      return { kind: 'model' };
    case 'assert':
      return { kind: 'choice', of: 'status' };
    case 'precedence':
      return { kind: 'choice', of: 'precedence' };
    case 'under':
    case 'over':
      return { kind: 'choice', of: 'length' };
    case 'duration':
      return { kind: 'choice', of: 'duration' };
    case 'require':
      return { kind: 'choice', of: 'metric' };
    case 'consentDefault':
      return { kind: 'choice', of: 'switch' };
    case 'simulate':
      return { kind: 'choice', of: 'turns' };
    default:
      return undefined;
  }
}

const bodies: ReadonlySet<syntax.Node['kind']> = new Set([
  'principle',
  'value',
  'example',
  'eval',
  'agent',
  'gate',
  'consent',
  'stakeholder',
  'amendment',
  'tension',
  'section',
  'adopt',
]);

/** The sentinel is no part of any node: a word is wanted, by the braces around it and by what stands before it on the line. */
function wordWanted(tree: syntax.Tree, path: readonly syntax.Node[], { at, start }: { at: number; start: number }): Wanted {
  const place = placeAt(tree, at);
  const inside = [...path].reverse().find(node => bodies.has(node.kind) && openBrace(tree, place!.start, node) < start);
  const after = nodeBefore(tree, start);
  const sameLine = after && !tree.text.slice(after.end, start).includes('\n');
  return { kind: 'word', ...(inside ? { inside } : {}), ...(sameLine ? { after: after.node } : {}) };
}

/** Where the body of a node opens; beyond the file where it has none. */
function openBrace(tree: syntax.Tree, base: number, node: syntax.Node): number {
  const head = lastBeforeBody(node);
  const brace = tree.text.indexOf('{', base + head);
  return brace < 0 || brace > base + node.end ? Infinity : brace;
}

function lastBeforeBody(node: syntax.Node): number {
  const parts = [
    ('name' in node && node.name) || undefined,
    ('title' in node && node.title) || undefined,
    ('when' in node && node.when) || undefined,
  ];
  return Math.max(node.start, ...parts.map(part => (part && typeof part === 'object' && 'end' in part ? part.end : 0)));
}

/** The statement or declaration that ends last before the place. */
function nodeBefore(tree: syntax.Tree, offset: number): { node: syntax.Node; end: number } | undefined {
  let best: { node: syntax.Node; end: number } | undefined;
  tree.segments.forEach((segment, i) => {
    const base = tree.starts[i]!;
    if (!segment.node || base > offset || base + segment.length < offset - 400) return;
    for (const node of nodesOf(segment.node)) {
      const end = base + node.end;
      if (end <= offset && follows.has(node.kind) && (!best || end > best.end)) best = { node, end };
    }
    // A declaration that is open around the place may go on with its head.
    const node = segment.node;
    if (base + node.start < offset && base + node.end > offset && openBrace(tree, base, node) > offset) best = { node, end: offset };
  });
  return best;
}

const follows: ReadonlySet<syntax.Node['kind']> = new Set([
  'norm',
  'overrides',
  'prefer',
  'assert',
  'wiser',
  'favors',
  'source',
  'answer',
  'turn',
  'prose',
  'header',
  'principle',
  'option',
  'action',
  'adopt',
  'stakeholder',
  'kindOf',
  'vote',
  'proposed',
  'criterion',
  'repeat',
  'bare',
]);
