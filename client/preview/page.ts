// A preview as a page: what is asked, what comes back beside what was expected, and what no model is needed for.

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import * as z from 'zod';
import type { PreviewPlan } from '../../server/features/preview-protocol.ts';
import { keep, kept, listen, send } from '../page/host.ts';
import { dress } from '../page/look.ts';
import { type PageFinding, toPage } from '../page/messages.ts';
import { leftOut, link, trouble } from '../page/parts.ts';
import { keepPlace } from '../page/place.ts';
import { columnView } from './column.ts';
import { lines } from './lines.ts';
import css from './page.css';
import { informed, type PreviewData, previewData, progress } from './state.ts';

type Plan = Extract<PreviewPlan, { kind: 'plan' }>;
type Shown = Extract<PreviewData, { kind: 'plan' }>;
type Columns = Extract<PreviewData, { kind: 'columns' }>;
type Action = Extract<Parameters<typeof send>[0], { kind: 'preview' }>['action'];

let shown: Shown | undefined;
let findings: readonly PageFinding[] = [];
let columns: Columns = { kind: 'columns', columns: [], running: false, stale: false };
let message: string | undefined;
/** What stands in the box, and in which preview. */
const choices = z.object({ typed: z.object({ line: z.string(), showing: z.int() }) });
let typed = kept(choices)?.typed;

const act = (action: Action, text?: string) => send({ kind: 'preview', action, ...(text === undefined ? {} : { text }) });

let drawing = false;
/** Once for each frame, however much comes in. */
function draw(): void {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    const root = document.getElementById('root')!;
    root.removeAttribute('aria-busy');
    render(view(), root);
  });
}

function view(): TemplateResult {
  if (shown?.plan.kind !== 'plan') {
    const why = message ?? shown?.plan.message;
    return why === undefined ? html`<p class="quiet">One moment…</p>` : trouble(why);
  }
  const { plan, lost } = shown;
  // What was shown last stays below: a reply is not taken away from whoever is in the middle of a word.
  const said = message ?? lost;
  return html`
    ${said === undefined ? nothing : trouble(said)}
    <h1>Preview of ${plan.title}</h1>
    <p class="quiet">${whatItIs(plan)} ${link('Go to it', plan.at)}</p>
    ${leftOut(findings)} ${unchanging(asked)} ${controls(plan, shown)} ${results(plan, shown)} ${unchanging(norms)} ${unchanging(prompt)}
  `;
}

/** What replies that come in do not touch is not gone through for each of their pieces. */
const unchanging = (part: (plan: Plan, shown: Shown) => TemplateResult) => guard([shown], () => part(shown!.plan as Plan, shown!));

const kinds = { eval: 'An eval.', example: 'An example.', principle: 'A principle.', document: 'The whole spec.' } as const;
const whatItIs = ({ what }: Plan): string => kinds[what];

function asked(plan: Plan, now: Shown): TemplateResult {
  return html`
    <h2>What is asked</h2>
    <p>Situation: ${plan.facts === '' ? 'nothing is known' : html`<code>${plan.facts}</code>`}.
      <button class="link" type="button" @click=${() => act('facts')}>Pick the situation…</button></p>
    ${plan.conversation.map(({ label, text }) => html`<div class="turn"><div class="who">${label}</div><div class="text">${lines(text)}</div></div>`)}
    <form @submit=${submitLine}>
      <label for="line">${plan.conversation.length === 0 ? 'Nothing is asked yet. What does the user say?' : 'Ask something else instead'}</label>
      <div class="ask"><textarea id="line" rows="2" .value=${live(lineIn(now))} @input=${typing} @keydown=${lineKey}></textarea>
      <vscode-button secondary @click=${submitLine}>Use this line</vscode-button></div>
    </form>`;
}

/** What stands in the box: what was typed since, else the line that is asked. Of another preview in the same place nothing is kept. */
const lineIn = ({ line, showing }: Shown): string => (typed?.showing === showing ? typed.line : line);

