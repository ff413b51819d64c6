// One page that holds everything, transcripts too. It runs no script and loads nothing, so it can be mailed or kept.

import type { Said } from '../../evaluation/case.ts';
import type { TrialRecord, VerdictRecord } from '../../evaluation/record.ts';
import { bindingText, type EvalScore } from '../../evaluation/score.ts';
import { plural } from '../report.ts';
import { agreementLine, callsLine, dollars, type EvalFormat, type KeptRun, rateLine, ratio, statusLine, trialsWith } from './kept-run.ts';

export const html: EvalFormat = {
  name: 'html',
  write: function* (run) {
    const { head, summary } = run;
    const title = `Polity evals: ${statusLine(summary)}`;
    yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n<meta name="viewport" content="width=device-width">\n<title>${safe(title)}</title>\n<style>${style}</style>\n</head>\n<body>\n<main>\n<h1>${safe(title)}</h1>\n`;
    const models = head.models
      .map(({ name, model, sampling }) => `${name} (${model}${sampling ? ', sampling not controlled' : ''})`)
      .join(', ');
    const lines = [
      rateLine(summary),
      agreementLine(summary),
      callsLine(summary),
      `Models: ${models}. Judges: ${head.judges.join(', ') || 'none'}.`,
      head.id === ''
        ? undefined
        : `Run ${head.id}, begun ${head.started}${run.end === undefined ? ', not ended' : run.end.interrupted ? ', interrupted' : ''}.`,
    ];
    yield `<ul>${lines
      .filter(line => line !== undefined)
      .map(line => `<li>${safe(line)}</li>`)
      .join('')}</ul>\n`;
    if (summary.reasons.length > 0)
      yield `<h2>Not run</h2>\n<ul>${summary.reasons.map(({ why, count }) => `<li>${safe(`${plural(count, 'run')}: ${why}`)}</li>`).join('')}</ul>\n`;
    yield `<h2>Evals and examples</h2>\n${table(summary.evals)}<h2>Transcripts</h2>\n`;
    const prompts = new Map<string, string>();
    for (const [i, score] of summary.evals.entries()) {
      yield section(score, i);
      for (const trial of trialsWith(run, score)) yield conversation(trial, { score, prompts });
      yield '</section>\n';
    }
    yield* promptSection(run, prompts);
    yield '</main>\n</body>\n</html>\n';
  },
};

const style = `:root{color-scheme:light dark;--line:#8884;--pass:#1a7f37;--fail:#cf222e;--flaky:#9a6700;--dim:#57606a}
@media(prefers-color-scheme:dark){:root{--pass:#3fb950;--fail:#ff7b72;--flaky:#d29922;--dim:#9aa4af}}
body{font:15px/1.5 system-ui,sans-serif;margin:0;overflow-wrap:anywhere}main{max-width:70rem;margin:auto;padding:1rem 1.5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{overflow-wrap:normal}td.status,td.runs{white-space:nowrap}
@media(max-width:40rem){main{padding:.5rem .8rem}th,td{padding:.3rem .3rem}th.title,td.title{display:none}}
.pass{color:var(--pass)}.fail,.not-met{color:var(--fail)}.flaky,.unclear{color:var(--flaky)}.not-run{color:var(--dim)}.met{color:var(--pass)}
section{border-top:1px solid var(--line);margin-top:1.5rem}details{margin:.4rem 0 .4rem 1rem}summary{cursor:pointer}
.turn{border-left:3px solid var(--line);padding:.1rem .8rem;margin:.5rem 0}.turn b{display:block;color:var(--dim);font-weight:600}
pre{white-space:pre-wrap;font:inherit;margin:0}small{color:var(--dim)}`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters and marks that turn the direction of writing are shown as what they are: nothing. */
const unsafe = /[^\P{Cc}\t\n]|\p{Bidi_Control}|\p{Cs}/gu;

const safe = (text: string): string => text.replace(unsafe, '\uFFFD').replace(/[&<>"']/g, character => entities[character]!);

const cssClass = (word: string): string => word.replaceAll(' ', '-');

function table(evals: readonly EvalScore[]): string {
  const rows = evals.map(
    (score, i) =>
      `<tr><td class="status ${cssClass(score.status)}">${score.status}</td><td><a href="#e${i}">${safe(score.eval.id)}</a></td><td class="title">${safe(score.eval.title)}</td><td class="runs">${ratio(score)}</td><td>${safe(score.model)}</td></tr>`,
  );
  return `<table>\n<thead><tr><th scope="col">Status</th><th scope="col">Eval</th><th scope="col" class="title">Title</th><th scope="col">Runs that pass</th><th scope="col">Model</th></tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n`;
}

function section(score: EvalScore, i: number): string {
  const { eval: plan, status, model } = score;
  const checks = plan.checks.length > 0 ? ` Checks ${plan.checks.join(', ')}.` : '';
  const parity = score.parity
    .map(({ label, met, reason }) => `<p><span class="${cssClass(met)}">${met}</span> ${safe(`${label}: ${reason}`)}</p>`)
    .join('');
  return `<section id="e${i}"><h3><span class="${cssClass(status)}">${status}</span> ${safe(plan.id)}</h3>\n<p>${safe(`${plan.title}. ${plan.at.file}:${plan.at.line + 1}, ${model}: ${ratio(score)} runs pass, ${plan.pass} of ${plan.repeat} needed.${checks}`)}</p>${parity}\n`;
}

function conversation(trial: TrialRecord, { score, prompts }: { score: EvalScore; prompts: Map<string, string> }): string {
  const binding = bindingText(score.eval.cases[trial.case] ?? {});
  const name = `${trial.outcome}: run ${trial.repeat}${binding === '' ? '' : `, ${binding}`}`;
  const why = trial.why === undefined ? '' : `<p>${safe(trial.why)}</p>`;
  const footer = trial.transcript.length === 0 ? '' : costs(trial, prompts);
  return `<details${trial.outcome === 'fail' ? ' open' : ''}><summary class="${cssClass(trial.outcome)}">${safe(name)}</summary>\n${why}${trial.transcript.map(turn).join('')}${trial.verdicts.map(verdict).join('')}${footer}</details>\n`;
}

/** What it took, with a link to the prompt, which stands once at the end of the page. */
function costs(trial: TrialRecord, prompts: Map<string, string>): string {
  const number = prompts.get(trial.prompt) ?? `p${prompts.size + 1}`;
  prompts.set(trial.prompt, number);
  const cost = trial.calls.reduce((sum, { costUSD }) => sum + (costUSD ?? 0), 0);
  const time = trial.calls.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return `<p><small><a href="#${number}">System prompt</a> · ${plural(trial.calls.length, 'call')} · ${time} ms · ${dollars(cost)}</small></p>`;
}

function turn({ speaker, text, to, from, generated }: Said): string {
  const by = { reply: 'the reply', simulated: 'simulated' } as const;
  const label = [speaker, from && `from ${from}`, to && `to ${to} (shown, not carried out)`, generated && by[generated]]
    .filter(part => part)
    .join(', ');
  return `<div class="turn"><b>${safe(label)}</b><pre>${safe(text)}</pre></div>\n`;
}

function verdict({ label, met, reason, votes }: VerdictRecord): string {
  const each =
    votes.length > 1
      ? `<ul>${votes.map(vote => `<li>${safe(vote.judge)}: <span class="${cssClass(vote.met)}">${vote.met}</span>${vote.score === undefined ? '' : ` ${vote.score}`} ${safe(vote.reason)}</li>`).join('')}</ul>`
      : '';
  return `<p><span class="${cssClass(met)}">${met}</span> <b>${safe(label)}</b> ${safe(reason)}</p>${each}\n`;
}

function* promptSection(run: KeptRun, prompts: ReadonlyMap<string, string>): Iterable<string> {
  if (prompts.size === 0) return;
  yield '<h2>System prompts</h2>\n';
  for (const [hash, name] of prompts)
    yield `<details id="${name}"><summary>${name}</summary><pre>${safe(run.prompt(hash) ?? 'not kept')}</pre></details>\n`;
}
