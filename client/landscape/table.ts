// The landscape in numbers; a click on a column's head sorts by it.

import { html, type TemplateResult } from 'lit';
import * as z from 'zod';
import type { LandscapeRow } from '../../server/features/protocol.ts';
import { link, percent } from '../page/parts.ts';

const columns = [
  { key: 'name', label: 'Name' },
  { key: 'kind', label: 'Kind' },
  { key: 'positive', label: 'Positive' },
  { key: 'fenced', label: 'Fenced' },
  { key: 'silent', label: 'Silent' },
] as const;
export type SortKey = (typeof columns)[number]['key'];

export const sortOrder = z.object({ key: z.enum(columns.map(({ key }) => key)), descending: z.boolean() });
export type Sort = Readonly<z.infer<typeof sortOrder>>;

export function sorted(rows: readonly LandscapeRow[], { key, descending }: Sort): LandscapeRow[] {
  const compare = (a: LandscapeRow, b: LandscapeRow) => {
    if (key === 'name') return (a.title ?? a.name).localeCompare(b.title ?? b.name);
    if (key === 'kind') return a.kind.localeCompare(b.kind);
    return a[key].share.value - b[key].share.value;
  };
  return rows.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
}

export function table(rows: readonly LandscapeRow[], sort: Sort, by: (key: SortKey) => void): TemplateResult {
  const numeric = (key: SortKey) => (key === 'name' || key === 'kind' ? '' : 'number');
  const order = (key: SortKey) => (sort.key !== key ? 'none' : sort.descending ? 'descending' : 'ascending');
  const arrow = (key: SortKey) => (sort.key !== key ? '' : sort.descending ? ' ↓' : ' ↑');
  return html`<table>
    <caption>Shares of all situations</caption>
    <thead><tr>${columns.map(
      ({ key, label }) =>
        html`<th scope="col" class=${numeric(key)} aria-sort=${order(key)}><button type="button" @click=${() => by(key)}>${label}${arrow(key)}</button></th>`,
    )}</tr></thead>
    <tbody>${rows.map(
      row => html`<tr>
        <th scope="row">${link(row.title ?? row.name, row.at)}</th>
        <td>${row.kind}</td>
        <td class="number">${percent(row.positive.share)}</td>
        <td class="number">${percent(row.fenced.share)}</td>
        <td class="number">${percent(row.silent.share)}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}
