// What fits at the cursor: names of the right kind, values of the context before, words that may follow, whole declarations.

import { type CompletionItem, CompletionItemKind, MarkupKind, type Range } from 'vscode-languageserver-types';
import type * as syntax from '../../grammar/syntax.ts';
import { choices, declarationWords } from '../../grammar/tokens.ts';
import { fixedOption } from '../analysis/linking.ts';
import { declarationsOf, type Entity, type NameKind } from '../analysis/names.ts';
import { levelsOf, lookup, visibleNames } from '../analysis/resolve.ts';
import { rules } from '../analysis/rules/all.ts';
import type { Found, Scope } from '../analysis/scope.ts';
import { shapeOf, valuesOf } from '../analysis/typing.ts';
import type { UsedKind } from '../analysis/uses.ts';
import { completionPlace, type Wanted } from './completion-place.ts';
import { continuations, declarationSnippets, statementItems } from './completion-words.ts';
import { describe, signature } from './describe.ts';
import type { At, Feature, View } from './feature.ts';
import { mentionsOf } from './mentions.ts';
import { offsetAt, rangeAt } from './positions.ts';
import { relativePath } from './rename-files.ts';

export function completion(view: View, { position }: At): CompletionItem[] | undefined {
  const place = completionPlace(view.document.tree, offsetAt(view.document.tree, position));
  if (!place || place.end < place.start) return undefined;
  const range = rangeAt(view.document.tree, place);
  return [...itemsFor(view, place.wanted)].map((item, i) => ({
    sortText: String(i).padStart(5, '0'),
    ...item,
    textEdit: { range: range satisfies Range, newText: item.insertText ?? item.label },
    insertText: undefined,
  }));
}