function typing({ target }: Event): void {
  typed = { line: (target as HTMLTextAreaElement).value, showing: shown!.showing };
  keep({ typed });
  draw();
}

function submitLine(event: Event): void {
  event.preventDefault();
  act('line', lineIn(shown!));
}

/** What stands in the box is what is asked, whether it was submitted before or not. */
function ask(): void {
  if (shown && lineIn(shown).trim() !== shown.line.trim()) act('line', lineIn(shown));
  act('run');
}

/** Ctrl+Enter asks. */
function lineKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  ask();
}

/** The second click of a double click, which meant to ask, would call off what the first began. */
function pressed(running: boolean, clicks: number): void {
  if (!running) ask();
  else if (clicks < 2) act('cancel');
}

function controls(plan: Plan, now: Shown): TemplateResult {
  const { model, without, branch, others, trusted, pinned, lost } = now;
  const unasked = plan.conversation.length === 0 && lineIn(now).trim() === '';
  const { running } = columns;
  const again = columns.columns.length > 0;
  const check = (id: string, label: string, on: boolean, action: Action) =>
    html`<label class="choice" for=${id}><input id=${id} type="checkbox" .checked=${on} @change=${() => act(action)}> ${label}</label>`;
  return html`
    <h2>Ask a model</h2>
    ${
      trusted
        ? nothing
        : html`<p class="note">This workspace is not trusted, so nothing is sent to any model. All that needs no model stands below.
      <button class="link" type="button" @click=${() => act('trust')}>Manage Workspace Trust</button></p>`
    }
    ${
      model === undefined
        ? html`<p>No model is chosen yet. What no model is needed for stands below: the norms in force, what would be checked, and the compiled prompt.</p>`
        : html`<p>Model: <strong>${model}</strong>${plan.judges.length > 0 ? html`; judged by ${plan.judges.join(', ')}` : html`; it judges its own reply, for no judges are configured`}.</p>`
    }
    <div class="buttons">
      <vscode-button id=${running ? 'cancel' : 'run'} ?disabled=${!running && (unasked || !trusted || lost !== undefined)}
        @click=${({ detail }: MouseEvent) => pressed(running, detail)}>${running ? 'Cancel' : again ? 'Ask again' : 'Ask the model'}</vscode-button>
      <vscode-button secondary @click=${() => act('model')}>${model === undefined ? 'Choose a model…' : 'Another model…'}</vscode-button>
      ${plan.models.some(({ name, needsKey }) => name === model && needsKey) ? html`<vscode-button secondary @click=${() => act('key', keyAddress(plan, model))}>Set its key…</vscode-button>` : nothing}
      <vscode-button secondary @click=${() => act('eval')}>Copy as eval</vscode-button>
      <button type="button" class="toggle" aria-pressed=${pinned ? 'true' : 'false'} @click=${() => act('pin')}>${pinned ? 'Pinned' : 'Pin'}</button>
    </div>
    <fieldset><legend>Side by side with</legend>
      ${check('without', 'the model without the spec', without, 'without')} ${check('branch', 'the spec as on the main branch', branch, 'branch')}
      ${others.map(name => html`<button type="button" class="link" @click=${() => act('drop', name)}>Leave out ${name}</button>`)}
      <button type="button" class="link" @click=${() => act('others')}>Another model as well…</button>
    </fieldset>`;
}

const keyAddress = ({ models }: Plan, model: string | undefined) => models.find(({ name }) => name === model)?.address;

function results(plan: Plan, { trusted }: Shown): TemplateResult {
  const { running, stale, refused } = columns;
  return html`
    <div role="status" class="visually-hidden">${progress(columns.columns, running)}</div>
    ${refused ? html`<p class="note" role="alert">${refused}</p>` : nothing}
    ${stale ? html`<p class="note stale">The text has changed since: what is shown is older than what it speaks of. Ask again to see what holds now.</p>` : nothing}
    ${
      columns.columns.length === 0
        ? expectations(plan, trusted)
        : html`<h2>Replies</h2><div class="columns">${columns.columns.map(column => columnView(column, { plan, act }))}</div>`
    }`;
}

