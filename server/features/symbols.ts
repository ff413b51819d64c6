// The outline of a document, and names anywhere in the workspace.

import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import type * as syntax from '../../grammar/syntax.ts';
import { textOf } from '../../grammar/text.ts';
import { kindOf, type Named, ownOf } from '../analysis/names.ts';
import { startOf } from '../analysis/places.ts';
import type { Document } from '../analysis/workspace.ts';
import type { Feature, Snapshot, View, WideFeature } from './feature.ts';
import { moved, rangeAt } from './positions.ts';

const kinds: Readonly<Partial<Record<syntax.Declaration['kind'], SymbolKind>>> = {
  import: SymbolKind.Module,
  context: SymbolKind.Enum,
  option: SymbolKind.Property,
  consent: SymbolKind.Key,
  action: SymbolKind.Function,
  dimension: SymbolKind.TypeParameter,
  value: SymbolKind.Interface,
  term: SymbolKind.String,
  principle: SymbolKind.Class,
  section: SymbolKind.Namespace,
  eval: SymbolKind.Event,
  agent: SymbolKind.Object,
  gate: SymbolKind.Operator,
  stakeholder: SymbolKind.Struct,
  amendment: SymbolKind.Package,
};

export function documentSymbols({ document }: View): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const segment of document.tree.segments) {
    const base = startOf(document.tree, segment);
    if (segment.node && segment.node.kind !== 'header') symbols.push(...symbolsOf(document, segment.node, base));
  }
  return symbols;
}

function symbolsOf(document: Document, node: syntax.Declaration, base: number): DocumentSymbol[] {
  if (!kindOf(node)) return [];
  const named = node as Named;
  if (named.name.text === '') return [];
  const children =
    node.kind === 'section'
      ? node.body.flatMap(item => (item.kind === 'prose' || item.kind === 'note' ? [] : symbolsOf(document, item, base)))
      : partsOf(document, node, base);
  return [
    {
      name: named.name.text,
      ...detailOf(named),
      kind: kinds[node.kind] ?? SymbolKind.Object,
      range: rangeAt(document.tree, moved(node, base)),
      selectionRange: rangeAt(document.tree, moved(named.name, base)),
      ...(children.length > 0 ? { children } : {}),
    },
  ];
}

function detailOf(node: Named): { detail?: string } {
  const title = 'title' in node && node.title ? textOf(node.title) : undefined;
  return title ? { detail: title } : {};
}

/** The norms and examples of a principle. */
function partsOf(document: Document, node: syntax.Declaration, base: number): DocumentSymbol[] {
  if (node.kind !== 'principle') return [];
  return node.body.flatMap(statement => {
    if (statement.kind !== 'norm' && statement.kind !== 'example') return [];
    const range = rangeAt(document.tree, moved(statement, base));
    const written = document.tree.text.slice(base + statement.start, base + statement.end).replace(/\s+/g, ' ');
    const name = statement.kind === 'norm' ? written : statement.title ? textOf(statement.title) : 'example';
    return [
      {
        name: name.slice(0, 120) || 'example',
        kind: statement.kind === 'norm' ? SymbolKind.Method : SymbolKind.Event,
        range,
        selectionRange: range,
      },
    ];
  });
}

/** More than this no list shows. */
const most = 512;

export function workspaceSymbols(snapshot: Snapshot, { query }: { readonly query: string }): WorkspaceSymbol[] {
  const wanted = query.toLowerCase();
  const found: WorkspaceSymbol[] = [];
  for (const document of snapshot.workspace.documents.values()) {
    for (const space of ownOf(document).named.values()) {
      for (const entity of space.values()) {
        if (!subsequence(wanted, entity.name.toLowerCase())) continue;
        const range = rangeAt(document.tree, moved(entity.node.name, startOf(document.tree, entity.segment)));
        const header = ownOf(document).header?.node.name.text;
        found.push({
          name: entity.name,
          kind: kinds[entity.node.kind] ?? SymbolKind.Object,
          location: { uri: snapshot.uriOf(document.file), range },
          ...(header ? { containerName: header } : {}),
        });
        if (found.length >= most) return found;
      }
    }
  }
  return found;
}

/** All letters in their order, with others between; as editors match. */
function subsequence(wanted: string, name: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

export const documentSymbolsFeature: Feature<unknown, DocumentSymbol[]> = {
  method: 'textDocument/documentSymbol',
  capability: { documentSymbolProvider: true },
  provide: documentSymbols,
};

export const workspaceSymbolsFeature: WideFeature<{ query: string }, WorkspaceSymbol[]> = {
  method: 'workspace/symbol',
  capability: { workspaceSymbolProvider: true },
  provideWide: workspaceSymbols,
};
