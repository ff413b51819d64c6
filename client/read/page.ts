// The spec in words, with the findings as notes in the margin.

import '@vscode-elements/elements/dist/vscode-badge/index.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import { type ReadPart, type ReadResult, readResult } from '../../server/features/protocol.ts';
import { listen } from '../page/host.ts';
import { dress } from '../page/look.ts';
import { markdown, safe } from '../page/markdown.ts';
import { type PageFinding, toPage } from '../page/messages.ts';
import { link, quoting, trouble } from '../page/parts.ts';
import { notesByPart, runs } from './notes.ts';
import css from './page.css';
import { lead, scrollTo } from './scroll.ts';

interface State {
  readonly uri: string;
  readonly data?: ReadResult;
  readonly findings: readonly PageFinding[];
  readonly trouble?: string;
}

let state: State = { uri: '', findings: [] };

function become(change: Partial<State>): void {
  state = { ...state, ...change };
  const root = document.getElementById('root')!;
  root.removeAttribute('aria-busy');
  render(view(state), root);
}

function view({ data, trouble: message, findings }: State): TemplateResult {
  if (message) return trouble(message);
  if (!data) return html`<p class="quiet">One moment…</p>`;
  const notes = notesByPart(data.parts, findings);
  return html`<article lang=${data.language ?? 'en'}>
    ${runs(data.parts).map(({ from, parts }) => (parts.length > 1 ? list(parts, from, notes) : block(parts[0]!, notes.get(from) ?? [])))}
    ${data.parts.length === 0 ? html`<p class="quiet">Nothing is written yet.</p>` : nothing}
  </article>`;
}

/** Details of one kind in a row are a list under one label. */
function list(parts: readonly ReadPart[], from: number, notes: ReadonlyMap<number, readonly PageFinding[]>): TemplateResult {
  const [first] = parts;
  return html`<div class="block"><div class="text"><p class="detail"><span class="label">${first?.kind === 'detail' ? first.label : ''}</span></p></div></div>
    ${parts.map((part, index) => block(part, notes.get(from + index) ?? [], true))}`;
}

function block(part: ReadPart, notes: readonly PageFinding[], listed = false): TemplateResult {
  return html`<div class="block" data-line=${part.at.start.line}>
    <div class="text">${listed && part.kind === 'detail' ? html`<p class="item">${part.items.join(', ')}</p>` : drawn(part)}</div>
    ${notes.length > 0 ? html`<div class="margin" role="group" aria-label="Findings here">${notes.map(note)}</div>` : nothing}
  </div>`;
}

function drawn(part: ReadPart): TemplateResult {
  const at = { uri: state.uri, range: part.at };
  switch (part.kind) {
    case 'heading':
      return heading(part, link(part.text, at));
    case 'prose':
      return html`<div lang=${part.language ?? nothing}>${markdown(part.markdown)}</div>`;
    case 'norm':
      return html`<p class="rule"><strong class="modality">${part.modality}</strong> ${part.action}${part.condition ? html` <span class="condition">${part.condition}</span>` : nothing}</p>`;
    case 'reason':
      return html`<div class="because"><span class="label">Because</span> ${markdown(part.markdown)}</div>`;
    case 'note':
      return html`<div class="note"><span class="label">Note</span> ${markdown(part.markdown)}</div>`;
    case 'source':
      return html`<p class="quiet">Source: ${part.url && safe(part.url) ? html`<a href=${part.url}>${part.text}</a>` : part.text}</p>`;
    case 'detail':
      return html`<p class="detail"><span class="label">${part.label}</span> ${part.items.join(', ')}</p>`;
    case 'turn':
      return html`<div class="turn"><span class="label">${part.speaker}</span> ${markdown(part.markdown)}</div>`;
    case 'answer':
      return html`<div class="answer ${part.label}"><span class="label">${{ good: '✓ Good', ok: '○ Acceptable', bad: '✗ Bad' }[part.label]}</span> ${markdown(part.markdown)}
        ${part.because ? html`<p class="quiet">${part.because}</p>` : nothing}</div>`;
  }
}

function heading({ level, what, badges }: ReadPart & { kind: 'heading' }, text: TemplateResult): TemplateResult {
  const marks = html`${badges.map(badge => html` <vscode-badge>${badge}</vscode-badge>`)}`;
  const kind = what ? html`<span class="what">${what}</span>` : nothing;
  if (level === 1) return html`${kind}<h1>${text}${marks}</h1>`;
  if (level === 2) return html`${kind}<h2>${text}${marks}</h2>`;
  if (level === 3) return html`${kind}<h3>${text}${marks}</h3>`;
  return html`${kind}<h4>${text}${marks}</h4>`;
}

const severities = { error: 'Error', warning: 'Warning', info: 'Note', hint: 'Hint' };

function note({ severity, message, at }: PageFinding): TemplateResult {
  return html`<div class="finding ${severity}"><span class="label">${severities[severity]}</span> ${quoting(message)} ${link('Show in the text', at)}</div>`;
}

dress(css);
become({});
lead();
listen(toPage(readResult), message => {
  if (message.kind === 'show') become({ uri: message.uri, data: message.data, findings: message.findings, trouble: undefined });
  else if (message.kind === 'trouble') become({ trouble: message.message });
  else scrollTo(message.line);
});
