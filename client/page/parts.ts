// Pieces that several pages draw.

import { html, nothing, type TemplateResult } from 'lit';
import type { Location, NormLink, Share } from '../../server/features/protocol.ts';
import { send } from './host.ts';
import type { PageFinding } from './messages.ts';

/** "33%", "≈ 33%", "under 1%": never 0% or 100% for what is not quite so. */
export function percent({ value, approximate }: Share): string {
  const rounded = Math.round(value * 100);
  const said = rounded === 0 && value > 0 ? 'under 1%' : rounded === 100 && value < 1 ? 'over 99%' : `${rounded}%`;
  return approximate ? `≈ ${said}` : said;
}

/** Leads to a place in the text. */
export function link(text: string | TemplateResult, at: Location): TemplateResult {
  return html`<button class="link" type="button" @click=${() => send({ kind: 'reveal', at })}>${text}</button>`;
}

export function normList(norms: readonly NormLink[]): TemplateResult | typeof nothing {
  if (norms.length === 0) return nothing;
  return html`<ul>${norms.map(norm => html`<li>${link(html`<code>${norm.text}</code>`, norm.at)} <span class="quiet">in ${norm.title ?? norm.principle}</span></li>`)}</ul>`;
}

export interface Tab {
  readonly id: string;
  readonly label: string;
}

export interface TabsOptions {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected: string;
  readonly select: (id: string) => void;
}

/** Tabs as the ARIA practices have them: one stop for Tab, arrows move between them. The panel is `#panel`. */
export function tabs({ label, tabs: all, selected, select }: TabsOptions): TemplateResult {
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = all.findIndex(({ id }) => id === selected);
    const next = all[(at + step + all.length) % all.length]!;
    select(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return html`<div class="tablist" role="tablist" aria-label=${label} @keydown=${move}>
    ${all.map(
      tab => html`<button type="button" role="tab" id=${`tab-${tab.id}`} aria-controls="panel" aria-selected=${tab.id === selected ? 'true' : 'false'}
        tabindex=${tab.id === selected ? 0 : -1} @click=${() => select(tab.id)}>${tab.label}</button>`,
    )}
  </div>`;
}

/** A message of the checker: what stands in backticks is quoted from the spec. */
export function quoting(message: string): (string | TemplateResult)[] {
  return message.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
}

const unreadable = /^(syntax|name|type)\//;

/** What a page shows of a text with mistakes in it is not all that its author wrote: that is said, with the way to the first. */
export function leftOut(findings: readonly PageFinding[]): TemplateResult | typeof nothing {
  const [first, ...others] = findings.filter(({ code, severity }) => severity === 'error' && unreadable.test(code));
  if (!first) return nothing;
  const count = others.length + 1;
  return html`<p class="left-out" role="note">${count === 1 ? 'One place in the spec cannot be understood yet, and what it says is' : `${count} places in the spec cannot be understood yet, and what they say is`}
    left out here. ${link('Go to the first', first.at)}</p>`;
}

export function trouble(message: string): TemplateResult {
  return html`<div class="trouble" role="status">${quoting(message)}</div>`;
}