function expectations({ checks }: Plan, trusted: boolean): TemplateResult {
  if (checks.length === 0)
    return html`<h2>What would be checked</h2><p>Nothing: no norm requires or forbids an action in every situation with these facts, and no <code>expect</code> asks for anything.</p>`;
  return html`<h2>What would be checked</h2>
    <ul>${checks.map(({ label, at, derived }) => html`<li>${link(html`<code>${label}</code>`, at)}${derived ? html` <span class="quiet">from the norms</span>` : nothing}</li>`)}</ul>
    ${trusted ? nothing : html`<p class="quiet">Trust the workspace to have it checked.</p>`}`;
}

function norms({ when }: Plan): TemplateResult {
  if (when.kind === 'unreadable') return html`<h2>Norms</h2><p>${when.message}</p>`;
  const inForce = when.norms.filter(norm => norm.inForce !== 'never');
  const beaten = when.norms.filter(norm => norm.beatenBy.length > 0);
  const none = html`<li>None.</li>`;
  return html`
    <h2>Norms in force</h2>
    <ul>${
      inForce.length === 0
        ? none
        : inForce.map(
            ({ text, at, title, principle, inForce: where }) =>
              html`<li>${link(html`<code>${text}</code>`, at)} <span class="quiet">in ${title ?? principle}${where === 'always' ? nothing : html`, when ${where}`}</span></li>`,
          )
    }</ul>
    <h2>Norms beaten</h2>
    <ul>${
      beaten.length === 0
        ? none
        : beaten.map(
            ({ text, at, beatenBy }) =>
              html`<li>${link(html`<code>${text}</code>`, at)} ${beatenBy.map(
                other =>
                  html`<div class="quiet">by ${link(html`<code>${other.text}</code>`, other.at)}, ${other.by}${other.when === 'always' ? nothing : html`, when ${other.when}`}</div>`,
              )}</li>`,
          )
    }</ul>`;
}

interface Passage {
  readonly origin?: string;
  readonly at?: Plan['at'];
  readonly lines: string[];
}

/** Lines that come from the same declaration stand together under its name. */
function passagesOf({ prompt: lines }: Plan): Passage[] {
  const passages: Passage[] = [];
  for (const { text, origin, at } of lines) {
    const last = passages.at(-1);
    if (last && (last.origin === origin || text === '')) last.lines.push(text);
    else passages.push({ ...(origin === undefined ? {} : { origin }), ...(at ? { at } : {}), lines: [text] });
  }
  return passages;
}

function prompt(plan: Plan): TemplateResult {
  return html`
    <h2>The compiled prompt</h2>
    <p class="quiet">About ${plan.tokens} tokens. Each part leads to the declaration that it comes from.${
      plan.dropped.length > 0 ? ` Left out for want of room: ${plan.dropped.join('; ')}.` : ''
    }</p>
    <div class="prompt">${passagesOf(plan).map(
      ({ origin, at, lines }) => html`<div class="passage">
        ${origin === undefined ? nothing : html`<div class="origin">${at ? link(origin, at) : origin}</div>`}
        <div class="text">${lines.join('\n').trim()}</div></div>`,
    )}</div>`;
}

dress(css);
keepPlace();
draw();
listen(toPage(previewData), news => {
  if (news.kind === 'trouble') message = news.message;
  if (news.kind === 'show') {
    if (news.data.kind !== 'news') message = undefined;
    if (news.data.kind === 'plan') [shown, findings] = [news.data, news.findings];
    else if (news.data.kind === 'columns') columns = news.data;
    else columns = { ...columns, columns: informed(columns.columns, news.data.news) };
  }
  draw();
});
