// The review as a reviewer reads it: one sentence, what it means for people, and the rest folded away. Names lead into the text.

import { html, nothing, render, type TemplateResult } from 'lit';
import { type NamedPlace, type ReviewResult, reviewResult, type Sign } from '../../server/features/review-protocol.ts';
import { listen, send } from '../page/host.ts';
import { dress } from '../page/look.ts';
import { toPage } from '../page/messages.ts';
import { link, trouble } from '../page/parts.ts';
import css from './page.css';

interface State {
  readonly data?: ReviewResult;
  readonly trouble?: string;
}

let state: State = {};

function become(change: State): void {
  state = change;
  const root = document.getElementById('root')!;
  root.removeAttribute('aria-busy');
  render(view(state), root);
}

function view({ data, trouble: message }: State): TemplateResult {
  if (message) return html`${trouble(message)}${buttons()}`;
  if (!data) return html`<p class="quiet">One moment…</p>`;
  const { behaviour, introduced, resolved, sections, principles } = data;
  return html`
    <h1>Review: since ${data.since}</h1>
    <p class="headline" role="status">${data.headline}</p>
    ${buttons()}
    ${behaviour.length > 0 ? html`<h2>What may be done, and what not</h2>${table(behaviour)}` : nothing}
    ${conflicts('Conflicts that came in', introduced)}
    ${sections.filter(({ folded }) => !folded).map(told)}
    ${principles.length > 0 ? html`<h2>Principles</h2><ul class="principles">${principles.map(principle)}</ul>` : nothing}
    ${folded(`Conflicts that went (${resolved.length})`, resolved.length > 0 ? conflictList(resolved) : undefined)}
    ${sections.filter(({ folded: away }) => away).map(section => folded(`${section.title} (${countOf(section)})`, lines(section)))}
  `;
}

function buttons(): TemplateResult {
  return html`<p class="buttons">
    <button type="button" class="button" @click=${() => send({ kind: 'review', action: 'compare' })}>Compare with another version…</button>
    <button type="button" class="button" @click=${() => send({ kind: 'review', action: 'stop' })}>Stop comparing</button>
  </p>`;
}

const countOf = ({ lines: all }: ReviewResult['sections'][number]): number =>
  all.reduce((sum, { names }) => sum + Math.max(1, names.length), 0);

function folded(title: string, inside: TemplateResult | undefined): TemplateResult | typeof nothing {
  return inside ? html`<details><summary>${title}</summary>${inside}</details>` : nothing;
}

const words: Readonly<Record<Sign, string>> = { stricter: '▲ stricter', looser: '▼ looser', conflict: '⚠ conflict', other: '◆ changed' };

function table(rows: ReviewResult['behaviour']): TemplateResult {
  return html`<table>
    <thead><tr><th scope="col">Change</th><th scope="col">What</th><th scope="col">When</th><th scope="col">How much</th></tr></thead>
    <tbody>${rows.map(
      ({ sign, action, was, is, when, example, share }) => html`<tr>
        <td class="sign ${sign}">${words[sign]}</td>
        <td>${name(action)} ${was} and is now <strong>${is}</strong></td>
        <td>${when}${example === '' ? nothing : html`<br><span class="quiet">for example ${example}</span>`}</td>
        <td>${share}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

const name = ({ name: text, at }: NamedPlace): TemplateResult => (at ? link(html`<code>${text}</code>`, at) : html`<code>${text}</code>`);

function names(all: readonly NamedPlace[]): TemplateResult[] {
  return all.map((one, i) => html`${i > 0 ? ', ' : nothing}${name(one)}`);
}

function conflicts(title: string, all: ReviewResult['introduced']): TemplateResult | typeof nothing {
  return all.length === 0 ? nothing : html`<h2>${title}</h2>${conflictList(all)}`;
}

function conflictList(all: ReviewResult['introduced']): TemplateResult {
  return html`<ul class="conflicts">${all.map(
    ({ message, norms, example }) => html`<li>${message.replaceAll('`', '')}
      ${norms.map(({ name: principleName, text, at }) => html`<div class="quote">${name({ name: principleName, ...(at ? { at } : {}) })}: <code>${text}</code></div>`)}
      ${example === '' ? nothing : html`<p class="quiet">For example when ${example}.</p>`}</li>`,
  )}</ul>`;
}

const told = (section: ReviewResult['sections'][number]): TemplateResult => html`<h2>${section.title}</h2>${lines(section)}`;

function lines({ lines: all }: ReviewResult['sections'][number]): TemplateResult {
  return html`<ul>${all.map(line => html`<li>${names(line.names)}${line.names.length > 0 && line.text !== '' ? ': ' : nothing}${line.text}</li>`)}</ul>`;
}

function principle({ principle: one, what, words: changed }: ReviewResult['principles'][number]): TemplateResult {
  const wording = changed.map(({ kind, text }) => {
    if (kind === 'same') return text;
    return kind === 'gone' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`;
  });
  return html`<li>${name(one)} <span class="quiet">${what}</span>${changed.length > 0 ? html`<div class="wording">${wording}</div>` : nothing}</li>`;
}

dress(css);
become({});
listen(toPage(reviewResult), message => {
  if (message.kind === 'show') become({ data: message.data });
  else if (message.kind === 'trouble') become({ trouble: message.message });
});
