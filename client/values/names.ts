// How values and the arrows between them are said.

import type { ValuesResult } from '../../server/features/protocol.ts';

export type ValueNode = ValuesResult['values'][number];
export type ValueEdge = ValuesResult['edges'][number];

export function titleOf(data: ValuesResult, name: string): string {
  return data.values.find(value => value.name === name)?.title ?? name;
}

/** "Candour is wiser than Comfort when urgency is emergency, because …" */
export function edgeSentence(data: ValuesResult, edge: ValueEdge): string {
  const when = edge.when ? ` when ${edge.when}` : '';
  const because = edge.because ? `, because ${edge.because}` : '';
  return `${titleOf(data, edge.wiser)} is wiser than ${titleOf(data, edge.than)}${when}${because}`;
}
