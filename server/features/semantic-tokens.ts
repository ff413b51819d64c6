// Colours by meaning: what a name stands for, which the TextMate grammar cannot know.

import type { Range } from 'vscode-languageserver-types';
import { startOf } from '../analysis/places.ts';
import type { Feature, View } from './feature.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { offsetAt, positionAt } from './positions.ts';

export const tokenTypes = [
  'namespace',
  'enum',
  'enumMember',
  'function',
  'interface',
  'typeParameter',
  'class',
  'property',
  'event',
  'struct',
  'variable',
  'keyword',
] as const;
export const tokenModifiers = ['declaration', 'readonly'] as const;
type TokenType = (typeof tokenTypes)[number];

/** Five numbers a token, as LSP has them: line and character relative to the one before, length, type, modifiers. */
export function semanticTokens(view: View, range?: Range): number[] {
  const { tree } = view.document;
  const from = range ? offsetAt(tree, range.start) : 0;
  const to = range ? offsetAt(tree, range.end) : tree.text.length;
  const placed = mentionsOf(view.scope)
    .map(mention => ({ mention, start: startOf(tree, mention.segment) + mention.span.start }))
    .filter(({ mention, start }) => mention.span.end > mention.span.start && start >= from && start < to && typeOf(mention) !== undefined)
    .sort((a, b) => a.start - b.start);
  const data: number[] = [];
  let last = { line: 0, character: 0 };
  let end = -1;
  for (const { mention, start } of placed) {
    if (start < end) continue;
    const at = positionAt(tree, start);
    const length = mention.span.end - mention.span.start;
    data.push(
      at.line - last.line,
      at.line === last.line ? at.character - last.character : at.character,
      length,
      tokenTypes.indexOf(typeOf(mention)!),
      modifiersOf(mention),
    );
    last = at;
    end = start + length;
  }
  return data;
}

/** Declared names carry the first modifier, entrenched principles the second. */
function modifiersOf({ declares, target }: Mention): number {
  const entrenched = target?.kind === 'entity' && target.entity.node.kind === 'principle' && target.entity.node.entrenched !== undefined;
  return (declares ? 1 : 0) | (entrenched ? 2 : 0);
}

function typeOf({ target }: Mention): TokenType | undefined {
  if (!target) return undefined;
  if (target.kind === 'value') return 'enumMember';
  if (target.kind === 'level') return 'keyword';
  if (target.kind === 'label') return 'variable';
  switch (target.entity.kind) {
    case 'import':
    case 'section':
      return 'namespace';
    case 'context':
      return target.entity.node.kind === 'option' ? 'property' : 'enum';
    case 'consent':
      return 'property';
    case 'action':
      return 'function';
    case 'value':
      return 'interface';
    case 'dimension':
      return 'typeParameter';
    case 'term':
      return 'variable';
    case 'principle':
      return 'class';
    case 'eval':
    case 'gate':
      return 'event';
    case 'agent':
    case 'stakeholder':
    case 'amendment':
      return 'struct';
  }
}

/** The change from one list of tokens to another, as one edit: the same beginning and the same end stay. */
export function tokenDelta(before: readonly number[], after: readonly number[]): { start: number; deleteCount: number; data: number[] }[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < before.length - start && tail < after.length - start && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail++;
  if (start === before.length && start === after.length) return [];
  return [{ start, deleteCount: before.length - start - tail, data: after.slice(start, after.length - tail) }];
}

const legend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

export const semanticTokensFeature: Feature<unknown, { data: number[] }> = {
  method: 'textDocument/semanticTokens/full',
  capability: { semanticTokensProvider: { legend, full: { delta: true }, range: true } },
  provide: view => ({ data: semanticTokens(view) }),
};

export const semanticTokensRangeFeature: Feature<{ range: Range }, { data: number[] }> = {
  method: 'textDocument/semanticTokens/range',
  capability: {},
  provide: (view, { range }) => ({ data: semanticTokens(view, range) }),
};
