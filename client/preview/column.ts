// One column of a preview: a conversation with one model, and the verdicts on it.

import { html, nothing, type TemplateResult } from 'lit';
import type { PreviewPlan } from '../../server/features/preview-protocol.ts';
import { link } from '../page/parts.ts';
import { lines } from './lines.ts';
import { awaited, replied, type ShownColumn } from './state.ts';

interface ColumnOptions {
  readonly plan: Extract<PreviewPlan, { kind: 'plan' }>;
  readonly act: (action: 'good' | 'bad' | 'key', text: string) => void;
}

const outcomes = { pass: 'Passes', fail: 'Fails', 'not run': 'Not run', shown: 'Nothing was expected' } as const;

export function columnView(column: ShownColumn, { plan, act }: ColumnOptions): TemplateResult {
  const { id, title, model, uncontrolled, said, coming, end } = column;
  const asked = plan.models.find(({ name }) => name === model);
  return html`<section class="column" id=${`column-${id}`} aria-labelledby=${`title-${id}`}>
    <h3 id=${`title-${id}`}>${title} <span class="quiet">(${model}${uncontrolled ? ', sampling uncontrolled' : ''})</span></h3>
    ${end ? html`<p class="outcome ${end.outcome.replace(' ', '-')}"><strong>${outcomes[end.outcome]}</strong>${end.why ? html`: ${end.why}` : nothing}</p>` : html`<p class="quiet">${awaited(column)}</p>`}
    ${end?.outcome === 'not run' && asked?.needsKey ? html`<button class="link" type="button" @click=${() => act('key', asked.address)}>Set API Key…</button>` : nothing}
    ${said.slice(firstNew(column, plan)).map(({ label, text, generated }) => html`<div class="turn ${generated ? 'generated' : ''}"><div class="who">${label}</div><div class="text">${lines(text)}</div></div>`)}
    ${coming === '' ? nothing : html`<div class="turn generated coming"><div class="who">assistant</div><div class="text">${lines(coming)}</div></div>`}
    ${verdicts(column, plan)}
    ${end && end.calls > 0 ? html`<p class="quiet spent">${spent(end)}</p>` : nothing}
    ${
      replied(column)
        ? html`<div class="buttons"><button class="link" type="button" @click=${() => act('good', id)}>Copy as good example</button>
          <button class="link" type="button" @click=${() => act('bad', id)}>Copy as bad example</button></div>`
        : nothing
    }
  </section>`;
}

/** What was asked stands above all columns already. */
function firstNew({ said }: ShownColumn, { conversation }: ColumnOptions['plan']): number {
  let same = 0;
  while (same < said.length && same < conversation.length && said[same]!.text === conversation[same]!.text) same++;
  return same;
}

const marks = { met: '✓', 'not met': '✗', unclear: '?', 'not run': '–' } as const;

function verdicts({ verdicts: all, end }: ShownColumn, { checks }: ColumnOptions['plan']): TemplateResult | typeof nothing {
  const open = checks.slice();
  for (const { label } of all) {
    const at = open.findIndex(check => check.label === label);
    if (at >= 0) open.splice(at, 1);
  }
  if (all.length + open.length === 0) return nothing;
  return html`<h4>Expectations</h4><ul class="verdicts">
    ${all.map(
      ({ label, at, met, reason, votes }) => html`<li class=${met.replace(' ', '-')}>
        <span aria-hidden="true">${marks[met]}</span>
        <div>${link(html`<code>${label}</code>`, at)} <strong>${met}</strong>
          <div class="reason">${reason}</div>
          ${votes.length > 1 ? html`<ul>${votes.map(({ judge, met: own, reason: why }) => html`<li>${judge}: ${own}. ${why}</li>`)}</ul>` : nothing}
        </div>
      </li>`,
    )}
    ${open.map(({ label, at }) => html`<li class="quiet"><span aria-hidden="true">…</span><div>${link(html`<code>${label}</code>`, at)} ${end ? 'not judged' : 'not judged yet'}</div></li>`)}
  </ul>`;
}

function spent({ input, output, cost, milliseconds, recorded, calls }: NonNullable<ShownColumn['end']>): string {
  const tokens = `${input} tokens in, ${output} out, ${calls} ${calls === 1 ? 'call' : 'calls'}`;
  if (recorded) return `${tokens}; recorded earlier, nothing was sent`;
  const money =
    cost === undefined ? 'cost not known (no price in the profile)' : cost === 0 ? 'no cost' : `$${cost.toFixed(cost < 0.01 ? 5 : 2)}`;
  return `${tokens}; ${money}; ${(milliseconds / 1000).toFixed(1)} s`;
}
