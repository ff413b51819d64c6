// How values and the arrows between them are said.

import type { ValuesResult } from '../../server/features/protocol.ts';

export type ValueNode = ValuesResult['values'][number];
export type ValueEdge = ValuesResult['edges'][number];

/** The title; where several are called the same, with the document that an adopted one comes from. */
export function titleOf(data: ValuesResult, name: string): string {
  const title = data.values.find(value => value.name === name)?.title ?? name;
  const same = data.values.filter(value => (value.title ?? value.name) === title).length;
  const dot = name.lastIndexOf('.');
  return same > 1 && dot > 0 ? `${title} (${name.slice(0, dot)})` : title;
}

/** On the map an arrow has room for so much; the list has all of it. */
const longest = 80;

/** What stands at an arrow: when it holds, each condition once. */
export function arrowLabel(edges: readonly ValueEdge[]): string {
  const conditions = [...new Set(edges.map(({ when }) => when ?? ''))];
  if (conditions.includes('')) return conditions.length > 1 ? 'always' : '';
  const said = conditions.filter(
    (one, i) => !conditions.some((other, j) => i !== j && covers(other, one) && (j < i || !covers(one, other))),
  );
  const label = `when ${said.join(', or when ')}`;
  return label.length > longest ? `${label.slice(0, longest - 1)}…` : label;
}

/** `a or b` says all that `a` says. Only what can be seen from the words: parentheses and implications are left alone. */
function covers(wide: string, narrow: string): boolean {
  if (/[()]|\bimplies\b/.test(wide + narrow)) return false;
  const parts = new Set(wide.split(/\s+or\s+/));
  return narrow.split(/\s+or\s+/).every(part => parts.has(part));
}

/** "Candour is wiser than Comfort when urgency is emergency, because …" */
export function edgeSentence(data: ValuesResult, edge: ValueEdge): string {
  const when = edge.when ? ` when ${edge.when}` : '';
  const because = edge.because ? `, because ${edge.because}` : '';
  return `${titleOf(data, edge.wiser)} is wiser than ${titleOf(data, edge.than)}${when}${because}`;
}
