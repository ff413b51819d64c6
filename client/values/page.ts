// The map of values as a graph and as a list.

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import * as z from 'zod';
import { type ValuesResult, valuesResult } from '../../server/features/protocol.ts';
import { keep, kept, listen, send } from '../page/host.ts';
import { dress, onThemeChange } from '../page/look.ts';
import { type PageFinding, toPage } from '../page/messages.ts';
import { leftOut, link, tabs, trouble } from '../page/parts.ts';
import { keepPlace } from '../page/place.ts';
import { drawGraph, type Graph } from './graph.ts';
import { edgeSentence, titleOf, type ValueEdge, type ValueNode } from './names.ts';
import css from './page.css';

const choices = z.object({ tab: z.enum(['map', 'list']), selected: z.string().optional() });

interface State extends Readonly<z.infer<typeof choices>> {
  readonly data?: ValuesResult;
  readonly findings: readonly PageFinding[];
  readonly trouble?: string;
}

let state: State = { findings: [], ...(kept(choices) ?? { tab: 'map' }) };
let graph: Graph | undefined;

function become(change: Partial<State>): void {
  const before = state;
  state = { ...state, ...change };
  keep(choices.parse(state));
  const root = document.getElementById('root')!;
  root.removeAttribute('aria-busy');
  render(view(state), root);
  if (state.data !== before.data || state.tab !== before.tab) draw();
  else graph?.select(state.selected);
}

/** The graph lives in an element that lit made; it is drawn anew when there is other data or another element. */
function draw(): void {
  graph?.end();
  graph = undefined;
  const box = document.getElementById('graph');
  if (!box || !state.data) return;
  graph = drawGraph(box, state.data, name => become({ selected: name }));
  graph.select(state.selected);
}

function view({ data, findings, trouble: message, tab, selected }: State): TemplateResult {
  if (message) return trouble(message);
  if (!data) return html`<p class="quiet">One moment…</p>`;
  if (data.values.length === 0) {
    return html`<h1>Values of ${data.title}</h1>
      ${leftOut(findings)}
      <p>This spec declares no values yet. <code>value honesty "Honesty" { wiser than niceness because "…" }</code> declares one and says which other it sees further than.</p>`;
  }
  return html`
    <h1>Values of ${data.title}</h1>
    ${leftOut(findings)}
    <p>An arrow leads from a value to one that it is wiser than: where they pull apart, the first one leads.</p>
    ${tabs({
      label: 'How to show it',
      selected: tab,
      select: id => become({ tab: id as State['tab'] }),
      tabs: [
        { id: 'map', label: 'Map' },
        { id: 'list', label: 'List' },
      ],
    })}
    <div id="panel" role="tabpanel" aria-labelledby=${`tab-${tab}`}>${tab === 'map' ? map(data, selected) : list(data)}</div>
  `;
}

function map(data: ValuesResult, selected: string | undefined): TemplateResult {
  const node = data.values.find(({ name }) => name === selected);
  return html`
    <div class="tools">
      <vscode-button secondary @click=${() => graph?.zoom(1.25)}>Larger</vscode-button>
      <vscode-button secondary @click=${() => graph?.zoom(0.8)}>Smaller</vscode-button>
      <vscode-button secondary @click=${() => graph?.fit()}>Show all</vscode-button>
      <span class="quiet" id="how">Arrow keys go from value to value, Enter opens its place in the text.</span>
    </div>
    <div class="split">
      <div id="graph" role="application" tabindex="0" aria-label=${described(data)} aria-describedby="how" @keydown=${(event: KeyboardEvent) => walk(event, data)}></div>
      <div class="details" role="region" aria-live="polite" aria-label="The selected value">
        ${node ? card(data, node) : html`<p class="quiet">Select a value to read about it.</p>`}
      </div>
    </div>
  `;
}

/** The picture in words. */
function described(data: ValuesResult): string {
  const count = `Map of ${data.values.length} ${data.values.length === 1 ? 'value' : 'values'}.`;
  return [count, ...data.edges.map(edge => `${edgeSentence(data, edge)}.`)].join(' ');
}

function walk(event: KeyboardEvent, data: ValuesResult): void {
  const direction = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }[event.key];
  if (direction) become({ selected: graph?.neighbour(state.selected, direction as 'up') });
  else if (event.key === '+' || event.key === '=') graph?.zoom(1.25);
  else if (event.key === '-') graph?.zoom(0.8);
  else if (event.key === '0') graph?.fit();
  else if (event.key === 'Enter') {
    const node = data.values.find(({ name }) => name === state.selected);
    if (node) send({ kind: 'reveal', at: node.at });
  } else return;
  event.preventDefault();
}

function list(data: ValuesResult): TemplateResult {
  return html`<div class="list">${data.values.map(node => card(data, node))}</div>`;
}

function card(data: ValuesResult, node: ValueNode): TemplateResult {
  const wiser = data.edges.filter(edge => edge.wiser === node.name);
  const lesser = data.edges.filter(edge => edge.than === node.name);
  return html`<article>
    <h2>${link(titleOf(data, node.name), node.at)}</h2>
    ${node.prose ? html`<p>${node.prose}</p>` : nothing}
    ${items('Attends to', node.attends)}
    ${items('Nourishes', node.nourishes)}
    ${edges('Wiser than', wiser, edge => titleOf(data, edge.than))}
    ${edges('Gives way to', lesser, edge => titleOf(data, edge.wiser))}
  </article>`;
}

function items(label: string, texts: readonly string[]): TemplateResult | typeof nothing {
  return texts.length === 0 ? nothing : html`<h3>${label}</h3><ul>${texts.map(text => html`<li>${text}</li>`)}</ul>`;
}

function edges(label: string, all: readonly ValueEdge[], other: (edge: ValueEdge) => string): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<h3>${label}</h3>
    <ul>${all.map(
      edge =>
        html`<li>${link(other(edge), edge.at)} ${edge.when ? html`when <code>${edge.when}</code>` : 'always'}${edge.because ? html`: <q>${edge.because}</q>` : nothing}${edge.by === 'tension' ? html` <span class="quiet">(by a tension)</span>` : nothing}</li>`,
    )}</ul>`;
}

dress(css);
keepPlace();
become({});
onThemeChange(draw);
listen(toPage(valuesResult), message => {
  if (message.kind === 'show') become({ data: message.data, findings: message.findings, trouble: undefined });
  else if (message.kind === 'trouble') become({ trouble: message.message });
});
