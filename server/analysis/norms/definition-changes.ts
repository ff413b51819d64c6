// Which actions, values, contexts, options, consents and dimensions mean something else: a norm may read as before and ask for another thing.

import type * as syntax from '../../../grammar/syntax.ts';
import { type Held, heldIn, heldName } from '../holding.ts';
import type { Scope } from '../scope.ts';
import { sourceOf } from './naming.ts';

export interface DefinitionChange {
  readonly kind: 'action' | 'value' | 'dimension' | 'context' | 'option' | 'consent';
  readonly name: string;
  readonly change: 'added' | 'removed' | 'redefined';
  /** As the document writes what stands after the name; absent where it has none there. */
  readonly from?: string;
  readonly to?: string;
}

type Defined = syntax.Action | syntax.ValueDeclaration | syntax.Dimension | syntax.Context | syntax.Option | syntax.Consent;

/** In the order of the newer version, then what is gone. None where one of the two is missing: then all is new, or gone. */
export function definitionChanges(before: Scope | undefined, after: Scope | undefined): readonly DefinitionChange[] {
  if (!before || !after) return [];
  const [old, now] = [definitionsIn(before), definitionsIn(after)];
  const found: DefinitionChange[] = [];
  for (const [key, { kind, name, text }] of now) {
    const was = old.get(key);
    if (!was) found.push({ kind, name, change: 'added', to: text });
    else if (was.text !== text) found.push({ kind, name, change: 'redefined', from: was.text, to: text });
  }
  for (const [key, { kind, name, text }] of old) if (!now.has(key)) found.push({ kind, name, change: 'removed', from: text });
  return found;
}

interface Definition {
  readonly kind: DefinitionChange['kind'];
  readonly name: string;
  readonly text: string;
}

/** By where they are declared: an adopter may call the document otherwise. */
function definitionsIn(scope: Scope): ReadonlyMap<string, Definition> {
  const holding = heldIn(scope);
  const all: readonly Held<Defined>[] = [...holding.actions, ...holding.values, ...holding.dimensions, ...holding.contexts];
  const found = new Map<string, Definition>();
  for (const held of all) {
    const { kind, name } = held.node;
    const key = `${held.own ? '' : held.file}#${kind} ${name.text}`;
    if (!found.has(key)) found.set(key, { kind, name: heldName(holding, held), text: textIn(held) });
  }
  return found;
}

/** What is only for the authors, a note or a source, defines nothing. */
function textIn({ scope, segment, node }: Held<Defined>): string {
  const source = (span: syntax.Span) => sourceOf(scope.document.tree, segment, span);
  if (node.kind !== 'value') return source({ start: node.name.end, end: node.end }).replace(/^: /, '');
  const said = node.body.filter(({ kind }) => kind !== 'note' && kind !== 'source' && kind !== 'allow');
  return [...(node.title ? [node.title] : []), ...said].map(source).join(' ');
}
