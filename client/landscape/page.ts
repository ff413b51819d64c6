// The landscape as bars and as a table.

import { html, nothing, render, type TemplateResult } from 'lit';
import * as z from 'zod';
import { type LandscapeResult, type LandscapeRow, landscapeResult } from '../../server/features/protocol.ts';
import { keep, kept, listen, send } from '../page/host.ts';
import { dress } from '../page/look.ts';
import { type PageFinding, toPage } from '../page/messages.ts';
import { leftOut, link, normList, percent, tabs, trouble } from '../page/parts.ts';
import { keepPlace } from '../page/place.ts';
import css from './page.css';
import { sorted, sortOrder, table } from './table.ts';

const parts = ['positive', 'fenced', 'silent'] as const;
type Part = (typeof parts)[number];
type Ground = LandscapeRow[Part];

const meaning: Record<Part, string> = {
  positive: 'something is asked for that serves it',
  fenced: 'only prohibitions serve it',
  silent: 'nothing is in force that serves it',
};

const choices = z.object({
  tab: z.enum(['chart', 'table']),
  /** `name/part` of the segment whose details are open. */
  opened: z.string().optional(),
  sort: sortOrder,
});

interface State extends Readonly<z.infer<typeof choices>> {
  readonly data?: LandscapeResult;
  readonly findings: readonly PageFinding[];
  readonly trouble?: string;
}

let state: State = { findings: [], ...(kept(choices) ?? { tab: 'chart', sort: { key: 'name', descending: false } }) };

function become(change: Partial<State>): void {
  state = { ...state, ...change };
  keep(choices.parse(state));
  const root = document.getElementById('root')!;
  root.removeAttribute('aria-busy');
  render(view(state), root);
}

function view({ data, findings, trouble: message, tab, sort }: State): TemplateResult {
  if (message) return trouble(message);
  if (!data) return html`<p class="quiet">One moment…</p>`;
  return html`
    <h1>Landscape of ${data.title}</h1>
    ${leftOut(findings)}
    <p>This spec tells ${data.situations} ${data.situations === '1' ? 'situation' : 'situations'} apart. In how many of them is something asked for, is something only forbidden, is nothing said?</p>
    ${tabs({
      label: 'How to show it',
      selected: tab,
      select: id => become({ tab: id as State['tab'] }),
      tabs: [
        { id: 'chart', label: 'Chart' },
        { id: 'table', label: 'Table' },
      ],
    })}
    <div id="panel" role="tabpanel" aria-labelledby=${`tab-${tab}`}>
      ${tab === 'chart' ? chart(data) : table(sorted(data.rows, sort), sort, key => become({ sort: { key, descending: sort.key === key && !sort.descending } }))}
    </div>
    ${silence(data)}
  `;
}

function chart(data: LandscapeResult): TemplateResult {
  const group = (kind: LandscapeRow['kind'], title: string) => {
    const rows = data.rows.filter(row => row.kind === kind);
    return rows.length === 0 ? nothing : html`<h2>${title}</h2>${rows.map(bar)}`;
  };
  if (data.rows.length === 0)
    return html`<p>This spec declares no values and no dimensions yet, so there is nothing to draw. <code>value honesty "Honesty"</code> declares one, and <code>serves honesty</code> in a principle links the two.</p>`;
  return html`
    <ul class="legend">${parts.map(part => html`<li><span class="swatch ${part}" aria-hidden="true"></span><strong>${part}</strong> ${meaning[part]}</li>`)}</ul>
    ${group('dimension', 'Dimensions')} ${group('value', 'Values')}
  `;
}

function bar(row: LandscapeRow): TemplateResult {
  const title = row.title ?? row.name;
  return html`<section class="row">
    <div class="head"><h3>${link(title, row.at)}</h3><span class="quiet">${parts
      .filter(part => row[part].share.value > 0)
      .map(part => `${part} ${percent(row[part].share)}`)
      .join(', ')}</span></div>
    <div class="bar" role="group" aria-label=${`Shares of ${title}`}>
      ${parts.filter(part => row[part].share.value > 0).map(part => segment(row, part))}
    </div>
    ${parts.map(part => (state.opened === `${row.name}/${part}` ? details(row[part], `${title} is ${part} in ${percent(row[part].share)} of situations: ${meaning[part]}.`) : nothing))}
  </section>`;
}

function segment(row: LandscapeRow, part: Part): TemplateResult {
  const key = `${row.name}/${part}`;
  const open = state.opened === key;
  const width = `${Math.max(row[part].share.value * 100, 3)} 1 0`;
  return html`<button type="button" class="segment ${part}" style=${nothing} .style=${`flex: ${width}`} aria-expanded=${open ? 'true' : 'false'}
    aria-label=${`${row.title ?? row.name}: ${part} in ${percent(row[part].share)} of situations`}
    title=${`${part}: ${percent(row[part].share)}`}
    @click=${() => become({ opened: open ? undefined : key })}><span class="label">${part}</span></button>`;
}

function details(ground: Ground, sentence: string): TemplateResult {
  return html`<div class="details"><p>${sentence}</p>${normList(ground.norms)}${situations(ground)}</div>`;
}

function situations(ground: Ground): TemplateResult | typeof nothing {
  if (ground.situations.length === 0) return nothing;
  return html`<p class="quiet">The largest of these situations:</p>
    <ul>${ground.situations.map(
      ({ when, share }) => html`<li><code>${when}</code> <span class="quiet">${percent(share)}</span>
        <button class="link" type="button" aria-label=${`What holds there: ${when}`} @click=${() => send({ kind: 'when', facts: when })}>What holds there</button></li>`,
    )}</ul>`;
}

function silence({ silent }: LandscapeResult): TemplateResult {
  if (silent.share.value === 0) return html`<h2>Silent situations</h2><p>There are none: some norm is in force in every situation.</p>`;
  return html`<h2>Silent situations</h2>
    <p>In ${percent(silent.share)} of all situations no norm is in force: the assistant is left to its own judgment there. Decide whether that is meant.</p>
    ${situations(silent)}`;
}

dress(css);
keepPlace();
become({});
listen(toPage(landscapeResult), message => {
  if (message.kind === 'show') become({ data: message.data, findings: message.findings, trouble: undefined });
  else if (message.kind === 'trouble') become({ trouble: message.message });
});