function* itemsFor(view: View, wanted: Wanted): Iterable<CompletionItem> {
  const { scope } = view;
  switch (wanted.kind) {
    case 'name':
      yield* nameItems(scope, wanted);
      return;
    case 'value':
      yield* valueItems(scope, wanted);
      return;
    case 'level':
      for (const label of levelsOf(scope)) yield { label, kind: CompletionItemKind.EnumMember, detail: 'level of authority' };
      return;
    case 'label':
      yield* labelItems(scope);
      return;
    case 'code':
      for (const { code, page } of rules) {
        if (!/^(?:syntax|name|type|allow)\//.test(code)) yield { label: code, kind: CompletionItemKind.Constant, detail: page.title };
      }
      return;
    case 'model':
      for (const label of view.workspace.settings.models ?? [])
        yield { label, kind: CompletionItemKind.Reference, detail: 'model profile' };
      return;
    case 'choice':
      for (const label of choices[wanted.of]) yield { label, kind: CompletionItemKind.Keyword };
      return;
    case 'path':
      for (const file of view.workspace.documents.keys()) {
        if (file !== view.document.file) yield { label: relativePath(view.document.file, file), kind: CompletionItemKind.File };
      }
      return;
    case 'word':
      yield* wordItems(view, wanted);
  }
}

type NameWanted = Extract<Wanted, { kind: 'name' }>;

function* nameItems(scope: Scope, { of, alias, facts, adopted }: NameWanted): Iterable<CompletionItem> {
  const seenFrom = adopted === undefined ? scope : scope.imports.get(adopted)?.scope;
  const below = alias.reduce<Scope | undefined>((at, part) => at?.imports.get(part)?.scope, seenFrom);
  // `consent.` is no alias: the consents follow.
  if (alias.at(-1) === 'consent') {
    const holder = alias.slice(0, -1).reduce<Scope | undefined>((at, part) => at?.imports.get(part)?.scope, seenFrom);
    for (const { name, entity } of holder ? visibleNames(holder, 'consent') : []) if (!name.includes('.')) yield entityItem(name, entity);
    return;
  }
  if (!below) return;
  for (const kind of kindsOf(of)) {
    for (const { name, entity } of visibleNames(below, kind)) {
      if (alias.length > 0 && name.includes('.')) continue;
      if (fitsUse(of, entity)) yield entityItem(name, entity);
    }
  }
  if (facts && alias.length === 0) yield { label: 'agent', kind: CompletionItemKind.Variable, detail: 'who acts: `agent is NAME`' };
}

function kindsOf(of: UsedKind): readonly NameKind[] {
  if (of === 'role') return ['principle'];
  if (of === 'agentOrRole') return ['agent', 'principle'];
  if (of === 'evalOrPrinciple') return ['eval', 'principle'];
  if (of === 'adopted') return ['import'];
  return [of === 'fixed' ? 'context' : of];
}

function fitsUse(of: UsedKind, { node, kind }: Entity): boolean {
  if (of === 'role' || (of === 'agentOrRole' && kind === 'principle')) return node.kind === 'principle' && node.role;
  return of !== 'fixed' || node.kind === 'option';
}

const itemKinds: Readonly<Partial<Record<syntax.Declaration['kind'], CompletionItemKind>>> = {
  import: CompletionItemKind.Module,
  context: CompletionItemKind.Enum,
  option: CompletionItemKind.Property,
  consent: CompletionItemKind.Property,
  action: CompletionItemKind.Function,
  dimension: CompletionItemKind.TypeParameter,
  value: CompletionItemKind.Interface,
  principle: CompletionItemKind.Class,
  eval: CompletionItemKind.Event,
  agent: CompletionItemKind.Struct,
  stakeholder: CompletionItemKind.Struct,
};

function entityItem(name: string, entity: Entity): CompletionItem {
  return {
    label: name,
    kind: itemKinds[entity.node.kind] ?? CompletionItemKind.Reference,
    detail: signature(entity.node).split('\n')[0]!,
    // The documentation is made when the item is looked at.
    data: { file: entity.file, kind: entity.kind, name: entity.name },
  };
}

function* valueItems(scope: Scope, { subject, adopted }: Extract<Wanted, { kind: 'value' }>): Iterable<CompletionItem> {
  const below = adopted === undefined ? scope : scope.imports.get(adopted)?.scope;
  const found: Found =
    adopted === undefined ? lookup(scope, 'context', subject) : below ? fixedOption(below, adopted, subject) : { kind: 'unknown' };
  if (found.kind === 'found') {
    const shape = shapeOf(found.entity);
    for (const label of shape && shape.kind !== 'range' ? valuesOf(shape) : [])
      yield { label, kind: CompletionItemKind.EnumMember, detail: found.entity.name };
  } else if (subject.text === 'agent') {
    yield* nameItems(scope, { kind: 'name', of: 'agentOrRole', alias: [], facts: false });
    if (!scope.own.named.has('agent')) yield { label: 'none', kind: CompletionItemKind.EnumMember, detail: 'nobody in particular' };
  }
}

function* labelItems(scope: Scope): Iterable<CompletionItem> {
  const labels = new Set(mentionsOf(scope).flatMap(({ target }) => (target?.kind === 'label' ? [target.name] : [])));
  for (const label of labels) if (!label.includes('polity__here')) yield { label, kind: CompletionItemKind.Text, detail: 'label' };
}

function* wordItems({ scope }: View, { inside, after }: Extract<Wanted, { kind: 'word' }>): Iterable<CompletionItem> {
  if (after) yield* continuations(after);
  if (inside && inside.kind !== 'section') yield* statementItems(inside);
  if (!inside || inside.kind === 'section') {
    const modelspec = scope.own.header?.node.spec === 'modelspec' || scope.document.file.endsWith('.modelspec');
    const set = new Set([...declarationsOf(scope.own, 'language')].length > 0 ? ['language'] : []);
    for (const word of declarationWords) {
      const header = word === 'constitution' || word === 'modelspec';
      if (header ? scope.own.header : set.has(word) || (!modelspec && (word === 'agent' || word === 'gate'))) continue;
      yield* declarationSnippets(word);
    }
  }
}

/** The item with its documentation. */
export function resolveCompletion(view: View, item: CompletionItem): CompletionItem {
  const { file, kind, name } = (item.data ?? {}) as { file?: string; kind?: NameKind; name?: string };
  const entity = file && kind && name ? (view.scope.reach.get(file)?.own.named.get(kind)?.get(name) as Entity | undefined) : undefined;
  return entity ? { ...item, documentation: { kind: MarkupKind.Markdown, value: describe(view.workspace, view.scope, entity) } } : item;
}

export const completionFeature: Feature<At, CompletionItem[]> = {
  method: 'textDocument/completion',
  capability: { completionProvider: { resolveProvider: true, triggerCharacters: ['.', ' ', '"', '/'] } },
  provide: completion,
};
