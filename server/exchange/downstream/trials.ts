// The evals and examples of a document as other tools run them: one conversation, one reply, and what is expected of it.

import { textOf } from '../../../grammar/text.ts';
import { worldOf } from '../../analysis/norms/worlds.ts';
import type { Case, Check, EvalPlan, Said } from '../../evaluation/case.ts';
import { gathered } from '../../evaluation/cases.ts';
import { situationOf } from '../../evaluation/situation.ts';
import { isPattern } from '../../evaluation/textual.ts';
import type { ExportSubject } from '../format.ts';

export interface Turn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  /** Nothing where the model is to answer. */
  readonly content?: string;
}

/** One reply that is judged. */
export interface Trial {
  /** One in the document. */
  readonly id: string;
  readonly title: string;
  readonly checks: readonly string[];
  /** The spec, compiled for the facts of the eval. */
  readonly prompt: string;
  readonly turns: readonly Turn[];
  readonly expected: readonly Check[];
  readonly repeat: number;
  readonly pass: number;
}

export interface Trials {
  readonly trials: readonly Trial[];
  /** What other tools cannot run, for the person who asked. */
  readonly notes: readonly string[];
}

export function trialsOf({ workspace, scope }: ExportSubject): Trials {
  const world = worldOf(scope, workspace.settings.solver);
  const { plans, left } = gathered(scope, { situate: facts => situationOf(world, facts), isPattern });
  const lost = new Map(
    [
      ...Map.groupBy(
        left.filter(({ fault }) => fault),
        ({ why }) => why,
      ),
    ].map(([why, some]) => [`left out. ${why}`, some.map(({ id }) => id)]),
  );
  const trials = plans.flatMap(plan => plan.cases.flatMap((one, n) => trialsIn(plan, one, { n, lost })));
  return {
    trials,
    notes: [...lost].map(([what, ids]) => `${what}: ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ` and ${ids.length - 8} more` : ''}.`),
  };
}

/** A trial for each reply that something is expected of. */
function trialsIn(plan: EvalPlan, { prompt, steps, binding }: Case, { n, lost }: { n: number; lost: Map<string, string[]> }): Trial[] {
  const trials: Trial[] = [];
  const turns: Turn[] = [];
  const varied = Object.values(binding);
  const title = varied.length === 0 ? plan.title : `${plan.title} (${varied.join(', ')})`;
  const base = plan.cases.length === 1 ? plan.id : `${plan.id}-${n + 1}`;
  const add = (expected: readonly Check[], said: readonly Turn[]) => {
    const id = trials.length === 0 ? base : `${base}-reply-${trials.length + 1}`;
    trials.push({ id, title, checks: plan.checks, prompt, turns: said, expected, repeat: plan.repeat, pass: plan.pass });
  };
  for (const step of steps) {
    switch (step.kind) {
      case 'said':
        turns.push(turnOf(step.said));
        break;
      case 'reply':
        if (step.checks.length > 0) add(step.checks, [...turns]);
        turns.push(step.stands ? turnOf(step.stands) : { role: 'assistant' });
        break;
      case 'judged':
        lose(lost, 'Answers that the author wrote are judged by Polity alone', plan.id);
        break;
      case 'simulated':
        lose(lost, 'Simulated users are played by Polity alone', plan.id);
    }
  }
  if (trials.length === 0) lose(lost, 'Left out, for nothing is expected of a single reply', plan.id);
  return trials;
}

function lose(lost: Map<string, string[]>, what: string, id: string): void {
  const ids = lost.get(what) ?? [];
  if (!ids.includes(id)) lost.set(what, [...ids, id]);
}

/** Developers and settings speak as the system; a tool's own role needs calls that nobody made, so it speaks to the model in words. */
function turnOf({ speaker, text, to, from }: Said): Turn {
  const content = to === undefined ? text : `[to ${to}]\n${text}`;
  switch (speaker) {
    case 'user':
    case 'assistant':
    case 'system':
      return { role: speaker, content };
    case 'developer':
    case 'settings':
      return { role: 'system', content };
    case 'tool':
      return { role: 'user', content: `[result of ${from ?? 'a tool'}]\n${text}` };
  }
}

/** The prompt that most trials have. */
export function usualPrompt(trials: readonly Trial[]): string {
  const counts = new Map<string, number>();
  for (const { prompt } of trials) counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0] as [string, number])[0];
}

/** Title and name of the document. */
export function nameOfDocument({ scope }: ExportSubject): { name: string; title: string } {
  const header = scope.own.header?.node;
  const name = header?.name.text ?? 'spec';
  return { name, title: header?.title ? textOf(header.title) : name };
}

/** What a judge is asked, in words; undefined where no judge is needed. */
export function rubricOf(check: Check): { text: string; negated: boolean } | undefined {
  switch (check.kind) {
    case 'criterion':
      return { text: check.text, negated: check.negated };
    case 'scale':
      return { text: `${check.text} (at least ${check.atLeast} on a scale from 1 to ${check.of})`, negated: check.negated };
    case 'action':
      return { text: `The reply does this: ${check.prose}`, negated: !check.performs };
    case 'parity':
      return { text: check.text, negated: false };
    case 'compared':
      return { text: comparedText(check), negated: false };
    default:
      return undefined;
  }
}

function comparedText({ prose, good, bad }: Extract<Check, { kind: 'compared' }>): string {
  const because = (reason: string | undefined): string => (reason === undefined ? '' : ` — ${reason}`);
  return [
    `The reply keeps this principle: ${prose}`,
    ...good.map(answer => `It is as good as this answer${because(answer.because)}:\n${answer.text}`),
    ...bad.map(answer => `It does not have the fault of this answer${because(answer.because)}:\n${answer.text}`),
  ].join('\n\n');
}
