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

/** "Candour is wiser than Comfort when urgency is emergency, because …" */
export function edgeSentence(data: ValuesResult, edge: ValueEdge): string {
  const when = edge.when ? ` when ${edge.when}` : '';
  const because = edge.because ? `, because ${edge.because}` : '';
  return `${titleOf(data, edge.wiser)} is wiser than ${titleOf(data, edge.than)}${when}${because}`;
}
